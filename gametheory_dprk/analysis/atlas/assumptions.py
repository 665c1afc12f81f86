"""Relations between parameters as polynomial conditions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from gametheory_dprk.errors import AnalysisError
from gametheory_dprk.expr import And, Compare, Expr, Name, Number, to_text
from gametheory_dprk.expr.tree import Relation
from gametheory_dprk.polynomials import Ratio, Ring, ratio_of
from gametheory_dprk.regions import Condition, condition
from gametheory_dprk.scenario.model import Parameter


def conditions_of(relation: Expr, ring: Ring) -> Iterator[Condition]:
    """Read a relation as conditions that all hold.

    Raises
    ------
    AnalysisError
        If it is no conjunction of inequalities between rational functions.

    Examples
    --------
    >>> from gametheory_dprk.expr import parse
    >>> ring = Ring(["k", "b", "v", "d"])
    >>> [c.key for c in conditions_of(parse("(k + b)/(v + d) < 1 and b > 0"), ring)]
    ['> -k*v - k*d - b*v - b*d + v^2 + 2*v*d + d^2', '> b']
    """
    match relation:
        case And():
            for part in relation.parts:
                yield from conditions_of(part, ring)
        case Compare("<" | "<=" | ">" | ">="):
            yield comparison(relation, ring)
        case _:
            raise AnalysisError(
                f"assume: {to_text(relation)} is not an inequality; an equality is better "
                "written as a definition under let"
            )


def comparison(relation: Compare, ring: Ring) -> Condition:
    """Read one inequality."""
    left, right = ratio_of(relation.left, ring), ratio_of(relation.right, ring)
    upward = relation.operator in (">", ">=")
    difference = left - right if upward else right - left
    return positive(difference, strictly=relation.operator in ("<", ">"))


def positive(ratio: Ratio, *, strictly: bool) -> Condition:
    """State that a quotient is positive, or not negative where it is defined."""
    return condition(ratio.numerator * ratio.denominator, ">" if strictly else ">=")


def sign_relations(parameters: Iterable[Parameter]) -> Iterator[Expr]:
    """Read from the ranges of parameters on which side of zero they are.

    How far a range reaches is illustrative and not used, so that the atlas holds for all
    magnitudes.

    Examples
    --------
    >>> from gametheory_dprk.scenario.model import Interval
    >>> p = Parameter("p", Fraction(1, 2), Interval(Fraction(0), Fraction(1), low_open=True))
    >>> [to_text(relation) for relation in sign_relations([p])]
    ['p > 0']
    """
    for parameter in parameters:
        interval = parameter.range
        if interval is None:
            continue
        if interval.low is not None and interval.low >= 0:
            is_open = interval.low_open or interval.low > 0
            yield _relation(parameter.name, ">" if is_open else ">=")
        if interval.high is not None and interval.high <= 0:
            is_open = interval.high_open or interval.high < 0
            yield _relation(parameter.name, "<" if is_open else "<=")


def _relation(name: str, operator: Relation) -> Expr:
    """Compare a parameter with zero."""
    return Compare(operator, Name(name), Number(Fraction(0)))
