"""Exact values of formulas: rational arithmetic, or an error where the value is not rational."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from operator import add, eq, ge, gt, le, lt, mul, ne, sub
from typing import Any, Final, NoReturn

from gametheory_dprk.errors import ExpressionError, Problem, Span, UnknownNameError
from gametheory_dprk.expr.render import to_text
from gametheory_dprk.expr.roots import exact_root
from gametheory_dprk.expr.scope import unknown_names
from gametheory_dprk.expr.tree import (
    And,
    Binary,
    Call,
    Compare,
    Expr,
    Name,
    Negate,
    Not,
    Number,
    Or,
)

MAX_BITS = 14_000
"""Bits a numerator or denominator may have: nothing can hang, and Python writes out every value."""

_OPERATIONS: Final[dict[str, Callable[[Fraction, Fraction], Fraction]]] = {
    "+": add,
    "-": sub,
    "*": mul,
}
_RELATIONS: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "==": eq,
    "!=": ne,
    "<": lt,
    "<=": le,
    ">": gt,
    ">=": ge,
}


def evaluate(expr: Expr, values: Mapping[str, Fraction]) -> Fraction:
    """Return the exact value of a formula.

    Parameters
    ----------
    expr
        A formula that is a number, not a relation.
    values
        A rational value for every name in it.

    Raises
    ------
    ExpressionError
        If there is no rational value: a division by zero, an irrational root, a logarithm.
    UnknownNameError
        If a name has no value.

    Examples
    --------
    >>> from gametheory_dprk.expr.parser import parse
    >>> evaluate(parse("sqrt(x)/0.1"), {"x": Fraction(4, 9)})
    Fraction(20, 3)
    >>> evaluate(parse("1/(a - b)"), {"a": Fraction(1), "b": Fraction(1)})
    Traceback (most recent call last):
    ...
    gametheory_dprk.errors.ExpressionError: formula:1:2: division by zero: a - b is 0
    """
    match expr:
        case Number():
            return expr.value
        case Name():
            return _value_of(expr, values)
        case Negate():
            return -evaluate(expr.operand, values)
        case Binary():
            return _combine(expr, evaluate(expr.left, values), evaluate(expr.right, values))
        case Call():
            return _apply(expr, values)
    raise ExpressionError(f"{to_text(expr)} is a relation where a number is needed")


def decide(expr: Expr, values: Mapping[str, Fraction]) -> bool:
    """Tell exactly whether a relation holds; a name that is 1 or 0 counts as true or false.

    ``and`` and ``or`` stop at the first part that settles them, so ``b > 0 and a/b > 1`` is safe.

    Raises
    ------
    ExpressionError
        If a side has no exact value, or a number other than 0 and 1 stands for a truth.
    UnknownNameError
        If a name has no value.

    Examples
    --------
    >>> from gametheory_dprk.expr.parser import parse
    >>> decide(parse("0.1 + 0.2 == 0.3"), {})
    True
    """
    match expr:
        case Compare():
            return _RELATIONS[expr.operator](
                evaluate(expr.left, values), evaluate(expr.right, values)
            )
        case Not():
            return not decide(expr.operand, values)
        case And():
            return all(decide(part, values) for part in expr.parts)
        case Or():
            return any(decide(part, values) for part in expr.parts)
    value = evaluate(expr, values)
    if value not in (0, 1):
        raise ExpressionError(f"{to_text(expr)} is {value} where true (1) or false (0) is needed")
    return value == 1


def _value_of(name: Name, values: Mapping[str, Fraction]) -> Fraction:
    """Look a name up; a float would make the result inexact, so it is a mistake of the caller."""
    try:
        value = values[name.name]
    except KeyError:
        raise UnknownNameError(*unknown_names(name, values)) from None
    if not isinstance(value, Fraction | int):
        raise TypeError(f"{name.name!r} must be a Fraction, not {type(value).__name__}")
    return Fraction(value)


def _refuse(span: Span | None, message: str) -> NoReturn:
    """Say why there is no exact value."""
    raise ExpressionError(Problem(span, "", message))


def _combine(expr: Binary, left: Fraction, right: Fraction) -> Fraction:
    """Apply an arithmetic operator."""
    if expr.operator == "/":
        if right == 0:
            _refuse(expr.span, f"division by zero{_which_is_zero(expr.right)}")
        result = left / right
    elif expr.operator == "^":
        result = _power(expr, left, right)
    else:
        result = _OPERATIONS[expr.operator](left, right)
    if _bits(result) > MAX_BITS:
        _refuse(expr.span, f"value has more than {MAX_BITS} bits")
    return result


def _which_is_zero(expr: Expr) -> str:
    """Name the part that is 0, unless it is the constant."""
    return "" if isinstance(expr, Number) else f": {to_text(expr)} is 0"


def _bits(value: Fraction) -> int:
    """Return the larger bit length of numerator and denominator."""
    return max(value.numerator.bit_length(), value.denominator.bit_length())


def _power(expr: Binary, base: Fraction, exponent: Fraction) -> Fraction:
    """Raise to a power, of which a fractional part is a root."""
    if base == 0 and exponent < 0:
        _refuse(expr.span, f"zero to a negative power{_which_is_zero(expr.left)}")
    root = _root(base, exponent.denominator, expr.span)
    # 0, 1 and -1 stay small under every power; anything else grows by its bits each time
    if abs(root) not in (0, 1) and (_bits(root) - 1) * abs(exponent.numerator) > MAX_BITS:
        _refuse(expr.span, f"value has more than {MAX_BITS} bits")
    return Fraction(root**exponent.numerator)


def _root(value: Fraction, degree: int, span: Span | None) -> Fraction:
    """Take an exact root."""
    if degree == 1:
        return value
    name = "square root" if degree == 2 else f"root of degree {degree}"
    if value < 0:
        _refuse(span, f"no exact value: {name} of a negative number")
    root = exact_root(value, degree)
    if root is None:
        _refuse(span, f"no exact value: {name} of {_brief(value)} is irrational")
    return root


def _brief(value: Fraction) -> str:
    """Write a value in a message, unless it would fill the screen."""
    return str(value) if _bits(value) <= 64 else "a long number"


def _apply(call: Call, values: Mapping[str, Fraction]) -> Fraction:
    """Apply a function; what only an equilibrium decides has no value here."""
    if call.function not in ("min", "max", "abs", "sqrt", "exp", "log"):
        _refuse(call.span, f"{to_text(call)} has no value outside a claim")
    arguments = [evaluate(argument, values) for argument in call.arguments]
    match call.function:
        case "min":
            return min(arguments)
        case "max":
            return max(arguments)
        case "abs":
            return abs(arguments[0])
        case "sqrt":
            return _root(arguments[0], 2, call.span)
        case "exp" if arguments[0] == 0:
            return Fraction(1)
        case "log" if arguments[0] == 1:
            return Fraction(0)
    _refuse(call.span, f"no exact value: {call.function} of {_brief(arguments[0])}")
