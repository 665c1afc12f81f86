"""Games in extensive form: a tree of moves with information sets."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeAlias

from gametheory_dprk.games.game import CHANCE, Game, InformationSet, Other, Play, Step, Value


@dataclass(frozen=True, slots=True)
class Terminal(Generic[Value]):
    """The end of a play."""

    payoffs: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Decision(Generic[Value]):
    """A player's move, at an information set of that player."""

    player: str
    information_set: str
    moves: Mapping[str, Node[Value]]


@dataclass(frozen=True, slots=True)
class Chance(Generic[Value]):
    """A move of nature: what may happen, and how likely each is."""

    probabilities: Mapping[str, Value]
    moves: Mapping[str, Node[Value]]


Node: TypeAlias = "Terminal[Value] | Decision[Value] | Chance[Value]"
Path = tuple[str, ...]
"""The moves from the root to a node."""


@dataclass(frozen=True, slots=True)
class ExtensiveGame(Game[Value]):
    """A game tree; nodes that carry one label of one player form an information set.

    Attributes
    ----------
    players : tuple of str
    root : Node

    Examples
    --------
    >>> leave, fight, yield_ = (Terminal({"A": a, "B": b}) for a, b in ((0, 2), (-1, -1), (1, 1)))
    >>> answer = Decision("B", "enter", {"fight": fight, "yield": yield_})
    >>> game = ExtensiveGame(("A", "B"), Decision("A", "start", {"out": leave, "enter": answer}))
    >>> [play.path for play in game.plays()]
    ['out', 'enter.fight', 'enter.yield']
    """

    players: tuple[str, ...]
    root: Node[Value]

    def nodes(self) -> Iterator[tuple[Path, Node[Value]]]:
        """Every node with the path that leads there, parents before children, in order."""
        waiting: list[tuple[Path, Node[Value]]] = [((), self.root)]
        while waiting:
            path, node = waiting.pop()
            yield path, node
            if not isinstance(node, Terminal):
                children = [((*path, move), child) for move, child in node.moves.items()]
                waiting += reversed(children)

    def map(self, change: Callable[[Value], Other]) -> ExtensiveGame[Other]:
        """Apply `change` to every payoff and chance probability."""
        return ExtensiveGame(self.players, map_node(self.root, change))

    def information_sets(self) -> tuple[InformationSet, ...]:
        """All information sets, in the order in which the tree first meets them."""
        members: dict[tuple[str, str], list[str]] = {}
        moves: dict[tuple[str, str], tuple[str, ...]] = {}
        for path, node in self.nodes():
            if isinstance(node, Decision):
                key = (node.player, node.information_set)
                members.setdefault(key, []).append(".".join(path))
                moves[key] = tuple(node.moves)
        return tuple(InformationSet(*key, moves[key], tuple(members[key])) for key in members)

    def plays(self) -> Iterator[Play[Value]]:
        """Every path from the root to an end."""
        waiting: list[tuple[tuple[Step[Value], ...], Node[Value]]] = [((), self.root)]
        while waiting:
            steps, node = waiting.pop()
            if isinstance(node, Terminal):
                yield Play(steps, node.payoffs)
            else:
                later = [((*steps, step_of(node, m)), c) for m, c in node.moves.items()]
                waiting += reversed(later)


def step_of(node: Decision[Value] | Chance[Value], move: str) -> Step[Value]:
    """The step that a move at a node is."""
    if isinstance(node, Chance):
        return Step(CHANCE, CHANCE, move, node.probabilities[move])
    return Step(node.player, node.information_set, move)


def map_node(node: Node[Value], change: Callable[[Value], Other]) -> Node[Other]:
    """Apply `change` to the numbers at and below a node."""
    if isinstance(node, Terminal):
        return Terminal({player: change(value) for player, value in node.payoffs.items()})
    moves = {move: map_node(child, change) for move, child in node.moves.items()}
    if isinstance(node, Chance):
        return Chance({m: change(chance) for m, chance in node.probabilities.items()}, moves)
    return Decision(node.player, node.information_set, moves)
