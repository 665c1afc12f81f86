"""Replaces names in formulas, so that a payoff collapses to what depends on the parameters."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from gametheory_dprk.errors import ExpressionError
from gametheory_dprk.expr.exact import evaluate
from gametheory_dprk.expr.functions import FORMULA_FUNCTIONS
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
    check_size,
    children,
    nodes,
)

_ZERO: Final = Number(Fraction(0))
_ONE: Final = Number(Fraction(1))


def substitute(expr: Expr, replacements: Mapping[str, Expr | Fraction | int]) -> Expr:
    """Replace names by formulas or numbers, and simplify exactly.

    Constants are folded, and ``0*x``, ``0/x``, ``1*x``, ``x/1``, ``x + 0``, ``x - 0``, ``x^1``
    and ``x^0`` simplified. A term switched off by a 0 disappears even where it would be undefined
    at some parameters; what is undefined everywhere, such as ``1/0``, stays and is an error when
    evaluated. The arguments of claim functions are names of things, not values, and stay.

    Parameters
    ----------
    expr
        The formula.
    replacements
        For each name what takes its place; all are replaced at once.

    Raises
    ------
    ExpressionError
        If the result would be too large.

    Examples
    --------
    >>> from gametheory_dprk.expr import parse, to_text
    >>> payoff = parse("b*relief - dismantle*(k_g*genuine + k_p*ploy)*(1 - rho)")
    >>> to_text(substitute(payoff, {"relief": 0, "dismantle": 1, "genuine": 1, "ploy": 0}))
    '-(k_g*(1 - rho))'
    >>> to_text(substitute(parse("x + 1/0"), {"x": 2}))
    '2 + 1/0'
    """
    trees = {
        name: Number(Fraction(value)) if isinstance(value, Fraction | int) else value
        for name, value in replacements.items()
    }
    return check_size(_replace(expr, trees))


def _replace(expr: Expr, trees: Mapping[str, Expr]) -> Expr:
    """Rebuild the tree from the leaves up, simplifying each node."""
    match expr:
        case Name():
            return trees.get(expr.name, expr)
        case Negate():
            return _negate(_replace(expr.operand, trees))
        case Binary():
            left, right = _replace(expr.left, trees), _replace(expr.right, trees)
            return _simplify(Binary(expr.operator, left, right, expr.span))
        case Call() if expr.function in FORMULA_FUNCTIONS:
            arguments = tuple([_replace(argument, trees) for argument in expr.arguments])
            return _fold(Call(expr.function, arguments, expr.given, expr.span))
        case Compare():
            return Compare(expr.operator, _replace(expr.left, trees), _replace(expr.right, trees))
        case Not():
            return Not(_replace(expr.operand, trees))
        case And():
            return And(tuple([_replace(part, trees) for part in expr.parts]))
        case Or():
            return Or(tuple([_replace(part, trees) for part in expr.parts]))
    return expr


def _negate(operand: Expr) -> Expr:
    """Negate, undoing a minus sign that is there already."""
    match operand:
        case Number():
            return Number(-operand.value)
        case Negate():
            return operand.operand
    return Negate(operand)


def _fold(expr: Expr) -> Expr:
    """Replace a node whose parts are all constants by its value, if it has an exact one."""
    if not all(isinstance(child, Number) for child in children(expr)):
        return expr
    try:
        return Number(evaluate(expr, {}))
    except ExpressionError:
        return expr


def _simplify(expr: Binary) -> Expr:
    """Apply the one rule that fits, if any."""
    match expr.operator, expr.left, expr.right:
        case (_, Number(), Number()):
            return _fold(expr)
        case ("*" | "/", Number(value=0), other) | ("*", other, Number(value=0)):
            return expr if _is_undefined(other) else _ZERO
        case ("+" | "-" as sign, Number(value=0), other):
            return other if sign == "+" else _negate(other)
        case ("+" | "-", other, Number(value=0)):
            return other
        case ("*", Number(value=1), other) | ("*" | "/" | "^", other, Number(value=1)):
            return other
        case ("^", other, Number(value=0)) if not _is_undefined(other):
            return _ONE
    return expr


def _is_undefined(expr: Expr) -> bool:
    """Tell whether some part of the formula has no value whatever the parameters are."""
    return any(_has_no_value(node) for node, _ in nodes(expr))


def _has_no_value(node: Expr) -> bool:
    """Tell whether this operation has no real value whatever the parameters are."""
    match node:
        case Binary("/", _, Number(divisor)):
            return divisor == 0
        case Binary("^", Number(base), Number(exponent)):
            return (base == 0 and exponent < 0) or (base < 0 and exponent.denominator > 1)
        case Call("sqrt", (Number(argument),)):
            return argument < 0
        case Call("log", (Number(argument),)):
            return argument <= 0
    return False
