"""Completely mixed play in an infinitesimal, walked through the tree once.

The play is given by realization weights: for every move the probability of its owner's own moves
up to it, as a polynomial. From these follow, for every information set, how likely each of its
nodes is if its owner makes the moves that lead there, and what each of its moves earns against
the others' trembling play if its owner goes on as well as possible. The work is proportional to
the tree, times the number of players and of the powers that occur.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from gametheory_dprk.concepts.trees.infinitesimal import (
    UNIT,
    Infinitesimal,
    accumulate,
    difference,
    from_series,
    leading,
    multiply,
)
from gametheory_dprk.concepts.trees.tree import Tree
from gametheory_dprk.games import Chance, Decision, Node, Path, Terminal
from gametheory_dprk.number import Number
from gametheory_dprk.solution import SetKey, Trembles

Made = tuple[SetKey, str] | None
"""The last own move of a player, which by perfect recall says all; None before the first."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A node as play comes to it."""

    node: Node[Number]
    path: Path
    chance: Number
    made: Mapping[str, Made]


@dataclass(frozen=True, eq=False)
class TremblingPlay:
    """Realization weights applied to a tree of perfect recall.

    Attributes
    ----------
    tree : Tree
    trembles : Trembles
        A nonempty series for every move of the game.
    """

    tree: Tree
    trembles: Trembles

    @cached_property
    def weights(self) -> dict[Made, Infinitesimal]:
        """The realization weight of every move; 1 before a player has moved."""
        found: dict[Made, Infinitesimal] = {None: UNIT}
        for (player, label), place in self.tree.places.items():
            for move in place.moves:
                series = self.trembles[player][label][move]
                found[(player, label), move] = from_series(series)
        return found

    @cached_property
    def visits(self) -> list[Visit]:
        """Every node, parents before children, in the order of the tree."""
        nobody: dict[str, Made] = dict.fromkeys(self.tree.game.players)
        found: list[Visit] = []
        waiting = [Visit(self.tree.game.root, (), Fraction(1), nobody)]
        while waiting:
            visit = waiting.pop()
            found.append(visit)
            node = visit.node
            if isinstance(node, Terminal):
                continue
            for move, child in reversed(list(node.moves.items())):
                path, chance, made = (*visit.path, move), visit.chance, visit.made
                if isinstance(node, Chance):
                    chance = chance * node.probabilities[move]
                else:
                    made = {**made, node.player: ((node.player, node.information_set), move)}
                waiting.append(Visit(child, path, chance, made))
        return found

    def others(self, visit: Visit, player: str) -> Infinitesimal:
        """The weight of what the other players have done on the way to a node."""
        return multiply(self.weights[m] for p, m in visit.made.items() if p != player)

    @cached_property
    def before(self) -> dict[SetKey, Made]:
        """The own move that leads to each information set, those that lead to others first."""
        return {
            (v.node.player, v.node.information_set): v.made[v.node.player]
            for v in self.visits
            if isinstance(v.node, Decision)
        }

    @cached_property
    def reached(self) -> dict[SetKey, dict[str, Infinitesimal]]:
        """How likely each node of a set is, the owner's moves taken as made."""
        found: dict[SetKey, dict[str, Infinitesimal]] = {key: {} for key in self.tree.places}
        for visit in self.visits:
            node = visit.node
            if isinstance(node, Decision):
                weight: dict[int, Number] = {}
                accumulate(weight, self.others(visit, node.player), visit.chance)
                found[node.player, node.information_set][".".join(visit.path)] = weight
        return found

    @cached_property
    def earned(self) -> dict[Made, Infinitesimal]:
        """What each move earns if its owner's later moves are best, against the others' play.

        Payoffs are weighed by the probability of the others' moves and of chance.
        """
        found: dict[Made, dict[int, Number]] = {made: {} for made in self.weights}
        for visit in self.visits:
            if isinstance(visit.node, Terminal):
                for player, payoff in visit.node.payoffs.items():
                    if (made := visit.made[player]) is not None:
                        accumulate(found[made], self.others(visit, player), visit.chance * payoff)
        for key in reversed(self.before):
            if (made := self.before[key]) is not None:
                moves = self.tree.places[key].moves
                accumulate(found[made], largest([found[key, m] for m in moves]), Fraction(1))
        return dict(found)


def largest(polynomials: Sequence[Infinitesimal]) -> Infinitesimal:
    """The largest of some polynomials near zero."""
    best, *rest = polynomials
    for other in rest:
        if leading(difference(other, best)) > 0:
            best = other
    return best
