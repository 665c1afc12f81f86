"""Whether regions cover everything: a tree of which condition of which region fails.

To leave a region a point must fail one of its conditions. Failing them one after the other for
chosen regions splits the parameters into parts, and where every part is contradictory the regions
cover. The tree is a proof whose leaves are refutations.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeAlias

from gametheory_dprk.regions.condition import Condition, negation, strict
from gametheory_dprk.regions.refutation import Refutation

if TYPE_CHECKING:
    from gametheory_dprk.regions.space import Space

MAX_NODES = 3000

Refuter: TypeAlias = Callable[[Sequence[Condition]], Refutation | None]


@dataclass(frozen=True, slots=True)
class Closed:
    """A part that is contradictory."""

    proof: Refutation


@dataclass(frozen=True, slots=True)
class Split:
    """Parts in which the first, second, ... condition of a region is the first to fail."""

    region: int
    branches: tuple[Tree, ...]


Tree: TypeAlias = "Closed | Split"


@dataclass(frozen=True, slots=True)
class Gap:
    """Parameters outside all regions, or None where only the search gave up."""

    point: dict[str, Fraction] | None


def cover(
    space: Space,
    regions: Sequence[Sequence[Condition]],
    *,
    interior: bool = False,
    refuter: Refuter | None = None,
    given: Sequence[Condition] = (),
    nodes: int = MAX_NODES,
) -> Tree | Gap:
    """Prove that regions cover a part of the parameter space, or find a point outside.

    Parameters
    ----------
    interior
        Ignore points at which a condition of a region is tight.
    refuter
        Refutes a list of conditions; by default the assumptions must contradict them. With
        another one no points outside are looked for.
    given
        Conditions that hold in the part to be covered.
    nodes
        How large the tree may grow.

    Examples
    --------
    >>> from gametheory_dprk.polynomials import Ring
    >>> from gametheory_dprk.regions import Space, condition
    >>> ring = Ring(["a"])
    >>> a, space = ring.generators["a"], Space(ring, [])
    >>> isinstance(cover(space, [[condition(a, ">=")], [condition(1 - a, ">")]]), Split)
    True
    >>> cover(space, [[condition(a, ">")], [condition(-a, ">")]])
    Gap(point=None)
    """
    builder = _Builder(space, regions, interior, refuter or space.refutation, nodes)
    mask = builder.samples(given)
    if refuter is not None:
        mask &= False
    try:
        return builder.build(list(given), mask, frozenset(range(len(regions))))
    except _Open as found:
        return Gap(found.point)


class _Open(Exception):
    """A part that no region covers."""

    def __init__(self, point: dict[str, Fraction] | None) -> None:
        super().__init__()
        self.point = point


class _Builder:
    """Grows the tree."""

    def __init__(
        self,
        space: Space,
        regions: Sequence[Sequence[Condition]],
        interior: bool,
        refuter: Refuter,
        limit: int,
    ) -> None:
        self.space = space
        self.regions = regions
        self.refuter = refuter
        self.interior = interior
        self.nodes = 0
        self.limit = limit

    def fails(self, given: Condition) -> Condition:
        """State that a condition fails."""
        opposite = negation(given)
        return strict(opposite) if self.interior else opposite

    def steps(self, region: int) -> list[list[Condition]]:
        """Return, for each condition of a region, that it is the first to fail."""
        conditions = self.regions[region]
        return [[*conditions[:i], self.fails(c)] for i, c in enumerate(conditions)]

    def samples(self, conditions: Sequence[Condition]) -> Any:
        """Mark the samples at which conditions hold."""
        import numpy as np

        mask = np.ones(len(self.space.samples), dtype=bool)
        for given in conditions:
            mask &= self.space.samples.truths(given)
        return mask

    def build(self, path: list[Condition], mask: Any, rest: frozenset[int]) -> Tree:
        """Close a part or split it by a region."""
        self.nodes += 1
        self.space.budget.tick()
        if self.nodes > self.limit:
            raise _Open(None)
        if not mask.any():
            proof = self.refuter(path)
            if proof is not None:
                return Closed(proof)
        region = self.choose(mask, rest)
        if region is None:
            raise _Open(self.space.witness(path) if mask.any() else None)
        branches = [
            self.build([*path, *step], mask & self.samples(step), rest - {region})
            for step in self.steps(region)
        ]
        return Split(region, tuple(branches))

    def choose(self, mask: Any, rest: frozenset[int]) -> int | None:
        """Choose the region that leaves the fewest samples outside."""
        if not rest:
            return None
        ranked = []
        for region in sorted(rest):
            inside = self.samples(self.regions[region])
            ranked.append((int((mask & ~inside).sum()), len(self.regions[region]), region))
        return min(ranked)[2]
