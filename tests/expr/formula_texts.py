"""Random formulas as text, and what Python's own reader makes of them, as an oracle."""

from __future__ import annotations

import ast
import operator
from collections.abc import Mapping
from fractions import Fraction

from hypothesis import strategies as st

NAMES = ("a", "b_1", "NK.cheat", "lambda_")
INTEGERS = ("0", "1", "2", "3", "17")
DECIMALS = ("0.1", ".5", "2.", "3e-1", "1.25E2")

values = st.fixed_dictionaries({name: st.fractions(-4, 4, max_denominator=6) for name in NAMES})


class Unsuitable(Exception):
    """The formula has a value that only one of the two sides should be asked for."""


def arithmetic(numbers: tuple[str, ...] = INTEGERS + DECIMALS) -> st.SearchStrategy[str]:
    """Texts of formulas that are numbers, with few parentheses so that binding matters."""
    leaves = st.sampled_from(numbers + NAMES)
    exponents = st.sampled_from(("2", "3", "0", "-1", "+2", "2**2", "-2^2"))

    def grow(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        signs = st.sampled_from(("+", "-", "*", "/", " - ", " / "))
        return st.one_of(
            st.builds("{}{}{}".format, inner, signs, inner),
            st.builds("({})".format, inner),
            st.builds("-{}".format, inner),
            st.builds("({})**{}".format, inner, exponents),
            st.builds("{}^{}".format, leaves, exponents),
            st.builds("{}({}, {})".format, st.sampled_from(("min", "max")), inner, inner),
            st.builds("abs({})".format, inner),
        )

    return st.recursive(leaves, grow, max_leaves=12)


def relations() -> st.SearchStrategy[str]:
    """Texts of formulas that are true or false, chains among them."""
    signs = st.sampled_from(("==", "!=", "<", "<=", ">", ">="))
    terms = arithmetic()
    chains = st.builds("{} {} {} {} {}".format, terms, signs, terms, signs, terms)
    pairs = st.builds("{} {} {}".format, terms, signs, terms)

    def grow(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        return st.one_of(
            st.builds("{} {} {}".format, inner, st.sampled_from(("and", "or")), inner),
            st.builds("not {}".format, inner),
            st.builds("({})".format, inner),
        )

    return st.recursive(pairs | chains, grow, max_leaves=4)


_BINARY = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_COMPARE = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}
_CALLS = {"min": min, "max": max, "abs": abs}


def python_value(text: str, known: Mapping[str, Fraction]) -> Fraction | bool:
    """The value by Python's grammar and Fractions; raises ZeroDivisionError or Unsuitable."""
    source = text.replace("^", "**")

    def value(node: ast.expr) -> Fraction:
        match node:
            case ast.Constant():
                return Fraction(ast.get_source_segment(source, node) or "")
            case ast.Name() | ast.Attribute():
                return known[ast.unparse(node)]
            case ast.UnaryOp(op=ast.USub()):
                return -value(node.operand)
            case ast.UnaryOp(op=ast.UAdd()):
                return value(node.operand)
            case ast.BinOp(op=ast.Pow()):
                return power(value(node.left), value(node.right))
            case ast.BinOp():
                return _BINARY[type(node.op)](value(node.left), value(node.right))
            case ast.Call(func=ast.Name()):
                return _CALLS[node.func.id](*map(value, node.args))
        raise AssertionError(ast.dump(node))

    def power(base: Fraction, exponent: Fraction) -> Fraction:
        size = base.numerator.bit_length() + base.denominator.bit_length()
        if exponent.denominator != 1 or abs(exponent) * size > 2000:
            raise Unsuitable
        return base ** int(exponent)

    def truth(node: ast.expr) -> bool:
        match node:
            case ast.BoolOp(op=ast.And()):
                return all(truth(part) for part in node.values)
            case ast.BoolOp():
                return any(truth(part) for part in node.values)
            case ast.UnaryOp(op=ast.Not()):
                return not truth(node.operand)
            case ast.Compare():
                left = value(node.left)
                for sign, side in zip(node.ops, node.comparators, strict=True):
                    right = value(side)
                    if not _COMPARE[type(sign)](left, right):
                        return False
                    left = right
                return True
        raise AssertionError(ast.dump(node))

    body = ast.parse(source, mode="eval").body
    is_truth = isinstance(body, ast.Compare | ast.BoolOp) or (
        isinstance(body, ast.UnaryOp) and isinstance(body.op, ast.Not)
    )
    return truth(body) if is_truth else value(body)
