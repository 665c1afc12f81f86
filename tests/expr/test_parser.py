"""The parser against Python's grammar, its columns, and its limits."""

from __future__ import annotations

import pickle
from fractions import Fraction

import pytest
from computing import computed_within
from formula_texts import Unsuitable, arithmetic, python_value, relations, values
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gametheory_dprk.errors import ExpressionError, GtdError, Span
from gametheory_dprk.expr import (
    CLAIM_FUNCTIONS,
    And,
    Binary,
    Call,
    Compare,
    Name,
    Negate,
    Not,
    Number,
    decide,
    evaluate,
    names,
    parse,
)


def outcome(function, *arguments):
    """The value, or the fact that there is none."""
    try:
        return function(*arguments)
    except (ZeroDivisionError, ExpressionError):
        return "undefined"
    except Unsuitable:
        assume(False)


@settings(max_examples=400, deadline=None)
@given(arithmetic(), values)
def test_numbers_agree_with_python(text, known):
    assert outcome(lambda: evaluate(parse(text), known)) == outcome(python_value, text, known)


@settings(max_examples=200, deadline=None)
@given(relations(), values)
def test_relations_agree_with_python(text, known):
    assert outcome(lambda: decide(parse(text), known)) == outcome(python_value, text, known)


@settings(max_examples=400, deadline=None)
@given(st.text("ab1.0e^*-+/()<=>!|, andorntxP_%é²", max_size=25) | st.text(max_size=15))
def test_any_text_is_read_or_refused(text):
    columns = [1]
    try:
        parse(text, functions=CLAIM_FUNCTIONS)
    except ExpressionError as error:
        columns = [problem.span.column for problem in error.problems]
    assert all(1 <= column <= len(text) + 1 for column in columns)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("-2^2", -4),
        ("2^3^2", 512),
        ("2**-1", Fraction(1, 2)),
        ("2 - 3 - 4", -5),
        ("8/4/2", 1),
        ("-2*-3", 6),
        ("1.5e-3", Fraction(3, 2000)),
        ("0.1", Fraction(1, 10)),
        (" 1 +\n 2 ", 3),
    ],
)
def test_values_by_hand(text, value):
    assert evaluate(parse(text), {}) == value


def test_structure():
    a, b, c = Name("a"), Name("b"), Name("c")
    assert parse("a < b <= c") == And((Compare("<", a, b), Compare("<=", b, c)))
    assert parse("a and b and c") == And((a, b, c))
    assert parse("-a^b") == Negate(Binary("^", a, b))
    assert parse("NK.cheat") == Name("NK.cheat")
    assert parse("+3") == Number(Fraction(3))
    assert parse("Kim.тест + δ") == Binary("+", Name("Kim.тест"), Name("δ"))


def test_names_know_where_they_stand():
    tree = parse("a + NK.cheat", Span("deal.yaml", 7, 20))
    assert tree.right.span == Span("deal.yaml", 7, 24)
    assert tree.span == Span("deal.yaml", 7, 22)


def test_names_of_a_claim():
    tree = parse("separating and P(genuine | dismantle) > floor", functions=CLAIM_FUNCTIONS)
    assert names(tree) == {"separating", "genuine", "dismantle", "floor"}


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("pooling(m)", Call("pooling", (Name("m"),))),
        ("plays(US.stall)", Call("plays", (Name("US.stall"),))),
        ("P(talk)", Call("P", (Name("talk"),))),
        ("P(a, b | c, d)", Call("P", (Name("a"), Name("b")), (Name("c"), Name("d")))),
        ("P(not a | b)", Call("P", (Not(Name("a")),), (Name("b"),))),
    ],
)
def test_claims(text, tree):
    assert parse(text, functions=CLAIM_FUNCTIONS) == tree


@pytest.mark.parametrize(
    ("text", "column", "words"),
    [
        ("", 1, "end of formula"),
        ("a +", 4, "end of formula"),
        ("(a", 3, "expected ')'"),
        ("a b", 3, "expected an operator"),
        ("2x", 2, "expected an operator"),
        ("1.5.2", 4, "unexpected '.2'"),
        ("a + $", 5, "unexpected character '$'"),
        ("a = b", 3, "write =="),
        ("p*5%", 4, "0.05"),
        ("1 + sqr(x)", 5, "did you mean 'sqrt'?"),
        ("P(a)", 1, "functions are min"),
        ("a | b", 3, "unexpected '|'"),
        ("min(a)", 1, "at least 2 arguments"),
        ("abs(a, b)", 1, "1 argument, not 2"),
        ("1 + (a < b)", 5, "relation"),
        ("(a < b)*2", 8, "relation"),
        ("-(a < b)", 1, "relation"),
        ("(a < b) == c", 9, "relation"),
        ("max(1, not a)", 8, "relation"),
        ("x + y.z.w", 5, "more than one dot"),
        ("x.__class__", 1, "two underscores"),
        ("__import__('os')", 1, "two underscores"),
        ("lambda: 1", 7, "unexpected character ':'"),
        ("(x := 1)", 4, "unexpected character ':'"),
        ("a + 'text'", 5, "unexpected character"),
        ("x[0]", 2, "unexpected character '['"),
        ("x²", 1, "is no name"),
        ("a + 2^65", 7, "beyond 64"),
        ("a^-65", 3, "beyond 64"),
        ("2**9999999", 4, "beyond 64"),
        ("1 + 1e301", 5, "power of ten"),
        ("1e-99999999999", 1, "power of ten"),
        ("9" * 201, 1, "200 digits"),
        ("-" * 4000 + "x", 129, "nests deeper"),
        ("(" * 2000, 129, "nests deeper"),
        ("2" + "^2" * 2000, 257, "nests deeper"),
        ("not " * 1000 + "x", 513, "nests deeper"),
        ("1 or 1 and 1 < 1 + 1*1^(" * 100, None, "nests deeper"),
        ("x" + "+x" * 200, 1, "200 levels"),
        ("x" * 4097, 1, "4096 characters"),
    ],
)
def test_errors_point_at_the_place_and_come_fast(text, column, words):
    with computed_within(0.2), pytest.raises(ExpressionError) as caught:
        parse(text, Span("deal.yaml", 3, 11))
    (problem,) = caught.value.problems
    assert words in str(problem)
    assert problem.span.line == 3
    assert column is None or problem.span.column == column + 10


def test_claim_functions_take_names():
    with pytest.raises(ExpressionError, match=r"formula:1:9: pooling takes names"):
        parse("pooling(2*m)", functions=CLAIM_FUNCTIONS)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 127 + "x" + ")" * 127,
        "abs(" * 127 + "x" + ")" * 127,
        "-" * 127 + "x",
        "x" + "+x" * 199,
        "a + b*(" * 42 + "x" + ")" * 42,
    ],
)
def test_the_largest_formulas_work_throughout(text):
    tree = parse(text)
    known = dict.fromkeys("abx", Fraction(1))
    evaluate(tree, known)
    assert pickle.loads(pickle.dumps(tree)) == tree
    assert hash(tree) == hash(parse(text))


@pytest.mark.parametrize(
    "text",
    ["9**9**9**9", "*".join(["9^64"] * 190), "*".join(["(9^64)^64"] * 190), "1/0", "0^-1"],
)
def test_evaluation_fails_fast(text):
    with computed_within(0.2), pytest.raises(GtdError):
        evaluate(parse(text), {})
