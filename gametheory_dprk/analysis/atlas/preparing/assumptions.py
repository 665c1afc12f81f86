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


def range_relations(parameters: Iterable[Parameter]) -> Iterator[Expr]:
    """Read from the ranges of parameters what is assumed of them.

    A range between 0 and 1 is that of a probability, a share or a discount factor, and both its
    ends are used. How far any other range reaches is illustrative: only on which side of zero it
    lies is used, so that the atlas holds for all magnitudes.

    Examples
    --------
    >>> from gametheory_dprk.scenario.model import Interval
    >>> p = Parameter("p", Fraction(1, 2), Interval(Fraction(0), Fraction(1), low_open=True))
    >>> b = Parameter("b", Fraction(1), Interval(Fraction(0), Fraction(8), low_open=True))
    >>> [to_text(relation) for relation in range_relations([p, b])]
    ['p > 0', 'p <= 1', 'b > 0']
    """
    for parameter in parameters:
        interval = parameter.range
        if interval is None:
            continue
        low, high, name = interval.low, interval.high, parameter.name
        share = low is not None and high is not None and low >= 0 and high <= 1
        if low is not None and (share or low >= 0):
            is_open = interval.low_open or (low > 0 and not share)
            yield _relation(name, ">" if is_open else ">=", low if share else Fraction(0))
        if high is not None and (share or high <= 0):
            is_open = interval.high_open or (high < 0 and not share)
            yield _relation(name, "<" if is_open else "<=", high if share else Fraction(0))


def _relation(name: str, operator: Relation, bound: Fraction) -> Expr:
    """Compare a parameter with a number."""
    return Compare(operator, Name(name), Number(bound))
