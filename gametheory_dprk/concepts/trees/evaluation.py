"""Expected payoffs and reach in a tree, given an assessment; each node is evaluated once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from gametheory_dprk.concepts.trees.tree import Tree
from gametheory_dprk.games import Chance, Path, Step, Terminal
from gametheory_dprk.number import Number
from gametheory_dprk.solution import Assessment, SetKey


@dataclass
class Evaluation:
    """An assessment applied to a tree.

    Examples
    --------
    >>> from gametheory_dprk.games import Decision, ExtensiveGame
    >>> leave, stay = Terminal({"A": Fraction(1)}), Terminal({"A": Fraction(3)})
    >>> tree = Tree(ExtensiveGame(("A",), Decision("A", "start", {"go": leave, "wait": stay})))
    >>> half = Fraction(1, 2)
    >>> Evaluation(tree, Assessment({"A": {"start": {"go": half, "wait": half}}})).value(())
    {'A': Fraction(2, 1)}
    """

    tree: Tree
    assessment: Assessment
    known: dict[Path, Mapping[str, Number]] = field(default_factory=dict)

    def probability(self, step: Step[Number]) -> Number:
        """Probability of one move where it is to be made."""
        if step.probability is not None:
            return step.probability
        return self.assessment.strategies[step.player][step.information_set][step.move]

    def belief(self, key: SetKey, path: Path) -> Number:
        """Belief of the owner of an information set in one of its nodes."""
        if len(self.tree.members[key]) == 1:
            return Fraction(1)
        return self.assessment.beliefs[key[0]][key[1]][".".join(path)]

    def value(self, path: Path) -> Mapping[str, Number]:
        """Expected payoff of every player from a node on."""
        if path not in self.known:
            self.known[path] = self._value(path)
        return self.known[path]

    def _value(self, path: Path) -> Mapping[str, Number]:
        """Average the values of the next nodes."""
        node = self.tree.nodes[path]
        if isinstance(node, Terminal):
            return node.payoffs
        if isinstance(node, Chance):
            chances = node.probabilities
        else:
            chances = self.assessment.strategies[node.player][node.information_set]
        totals: dict[str, Number] = dict.fromkeys(self.tree.game.players, Fraction(0))
        for move, chance in chances.items():
            if chance:
                later = self.value((*path, move))
                for player in totals:
                    totals[player] += chance * later[player]
        return totals

    def weight(self, start: Path, end: Path, without: str) -> Number:
        """Probability of the moves from one node to a later one that are not one player's own."""
        product: Number = Fraction(1)
        for step in self.tree.steps(end, len(start)):
            if step.player != without:
                product *= self.probability(step)
        return product
