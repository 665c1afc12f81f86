"""Parameter values at one point."""

from __future__ import annotations

from fractions import Fraction

import pytest

from gametheory_dprk.errors import (
    ConsistencyError,
    ExpressionError,
    ScenarioError,
    UnknownNameError,
)
from gametheory_dprk.scenario.reader import read
from gametheory_dprk.scenario.values import parameter_values

from .examples import FLAGSHIP

SCENARIO = read(FLAGSHIP)


def test_defaults_are_read_exactly() -> None:
    assert parameter_values(SCENARIO)["n_G"] == Fraction(3, 10)


def test_overrides_may_be_text_or_numbers() -> None:
    found = parameter_values(SCENARIO, {"p": "1/3", "c": Fraction(2, 7), "s": 2})
    assert (found["p"], found["c"], found["s"], found["v"]) == (
        Fraction(1, 3),
        Fraction(2, 7),
        2,
        2,
    )


@pytest.mark.parametrize(
    ("overrides", "kind", "words"),
    [
        ({"P": "0.2"}, UnknownNameError, "P: unknown parameter"),
        ({"p": "1.2"}, ConsistencyError, r"p: 6/5 is outside the range \[0, 1\]"),
        ({"p": "x"}, ExpressionError, "expected a number, found 'x'"),
        ({"p": ""}, ExpressionError, "unexpected end"),
        ({"p": "2**99999999"}, ExpressionError, "exponent"),
        ({"n_G": "1"}, ConsistencyError, "assume: n_G < n_P does not hold"),
    ],
)
def test_errors(overrides: dict[str, str], kind: type[ScenarioError], words: str) -> None:
    with pytest.raises(kind, match=words):
        parameter_values(SCENARIO, overrides)


def test_all_errors_at_once() -> None:
    with pytest.raises(ScenarioError) as caught:
        parameter_values(SCENARIO, {"p": "2", "zz": "1", "c": "y"})
    assert len(caught.value.problems) == 3
