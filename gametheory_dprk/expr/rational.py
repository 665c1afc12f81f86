"""Formulas as fast functions of rational numbers: closures over flint's fractions.

What these cannot express (roots, powers with other than small whole exponents) is left to
`evaluate`, and so is every error, so that values and messages are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import reduce
from operator import add, mul, neg, sub, truediv
from typing import Any, TypeAlias

from gametheory_dprk.expr.exact import evaluate
from gametheory_dprk.expr.tree import Binary, Call, Expr, Name, Negate, Number

Run: TypeAlias = Callable[[Mapping[str, Any]], Any]

LARGEST_EXPONENT = 64

_OPERATIONS: Mapping[str, Callable[[Any, Any], Any]] = {
    "+": add,
    "-": sub,
    "*": mul,
    "/": truediv,
}


class Unsupported(Exception):
    """A formula for which there is no fast function."""


def compile_rational(expr: Expr) -> Callable[[Mapping[str, Fraction]], Fraction]:
    """Compile a formula to a function that agrees with `evaluate`.

    Returns
    -------
    callable
        Takes a rational value for every name, as a `Fraction` or flint's `fmpq`.

    Examples
    --------
    >>> from gametheory_dprk.expr import parse
    >>> compile_rational(parse("0.1*x^2 - 1"))({"x": Fraction(3)})
    Fraction(-1, 10)
    """
    try:
        run = _compile(expr)
    except Unsupported:
        return lambda values: evaluate(expr, {n: to_fraction(v) for n, v in values.items()})

    def function(values: Mapping[str, Any]) -> Fraction:
        try:
            return to_fraction(run({name: to_flint(value) for name, value in values.items()}))
        except ZeroDivisionError:
            return evaluate(expr, {name: to_fraction(value) for name, value in values.items()})

    return function


def to_flint(value: Any) -> Any:
    """A number as flint's fraction."""
    from flint import fmpq

    return fmpq(value.numerator, value.denominator) if isinstance(value, Fraction) else value


def to_fraction(value: Any) -> Fraction:
    """A number as a `Fraction`."""
    return value if isinstance(value, Fraction) else Fraction(int(value.p), int(value.q))


def _compile(expr: Expr) -> Run:
    """Compile a node to a closure over the closures of its parts."""
    match expr:
        case Number():
            constant = to_flint(expr.value)
            return lambda values: constant
        case Name():
            name = expr.name
            return lambda values: values[name]
        case Negate():
            operand = _compile(expr.operand)
            return lambda values: neg(operand(values))
        case Binary():
            return _binary(expr)
        case Call() if expr.function in ("min", "max"):
            choose = min if expr.function == "min" else max
            parts = [_compile(part) for part in expr.arguments]
            return lambda values: choose(part(values) for part in parts)
        case Call() if expr.function == "abs":
            inner = _compile(expr.arguments[0])
            return lambda values: abs(inner(values))
    raise Unsupported


def _binary(expr: Binary) -> Run:
    """Compile an arithmetic operation."""
    left = _compile(expr.left)
    if expr.operator == "^":
        exponent = expr.right.value if isinstance(expr.right, Number) else Fraction(0)
        if exponent.denominator != 1 or not 1 <= exponent <= LARGEST_EXPONENT:
            raise Unsupported
        times = int(exponent)
        return lambda values: reduce(mul, [left(values)] * times)
    right, operation = _compile(expr.right), _OPERATIONS[expr.operator]
    return lambda values: operation(left(values), right(values))
