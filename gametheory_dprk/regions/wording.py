"""Conditions as short relations, solved for one parameter where that reads well."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import combinations

from gametheory_dprk.expr import And, Compare, Expr, Number, Or, names, to_text
from gametheory_dprk.expr.tree import Relation as Operator
from gametheory_dprk.polynomials import Polynomial, Ratio, polynomial_expr, ratio_expr
from gametheory_dprk.polynomials.rendering import gathered_expr
from gametheory_dprk.regions.condition import Condition, condition
from gametheory_dprk.regions.space import Space

FAVOR = 6
"""Characters by which a relation may be longer to be solved for a favored parameter."""

FLIPPED: dict[str, Operator] = {">": "<", ">=": "<=", "==": "==", "!=": "!="}


def condition_expr(space: Space, given: Condition, under: Sequence[Condition] = ()) -> Expr:
    """Write a condition: solved for what makes it shortest, else factored.

    It is solved for a parameter, or for a sum or difference of two, whose slope has a known sign.

    Parameters
    ----------
    under
        Conditions that hold besides, which may decide the sign of a slope.

    Examples
    --------
    >>> from gametheory_dprk.polynomials import Ring
    >>> from gametheory_dprk.regions import condition
    >>> ring = Ring(["p", "b", "l"])
    >>> p, b, l = ring.generators.values()
    >>> space = Space(ring, [condition(f, ">") for f in (p, 1 - p, b, l)])
    >>> to_text(condition_expr(space, condition(p * b + p * l - l, ">=")))
    'p >= l/(b + l)'
    >>> to_text(condition_expr(space, condition((b - l) * (1 + p) - 2, ">=")))
    'b - l >= 2/(p + 1)'
    """
    root = square_root(given)
    polynomial = given.polynomial if root is None else root
    operator: Operator = given.relation if root is None else "!="
    others = [c for c in under if c.key != given.key]
    choices = [
        (cost(found) - FAVOR * (names(found.left) <= space.favored), i, found)
        for i, found in enumerate(candidates(space, polynomial, operator, others))
    ]
    if choices:
        return min(choices, key=lambda choice: choice[:2])[2]
    zero = Number(Fraction(0))
    whole = ratio_expr(Ratio(polynomial, space.ring.one), space.ring, space.negative, gathered_expr)
    return Compare(operator, whole, zero)


def candidates(
    space: Space, f: Polynomial, operator: Operator, under: Sequence[Condition] = ()
) -> Iterator[Compare]:
    """Yield the ways to solve a relation."""
    generators = space.ring.generators
    for name in space.ring.names:
        if (found := solved(space, f, operator, name, under)) is not None:
            yield found
    linear = [n for n in space.ring.names if degree(space, f, n) == 1]
    for one, other in combinations(linear, 2):
        for left in (generators[one] - generators[other], generators[one] + generators[other]):
            if (found := solved_for(space, f, operator, left, one, under)) is not None:
                yield found


def degree(space: Space, f: Polynomial, name: str) -> int:
    """Return the power with which a parameter occurs."""
    return int(f.degrees()[space.ring.names.index(name)])


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


def solved(
    space: Space, f: Polynomial, operator: Operator, name: str, under: Sequence[Condition] = ()
) -> Compare | None:
    """Solve for a parameter in which a polynomial is linear with a slope of known sign."""
    if degree(space, f, name) != 1:
        return None
    return solved_for(space, f, operator, space.ring.generators[name], name, under)


def solved_for(
    space: Space,
    f: Polynomial,
    operator: Operator,
    left: Polynomial,
    name: str,
    under: Sequence[Condition] = (),
) -> Compare | None:
    """Solve for an expression that is linear in a parameter, if the rest does not contain it."""
    ring = space.ring
    slope = f.derivative(name)
    rest = slope * left - f
    inside = ring.variables(left)
    if len(inside) > 1 and (ring.variables(slope) | ring.variables(rest)) & inside:
        return None
    sign = sign_under(space, slope, under)
    if sign not in ("+", "-"):
        return None
    right = ratio_expr(Ratio.of(rest, slope), ring, space.negative, gathered_expr)
    written = polynomial_expr(left, ring)
    return Compare(operator if sign == "+" else FLIPPED[operator], written, right)


def sign_under(space: Space, f: Polynomial, under: Sequence[Condition]) -> str:
    """Return the sign of a polynomial where the assumptions and some conditions hold."""
    sign = space.sign(f)
    if sign != "?" or not under:
        return sign
    if space.implies(under, condition(f, ">")):
        return "+"
    return "-" if space.implies(under, condition(-f, ">")) else "?"


def conjunction_expr(space: Space, conditions: Sequence[Condition]) -> Expr:
    """Write conditions that all hold."""
    parts = tuple(condition_expr(space, c, conditions) for c in conditions)
    return parts[0] if len(parts) == 1 else And(parts)


def union_expr(space: Space, regions: Iterable[Sequence[Condition]]) -> Expr:
    """Write that one of several conjunctions holds."""
    parts = tuple(conjunction_expr(space, conditions) for conditions in regions)
    return parts[0] if len(parts) == 1 else Or(parts)
