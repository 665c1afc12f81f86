"""Formulas as text that reads back to the same formula, with no parenthesis it can do without."""

from __future__ import annotations

from fractions import Fraction

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

# How tight each node holds together; a looser one inside a tighter one needs parentheses.
_OR, _AND, _NOT, _COMPARE, _SUM, _PRODUCT, _SIGN, _POWER, _ATOM = range(1, 10)
_BINDING = {"+": _SUM, "-": _SUM, "*": _PRODUCT, "/": _PRODUCT, "^": _POWER}
_SIGNS = {"+": " + ", "-": " - "}


def to_text(expr: Expr) -> str:
    """Write a formula so that parsing it gives the formula back.

    Constants are written as integers or fractions: 0.4 becomes ``2/5``. A minus sign right of an
    operator keeps its parentheses.

    Examples
    --------
    >>> from gametheory_dprk.expr.parser import parse
    >>> to_text(parse("((a)*b) - (c-d)/2**(-x) >= .4"))
    'a*b - (c - d)/2^(-x) >= 2/5'
    """
    match expr:
        case Number():
            return str(expr.value)
        case Name():
            return expr.name
        case Negate():
            return f"-{_unsigned(expr.operand, _POWER)}"
        case Binary():
            return _binary(expr)
        case Call():
            return _call(expr)
        case Compare():
            sides = _inside(expr.left, _SUM), _inside(expr.right, _SUM)
            return f"{sides[0]} {expr.operator} {sides[1]}"
        case Not():
            return f"not {_inside(expr.operand, _NOT)}"
        case And():
            return " and ".join(_inside(part, _NOT) for part in expr.parts)
        case Or():
            return " or ".join(_inside(part, _AND) for part in expr.parts)


def _binding(expr: Expr) -> int:
    """Return how tight the outermost operator of a formula binds: the tighter, the larger."""
    match expr:
        case Number():
            return _number_binding(expr.value)
        case Binary():
            return _BINDING[expr.operator]
        case Negate():
            return _SIGN
        case Compare():
            return _COMPARE
        case Not():
            return _NOT
        case And():
            return _AND
        case Or():
            return _OR
    return _ATOM


def _number_binding(value: Fraction) -> int:
    """Bind as written: a fraction is a quotient, and a negative number has a sign."""
    if value.denominator != 1:
        return _PRODUCT
    return _SIGN if value < 0 else _ATOM


def _inside(expr: Expr, least: int) -> str:
    """Write a part, in parentheses where it binds looser than its place needs."""
    text = to_text(expr)
    return f"({text})" if _binding(expr) < least else text


def _unsigned(expr: Expr, least: int) -> str:
    """Write a part that follows an operator, where a leading minus sign needs parentheses."""
    text = _inside(expr, least)
    return f"({text})" if text.startswith("-") else text


def _binary(expr: Binary) -> str:
    """Write an arithmetic operation: powers group from the right, all else from the left."""
    own, power = _BINDING[expr.operator], expr.operator == "^"
    left = _inside(expr.left, own + power)
    right = _unsigned(expr.right, own if power else own + 1)
    return f"{left}{_SIGNS.get(expr.operator, expr.operator)}{right}"


def _call(call: Call) -> str:
    """Write a function with its arguments and, behind a bar, its conditions."""
    arguments = ", ".join(map(to_text, call.arguments))
    given = ", ".join(map(to_text, call.given))
    return f"{call.function}({arguments}{' | ' if given else ''}{given})"
