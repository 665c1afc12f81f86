"""Nash equilibria of trees by what is played at the information sets that are reached.

A case names for each information set that play can come to which moves are made there with positive
probability. All other behavior is free: it matters only as a threat. A player's moves in a support
earn the same, and no other move earns more, whatever the player would do after it; these are
polynomial conditions on what the others do, on the path and off it. Every Nash equilibrium is in
exactly one case; what is in the closure of a case is an equilibrium, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, product

from gametheory_dprk.games import Path
from gametheory_dprk.polyhedra.ticks import Tick
from gametheory_dprk.solution import SetKey
from gametheory_dprk.solvers.trees.assessment_case import Case, Supports
from gametheory_dprk.solvers.trees.polynomial import Polynomial
from gametheory_dprk.solvers.trees.polynomial_system import PolynomialSystem
from gametheory_dprk.solvers.trees.tree_outline import Outline


@dataclass(frozen=True)
class BehaviorCases:
    """The cases of a tree, or of a part of one, whose players recall their own moves.

    Attributes
    ----------
    outline : Outline
    tick : callable
        May raise to stop.
    """

    outline: Outline
    tick: Tick

    def complete(self, supports: Supports) -> Iterator[tuple[Case, PolynomialSystem]]:
        """Every case that agrees with some supports and is not seen to be impossible."""
        self.tick()
        case = Case(self.outline, supports)
        system = self.system(case)
        if system.reduced(self.tick) is None:
            return
        waiting = next((key for key in self.reached(supports) if key not in supports), None)
        if waiting is None:
            yield case, system
            return
        for support in nonempty(self.outline.moves[waiting]):
            yield from self.complete({**supports, waiting: support})

    def reached(self, supports: Supports) -> Iterator[SetKey]:
        """The information sets that play can come to, in the order of the tree."""
        for key, paths in self.outline.members.items():
            if any(self.is_open(path, supports) for path in paths):
                yield key

    def is_open(self, path: Path, supports: Supports) -> bool:
        """Whether all moves to a node are in supports that are given."""
        return all(move in supports.get(key, ()) for key, move in self.outline.decisions(path, 0))

    def system(self, case: Case) -> PolynomialSystem:
        """The conditions of a case, at the information sets with supports."""
        found = PolynomialSystem()
        for key, moves in self.outline.moves.items():
            chances = [case.probability(key, move) for move in case.support(key)]
            decided = key in case.supports
            if len(chances) > 1:
                (found.positive if decided else found.at_least).extend(chances)
            if decided:
                first, *others = case.supports[key]
                found.equal += (self.gap(case, key, first, other) for other in others)
                for move in moves:
                    if move not in case.supports[key]:
                        found.at_least += self.deviations(case, key, first, move)
        return found

    def threats(self, case: Case) -> list[Polynomial]:
        """The chances that may be zero, of moves where play does not come."""
        free = (key for key in self.outline.moves if key not in case.supports)
        return [
            case.probability(key, move)
            for key in free
            for move in case.support(key)
            if len(case.support(key)) > 1
        ]

    def gap(self, case: Case, key: SetKey, move: str, other: str) -> Polynomial:
        """By how much one move earns more than another, as the others let play come there."""
        paths = self.outline.members[key]
        return case.gap(key, {path: case.weight(path, (), key[0]) for path in paths}, move, other)

    def deviations(self, case: Case, key: SetKey, move: str, other: str) -> Iterator[Polynomial]:
        """By how much a move earns more than another and anything that can be done after it."""
        for plan in self.plans(key, other):
            planned = Case(self.outline, {**case.supports, **plan})
            yield self.gap(planned, key, move, other)

    def plans(self, key: SetKey, move: str) -> Iterator[Mapping[SetKey, tuple[str, ...]]]:
        """What the owner of an information set can do after a move there."""
        later = [
            each
            for each, paths in self.outline.members.items()
            if each[0] == key[0] and (key, move) in self.outline.decisions(paths[0], 0)
        ]
        for choice in product(*(self.outline.moves[each] for each in later)):
            plan = dict(zip(later, choice, strict=True))
            if all(
                plan.get(before, made) == made or plan[each] == self.outline.moves[each][0]
                for each in later
                for before, made in self.outline.decisions(self.outline.members[each][0], 0)
            ):
                yield {each: (made,) for each, made in plan.items()}


def nonempty(moves: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """All supports, small ones first.

    Examples
    --------
    >>> list(nonempty(("l", "r")))
    [('l',), ('r',), ('l', 'r')]
    """
    for size in range(1, len(moves) + 1):
        yield from combinations(moves, size)
