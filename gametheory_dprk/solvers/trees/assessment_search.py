"""The search for assessments: what solves each choice of supports that can be in equilibrium."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

from gametheory_dprk.limits import Budget
from gametheory_dprk.solvers.trees.assessment_beliefs import Beliefs, belief_cases
from gametheory_dprk.solvers.trees.assessment_case import Case
from gametheory_dprk.solvers.trees.assessment_consistency import costs_exist, ratio_equations
from gametheory_dprk.solvers.trees.assessment_region import Region
from gametheory_dprk.solvers.trees.assessment_solution import regions_of
from gametheory_dprk.solvers.trees.polynomial import Polynomial
from gametheory_dprk.solvers.trees.polynomial_solutions import solutions
from gametheory_dprk.solvers.trees.polynomial_system import PolynomialSystem
from gametheory_dprk.solvers.trees.support_search import SupportSearch
from gametheory_dprk.solvers.trees.tree_outline import Outline


@dataclass
class Search:
    """All assessments of an outline that satisfy a concept.

    Attributes
    ----------
    consistent : bool
        Whether beliefs must be consistent (sequential) or only by Bayes' rule (pbe).
    unresolved : int
        Cases found so far that are not represented in full.
    """

    outline: Outline
    consistent: bool
    budget: Budget
    unresolved: int = field(default=0)

    def regions(self) -> Iterator[Region]:
        """Every region, case by case."""
        for supports in SupportSearch(self.outline, self.budget).profiles():
            yield from self.case_regions(Case(self.outline, supports))

    def case_regions(self, case: Case) -> Iterator[Region]:
        """The regions of one choice of supports."""
        for beliefs in belief_cases(
            case, supports=self.consistent, possible=partial(self.is_consistent, case)
        ):
            self.budget.tick()
            system = self.system(case, beliefs)
            whole = True
            for solution in solutions(system, self.budget.tick):
                regions, straight = regions_of(case, beliefs, solution, self.budget.tick)
                whole = whole and straight
                yield from regions
            self.unresolved += not whole

    def is_consistent(self, case: Case, beliefs: Beliefs) -> bool:
        """Whether some trembles explain which nodes are believed possible, if that is asked."""
        return not self.consistent or costs_exist(case, beliefs)

    def system(self, case: Case, beliefs: Beliefs) -> PolynomialSystem:
        """All conditions of a case."""
        system = case_system(case, beliefs)
        if self.consistent:
            system.equal += ratio_equations(case, beliefs)
        return sharpened(system, case)


def case_system(case: Case, beliefs: Beliefs) -> PolynomialSystem:
    """The conditions of a case, but for consistency."""
    system = PolynomialSystem(positive=strict_probabilities(case))
    for key, belief in beliefs.items():
        part = case.optimality(key, belief.weights)
        system.equal += part.equal
        system.at_least += part.at_least
        if belief.free:
            weights = [belief.weights[path] for path in belief.believed()]
            (system.positive if belief.strict else system.at_least).extend(weights)
    return system


def sharpened(system: PolynomialSystem, case: Case) -> PolynomialSystem:
    """The system with what is implied of products of probabilities, where it has any."""
    if not all(each.is_linear for each in system.conditions()):
        system.implied += case.play_weights()
    return system


def strict_probabilities(case: Case) -> list[Polynomial]:
    """The probabilities that a choice of supports says are positive."""
    return [case.probability(key, move) for key, moves in case.supports.items() for move in moves]
