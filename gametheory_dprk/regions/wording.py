"""Conditions as short relations, solved for one parameter where that reads well."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from gametheory_dprk.expr import And, Compare, Expr, Number, Or, to_text
from gametheory_dprk.expr.tree import Relation as Operator
from gametheory_dprk.polynomials import Polynomial, Ratio, ratio_expr
from gametheory_dprk.regions.condition import Condition
from gametheory_dprk.regions.space import Space

FAVOR = 6
"""Characters by which a relation may be longer to be solved for a favored parameter."""

FLIPPED: dict[str, Operator] = {">": "<", ">=": "<=", "==": "==", "!=": "!="}


def condition_expr(space: Space, given: Condition) -> Expr:
    """Write a condition: solved for the parameter that makes it shortest, else factored.

    Examples
    --------
    >>> from gametheory_dprk.polynomials import Ring
    >>> from gametheory_dprk.regions import condition
    >>> ring = Ring(["p", "b", "l"])
    >>> p, b, l = ring.generators.values()
    >>> space = Space(ring, [condition(f, ">") for f in (p, 1 - p, b, l)])
    >>> to_text(condition_expr(space, condition(p * b + p * l - l, ">=")))
    'p >= l/(b + l)'
    """
    root = square_root(given)
    polynomial = given.polynomial if root is None else root
    operator: Operator = given.relation if root is None else "!="
    choices = [
        (cost(found) - FAVOR * (name in space.favored), i, found)
        for i, name in enumerate(space.ring.names)
        if (found := solved(space, polynomial, operator, name)) is not None
    ]
    if choices:
        return min(choices, key=lambda choice: choice[:2])[2]
    zero = Number(Fraction(0))
    whole = ratio_expr(Ratio(polynomial, space.ring.one), space.ring, space.negative)
    return Compare(operator, whole, zero)


def cost(found: Compare) -> int:
    """Rank a relation: short is good, and so is a lower bound."""
    return len(to_text(found)) + (found.operator in ("<", "<="))


def square_root(given: Condition) -> Polynomial | None:
    """Return f where a condition says that the square of f is positive."""
    if given.relation != ">":
        return None
    content, powers = given.polynomial.factor()
    if content <= 0 or len(powers) != 1 or int(powers[0][1]) != 2:
        return None
    return powers[0][0]


def solved(space: Space, f: Polynomial, operator: Operator, name: str) -> Compare | None:
    """Solve for a parameter in which a polynomial is linear with a slope of known sign."""
    ring = space.ring
    if int(f.degrees()[ring.names.index(name)]) != 1:
        return None
    slope = f.derivative(name)
    sign = space.sign(slope)
    if sign not in ("+", "-"):
        return None
    parameter = ring.generators[name]
    other = Ratio.of(slope * parameter - f, slope)
    left = ratio_expr(Ratio(parameter, ring.one), ring)
    right = ratio_expr(other, ring, space.negative)
    return Compare(operator if sign == "+" else FLIPPED[operator], left, right)


def conjunction_expr(space: Space, conditions: Sequence[Condition]) -> Expr:
    """Write conditions that all hold."""
    parts = tuple(condition_expr(space, c) for c in conditions)
    return parts[0] if len(parts) == 1 else And(parts)


def union_expr(space: Space, regions: Iterable[Sequence[Condition]]) -> Expr:
    """Write that one of several conjunctions holds."""
    parts = tuple(conjunction_expr(space, conditions) for conditions in regions)
    return parts[0] if len(parts) == 1 else Or(parts)
