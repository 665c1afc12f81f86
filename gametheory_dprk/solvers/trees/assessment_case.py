"""One case of the search for assessments: with supports fixed, conditions become polynomials.

Unknown are the probabilities of moves at information sets with several moves in the support, and
beliefs where Bayes' rule is silent. A player's condition at an information set weighs its nodes
by what the *others* contribute to reaching them (its own moves cancel, by perfect recall), and
its own later moves may be fixed at any in the support, since all earn the same. So the condition
of one player has products only of moves of the others, along single plays; with two players they
are realization weights (Koller, Megiddo and von Stengel 1996) and the condition is linear.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from gametheory_dprk.games import Chance, Path, Terminal
from gametheory_dprk.solution import SetKey
from gametheory_dprk.solvers.trees.polynomial import ONE, ZERO, Polynomial, number, unknown
from gametheory_dprk.solvers.trees.polynomial_system import PolynomialSystem
from gametheory_dprk.solvers.trees.tree_outline import Outline

Supports = Mapping[SetKey, tuple[str, ...]]
Weights = Mapping[Path, Polynomial]


@dataclass
class Case:
    """Supports for some information sets; where none is given any move may be played.

    Examples
    --------
    >>> from fractions import Fraction
    >>> from gametheory_dprk.games import Decision
    >>> ends = {move: Terminal({"A": Fraction(pay)}) for move, pay in (("l", 1), ("r", 2))}
    >>> outline = Outline({(): Decision("A", "start", ends), ("l",): ends["l"], ("r",): ends["r"]})
    >>> case = Case(outline, {("A", "start"): ("l",)})
    >>> case.gap(("A", "start"), {(): ONE}, "l", "r").constant
    Fraction(-1, 1)
    """

    outline: Outline
    supports: Supports
    known: dict[tuple[str, Path], Polynomial] = field(default_factory=dict)
    weights: dict[tuple[Path, Path, str], Polynomial] = field(default_factory=dict)

    def support(self, key: SetKey) -> tuple[str, ...]:
        """The moves that may have positive probability."""
        return self.supports.get(key, self.outline.moves[key])

    def probability(self, key: SetKey, move: str) -> Polynomial:
        """Probability of a move."""
        return share("strategies", key, self.support(key), move)

    def weight(self, path: Path, start: Path, without: str) -> Polynomial:
        """Probability of the moves from one node to a later one that are not one player's own."""
        if (path, start, without) not in self.weights:
            self.weights[path, start, without] = self._weight(path, start, without)
        return self.weights[path, start, without]

    def _weight(self, path: Path, start: Path, without: str) -> Polynomial:
        """The product of the probabilities."""
        product = number(self.outline.chance(path, len(start)))
        for key, move in self.outline.decisions(path, len(start)):
            if key[0] != without:
                product = product * self.probability(key, move)
        return product

    def value(self, player: str, path: Path) -> Polynomial:
        """What a player expects from a node on, its own moves fixed within their supports."""
        if (player, path) not in self.known:
            self.known[player, path] = self._value(player, path)
        return self.known[player, path]

    def _value(self, player: str, path: Path) -> Polynomial:
        """Average over the next moves."""
        node = self.outline.nodes[path]
        if isinstance(node, Terminal):
            return number(node.payoffs[player])
        if isinstance(node, Chance):
            chances = {move: number(chance) for move, chance in node.probabilities.items()}
        else:
            key = (node.player, node.information_set)
            support = self.support(key)
            if node.player == player and key in self.supports:
                return self.value(player, (*path, support[0]))
            chances = {move: self.probability(key, move) for move in support}
        total = ZERO
        for move, chance in chances.items():
            total = total + chance * self.value(player, (*path, move))
        return total

    def gap(self, key: SetKey, weights: Weights, move: str, other: str) -> Polynomial:
        """By how much one move earns more than another at an information set, weighted."""
        total = ZERO
        for path, weight in weights.items():
            if weight.terms:
                difference = self.value(key[0], (*path, move)) - self.value(key[0], (*path, other))
                total = total + weight * difference
        return total

    def optimality(self, key: SetKey, weights: Weights) -> PolynomialSystem:
        """The moves in the support earn the same, and no other move earns more."""
        first, *others = self.supports[key]
        outside = (move for move in self.outline.moves[key] if move not in self.supports[key])
        return PolynomialSystem(
            equal=[self.gap(key, weights, first, other) for other in others],
            at_least=[self.gap(key, weights, first, other) for other in outside],
        )

    def start_weights(self, key: SetKey) -> dict[Path, Polynomial]:
        """Weights of the nodes of an information set from the start of its smallest subgame."""
        home = self.outline.homes[key]
        return {path: self.weight(path, home, key[0]) for path in self.outline.members[key]}

    def probabilities(self) -> Iterator[Polynomial]:
        """The probability of every move that may be played."""
        for key in self.outline.members:
            for move in self.support(key):
                yield self.probability(key, move)

    def play_weights(self) -> Iterator[Polynomial]:
        """Probability of every play, for each player that part which is up to the others.

        These products are nonnegative, which the relaxation has to be told.
        """
        for path, node in self.outline.nodes.items():
            if isinstance(node, Terminal):
                for player in self.outline.players:
                    yield self.weight(path, self.outline.root, player)


def share(kind: str, key: SetKey, names: tuple[str, ...], name: str) -> Polynomial:
    """A probability as an unknown; the last of several is what the others leave."""
    if name not in names:
        return ZERO
    if name != names[-1]:
        return unknown((kind, *key, name))
    rest = ONE
    for other in names[:-1]:
        rest = rest - unknown((kind, *key, other))
    return rest
