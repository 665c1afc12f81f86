"""Where the equilibria of a case are listed, as far as linear reasoning shows it.

The conditions of a case are followed without linear programs: what its equations determine is put
in, and what is then linear leaves polytopes that contain all its equilibria. If these are part of
a region that is listed, so is the case; if nothing is left it has no equilibrium; else the case is
split by beliefs, and if all of these are decided, it is open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from gametheory_dprk.completeness import Case, Listed, Open
from gametheory_dprk.limits import Budget
from gametheory_dprk.solvers.completeness import Refutation, refute
from gametheory_dprk.solvers.trees.assessment_case import Case as SupportCase
from gametheory_dprk.solvers.trees.assessment_consistency import ratio_equations
from gametheory_dprk.solvers.trees.assessment_region import Region
from gametheory_dprk.solvers.trees.assessment_search import case_system
from gametheory_dprk.solvers.trees.assessment_solution import regions_of
from gametheory_dprk.solvers.trees.case_beliefs import CaseBeliefs
from gametheory_dprk.solvers.trees.case_systems import belief_system, believes, plays
from gametheory_dprk.solvers.trees.certificate import Ending
from gametheory_dprk.solvers.trees.polynomial_system import (
    Point,
    PolynomialSystem,
    Polytopes,
    values_from_equations,
)
from gametheory_dprk.solvers.trees.region_union import is_within
from gametheory_dprk.solvers.trees.tree_outline import Outline
from gametheory_dprk.solvers.trees.tremble_orders import refute_order

NOWHERE = Listed(0, 0)
"""Where a case is listed that has no equilibria."""


@dataclass(frozen=True, slots=True)
class Places:
    """The regions of every candidate, in the order of the candidates.

    Attributes
    ----------
    consistent : bool
        Whether beliefs must be consistent.
    """

    outline: Outline
    groups: Sequence[Sequence[Region]]
    consistent: bool
    budget: Budget

    def find(self, case: Case) -> Ending:
        """Where the equilibria of a case that decides every move are listed."""
        refuted = refute_order(self.outline, case, self.budget.tick) if self.consistent else None
        if refuted is not None:
            return refuted
        if self.nothing_believed(case):
            return self.refuted_belief(case) or Open()
        supports = {
            key: tuple(move for move in moves if case[plays((key, move))])
            for key, moves in self.outline.moves.items()
        }
        beliefs = CaseBeliefs(SupportCase(self.outline, supports), case)
        left = bounded(self.conditions(beliefs), self.budget)
        if left is None:
            return NOWHERE
        regions, whole = regions_of(beliefs.case, beliefs.found, left)
        listed = self.place(regions[0]) if whole and len(regions) == 1 else None
        return listed or self.refuted_belief(case) or beliefs.next_fact() or Open()

    def nothing_believed(self, case: Case) -> bool:
        """Whether a case believes in no node of some information set."""
        return any(
            all(case.get(believes(key, path)) is False for path in paths)
            for key, paths in self.outline.members.items()
        )

    def refuted_belief(self, case: Case) -> Refutation | None:
        """A refutation by what an information set can expect, given which nodes are believed."""
        for key, paths in self.outline.members.items():
            if any(believes(key, path) in case for path in paths):
                found = refute(belief_system(self.outline, key), case, self.budget.tick)
                if found is not None:
                    return found
        return None

    def conditions(self, beliefs: CaseBeliefs) -> PolynomialSystem:
        """All conditions of a case."""
        system = case_system(beliefs.case, beliefs.found)
        system.positive += beliefs.positive()
        if self.consistent:
            system.equal += ratio_equations(beliefs.case, beliefs.found)
        return system

    def place(self, region: Region) -> Listed | None:
        """The first straight place of which a region is part."""
        for number, group in enumerate(self.groups, 1):
            for position, other in enumerate(group, 1):
                self.budget.tick()
                if not other.curves and is_within(region, other):
                    return Listed(number, position)
        return None


def bounded(system: PolynomialSystem, budget: Budget) -> Polytopes | None:
    """Polytopes that contain all solutions; None if there are none."""
    known: dict[Any, Fraction] = {}
    while True:
        left = system.at(known)
        if left is None:
            return None
        values = values_from_equations(left.equal)
        if not values:
            parts = left.split(budget.tick)
            if not all(parts) or vanishes(left, parts):
                return None
            values = constants(parts)
            if not values:
                return Polytopes(known, parts)
        known |= values


def vanishes(system: PolynomialSystem, parts: Sequence[Sequence[Point]]) -> bool:
    """Whether something that should be positive is zero all over a polytope."""
    return any(
        all(not each.at(vertex).terms for vertex in part)
        for each in system.positive
        for part in parts
        if each.is_linear and each.unknowns() & part[0].keys()
    )


def constants(parts: Sequence[Sequence[Point]]) -> dict[Any, Fraction]:
    """Unknowns that are the same at all corners."""
    return {
        name: value
        for part in parts
        for name, value in part[0].items()
        if all(vertex[name] == value for vertex in part)
    }
