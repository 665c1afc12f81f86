"""All conditions on a perfect Bayesian equilibrium of a tree with given supports.

Unknown are the probabilities of moves that are played, and beliefs where the information set has
probability zero from the start of its smallest subgame, its owner's moves taken as made; elsewhere
the conditions weigh its nodes by these probabilities. A player's later moves may be fixed at any
that is played, since all earn the same. A belief follows, besides, from the belief at its owner's
previous information set in the subgame, times the weight that this gives the later one: where some
node is sure to have weight so, that is how the set is weighed, and else it is an equation.

A case may say of some nodes whether they are believed; of the others nothing is assumed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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
from gametheory_dprk.concepts.trees.case_rows import belief_fact, fact
from gametheory_dprk.concepts.trees.tree import Tree
from gametheory_dprk.games import Chance, Decision, Path, Terminal
from gametheory_dprk.solution import SetKey

ZERO, ONE = Fraction(0), Fraction(1)
Shares = Mapping[str, Polynomial]


@dataclass
class Supports:
    """What a case says of moves, and perhaps of nodes, and what follows as polynomials."""

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

    def says(self, key: SetKey, path: Path) -> bool | None:
        """Whether a node is believed, as far as the case says it."""
        return self.case.get(belief_fact(key, path))

    def possible(self, key: SetKey) -> list[Path]:
        """The nodes that the case does not say are not believed."""
        return [path for path in self.tree.members[key] if self.says(key, path) is not False]

    def belief(self, key: SetKey) -> Shares:
        """An unknown belief."""
        names = [".".join(path) for path in self.possible(key)]
        return {n: share("believes", key, names, n) for n in self.tree.places[key].nodes}

    def is_sure(self, key: SetKey, path: Path) -> bool:
        """Whether a node has positive weight in the whole case."""
        if not self.is_free(key):
            return len(self.tree.members[key]) == 1 or bool(self.from_start(key)[path])
        alone = self.possible(key) == [path]
        return alone or bool(self.says(key, path)) or path in self.carried_on(key)

    def carried_on(self, key: SetKey) -> list[Path]:
        """The nodes that are sure to have weight from the owner's previous information set."""
        earlier = self.earlier(key)
        if earlier is None:
            return []
        starts = ((path, self.origin(earlier, path)) for path in self.tree.members[key])
        return [
            path
            for path, start in starts
            if self.is_sure(earlier, start) and self.weight(start, path, key[0])
        ]

    def earlier(self, key: SetKey) -> SetKey | None:
        """The owner's previous information set, if it is in the same subgame."""
        found = self.tree.previous(key)
        return found if found and self.tree.home(found) == self.tree.home(key) else None

    def origin(self, earlier: SetKey, path: Path) -> Path:
        """The node of an earlier information set that a path passes."""
        members = self.tree.members[earlier]
        return next(path[:k] for k in range(len(path)) if path[:k] in members)

    def carried(self, key: SetKey, earlier: SetKey) -> dict[Path, Polynomial]:
        """How an earlier belief weighs the nodes of a later information set."""
        before = self.weights(earlier)
        found: dict[Path, Polynomial] = {}
        for path in self.tree.members[key]:
            start = self.origin(earlier, path)
            found[path] = multiplied(before[start], self.weight(start, path, key[0]))
        return found

    def is_unknown(self, key: SetKey) -> bool:
        """Whether a belief does not follow, neither from the start nor from an earlier one."""
        return self.is_free(key) and not self.carried_on(key)

    def weights(self, key: SetKey) -> dict[Path, Polynomial]:
        """How the nodes of an information set are weighed."""
        paths, earlier = self.tree.members[key], self.earlier(key)
        if len(paths) == 1:
            return {paths[0]: constant(ONE)}
        if not self.is_free(key):
            start = fork(paths)
            return {path: self.weight(start, path, key[0]) for path in paths}
        if earlier is not None and self.carried_on(key):
            return self.carried(key, earlier)
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
        earlier = self.earlier(key)
        if earlier is None:
            return
        carried = self.carried(key, earlier)
        total: Polynomial = {}
        for weight in carried.values():
            total = plus(total, weight)
        belief = self.belief(key)
        for path, weight in carried.items():
            yield plus(multiplied(belief[".".join(path)], total), weight, -ONE)

    def conditions(self) -> Conditions:
        """All of them."""
        found = Conditions([], [], [])
        for key, place in self.tree.places.items():
            first, *_ = played = self.played(key)
            found.positive.extend(chance for chance in self.strategy(key).values() if chance)
            for move in place.moves:
                kind = found.equal if move in played else found.at_least
                kind.append(self.gain(key, first, move))
            self.add_beliefs(key, found)
        return found

    def add_beliefs(self, key: SetKey, found: Conditions) -> None:
        """Add what the case says of the beliefs at an information set."""
        for path, weight in self.weights(key).items():
            says = self.says(key, path)
            kind = found.at_least if says is None else found.positive if says else found.equal
            kind.append(weight)
        if self.is_unknown(key):
            found.equal.extend(self.updates(key))


def fork(paths: Sequence[Path]) -> Path:
    """The node at which paths part; what is before it, if played, weighs them alike.

    Examples
    --------
    >>> fork([("t", "a", "x"), ("t", "b"), ("t", "a", "y")])
    ('t',)
    """
    first, last = min(paths), max(paths)
    pairs = enumerate(zip(first, last, strict=False))
    return first[: next((k for k, (one, other) in pairs if one != other), len(first))]


def share(kind: str, key: SetKey, names: Sequence[str], name: str) -> Polynomial:
    """A probability: an unknown, or what the others leave for the last."""
    if name not in names:
        return {}
    if name != names[-1]:
        return variable((kind, *key, name))
    total: Polynomial = constant(ONE)
    for other in names[:-1]:
        total = plus(total, variable((kind, *key, other)), -ONE)
    return total
