"""Arrays agree with exact values."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from formula_texts import NAMES, arithmetic, relations, values
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gametheory_dprk.errors import ExpressionError, UnknownNameError
from gametheory_dprk.expr import (
    CLAIM_FUNCTIONS,
    compile_vector,
    decide,
    evaluate,
    parse,
    substitute,
)


def columns(points):
    """The points as arrays, one a name."""
    return {name: np.array([float(point[name]) for point in points]) for name in NAMES}


@settings(max_examples=200, deadline=None)
@given(arithmetic(), st.lists(values, min_size=1, max_size=3))
def test_numbers_agree(text, points):
    tree = parse(text)
    try:
        exact = [evaluate(tree, point) for point in points]
    except ExpressionError:
        assume(False)
    assume(all(abs(value) < 10**12 for value in exact))
    result = compile_vector(tree, NAMES)(columns(points))
    assert result.shape == (len(points),)
    assume(np.isfinite(result).all())  # an intermediate 1/x where x is 0 but for rounding
    assert np.allclose(result, [float(value) for value in exact], rtol=1e-6, atol=1e-6)


@settings(max_examples=150, deadline=None)
@given(relations())
def test_relations_agree_at_halves(text):
    """Halves are exact in float64, so no rounding can excuse a difference."""
    text = text.replace("0.1", "0.5").replace("3e-1", "0.25")
    point = dict(zip(NAMES, map(Fraction, ("1/2", "-2", "3", "4")), strict=True))
    try:
        exact = decide(parse(text), point)
    except ExpressionError:
        assume(False)
    assume("/" not in text and "-1" not in text)
    result = compile_vector(parse(text), NAMES)(columns([point]))
    assert result.dtype == bool
    assert result.tolist() == [exact]


def test_functions():
    x = np.array([0.25, 4.0])
    run = compile_vector(
        parse("sqrt(x) + exp(x) + log(x) + x^2 + x^0.5 - min(x, 1, y)"), ["x", "y"]
    )
    expected = 2 * np.sqrt(x) + np.exp(x) + np.log(x) + x * x - np.minimum(x, 1)
    assert np.allclose(run({"x": x, "y": 2.0}), expected)


def test_shapes_broadcast_and_constants_fill():
    grid = {"x": np.zeros((3, 1)), "y": np.zeros(4)}
    assert compile_vector(parse("x + y"), ["x", "y"])(grid).shape == (3, 4)
    assert compile_vector(parse("1/4"), ["x", "y"])(grid).tolist() == [[0.25] * 4] * 3
    assert compile_vector(parse("1 < 2"), [])({}) == np.array(True)


def test_undefined_values_are_nan_or_infinite_without_a_warning():
    result = compile_vector(parse("1/x + sqrt(x)"), ["x"])({"x": np.array([-1.0, 0.0, 1.0])})
    assert np.isnan(result[0])
    assert np.isinf(result[1])
    assert result[2] == 2


def test_truths_of_indicators():
    run = compile_vector(parse("x and not y or x < y"), ["x", "y"])
    grid = {"x": np.array([1, 1, 0, 0]), "y": np.array([0, 1, 0, 1])}
    assert run(grid).tolist() == [True, False, False, True]


def test_all_unknown_names_at_once():
    with pytest.raises(UnknownNameError) as caught:
        compile_vector(parse("rno + q + rno"), ["rho"])
    assert str(caught.value).splitlines() == [
        "formula:1:1: unknown name 'rno' (did you mean 'rho'?)",
        "formula:1:7: unknown name 'q'",
    ]


@pytest.mark.parametrize(
    ("text", "words"), [("P(a)", "outside a claim"), ("1e300*1e300", "too large for float64")]
)
def test_what_cannot_be_compiled(text, words):
    tree = substitute(parse(text, functions=CLAIM_FUNCTIONS), {})
    with pytest.raises(ExpressionError, match=words):
        compile_vector(tree, ["a"])
