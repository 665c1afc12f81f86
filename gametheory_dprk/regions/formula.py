"""Conditions joined by "and" and "or", decided as far as the assumptions and a region allow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from gametheory_dprk.regions.condition import Condition, negation
from gametheory_dprk.regions.coverage import Gap, cover
from gametheory_dprk.regions.refutation import Refutation
from gametheory_dprk.regions.simplification import cost, simplified
from gametheory_dprk.regions.space import Space

MAX_CONJUNCTIONS = 300
MAX_NODES = 60
"""Parts of a union that are looked at to shorten it."""


@dataclass(frozen=True, slots=True)
class Every:
    """True where every part is."""

    parts: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """True where some part is."""

    parts: tuple[Formula, ...]


Formula: TypeAlias = "bool | Condition | Every | Some"


def every(parts: Iterable[Formula]) -> Formula:
    """Join by "and"; stops at the first part that is false.

    Examples
    --------
    >>> every([True, some([False, True])])
    True
    """
    kept: list[Formula] = []
    for part in parts:
        if part is False:
            return False
        if part is not True and part not in kept:
            kept.append(part)
    return kept[0] if len(kept) == 1 else Every(tuple(kept)) if kept else True


def some(parts: Iterable[Formula]) -> Formula:
    """Join by "or"; stops at the first part that is true."""
    kept: list[Formula] = []
    for part in parts:
        if part is True:
            return True
        if part is not False and part not in kept:
            kept.append(part)
    return kept[0] if len(kept) == 1 else Some(tuple(kept)) if kept else False


def opposite(formula: Formula) -> Formula:
    """Return the negation."""
    match formula:
        case bool():
            return not formula
        case Condition():
            return negation(formula)
        case Every():
            return some(opposite(part) for part in formula.parts)
        case Some():
            return every(opposite(part) for part in formula.parts)


class Within:
    """Decides conditions inside a region."""

    def __init__(self, space: Space, given: Sequence[Condition]) -> None:
        self.space = space
        self.given = list(given)
        self._known: dict[str, Formula] = {}

    def atom(self, given: Condition) -> Formula:
        """Return the truth of a condition in the region, or its normal form where it varies."""
        reduced = self.space.normal(given)
        if not isinstance(reduced, Condition):
            return reduced
        if reduced.key not in self._known:
            self._known[reduced.key] = self._decide(reduced)
        return self._known[reduced.key]

    def _decide(self, given: Condition) -> Formula:
        """Compare a condition with the region."""
        if self.space.implies(self.given, given):
            return True
        return False if self.space.implies(self.given, negation(given)) else given

    def conjunctions(self, formula: Formula) -> list[list[Condition]] | None:
        """Return few short conjunctions whose union is a formula in the region.

        Returns
        -------
        list or None
            None where there would be too many on the way.
        """
        found = self.expanded(formula)
        return None if found is None else self.shortened(found)

    def expanded(self, formula: Formula) -> list[list[Condition]] | None:
        """Multiply out, without what is contradictory or contained in something else."""
        match formula:
            case bool():
                return [[]] if formula else []
            case Condition():
                return [[formula]]
            case Some():
                parts = [self.expanded(part) for part in formula.parts]
                if None in parts:
                    return None
                return self.absorbed([c for part in parts if part is not None for c in part])
            case Every():
                return self.product(formula.parts)

    def product(self, parts: Sequence[Formula]) -> list[list[Condition]] | None:
        """Multiply out a conjunction, the shortest parts first."""
        choices = [self.expanded(part) for part in parts]
        total: list[list[Condition]] = [[]]
        for found in sorted(choices, key=lambda one: len(one or ())):
            if found is None or len(total) * len(found) > MAX_CONJUNCTIONS:
                return None
            total = self.absorbed([[*one, *other] for one in total for other in found])
        return total

    def absorbed(self, found: Sequence[Sequence[Condition]]) -> list[list[Condition]]:
        """Drop conjunctions that are contradictory or contained in another one."""
        kept: list[list[Condition]] = []
        for conditions in found:
            reduced = simplified(self.space, conditions, self.given)
            if reduced is None or (reduced and self.space.empty([*self.given, *reduced])):
                continue
            if any(self.within(reduced, other) for other in kept):
                continue
            kept = [other for other in kept if not self.within(other, reduced)] + [reduced]
        return kept

    def shortened(self, found: list[list[Condition]]) -> list[list[Condition]]:
        """Drop conditions and conjunctions without which the union stays the same."""
        for i, conditions in enumerate(found):
            for one in sorted(conditions, key=cost, reverse=True):
                rest = [c for c in found[i] if c is not one]
                if self.covered(rest, found):
                    found[i] = rest
        for conditions in list(found):
            others = [other for other in found if other is not conditions]
            if others and self.covered(conditions, others):
                found = others
        return found

    def covered(
        self, conditions: Sequence[Condition], found: Sequence[Sequence[Condition]]
    ) -> bool:
        """Whether a conjunction lies within a union."""
        if not all(found):
            return True
        inside = self.space.witness([*self.given, *conditions]) is not None
        if inside and not self.plausible(conditions, found):
            return False

        def refuter(path: Sequence[Condition]) -> Refutation | None:
            return self.space.refutation([*self.given, *conditions, *path])

        return not isinstance(cover(self.space, found, refuter=refuter, nodes=MAX_NODES), Gap)

    def plausible(
        self, conditions: Sequence[Condition], found: Sequence[Sequence[Condition]]
    ) -> bool:
        """Whether every sample of a conjunction lies in a union."""
        import numpy as np

        samples = self.space.samples
        everything = np.ones(len(samples), dtype=bool)
        mask = everything.copy()
        for given in (*self.given, *conditions):
            mask &= samples.truths(given)
        for one in found:
            inside = everything.copy()
            for given in one:
                inside &= samples.truths(given)
            mask &= ~inside
        return not bool(mask.any())

    def within(self, one: Sequence[Condition], other: Sequence[Condition]) -> bool:
        """Whether a conjunction implies another in the region."""
        return all(self.space.implies([*self.given, *one], c) for c in other)
