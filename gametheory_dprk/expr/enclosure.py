"""Formulas over arrays with a bound on the error: values in floats, and how far off they can be.

Each operation adds the rounding of its result to what the errors of its parts make of it (running
error analysis, Wilkinson 1963). A part whose error cannot be bounded gets an infinite one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import reduce
from typing import TYPE_CHECKING, Any, TypeAlias

from gametheory_dprk.errors import ExpressionError
from gametheory_dprk.expr.tree import Binary, Call, Expr, Name, Negate, Number

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array: TypeAlias = NDArray[Any]
    Enclosed: TypeAlias = tuple[Array, Array]
    Run: TypeAlias = Callable[[Mapping[str, Enclosed]], Enclosed]

UNIT = 2.0**-53
"""Half the distance of one to the next double: the relative error of a rounding."""

TINY = 2.0**-1074
"""The error of a rounding among the smallest doubles."""

EXACT = 2**53
"""Whole numbers up to this size are doubles."""

ELEMENTARY = 8.0
"""Roundings that a library's exp and log are trusted to stay within."""

MARGIN = 1.0 + 2.0**-20
"""Covers the roundings of the bounds themselves, of which a formula has at most 20,000."""


def enclose(value: Fraction) -> tuple[float, float]:
    """Return the nearest float, and a bound on its distance.

    Examples
    --------
    >>> near, error = enclose(Fraction(1, 3))
    >>> 0 < abs(Fraction(near) - Fraction(1, 3)) <= Fraction(error)
    True
    >>> enclose(Fraction(1, 2))
    (0.5, 0.0)
    """
    if value.denominator == 1 and -EXACT <= value.numerator <= EXACT:
        return float(value.numerator), 0.0
    try:
        near = float(value)
    except OverflowError:
        raise ExpressionError("constant is too large for float64") from None
    return near, 0.0 if Fraction(near) == value else abs(near) * UNIT * 2 + TINY


def compile_enclosure(expr: Expr) -> Run:
    """Compile a formula to a function of arrays with errors.

    Parameters
    ----------
    expr
        A formula that is a number.

    Returns
    -------
    callable
        Takes for every name an array and one of bounds on its errors, which broadcast, and returns
        such a pair. Where nothing is known the error is infinite.

    Examples
    --------
    >>> import numpy as np
    >>> from gametheory_dprk.expr import parse
    >>> run = compile_enclosure(parse("3*x - 1"))
    >>> value, error = run({"x": tuple(map(np.asarray, enclose(Fraction(1, 3))))})
    >>> float(abs(value)) <= float(error) < 1e-15
    True
    """
    run = _compile(expr)

    def function(values: Mapping[str, Enclosed]) -> Enclosed:
        import numpy as np

        with np.errstate(all="ignore"):
            value, error = run(values)
            error = np.asarray(error * MARGIN)
        if not (known := np.isfinite(error)).all():
            return np.where(known, value, 0.0), np.where(known, error, np.inf)
        return value, error

    return function


def _compile(expr: Expr) -> Run:
    """Compile a node to a closure over the closures of its parts."""
    import numpy as np

    match expr:
        case Number():
            near, error = enclose(expr.value)
            constant = np.asarray(near), np.asarray(error)
            return lambda values: constant
        case Name():
            name = expr.name
            return lambda values: values[name]
        case Negate():
            operand = _compile(expr.operand)
            return lambda values: _negated(operand(values))
        case Binary():
            return _binary(expr)
        case Call():
            rule = _FUNCTIONS.get(expr.function, _unknown)
            parts = [_compile(part) for part in expr.arguments]
            return lambda values: rule([part(values) for part in parts])
    raise ExpressionError("a relation stands where a number is needed")


def _binary(expr: Binary) -> Run:
    """Compile an arithmetic operation; a power with a small whole exponent is a product."""
    left = _compile(expr.left)
    if expr.operator == "^":
        exponent = expr.right.value if isinstance(expr.right, Number) else Fraction(-1)
        if exponent.denominator != 1 or not 1 <= exponent <= 64:
            return lambda values: _unknown([left(values)])
        times = int(exponent)
        return lambda values: reduce(_product, [left(values)] * times)
    rule = {"+": _sum, "-": _difference, "*": _product, "/": _quotient}[expr.operator]
    right = _compile(expr.right)
    return lambda values: rule(left(values), right(values))


def _rounded(value: Array, error: Array) -> Enclosed:
    """Add the rounding of a result."""
    import numpy as np

    return value, error + (np.abs(value) * UNIT + TINY)


def _negated(operand: Enclosed) -> Enclosed:
    """Minus the operand, without rounding."""
    return -operand[0], operand[1]


def _sum(left: Enclosed, right: Enclosed) -> Enclosed:
    """The errors of both add up."""
    return _rounded(left[0] + right[0], left[1] + right[1])


def _difference(left: Enclosed, right: Enclosed) -> Enclosed:
    """The errors of both add up."""
    return _rounded(left[0] - right[0], left[1] + right[1])


def _product(left: Enclosed, right: Enclosed) -> Enclosed:
    """Each error is magnified by the other factor."""
    import numpy as np

    (a, e), (b, f) = left, right
    return _rounded(a * b, np.abs(a) * f + (np.abs(b) + f) * e)


def _quotient(left: Enclosed, right: Enclosed) -> Enclosed:
    """Unbounded where the divisor may be zero."""
    import numpy as np

    (a, e), (b, f) = left, right
    value, room = a / b, np.abs(b) - f
    return _rounded(value, np.where(room > 0, (e + np.abs(value) * f) / room, np.inf))


def _unknown(parts: list[Enclosed]) -> Enclosed:
    """A value of which nothing is known."""
    import numpy as np

    value = reduce(np.add, [part[0] for part in parts])
    return np.zeros_like(value), np.full_like(value, np.inf, dtype=np.float64)


def _extreme(choose: str) -> Callable[[list[Enclosed]], Enclosed]:
    """The least or largest of some numbers, off by no more than the worst of them."""

    def rule(parts: list[Enclosed]) -> Enclosed:
        import numpy as np

        values, errors = zip(*parts, strict=True)
        return reduce(getattr(np, choose), values), reduce(np.maximum, errors)

    return rule


def _absolute(parts: list[Enclosed]) -> Enclosed:
    """No further off than the operand."""
    import numpy as np

    return np.abs(parts[0][0]), parts[0][1]


def _root(parts: list[Enclosed]) -> Enclosed:
    """|sqrt(x) - sqrt(y)| = |x - y| / (sqrt(x) + sqrt(y)), unbounded near zero."""
    import numpy as np

    ((a, e),) = parts
    value = np.sqrt(a)
    return _rounded(value, np.where(a > 2 * e, e / value, np.inf))


def _exponential(parts: list[Enclosed]) -> Enclosed:
    """Errors are magnified by the value."""
    import numpy as np

    ((a, e),) = parts
    value = np.exp(a)
    return value, value * (2 * np.expm1(e) + ELEMENTARY * UNIT) + TINY


def _logarithm(parts: list[Enclosed]) -> Enclosed:
    """Errors are divided by the operand, unbounded near zero."""
    import numpy as np

    ((a, e),) = parts
    value = np.log(a)
    error = e / (a - e) + np.abs(value) * ELEMENTARY * UNIT
    return value, np.where(a > 2 * e, error + TINY, np.inf)


_FUNCTIONS: Mapping[str, Callable[[list[Enclosed]], Enclosed]] = {
    "min": _extreme("minimum"),
    "max": _extreme("maximum"),
    "abs": _absolute,
    "sqrt": _root,
    "exp": _exponential,
    "log": _logarithm,
}
