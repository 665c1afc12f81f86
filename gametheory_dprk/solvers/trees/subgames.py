"""Solving a tree subgame by subgame, from the end.

A proper subgame is solved on its own. Where all its players' values are the same throughout each
region of its equilibria it is *folded*: replaced by these values, one alternative for each
different set of them. Where a value varies within a region, or is irrational, the subgame stays
part of the tree above it, and the two are solved together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product
from typing import cast

from gametheory_dprk.algebraic import Algebraic
from gametheory_dprk.games import Path
from gametheory_dprk.limits import Budget
from gametheory_dprk.solvers.trees.assessment_region import Region, constant_value
from gametheory_dprk.solvers.trees.region_union import maximal, products
from gametheory_dprk.solvers.trees.tree_outline import Outline

Values = Mapping[str, Fraction]
Alternatives = list[tuple[Values, list[Region]]]


@dataclass
class Stage:
    """What one tree without its folded subgames yields.

    Attributes
    ----------
    regions : iterator of Region
    unresolved : callable
        How many of the cases looked at so far are not represented in full.
    """

    regions: Iterator[Region]
    unresolved: Callable[[], int]


@dataclass
class SubgameSolver:
    """Solves stages from the end of a tree to its start.

    Attributes
    ----------
    solve_stage : callable
        `solve_stage(outline) -> Stage`.
    unresolved : int
        Cases in the stages kept so far that are not represented in full.
    """

    solve_stage: Callable[[Outline], Stage]
    budget: Budget
    unresolved: int = field(default=0)

    def regions(self, outline: Outline) -> Iterator[Region]:
        """The regions of all equilibria of a tree."""
        return self.with_folded(outline, self.fold_below(outline))

    def fold_below(self, outline: Outline) -> dict[Path, Alternatives]:
        """The alternatives for every proper subgame that can be folded, the largest ones."""
        folded: dict[Path, Alternatives] = {}
        for root in outline.first_subgames():
            folded |= self.fold(outline.part(root))
        return folded

    def fold(self, part: Outline) -> dict[Path, Alternatives]:
        """Fold a subgame, or where that cannot be done those of its own that can be."""
        below = self.fold_below(part)
        before = self.unresolved
        found = alternatives(part, maximal(self.with_folded(part, below), self.budget))
        if found is not None:
            return {part.root: found}
        self.unresolved = before
        return below

    def with_folded(self, outline: Outline, folded: dict[Path, Alternatives]) -> Iterator[Region]:
        """Solve a tree for every combination of alternatives for its folded subgames."""
        for choice in product(*folded.values()):
            values = {root: worth for root, (worth, _) in zip(folded, choice, strict=True)}
            stage = self.solve_stage(outline.folded(values))
            for region in stage.regions:
                yield from products([[region], *(regions for _, regions in choice)])
            self.unresolved += stage.unresolved()


def alternatives(part: Outline, regions: list[Region]) -> Alternatives | None:
    """Regions by what they are worth; None where that varies within a region or is irrational."""
    found: Alternatives = []
    for region in regions:
        value = rational_value(part, region)
        if value is None:
            return None
        same = next((each for worth, each in found if worth == value), None)
        if same is None:
            found.append((value, [region]))
        else:
            same.append(region)
    return found


def rational_value(part: Outline, region: Region) -> dict[str, Fraction] | None:
    """What everybody expects at the root, if that is rational and the same throughout a region."""
    value = constant_value(part, region)
    if value is None or any(isinstance(each, Algebraic) for each in value.values()):
        return None
    return cast(dict[str, Fraction], value)
