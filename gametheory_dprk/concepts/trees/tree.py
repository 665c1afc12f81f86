"""A game tree as the checkers read it: nodes by path, what precedes what, subgames, recall."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from gametheory_dprk.games import (
    CHANCE,
    Chance,
    Decision,
    ExtensiveGame,
    InformationSet,
    Node,
    Path,
    Step,
    Terminal,
)
from gametheory_dprk.number import Number
from gametheory_dprk.solution import SetKey


@dataclass(frozen=True, eq=False)
class Tree:
    """Facts about the tree of an exact game.

    Examples
    --------
    >>> end = Terminal({"A": 0})
    >>> again = Decision("A", "again", {"l": end, "r": end})
    >>> tree = Tree(ExtensiveGame(("A",), Decision("A", "start", {"go": again, "stop": end})))
    >>> tree.subgame_roots, tree.previous(("A", "again"))
    (((), ('go',)), ('A', 'start'))
    """

    game: ExtensiveGame[Number]

    @cached_property
    def nodes(self) -> dict[Path, Node[Number]]:
        """Every node by its path, parents before children."""
        return dict(self.game.nodes())

    @cached_property
    def places(self) -> dict[SetKey, InformationSet]:
        """Every information set, in the order in which the tree meets them."""
        return {(each.player, each.label): each for each in self.game.information_sets()}

    @cached_property
    def members(self) -> dict[SetKey, list[Path]]:
        """The paths of the nodes of every information set."""
        found: dict[SetKey, list[Path]] = {key: [] for key in self.places}
        for path, node in self.nodes.items():
            if isinstance(node, Decision):
                found[node.player, node.information_set].append(path)
        return found

    def steps(self, path: Path, start: int = 0) -> Iterator[Step[Number]]:
        """The moves on a path, from a position on."""
        for position in range(start, len(path)):
            node, move = self.nodes[path[:position]], path[position]
            if isinstance(node, Chance):
                yield Step(CHANCE, CHANCE, move, node.probabilities[move])
            elif isinstance(node, Decision):
                yield Step(node.player, node.information_set, move)

    def decisions(self, path: Path, start: int = 0) -> list[tuple[SetKey, str]]:
        """The moves of players on a path, from a position on."""
        return [
            ((step.player, step.information_set), step.move)
            for step in self.steps(path, start)
            if step.probability is None
        ]

    def own_moves(self, key: SetKey, path: Path) -> list[tuple[SetKey, str]]:
        """What the owner of an information set has done on a path."""
        return [each for each in self.decisions(path) if each[0][0] == key[0]]

    def previous(self, key: SetKey) -> SetKey | None:
        """The information set at which the owner of this one moved last before it."""
        history = self.own_moves(key, self.members[key][0])
        return history[-1][0] if history else None

    def recalls(self, key: SetKey) -> bool:
        """Whether the owner's own past is the same at every node of an information set."""
        first, *others = (self.own_moves(key, path) for path in self.members[key])
        return all(history == first for history in others)

    @cached_property
    def subgame_roots(self) -> tuple[Path, ...]:
        """Where the game and its proper subgames begin: no information set crosses the border."""
        return tuple(
            path
            for path, node in self.nodes.items()
            if not isinstance(node, Terminal) and self.is_closed(path)
        )

    def is_closed(self, root: Path) -> bool:
        """Whether every information set that meets the subtree of a node lies within it."""
        depth = len(root)
        for paths in self.members.values():
            inside = sum(path[:depth] == root for path in paths)
            if inside not in (0, len(paths)):
                return False
        return True

    def home(self, key: SetKey) -> Path:
        """The root of the smallest subgame that contains an information set."""
        path = self.members[key][0]
        return max((r for r in self.subgame_roots if path[: len(r)] == r), key=len)

    @cached_property
    def after(self) -> dict[tuple[SetKey, str], frozenset[SetKey]]:
        """For each move at an information set, the sets at which someone may move after it."""
        found: dict[tuple[SetKey, str], set[SetKey]] = {
            (key, move): set() for key, place in self.places.items() for move in place.moves
        }
        for path, node in self.nodes.items():
            if isinstance(node, Decision):
                for made in self.decisions(path):
                    found[made].add((node.player, node.information_set))
        return {made: frozenset(keys) for made, keys in found.items()}

    def follow(self, key: SetKey, other: SetKey) -> bool:
        """Whether two information sets can both be passed in one play."""
        pairs = ((key, other), (other, key))
        return any(two in self.after[one, m] for one, two in pairs for m in self.places[one].moves)
