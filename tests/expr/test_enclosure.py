"""Enclosures hold what they claim to hold, and fast rational functions agree with slow ones."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gametheory_dprk.errors import ExpressionError
from gametheory_dprk.expr import evaluate, parse
from gametheory_dprk.expr.enclosure import compile_enclosure, enclose
from gametheory_dprk.expr.rational import compile_rational

FORMULAS = [
    "x + y - 0.1", "x*y*y - x/3", "(x - y)^3", "x/(y + 7/3)", "min(x, y, 0.3) - max(x, 1/7)",
    "abs(x - y)/(1 + x^2)", "-(x - y)*(x + y) + y^2 - x^2", "1/(x - y)", "(x + 1e-9 - x)*y",
]  # fmt: skip

rationals = st.fractions(min_value=-50, max_value=50, max_denominator=97)


@settings(max_examples=80, deadline=None)
@given(rationals, rationals, st.sampled_from(FORMULAS))
def test_the_exact_value_is_inside(x, y, text):
    formula, values = parse(text), {"x": x, "y": y}
    run = compile_enclosure(formula)
    near, error = run({name: tuple(map(np.asarray, enclose(v))) for name, v in values.items()})
    fast = compile_rational(formula)
    try:
        exact = evaluate(formula, values)
    except ExpressionError:
        assert np.isinf(error)
        with pytest.raises(ExpressionError, match="division by zero"):
            fast(values)
        return
    assert fast(values) == exact
    if np.isfinite(error):
        assert abs(Fraction(float(near)) - exact) <= Fraction(float(error))


@pytest.mark.parametrize("text", ["sqrt(x)", "exp(x)", "log(x)", "exp(-x)*sqrt(1 + x)"])
def test_functions_without_exact_values(text):
    """Against values with 60 digits."""
    from sympy import Rational, sympify

    for x in (Fraction(1, 3), Fraction(7, 2), Fraction(40)):
        near, error = compile_enclosure(parse(text))({"x": tuple(map(np.asarray, enclose(x)))})
        true = sympify(text).subs("x", Rational(x.numerator, x.denominator)).evalf(60)
        assert abs(true - Rational(float(near))) <= Rational(float(error))
        assert float(error) < 1e-13 * max(1.0, abs(float(near)))


@pytest.mark.parametrize("text", ["1/x", "log(x)", "sqrt(x)", "x^0.5", "exp(1000 + x)", "x^(-1)"])
def test_nothing_is_claimed_where_nothing_is_known(text):
    _, error = compile_enclosure(parse(text))({"x": (np.zeros(2), np.zeros(2))})
    assert np.isinf(error).all()


def test_cancellation_is_seen():
    """The difference is zero, and floats say 1e-17."""
    formula = parse("0.1 + 0.2 - 0.3")
    near, error = compile_enclosure(formula)({})
    assert near != 0
    assert abs(near) <= error
