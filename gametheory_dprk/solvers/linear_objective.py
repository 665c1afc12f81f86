"""Objectives that are linear in named quantities, read from text."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from gametheory_dprk.errors import SolveError, nearest_name
from gametheory_dprk.expr import Binary, Expr, Name, Negate, Number, evaluate, names, parse

Form = dict[str, Fraction]


def linear_objective(text: str, known: Iterable[str]) -> Form:
    """Read the coefficients of a linear formula.

    Parameters
    ----------
    text : str
    known : iterable of str
        The names it may speak of.

    Raises
    ------
    ExpressionError
        If the text is no formula.
    SolveError
        If it names something else, is not linear, or has a constant alone.

    Examples
    --------
    >>> linear_objective("2*A - B/3", ["A", "B"])
    {'A': Fraction(2, 1), 'B': Fraction(-1, 3)}
    """
    expr, listed = parse(text), tuple(known)
    for name in sorted(names(expr) - set(listed)):
        raise SolveError(
            f"{name!r} is no player ({nearest_name(name, listed) or ', '.join(listed)})"
        )
    form = linear_form(expr)
    if not form:
        raise SolveError(f"{text!r} speaks of no player")
    return form


def linear_form(expr: Expr) -> Form:
    """The coefficients of a formula; the constant does not matter to an objective.

    Raises
    ------
    SolveError
        If it is not linear.
    """
    if not names(expr):
        return {}
    match expr:
        case Name(name):
            return {name: Fraction(1)}
        case Negate(operand):
            return scaled(linear_form(operand), Fraction(-1))
        case Binary("+" | "-" as operator, left, right):
            sign = Fraction(1 if operator == "+" else -1)
            return added(linear_form(left), scaled(linear_form(right), sign))
        case Binary("*", left, right) if not names(left):
            return scaled(linear_form(right), evaluate(left, {}))
        case Binary("*", left, right) if not names(right):
            return scaled(linear_form(left), evaluate(right, {}))
        case Binary("/", left, right) if not names(right):
            return scaled(linear_form(left), evaluate(Binary("/", Number(Fraction(1)), right), {}))
    raise SolveError("the formula is not linear")


def scaled(form: Form, factor: Fraction) -> Form:
    """A form times a number."""
    return {name: factor * each for name, each in form.items()}


def added(one: Form, other: Form) -> Form:
    """The sum of two forms."""
    return one | {name: one.get(name, Fraction(0)) + each for name, each in other.items()}
