"""The search for assessments: supports from the end of the tree to its start, with pruning."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations

from gametheory_dprk.games import Terminal
from gametheory_dprk.limits import Budget
from gametheory_dprk.solution import SetKey
from gametheory_dprk.solvers.trees.assessment_beliefs import Beliefs, belief_cases
from gametheory_dprk.solvers.trees.assessment_case import Case, share
from gametheory_dprk.solvers.trees.assessment_consistency import costs_exist, ratio_equations
from gametheory_dprk.solvers.trees.assessment_region import Region
from gametheory_dprk.solvers.trees.assessment_solution import regions_of
from gametheory_dprk.solvers.trees.polynomial import Polynomial
from gametheory_dprk.solvers.trees.polynomial_system import PolynomialSystem
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
        order = list(reversed(self.outline.members))
        for supports in self.supports({}, order):
            yield from self.case_regions(Case(self.outline, supports))

    def supports(
        self, chosen: dict[SetKey, tuple[str, ...]], rest: list[SetKey]
    ) -> Iterator[dict[SetKey, tuple[str, ...]]]:
        """Supports for the remaining information sets that necessary conditions allow."""
        if not rest:
            yield {key: chosen[key] for key in self.outline.members}
            return
        key, *later = rest
        for support in subsets(self.outline.moves[key]):
            self.budget.tick()
            extended = {**chosen, key: support}
            case = Case(self.outline, extended)
            if self.is_locally_possible(case, key) and self.is_possible(case):
                yield from self.supports(extended, later)

    def is_locally_possible(self, case: Case, key: SetKey) -> bool:
        """Whether some belief, and some play of the others, makes a support optimal."""
        paths = self.outline.members[key]
        names = tuple(".".join(path) for path in paths)
        weights = {path: share("beliefs", key, names, ".".join(path)) for path in paths}
        system = case.optimality(key, weights)
        system.at_least += [*weights.values(), *case.probabilities()]
        for path, weight in weights.items():
            for end, node in self.outline.nodes.items():
                if isinstance(node, Terminal) and end[: len(path)] == path:
                    system.implied.append(weight * case.weight(end, path, key[0]))
        return self.possible(system)

    def is_possible(self, case: Case) -> bool:
        """Whether the supports chosen so far go together, each weighed from the start."""
        system = PolynomialSystem(
            at_least=list(case.probabilities()), implied=list(case.play_weights())
        )
        for key in case.supports:
            part = case.optimality(key, case.start_weights(key))
            system.equal += part.equal
            system.at_least += part.at_least
        system.positive += strict_probabilities(case)
        return self.possible(sharpened(system, case))

    def possible(self, system: PolynomialSystem) -> bool:
        """Whether the linear relaxation of a system has a solution."""
        simplified = system.at({})
        return simplified is not None and simplified.is_possible(self.budget.tick)

    def case_regions(self, case: Case) -> Iterator[Region]:
        """The regions of one choice of supports."""
        for beliefs in belief_cases(case, supports=self.consistent):
            self.budget.tick()
            if self.consistent and not costs_exist(case, beliefs):
                continue
            system = self.system(case, beliefs)
            solution = system.solve(self.budget.tick)
            if solution is not None:
                found, whole = regions_of(case, beliefs, system, solution)
                self.unresolved += not whole
                yield from found

    def system(self, case: Case, beliefs: Beliefs) -> PolynomialSystem:
        """All conditions of a case."""
        system = PolynomialSystem(positive=strict_probabilities(case))
        for key, belief in beliefs.items():
            part = case.optimality(key, belief.weights)
            system.equal += part.equal
            system.at_least += part.at_least
            if belief.free:
                weights = [belief.weights[path] for path in belief.believed()]
                (system.positive if belief.strict else system.at_least).extend(weights)
        if self.consistent:
            system.equal += ratio_equations(case, beliefs)
        return sharpened(system, case)


def sharpened(system: PolynomialSystem, case: Case) -> PolynomialSystem:
    """The system with what is implied of products of probabilities, where it has any."""
    if not all(each.is_linear for each in system.conditions()):
        system.implied += case.play_weights()
    return system


def strict_probabilities(case: Case) -> list[Polynomial]:
    """The probabilities that a choice of supports says are positive."""
    return [case.probability(key, move) for key, moves in case.supports.items() for move in moves]


def subsets(names: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Every nonempty subset, small ones first, in order."""
    for size in range(1, len(names) + 1):
        yield from combinations(names, size)
