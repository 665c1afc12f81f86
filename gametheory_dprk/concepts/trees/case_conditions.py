"""All conditions on a perfect Bayesian equilibrium of a tree with given supports.

Unknown are the probabilities of moves that are played, and beliefs where the information set has
probability zero from the start of its smallest subgame, its owner's moves taken as made; elsewhere
the conditions weigh its nodes by these probabilities. A player's later moves may be fixed at any
that is played, since all earn the same. An unknown belief follows, besides, from the belief at its
owner's previous information set in the subgame, times the weight that this gives the later one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from gametheory_dprk.completeness import Case
from gametheory_dprk.concepts.trees.case_polynomials import (
    Conditions,
    Polynomial,
    constant,
    multiplied,
    plus,
    variable,
)
from gametheory_dprk.concepts.trees.case_rows import fact
from gametheory_dprk.concepts.trees.tree import Tree
from gametheory_dprk.games import Chance, Decision, Path, Terminal
from gametheory_dprk.solution import SetKey

ZERO, ONE = Fraction(0), Fraction(1)
Shares = Mapping[str, Polynomial]


@dataclass
class Supports:
    """The moves that a case says are played, and what follows as polynomials."""

    tree: Tree
    case: Case
    known: dict[tuple[str, Path], Polynomial] = field(default_factory=dict)

    def played(self, key: SetKey) -> list[str]:
        """The moves played at an information set."""
        return [m for m in self.tree.places[key].moves if self.case[fact((key, m))]]

    def strategy(self, key: SetKey) -> Shares:
        """The probabilities at an information set."""
        played = self.played(key)
        return {m: share("plays", key, played, m) for m in self.tree.places[key].moves}

    def weight(self, start: Path, path: Path, without: str) -> Polynomial:
        """Probability of the moves between two nodes that are not one player's own."""
        total: Polynomial = constant(ONE)
        for step in self.tree.steps(path, len(start)):
            if step.probability is not None:
                total = multiplied(total, constant(step.probability))
            elif step.player != without:
                strategy = self.strategy((step.player, step.information_set))
                total = multiplied(total, strategy[step.move])
        return total

    def from_start(self, key: SetKey) -> dict[Path, Polynomial]:
        """Weights of the nodes of an information set, from the start of its smallest subgame."""
        home = self.tree.home(key)
        return {path: self.weight(home, path, key[0]) for path in self.tree.members[key]}

    def is_free(self, key: SetKey) -> bool:
        """Whether a belief does not follow from the start."""
        several = len(self.tree.members[key]) > 1
        return several and not any(self.from_start(key).values())

    def belief(self, key: SetKey) -> Shares:
        """An unknown belief."""
        names = self.tree.places[key].nodes
        return {name: share("believes", key, names, name) for name in names}

    def weights(self, key: SetKey) -> dict[Path, Polynomial]:
        """How the nodes of an information set are weighed."""
        paths = self.tree.members[key]
        if len(paths) == 1:
            return {paths[0]: constant(ONE)}
        if not self.is_free(key):
            return self.from_start(key)
        belief = self.belief(key)
        return {path: belief[".".join(path)] for path in paths}

    def value(self, player: str, path: Path) -> Polynomial:
        """What a player expects from a node on."""
        if (player, path) not in self.known:
            self.known[player, path] = self.average(player, path)
        return self.known[player, path]

    def average(self, player: str, path: Path) -> Polynomial:
        """The average of what comes next, or any move played if it is the player's own."""
        node = self.tree.nodes[path]
        if isinstance(node, Terminal):
            return constant(node.payoffs[player])
        if isinstance(node, Decision) and node.player == player:
            first, *_ = self.played((player, node.information_set))
            return self.value(player, (*path, first))
        shares: Shares
        if isinstance(node, Chance):
            shares = {move: constant(chance) for move, chance in node.probabilities.items()}
        else:
            shares = self.strategy((node.player, node.information_set))
        total: Polynomial = {}
        for move, chance in shares.items():
            if chance:
                total = plus(total, multiplied(chance, self.value(player, (*path, move))))
        return total

    def gain(self, key: SetKey, move: str, other: str) -> Polynomial:
        """How much more one move brings than another, weighed."""
        total: Polynomial = {}
        for path, weight in self.weights(key).items():
            if weight:
                one, two = (self.value(key[0], (*path, each)) for each in (move, other))
                total = plus(total, multiplied(weight, plus(one, two, -ONE)))
        return total

    def updates(self, key: SetKey) -> Iterator[Polynomial]:
        """An unknown belief by Bayes' rule from the previous one, as equations."""
        earlier = self.tree.previous(key)
        if earlier is None or self.tree.home(earlier) != self.tree.home(key):
            return
        before, carried = self.weights(earlier), {}
        for path in self.tree.members[key]:
            start = next(path[:k] for k in range(len(path)) if path[:k] in before)
            carried[path] = multiplied(before[start], self.weight(start, path, key[0]))
        total: Polynomial = {}
        for weight in carried.values():
            total = plus(total, weight)
        belief = self.belief(key)
        for path, weight in carried.items():
            yield plus(multiplied(belief[".".join(path)], total), weight, -ONE)

    def conditions(self) -> Conditions:
        """All of them."""
        equal: list[Polynomial] = []
        at_least: list[Polynomial] = []
        positive: list[Polynomial] = []
        for key, place in self.tree.places.items():
            first, *_ = played = self.played(key)
            positive += (chance for chance in self.strategy(key).values() if chance)
            for move in place.moves:
                (equal if move in played else at_least).append(self.gain(key, first, move))
            if self.is_free(key):
                at_least += self.belief(key).values()
                equal += self.updates(key)
        return Conditions(equal, at_least, positive)


def share(kind: str, key: SetKey, names: list[str] | tuple[str, ...], name: str) -> Polynomial:
    """A probability: an unknown, or what the others leave for the last."""
    if name not in names:
        return {}
    if name != names[-1]:
        return variable((kind, *key, name))
    total: Polynomial = constant(ONE)
    for other in names[:-1]:
        total = plus(total, variable((kind, *key, other)), -ONE)
    return total
