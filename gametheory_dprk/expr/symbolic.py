"""Formulas as sympy objects, built node by node from the tree and never from text.

Sympy's own readers execute what they read and take names such as ``beta``, ``S`` or ``E`` for
their own; here every name becomes a real symbol of that name. The only importer of sympy in `expr`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NoReturn

from gametheory_dprk.errors import ExpressionError, Problem, Span
from gametheory_dprk.expr.exact import MAX_BITS
from gametheory_dprk.expr.functions import FORMULA_FUNCTIONS
from gametheory_dprk.expr.render import to_text
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
    is_relation,
    names,
)

_RELATIONS: Final = {"==": "Eq", "!=": "Ne", "<": "Lt", "<=": "Le", ">": "Gt", ">=": "Ge"}
_FUNCTIONS: Final = {
    "min": "Min",
    "max": "Max",
    "abs": "Abs",
    "sqrt": "sqrt",
    "exp": "exp",
    "log": "log",
}


def to_sympy(expr: Expr, symbols: Mapping[str, Any] | None = None) -> Any:
    """Build the sympy object of a formula.

    Parameters
    ----------
    expr
        The formula; a relation gives a sympy Boolean, in which a number is true unless it is 0.
    symbols
        What stands for a name, by default ``Symbol(name, real=True)``.

    Raises
    ------
    ExpressionError
        If a constant part has no real value or is too large, or the formula calls a function that
        only an equilibrium decides.

    Examples
    --------
    >>> from gametheory_dprk.expr import parse
    >>> to_sympy(parse("0.1*S + S*NK.cheat"))
    NK.cheat*S + S/10
    """
    import sympy

    known = {name: sympy.Symbol(name, real=True) for name in names(expr)} | dict(symbols or {})
    return _build(expr, known)


def _build(expr: Expr, symbols: Mapping[str, Any]) -> Any:
    """Build a node from its parts."""
    import sympy

    match expr:
        case Number():
            return sympy.Rational(expr.value.numerator, expr.value.denominator)
        case Name():
            return symbols[expr.name]
        case Negate():
            return -_build(expr.operand, symbols)
        case Binary():
            left, right = _build(expr.left, symbols), _build(expr.right, symbols)
            return _real(_combine(expr, left, right), expr, expr.span)
        case Call():
            return _real(_call(expr, symbols), expr, expr.span)
        case Compare():
            relation = getattr(sympy, _RELATIONS[expr.operator])
            return relation(_build(expr.left, symbols), _build(expr.right, symbols))
        case Not():
            return sympy.Not(_truth(expr.operand, symbols))
        case And():
            return sympy.And(*[_truth(part, symbols) for part in expr.parts])
        case Or():
            return sympy.Or(*[_truth(part, symbols) for part in expr.parts])


def _truth(expr: Expr, symbols: Mapping[str, Any]) -> Any:
    """Build a part of ``and``, ``or`` or ``not``."""
    import sympy

    built = _build(expr, symbols)
    return built if is_relation(expr) else sympy.Ne(built, 0)


def _combine(expr: Binary, left: Any, right: Any) -> Any:
    """Apply an arithmetic operator."""
    match expr.operator:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case "/":
            if right.is_zero:
                _refuse(expr.span, f"division by zero in {to_text(expr)}")
            return left / right
    _check_power(left, right, expr.span)
    return left**right


def _check_power(base: Any, exponent: Any, span: Span | None) -> None:
    """Refuse a power that sympy might write out to an absurd size."""
    import sympy

    terms = [abs(term.as_coeff_Mul()[0]) for term in sympy.Add.make_args(exponent)]
    constant = base.as_coeff_Mul()[0]
    size = max(abs(constant.p), constant.q) if constant.is_Rational else 1
    if max(terms) * max(int(size).bit_length() - 1, 1) > MAX_BITS:
        _refuse(span, "exponent is too large")


def _call(call: Call, symbols: Mapping[str, Any]) -> Any:
    """Apply a function."""
    import sympy

    if call.function not in FORMULA_FUNCTIONS:
        _refuse(call.span, f"{to_text(call)} has no value outside a claim")
    arguments = [_build(argument, symbols) for argument in call.arguments]
    if call.function == "exp":
        _check_power(sympy.E, arguments[0], call.span)
    return getattr(sympy, _FUNCTIONS[call.function])(*arguments)


def _real(built: Any, expr: Expr, span: Span | None) -> Any:
    """Refuse constants without a real value, such as the root of a negative number."""
    if built.is_number and built.is_real is False:
        _refuse(span, f"{to_text(expr)} has no real value")
    return built


def _refuse(span: Span | None, message: str) -> NoReturn:
    """Say what is wrong with a constant part."""
    raise ExpressionError(Problem(span, "", message))
