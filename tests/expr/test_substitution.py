"""Substitution keeps the value, collapses indicators and never hides what is undefined."""

from __future__ import annotations

from fractions import Fraction

import pytest
from formula_texts import NAMES, arithmetic, values
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gametheory_dprk.errors import ExpressionError
from gametheory_dprk.expr import CLAIM_FUNCTIONS, evaluate, names, parse, substitute, to_text


@settings(max_examples=300, deadline=None)
@given(arithmetic(), values, st.sets(st.sampled_from(NAMES)))
def test_the_value_stays(text, known, replaced):
    tree = parse(text)
    try:
        value = evaluate(tree, known)
    except ExpressionError:
        assume(False)
    part = substitute(tree, {name: known[name] for name in replaced})
    assert evaluate(part, known) == value
    assert not names(part) & replaced


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("0*x", "0"),
        ("x*0", "0"),
        ("0/x", "0"),
        ("1*x", "x"),
        ("x*1", "x"),
        ("x/1", "x"),
        ("x + 0", "x"),
        ("0 + x", "x"),
        ("x - 0", "x"),
        ("0 - x", "-x"),
        ("x^1", "x"),
        ("x^0", "1"),
        ("--x", "x"),
        ("sqrt(4) + max(1, 2)*x", "2 + 2*x"),
        ("1/x", "1/x"),
        ("1/0", "1/0"),
        ("0/0", "0/0"),
        ("0*(1/0)", "0*(1/0)"),
        ("0*(x + x/0)", "0*(x + x/0)"),
        ("0*sqrt(-1)", "0*sqrt(-1)"),
        ("0*log(0)", "0*log(0)"),
        ("0*0^-1", "0*0^(-1)"),
        ("0*(-8)^(1/3)", "0*(-8)^(1/3)"),
        ("(1/0)^0", "(1/0)^0"),
        ("0*sqrt(2)", "0"),
        ("sqrt(2)", "sqrt(2)"),
        ("not 1*x < 2 - 2 or 1*y == z", "not x < 0 or y == z"),
    ],
)
def test_simplification(text, shown):
    assert to_text(substitute(parse(text), {})) == shown


def test_a_payoff_collapses_to_its_parameters():
    payoff = parse("F*comply*(deliver + stall/2) - C*deliver - w*(alarm + refuse + stall*comply)")
    end = {"comply": 1, "stall": 1, "deliver": 0, "alarm": 0, "refuse": 0}
    assert to_text(substitute(payoff, end)) == "F*(1/2) - w"


def test_formulas_replace_names_at_once():
    swapped = substitute(parse("a - b"), {"a": parse("b"), "b": parse("a")})
    assert to_text(swapped) == "b - a"


def test_things_named_in_claims_stay():
    claim = parse("pooling(m) and P(a | m) > m", functions=CLAIM_FUNCTIONS)
    shown = to_text(substitute(claim, {"m": Fraction(1, 2)}))
    assert shown == "pooling(m) and P(a | m) > 1/2"


def test_definitions_on_definitions_cannot_explode():
    twice = tree = parse("x + x")
    for _ in range(12):
        tree = substitute(twice, {"x": tree})
    with pytest.raises(ExpressionError, match="more than 20000 parts"):
        substitute(twice, {"x": tree})
