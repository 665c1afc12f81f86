"""Text reads back to the same formula, and every parenthesis is needed."""

from __future__ import annotations

from fractions import Fraction

import pytest
from formula_texts import INTEGERS, NAMES, arithmetic, relations
from hypothesis import given, settings
from hypothesis import strategies as st

from gametheory_dprk.errors import ExpressionError
from gametheory_dprk.expr import (
    CLAIM_FUNCTIONS,
    Binary,
    Call,
    Name,
    Negate,
    Number,
    parse,
    substitute,
    to_latex,
    to_text,
)


def trees():
    """Trees that no text need have produced, with negative numbers and fractions."""
    leaves = st.builds(Number, st.fractions(-3, 3, max_denominator=4)) | st.builds(
        Name, st.sampled_from(NAMES)
    )

    def grow(inner):
        return st.one_of(
            st.builds(Negate, inner),
            st.builds(Binary, st.sampled_from("+-*/^"), inner, inner),
            st.builds(lambda *sides: Call("max", sides), inner, inner),
        )

    return st.recursive(leaves, grow, max_leaves=10)


@settings(max_examples=300, deadline=None)
@given(arithmetic(INTEGERS))
def test_text_reads_back(text):
    tree = parse(text)
    assert parse(to_text(tree)) == tree


@settings(max_examples=150, deadline=None)
@given(relations())
def test_relations_read_back(text):
    tree = substitute(parse(text), {})
    assert substitute(parse(to_text(tree)), {}) == tree


@settings(max_examples=300, deadline=None)
@given(trees())
def test_any_tree_reads_back_up_to_the_form_of_numbers(tree):
    tree = substitute(tree, {})
    assert substitute(parse(to_text(tree)), {}) == tree


@settings(max_examples=300, deadline=None)
@given(arithmetic(INTEGERS))
def test_every_parenthesis_is_needed(text):
    tree = parse(text)
    shown = to_text(tree)
    for left, right in pairs(shown):
        call = left > 0 and shown[left - 1].isalpha()
        if not call and shown[left + 1] != "-":
            bare = f"{shown[:left]}{shown[left + 1 : right]}{shown[right + 1 :]}"
            assert read(bare) != tree, bare


def pairs(text):
    """Offsets of matching parentheses."""
    open_ones = []
    for offset, character in enumerate(text):
        if character == "(":
            open_ones.append(offset)
        elif character == ")":
            yield open_ones.pop(), offset


def read(text):
    """The tree, or nothing where the text does not parse."""
    try:
        return parse(text)
    except ExpressionError:
        return None


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("delta_N>=g/(g+m*(a+s-g))", "delta_N >= g/(g + m*(a + s - g))"),
        ("a-(b-c)-(d)", "a - (b - c) - d"),
        ("(a^b)^c^(d)", "(a^b)^c^d"),
        ("-(a*b)", "-(a*b)"),
        ("a*-b", "a*(-b)"),
        ("x*0.4", "x*(2/5)"),
        ("0.4*x", "2/5*x"),
        ("(a<b and c<d) or not (e or f)", "a < b and c < d or not (e or f)"),
        ("(a or b) and c", "(a or b) and c"),
        ("a < b < c", "a < b and b < c"),
        ("P(a,b|c) > 0.9", "P(a, b | c) > 9/10"),
    ],
)
def test_text(text, shown):
    assert to_text(parse(text, functions=CLAIM_FUNCTIONS)) == shown


def test_negative_constants():
    assert to_text(Binary("^", Number(Fraction(-1, 3)), Number(Fraction(-2)))) == "(-1/3)^(-2)"
    assert to_text(Binary("-", Name("a"), Number(Fraction(-2)))) == "a - (-2)"


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("n_G", "n_{G}"),
        ("delta_N^2", r"\delta_{N}^{2}"),
        ("k_max", r"k_{\mathit{max}}"),
        ("relief*b", r"\mathit{relief} b"),
        ("x1", "x_{1}"),
        ("NK.cheat", r"\mathit{NK.cheat}"),
        ("(a+b)/2", r"\frac{a + b}{2}"),
        ("0.4*x", r"\frac{2}{5} x"),
        ("2*3", r"2 \cdot 3"),
        ("a*(b-c)", r"a \left(b - c\right)"),
        ("a-(b+c)", r"a - \left(b + c\right)"),
        ("a*-b", r"a \left(-b\right)"),
        ("(a+b)^-2", r"\left(a + b\right)^{-2}"),
        ("sqrt(x) + abs(y)", r"\sqrt{x} + \left|y\right|"),
        ("max(a, exp(b))", r"\max\left(a, \exp\left(b\right)\right)"),
        ("a != b and not (c or d)", r"a \neq b \land \lnot \left(c \lor d\right)"),
        ("P(a | b) >= p", r"P\left(a \mid b\right) \geq p"),
        ("pooling(m)", r"\mathrm{pooling}\left(m\right)"),
    ],
)
def test_latex(text, latex):
    assert to_latex(parse(text, functions=CLAIM_FUNCTIONS)) == latex
