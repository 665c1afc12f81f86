"""Formulas as functions of arrays: float64, batched, composed of closures over numpy."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import reduce
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from gametheory_dprk.errors import ExpressionError, Problem, UnknownNameError
from gametheory_dprk.expr.functions import FORMULA_FUNCTIONS
from gametheory_dprk.expr.render import to_text
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
    is_relation,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array: TypeAlias = NDArray[Any]
    Run: TypeAlias = Callable[[Mapping[str, Array]], Array]

_UFUNCS: Final = {
    "+": "add",
    "-": "subtract",
    "*": "multiply",
    "/": "divide",
    "^": "power",
    "==": "equal",
    "!=": "not_equal",
    "<": "less",
    "<=": "less_equal",
    ">": "greater",
    ">=": "greater_equal",
    "min": "minimum",
    "max": "maximum",
    "abs": "absolute",
    "sqrt": "sqrt",
    "exp": "exp",
    "log": "log",
}


def compile_vector(
    expr: Expr, names: Sequence[str]
) -> Callable[[Mapping[str, Array | float]], Array]:
    """Compile a formula to a function of arrays.

    Parameters
    ----------
    expr
        The formula; a relation gives an array of truths.
    names
        The names that the mapping passed to the function will hold.

    Returns
    -------
    callable
        Takes an array or a number for every name, which broadcast against one another, and
        returns an array of their common shape. Where a value is undefined the array holds nan or
        an infinity, as IEEE 754 has it, without a warning.

    Raises
    ------
    UnknownNameError
        If the formula uses another name.
    ExpressionError
        If it calls a function that only an equilibrium decides, or holds a constant beyond float64.

    Examples
    --------
    >>> import numpy as np
    >>> from gametheory_dprk.expr import parse
    >>> payoff = compile_vector(parse("b - k*(1 - rho)"), ["b", "k", "rho"])
    >>> payoff({"b": 1.0, "k": np.array([0.0, 2.0]), "rho": 0.5})
    array([1., 0.])
    """
    import numpy as np

    if problems := unknown_names(expr, names):
        raise UnknownNameError(*problems)
    run = _compile(expr)

    def function(values: Mapping[str, Array | float]) -> Array:
        arrays = {name: np.asarray(values[name], dtype=np.float64) for name in names}
        shape = np.broadcast_shapes(*(array.shape for array in arrays.values()))
        with np.errstate(all="ignore"):
            result = np.asarray(run(arrays))
        return result if result.shape == shape else np.broadcast_to(result, shape).copy()

    return function


def _compile(expr: Expr) -> Run:
    """Compile a node to a closure over the closures of its parts."""
    import numpy as np

    match expr:
        case Number():
            return _constant(expr)
        case Name():
            name = expr.name
            return lambda values: values[name]
        case Negate():
            return _composed(np.negative, [_compile(expr.operand)])
        case Binary():
            return _binary(expr)
        case Compare():
            return _composed(_ufunc(expr.operator), [_compile(expr.left), _compile(expr.right)])
        case Call():
            return _call(expr)
        case Not():
            return _composed(np.logical_not, [_truth(expr.operand)])
        case And():
            return _composed(np.logical_and, [_truth(part) for part in expr.parts])
        case Or():
            return _composed(np.logical_or, [_truth(part) for part in expr.parts])


def _ufunc(symbol: str) -> Callable[..., Array]:
    """Return the numpy function of an operator or function of the language."""
    import numpy as np

    function: Callable[..., Array] = getattr(np, _UFUNCS[symbol])
    return function


def _composed(function: Callable[..., Array], parts: Sequence[Run]) -> Run:
    """Apply a numpy function to the parts: one, two, or many taken pair by pair."""
    if len(parts) == 1:
        (only,) = parts
        return lambda values: function(only(values))
    if len(parts) == 2:
        left, right = parts
        return lambda values: function(left(values), right(values))
    return lambda values: reduce(function, [part(values) for part in parts])


def _constant(number: Number) -> Run:
    """Compile a constant, rounded once to float64."""
    import numpy as np

    try:
        constant = np.asarray(float(number.value))
    except OverflowError:
        raise ExpressionError("constant is too large for float64") from None
    return lambda values: constant


def _binary(expr: Binary) -> Run:
    """Compile an arithmetic operation; a square is a product, far faster than a power."""
    import numpy as np

    left = _compile(expr.left)
    if expr.operator == "^" and expr.right == Number(Fraction(2)):
        return _composed(np.square, [left])
    return _composed(_ufunc(expr.operator), [left, _compile(expr.right)])


def _call(call: Call) -> Run:
    """Compile a function of the language."""
    if call.function not in FORMULA_FUNCTIONS:
        message = f"{to_text(call)} has no value outside a claim"
        raise ExpressionError(Problem(call.span, "", message))
    return _composed(_ufunc(call.function), [_compile(part) for part in call.arguments])


def _truth(expr: Expr) -> Run:
    """Compile a part of ``and``, ``or`` or ``not``, where a number is true unless it is 0."""
    run = _compile(expr)
    return run if is_relation(expr) else lambda values: run(values) != 0
