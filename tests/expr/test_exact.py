"""Exact values, and the reasons why there is none."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gametheory_dprk.errors import ExpressionError, UnknownNameError
from gametheory_dprk.expr import decide, evaluate, parse
from gametheory_dprk.expr.roots import exact_root

HALF = Fraction(1, 2)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("sqrt(4/9)", Fraction(2, 3)),
        ("(1/9)^0.5", Fraction(1, 3)),
        ("8^(2/3)", 4),
        ("8^(-1/3)", HALF),
        ("exp(0) + log(1)", 1),
        ("0^0", 1),
        ("1^(10^60)", 1),
        ("(-1)^(10^60 + 1)", -1),
        ("max(1/3, 0.3, x)", HALF),
        ("abs(-x)", HALF),
    ],
)
def test_values(text, value):
    result = evaluate(parse(text), {"x": HALF})
    assert result == value
    assert type(result) is Fraction


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1/(x - 0.5)", "formula:1:2: division by zero: x - 1/2 is 0"),
        ("1/0", "formula:1:2: division by zero"),
        ("(x - x)^-1", "formula:1:8: zero to a negative power: x - x is 0"),
        ("1 + sqrt(2)", "formula:1:5: no exact value: square root of 2 is irrational"),
        ("2^(1/3)", "formula:1:2: no exact value: root of degree 3 of 2 is irrational"),
        ("(-8)^(1/3)", "formula:1:5: no exact value: root of degree 3 of a negative number"),
        ("sqrt(-x)", "formula:1:1: no exact value: square root of a negative number"),
        ("exp(x)", "formula:1:1: no exact value: exp of 1/2"),
        ("log(0)", "formula:1:1: no exact value: log of 0"),
    ],
)
def test_no_value(text, message):
    with pytest.raises(ExpressionError) as caught:
        evaluate(parse(text), {"x": HALF})
    assert str(caught.value) == message


def test_unknown_name_has_a_hint():
    with pytest.raises(UnknownNameError) as caught:
        evaluate(parse("2*cheet"), {"cheat": HALF})
    assert str(caught.value) == "formula:1:3: unknown name 'cheet' (did you mean 'cheat'?)"


def test_a_float_is_refused():
    with pytest.raises(TypeError, match="float"):
        evaluate(parse("x"), {"x": 0.5})


def test_an_integer_is_taken():
    assert evaluate(parse("x/2"), {"x": 1}) == HALF


def test_numbers_and_truths_do_not_mix():
    with pytest.raises(ExpressionError, match="relation"):
        evaluate(parse("x < 1"), {"x": HALF})
    with pytest.raises(ExpressionError, match=r"x is 1/2 where true"):
        decide(parse("not x"), {"x": HALF})


def test_indicators_are_truths():
    known = {"cheat": Fraction(1), "quiet": Fraction(0)}
    assert decide(parse("cheat and not quiet"), known)
    assert not decide(parse("cheat and quiet"), known)
    assert decide(parse("quiet or cheat"), known)


def test_the_first_part_may_guard_the_second():
    assert not decide(parse("b > 0 and 1/b > 1"), {"b": Fraction(0)})
    assert decide(parse("b == 0 or 1/b > 1"), {"b": Fraction(0)})


@settings(max_examples=200, deadline=None)
@given(st.fractions(0, 10**9), st.integers(1, 9))
def test_roots_undo_powers(base, degree):
    assert exact_root(base**degree, degree) == base


@settings(max_examples=200, deadline=None)
@given(st.integers(2, 10**30), st.integers(2, 200))
def test_what_lies_between_two_powers_has_no_root(base, degree):
    assert exact_root(Fraction(base**degree + 1), degree) is None
