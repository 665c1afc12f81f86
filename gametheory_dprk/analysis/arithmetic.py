"""Arithmetic of claims: formulas over numbers of an equilibrium, which may be irrational."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from operator import add, eq, ge, gt, le, lt, mul, ne, sub, truediv
from typing import Any

from gametheory_dprk.errors import ExpressionError
from gametheory_dprk.expr import Binary, Call, Expr, Negate, evaluate, to_text
from gametheory_dprk.expr import Number as Constant
from gametheory_dprk.number import Number

RELATIONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "==": eq,
    "!=": ne,
    "<": lt,
    "<=": le,
    ">": gt,
    ">=": ge,
}
OPERATIONS: Mapping[str, Callable[..., Any]] = {
    "+": add,
    "-": sub,
    "*": mul,
    "/": truediv,
    "min": min,
    "max": max,
    "abs": abs,
}


def holds_between(relation: str, left: Number, right: Number) -> bool:
    """Decide a relation between two exact numbers."""
    return RELATIONS[relation](left, right)


def apply(expr: Negate | Binary | Call, operands: Sequence[Number]) -> Number:
    """Apply an operator or function to numbers that stand for its operands.

    Raises
    ------
    ExpressionError
        If there is no exact value.

    Examples
    --------
    >>> from gametheory_dprk.expr import parse
    >>> from gametheory_dprk.number import read_number
    >>> root = read_number("sqrt(2)/2")
    >>> apply(parse("a*b"), (root, root))
    Fraction(1, 2)
    """
    if isinstance(expr, Negate):
        return operands[0] * -1
    rational = [each for each in operands if isinstance(each, Fraction)]
    if len(rational) == len(operands):
        return evaluate(with_constants(expr, rational), {})
    if isinstance(expr, Call):
        return irrational(expr, expr.function, operands)
    if expr.operator == "^":
        return power(expr, *operands)
    return irrational(expr, expr.operator, operands)


def with_constants(expr: Binary | Call, values: Sequence[Fraction]) -> Expr:
    """The same operation on constants."""
    constants = tuple(map(Constant, values))
    if isinstance(expr, Call):
        return replace(expr, arguments=constants)
    return replace(expr, left=constants[0], right=constants[1])


def irrational(expr: Expr, operation: str, operands: Sequence[Number]) -> Number:
    """Apply an operation of which some operand is irrational."""
    if operation not in OPERATIONS or (operation == "/" and not operands[1]):
        raise ExpressionError(f"no exact value: {to_text(expr)}")
    result: Number = OPERATIONS[operation](*operands)
    return result


def power(expr: Expr, base: Number, exponent: Number) -> Number:
    """A whole power of an irrational number."""
    if not isinstance(exponent, Fraction) or exponent.denominator != 1 or abs(exponent) > 64:
        raise ExpressionError(f"no exact value: {to_text(expr)}")
    return base ** int(exponent)
