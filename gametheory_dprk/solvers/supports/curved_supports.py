"""Equilibria of a normal form of which some make curved sets: with formulas, as in trees.

A support profile that is neither finitely many points nor a product of polytopes is solved for
some chances as functions of others, in the tree in which the players move unseen one after another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from gametheory_dprk.algebraic import Enclosed
from gametheory_dprk.games import NormalGame
from gametheory_dprk.interchange.simultaneous import as_tree
from gametheory_dprk.limits import Budget
from gametheory_dprk.solution import Candidate
from gametheory_dprk.solvers.supports.behavior_cases import BehaviorCases
from gametheory_dprk.solvers.supports.behavior_regions import CaseRegions, joined
from gametheory_dprk.solvers.supports.equilibrium_cells import ProductCell, candidates
from gametheory_dprk.solvers.supports.profiles import Support
from gametheory_dprk.solvers.trees.assessment_case import Case
from gametheory_dprk.solvers.trees.assessment_region import Piece, Region
from gametheory_dprk.solvers.trees.region_union import Doubt
from gametheory_dprk.solvers.trees.tree_outline import Outline


@dataclass
class CurvedSupports:
    """Support profiles of a game that are solved as cases of a tree.

    Attributes
    ----------
    game : NormalGame
    budget : Budget
    found : list of Region
        Their equilibria.
    doubts : list of Doubt
        Pairs of regions that are joined without proof that they touch.
    """

    game: NormalGame[Fraction]
    budget: Budget
    found: list[Region] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.outline = Outline(dict(as_tree(self.game).nodes()))

    def solves(self, supports: Sequence[Support]) -> bool:
        """Find the equilibria of a support profile; say whether these are all of them."""
        keys = ((player, player) for player in self.game.players)
        case = Case(self.outline, dict(zip(keys, supports, strict=True)))
        system = BehaviorCases(self.outline, self.budget.tick).system(case)
        regions, whole = CaseRegions(case, system, ()).regions(self.budget.tick)
        if whole:
            self.found += regions
        return whole

    def joined(self, cells: Sequence[ProductCell], budget: Budget) -> Iterator[Candidate]:
        """A candidate for each connected set of equilibria, those in given cells included.

        Probabilities that are only enclosed belong to points that stand alone.
        """
        alone = [cell for cell in cells if is_enclosed(cell)]
        others = (region_of(cell) for cell in cells if not is_enclosed(cell))
        yield from joined([*others, *self.found], self.outline, budget, self.doubts)
        yield from candidates(alone, budget.tick)


def region_of(cell: ProductCell) -> Region:
    """A product of polytopes as a region."""
    return Region(
        tuple(
            Piece(
                (("strategies", (player, player)),),
                tuple({("strategies", (player, player)): vertex} for vertex in polytope.vertices),
            )
            for player, polytope in cell.items()
        )
    )


def is_enclosed(cell: ProductCell) -> bool:
    """Whether some probability of a cell is known between rationals only."""
    strategies = [vertex for polytope in cell.values() for vertex in polytope.vertices]
    return any(isinstance(x, Enclosed) for strategy in strategies for x in strategy.values())
