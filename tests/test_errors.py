"""Errors say where, what and what instead, and carry the exit code."""

from __future__ import annotations

import pytest

from gametheory_dprk import errors
from gametheory_dprk.errors import GtdError, Problem, Span, nearest_name


def test_problems_leave_out_what_is_empty():
    span = Span("deal.yaml", 3, 14)
    assert str(Problem(span, "payoffs.NK", "bad", "try x")) == (
        "deal.yaml:3:14: payoffs.NK: bad (try x)"
    )
    assert str(Problem(None, "payoffs.NK", "bad")) == "payoffs.NK: bad"
    assert str(Problem(span, "", "bad")) == "deal.yaml:3:14: bad"


def test_an_error_joins_its_problems():
    error = GtdError("first", Problem(None, "where", "second"))
    assert str(error) == "first\nwhere: second"
    assert error.problems[0] == Problem(None, "", "first")


@pytest.mark.parametrize(
    ("name", "parent", "code"),
    [
        ("ScenarioSyntaxError", "ScenarioError", 3),
        ("SchemaError", "ScenarioError", 3),
        ("ExpressionError", "ScenarioError", 3),
        ("UnknownNameError", "ScenarioError", 3),
        ("ConsistencyError", "ScenarioError", 3),
        ("NoSolverError", "SolveError", 4),
        ("NotCertifiedError", "SolveError", 4),
        ("LimitReached", "SolveError", 5),
        ("AnalysisError", "GtdError", 3),
        ("MissingExtra", "GtdError", 2),
        ("VerificationFailed", "GtdError", 1),
    ],
)
def test_exit_codes(name, parent, code):
    kind = getattr(errors, name)
    assert issubclass(kind, getattr(errors, parent))
    assert kind("x").exit_code == code


def test_nearest_name():
    assert nearest_name("delta_M", ["delta_N", "rho"]) == "did you mean 'delta_N'?"
    assert nearest_name("q", ["delta_N", "rho"]) == ""
