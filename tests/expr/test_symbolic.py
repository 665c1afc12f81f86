"""Symbols agree with exact values, and sympy never sees text nor computes without bound."""

from __future__ import annotations

from fractions import Fraction

import pytest
import sympy
from computing import computed_within
from formula_texts import arithmetic, relations, values
from hypothesis import assume, given, settings

from gametheory_dprk.errors import ExpressionError
from gametheory_dprk.expr import CLAIM_FUNCTIONS, decide, evaluate, names, parse
from gametheory_dprk.expr.symbolic import to_sympy


def at(built, known):
    """A sympy object with exact values for its symbols."""
    return built.subs(
        {
            sympy.Symbol(name, real=True): sympy.Rational(value.numerator, value.denominator)
            for name, value in known.items()
        }
    )


@settings(max_examples=100, deadline=None)
@given(arithmetic(), values)
def test_numbers_agree(text, known):
    tree = parse(text)
    try:
        exact = evaluate(tree, known)
    except ExpressionError:
        assume(False)
    result = at(to_sympy(tree), known)
    assert Fraction(int(result.p), int(result.q)) == exact


@settings(max_examples=60, deadline=None)
@given(relations(), values)
def test_relations_agree(text, known):
    tree = parse(text)
    try:
        exact = decide(tree, known)
        result = at(to_sympy(tree), known)
    except ExpressionError:
        assume(False)
    except TypeError:  # sympy divides by zero in a part that the exact reading never reaches
        assume("/" not in text and "-" not in text)
        raise
    assume(result is not sympy.nan)
    assert bool(result) is exact


def test_hijacked_names_stay_symbols():
    built = to_sympy(parse("beta + gamma + S + N + E + I + NK.cheat"))
    expected = {"beta", "gamma", "S", "N", "E", "I", "NK.cheat"}
    assert {symbol.name for symbol in built.free_symbols} == expected
    assert all(symbol.is_real for symbol in built.free_symbols)


def test_given_symbols_are_used():
    x = sympy.Symbol("x", positive=True)
    assert to_sympy(parse("sqrt(x^2) + y"), {"x": x}) == x + sympy.Symbol("y", real=True)


def test_functions():
    x, y = sympy.symbols("x y", real=True)
    built = to_sympy(parse("min(x, y) + max(x, 2) + abs(x) + sqrt(8) + exp(x) + log(y)"))
    parts = sympy.Min(x, y) + sympy.Max(x, 2) + sympy.Abs(x) + 2 * sympy.sqrt(2)
    assert built == parts + sympy.exp(x) + sympy.log(y)


def test_relations():
    a, b, c = sympy.symbols("a b c", real=True)
    assert to_sympy(parse("a < b <= c and not c == 0 or a")) == sympy.Or(
        sympy.And(a < b, b <= c, sympy.Ne(c, 0)), sympy.Ne(a, 0)
    )


@pytest.mark.parametrize(
    "text",
    [
        "1/0",
        "x/(1 - 1)",
        "0^-1",
        "sqrt(-1) < x",
        "log(0)",
        "(-8)^(1/3)",
        "9**9**9**9",
        "(2*x)^(10^9)",
        "((2*x)^64)^64^64",
        "sqrt(2)^(10^9)",
        "exp(log(2)*10^9)",
        "2^(10^60 + x)",
        "2^(10^9*log(3)/log(2))",
        "P(a)",
    ],
)
def test_refusals_come_fast(text):
    tree = parse(text, functions=CLAIM_FUNCTIONS)
    to_sympy(parse("x"))
    with computed_within(0.2), pytest.raises(ExpressionError):
        to_sympy(tree)


def test_names_are_those_of_the_tree():
    tree = parse("a*b_1 - NK.cheat")
    assert {symbol.name for symbol in to_sympy(tree).free_symbols} == names(tree)
