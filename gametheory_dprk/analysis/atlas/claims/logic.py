"""Formulas over the parameters as they come, without simplification by any proof.

A claim is turned into conditions here, once to be proved and once more to be rechecked; both must
give the same list, so nothing but constants is decided.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gametheory_dprk.errors import AnalysisError
from gametheory_dprk.polynomials import Polynomial, Ratio
from gametheory_dprk.regions import Condition, Relation, condition
from gametheory_dprk.regions.formula import Every, Formula, Some, every, opposite, some

MAX_CONJUNCTIONS = 400
"""Cases into which one question is split at most."""


@dataclass(frozen=True, slots=True)
class Truth:
    """Where a statement is true, and where it hangs on something that is not defined."""

    true: Formula
    undefined: Formula = False

    @property
    def false(self) -> Formula:
        """Where it is false."""
        return every([opposite(self.true), opposite(self.undefined)])


@dataclass(frozen=True, slots=True)
class Piece:
    """A number where some formula holds."""

    where: Formula
    value: Ratio


Pieces = tuple[Piece, ...]


def conjoined(one: Truth, other: Truth) -> Truth:
    """Join by "and": the second counts only where the first is true."""
    return Truth(
        every([one.true, other.true]),
        some([one.undefined, every([one.true, other.undefined])]),
    )


def disjoined(one: Truth, other: Truth) -> Truth:
    """Join by "or": the second counts only where the first is false."""
    return Truth(
        some([one.true, every([one.false, other.true])]),
        some([one.undefined, every([one.false, other.undefined])]),
    )


def denied(one: Truth) -> Truth:
    """Negate; what is not defined stays so."""
    return Truth(one.false, one.undefined)


def compared(operator: str, left: Pieces, right: Pieces) -> Truth:
    """Compare two numbers."""
    pairs = [(one, other) for one in left for other in right]
    true = some(
        every([one.where, other.where, related(operator, one.value - other.value)])
        for one, other in pairs
    )
    defined = some(every([one.where, other.where]) for one, other in pairs)
    return Truth(true, opposite(defined))


def related(operator: str, difference: Ratio) -> Formula:
    """State a relation between a quotient and zero.

    Examples
    --------
    >>> from gametheory_dprk.polynomials import Ring
    >>> ring = Ring(["x"])
    >>> related(">=", Ratio(ring.generators["x"], ring.one)).key
    '>=x'
    >>> related("==", Ratio(ring.zero, ring.one))
    True
    """
    f = difference.numerator * difference.denominator
    match operator:
        case ">" | ">=":
            return atom(f, ">" if operator == ">" else ">=")
        case "<" | "<=":
            return atom(-f, ">" if operator == "<" else ">=")
        case "==":
            return every([atom(f, ">="), atom(-f, ">=")])
    return some([atom(f, ">"), atom(-f, ">")])


def atom(f: Polynomial, relation: Relation) -> Formula:
    """State a condition, or its truth where it has no parameters."""
    if f.is_constant():
        number = 0 if f.is_zero() else f.coeffs()[0]
        return bool(number > 0 or (number == 0 and relation == ">="))
    return condition(f, relation)


def conjunctions(formula: Formula) -> list[list[Condition]]:
    """Multiply out, in a fixed order.

    Raises
    ------
    AnalysisError
        If there are too many cases.

    Examples
    --------
    >>> from gametheory_dprk.polynomials import Ring
    >>> x, y = Ring(["x", "y"]).generators.values()
    >>> given = every([some([atom(x, ">"), atom(y, ">")]), atom(x - y, ">=")])
    >>> [[c.key for c in found] for found in conjunctions(given)]
    [['> x', '>=x - y'], ['> y', '>=x - y']]
    """
    match formula:
        case bool():
            return [[]] if formula else []
        case Condition():
            return [[formula]]
        case Some():
            return limited([c for part in formula.parts for c in conjunctions(part)])
        case Every():
            total: list[list[Condition]] = [[]]
            for part in formula.parts:
                found = conjunctions(part)
                total = limited([merged(one, other) for one in total for other in found])
            return total


def merged(one: Iterable[Condition], other: Iterable[Condition]) -> list[Condition]:
    """Join two conjunctions, each condition once."""
    return list({c.key: c for c in (*one, *other)}.values())


def limited(found: list[list[Condition]]) -> list[list[Condition]]:
    """Refuse what splits into too many cases."""
    if len(found) > MAX_CONJUNCTIONS:
        raise AnalysisError(f"the claim splits into more than {MAX_CONJUNCTIONS} cases")
    return found
