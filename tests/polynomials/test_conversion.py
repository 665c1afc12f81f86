"""Formulas to rational functions and back: the same numbers at every point."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gametheory_dprk.errors import AnalysisError, ExpressionError
from gametheory_dprk.expr import Binary, Expr, Name, Negate, Number, evaluate, parse, to_text
from gametheory_dprk.polynomials import Ratio, Ring, polynomial_expr, ratio_expr, ratio_of

NAMES = ("p", "q", "r")
RING = Ring(NAMES)

leaves = st.one_of(
    st.sampled_from(NAMES).map(Name),
    st.fractions(min_value=-3, max_value=3, max_denominator=4).map(Number),
)


def larger(parts: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    powers = st.builds(
        lambda base, n: Binary("^", base, Number(Fraction(n))), parts, st.integers(0, 3)
    )
    return st.one_of(
        st.builds(Binary, st.sampled_from("+-*/"), parts, parts), parts.map(Negate), powers
    )


formulas = st.recursive(leaves, larger, max_leaves=8)
points = st.fixed_dictionaries(
    dict.fromkeys(NAMES, st.fractions(min_value=-4, max_value=4, max_denominator=5))
)


def read(formula: Expr) -> Ratio:
    """Read a formula; those that divide by zero are no examples."""
    try:
        return ratio_of(formula, RING)
    except AnalysisError:
        assume(False)
        raise


def value(ratio: Ratio, point: dict[str, Fraction]) -> Fraction:
    below = RING.value(ratio.denominator, point)
    assume(below != 0)
    return RING.value(ratio.numerator, point) / below


@settings(max_examples=150, deadline=None)
@given(formulas, points)
def test_a_ratio_has_the_value_of_its_formula(formula: Expr, point: dict[str, Fraction]) -> None:
    ratio = read(formula)
    try:
        expected = evaluate(formula, point)
    except ExpressionError:
        return
    assert value(ratio, point) == expected


@settings(max_examples=150, deadline=None)
@given(formulas)
def test_writing_and_reading_gives_the_ratio_back(formula: Expr) -> None:
    ratio = read(formula)
    assert ratio_of(parse(to_text(ratio_expr(ratio, RING))), RING) == ratio
    numerator = polynomial_expr(ratio.numerator, RING)
    assert ratio_of(parse(to_text(numerator)), RING).numerator == ratio.numerator


@settings(max_examples=100, deadline=None)
@given(formulas, points)
def test_the_sign_of_factors_does_not_change_a_value(
    formula: Expr, point: dict[str, Fraction]
) -> None:
    ratio = read(formula)
    expected = value(ratio, point)
    for negative in (lambda f: True, lambda f: False, lambda f: RING.value(f, point) < 0):
        assert evaluate(ratio_expr(ratio, RING, negative), point) == expected


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("p*(1 - q) - p", "-(p*q)"),
        ("(p^2 - q^2)/(p - q)", "p + q"),
        ("0*p", "0"),
        ("2/3*p", "2*p/3"),
        ("1/(2*p) + 1/(2*p)", "1/p"),
    ],
)
def test_what_is_written_is_short(text: str, written: str) -> None:
    assert to_text(ratio_expr(ratio_of(parse(text), RING), RING)) == written


@pytest.mark.parametrize(
    "text", ["exp(p)", "log(2)", "sqrt(q)", "min(p, q)", "abs(p)", "p^q", "p^(1/2)", "x", "p < q"]
)
def test_what_is_no_rational_function_is_refused_by_name(text: str) -> None:
    with pytest.raises(AnalysisError, match=r"not a|relation"):
        ratio_of(parse(text), RING)


def test_division_by_zero_is_refused() -> None:
    for text in ("1/(p - p)", "(p - p)^(-1)"):
        with pytest.raises(AnalysisError, match="division by zero"):
            ratio_of(parse(text), RING)
    with pytest.raises(ZeroDivisionError):
        Ratio.of(RING.one, RING.zero)


def test_a_ring_without_parameters_holds_numbers() -> None:
    ring = Ring([])
    assert ring.value(ring.constant(Fraction(2, 3)), {}) == Fraction(2, 3)
