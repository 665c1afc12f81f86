"""From formulas to rational functions."""

from __future__ import annotations

from typing import NoReturn

from gametheory_dprk.errors import AnalysisError, Problem, Span
from gametheory_dprk.expr import Binary, Call, Expr, Name, Negate, Number, to_text
from gametheory_dprk.polynomials.ratio import Ratio
from gametheory_dprk.polynomials.ring import Ring

MAX_EXPONENT = 40
"""The largest power that is multiplied out."""


def ratio_of(expr: Expr, ring: Ring) -> Ratio:
    """Read a formula as a rational function of the parameters.

    Raises
    ------
    AnalysisError
        If the formula is no rational function (it uses exp, log, a root, min, max, abs), is
        undefined everywhere, or uses a name that is no parameter.

    Examples
    --------
    >>> from gametheory_dprk.expr import parse
    >>> ring = Ring(["b", "l"])
    >>> ratio_of(parse("l/(b + l) - 1"), ring).numerator
    -b
    >>> ratio_of(parse("b - sqrt(l)"), ring)
    Traceback (most recent call last):
    ...
    gametheory_dprk.errors.AnalysisError: formula:1:5: sqrt(l) is not a rational function ...
    """
    match expr:
        case Number():
            return Ratio(ring.constant(expr.value), ring.one)
        case Name():
            if expr.name not in ring.generators:
                _refuse(expr.span, f"{expr.name} is not a parameter")
            return Ratio(ring.generators[expr.name], ring.one)
        case Negate():
            return -ratio_of(expr.operand, ring)
        case Binary():
            return _combine(expr, ring)
        case Call():
            _refuse_call(expr)
        case _:
            _refuse(None, f"{to_text(expr)} is a relation, not a number")
    return None


def _combine(expr: Binary, ring: Ring) -> Ratio:
    """Apply an arithmetic operation."""
    left = ratio_of(expr.left, ring)
    if expr.operator == "^":
        return _power(expr, left, ring)
    right = ratio_of(expr.right, ring)
    match expr.operator:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
    if right.is_zero():
        _refuse(expr.span, f"division by zero in {to_text(expr)}")
    return left / right


def _power(expr: Binary, base: Ratio, ring: Ring) -> Ratio:
    """Raise to a whole power."""
    exponent = ratio_of(expr.right, ring)
    constant = exponent.numerator.is_constant() and exponent.denominator.is_one()
    power = _whole(exponent) if constant else None
    if power is None or abs(power) > MAX_EXPONENT:
        _refuse(expr.span, f"{to_text(expr)} is not a rational function of the parameters")
    if power >= 0:
        return Ratio(base.numerator**power, base.denominator**power)
    if base.is_zero():
        _refuse(expr.span, f"division by zero in {to_text(expr)}")
    return Ratio.of(base.denominator**-power, base.numerator**-power)


def _whole(exponent: Ratio) -> int | None:
    """Return a constant exponent if it is an integer."""
    if exponent.is_zero():
        return 0
    value = exponent.numerator.coeffs()[0]
    return int(value.p) if value.q == 1 else None


def _refuse_call(call: Call) -> NoReturn:
    """Say why a function cannot enter the atlas, and what can be done."""
    hint = ""
    if call.function in ("min", "max", "abs"):
        hint = "split the case: assume which argument is larger, and write that argument"
    message = f"{to_text(call)} is not a rational function of the parameters"
    raise AnalysisError(Problem(call.span, "", message, hint))


def _refuse(span: Span | None, message: str) -> NoReturn:
    """Say what is wrong with a formula."""
    raise AnalysisError(Problem(span, "", message))
