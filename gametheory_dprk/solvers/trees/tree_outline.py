"""A tree, or a part of one, as the solvers of assessments read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from gametheory_dprk.games import Chance, Decision, Node, Path, Terminal
from gametheory_dprk.solution import SetKey


@dataclass(frozen=True, eq=False)
class Outline:
    """The subtree that begins at a node; paths count from the root of the whole game.

    Attributes
    ----------
    nodes : Mapping[Path, Node]
        Parents before children.
    root : Path
    """

    nodes: Mapping[Path, Node[Fraction]]
    root: Path = ()

    @cached_property
    def players(self) -> tuple[str, ...]:
        """The players, as the payoffs name them."""
        ends = (node for node in self.nodes.values() if isinstance(node, Terminal))
        return tuple(next(ends).payoffs)

    @cached_property
    def members(self) -> dict[SetKey, list[Path]]:
        """The nodes of every information set, in the order in which the tree meets the sets."""
        found: dict[SetKey, list[Path]] = {}
        for path, node in self.nodes.items():
            if isinstance(node, Decision):
                found.setdefault((node.player, node.information_set), []).append(path)
        return found

    @cached_property
    def moves(self) -> dict[SetKey, tuple[str, ...]]:
        """What can be done at every information set."""
        found: dict[SetKey, tuple[str, ...]] = {}
        for key, (path, *_) in self.members.items():
            node = self.nodes[path]
            assert isinstance(node, Decision)
            found[key] = tuple(node.moves)
        return found

    def decisions(self, path: Path, start: int) -> list[tuple[SetKey, str]]:
        """The moves of players on a path, from a position on."""
        found = []
        for position in range(start, len(path)):
            node = self.nodes[path[:position]]
            if isinstance(node, Decision):
                found.append(((node.player, node.information_set), path[position]))
        return found

    def chance(self, path: Path, start: int) -> Fraction:
        """Probability of the moves of chance on a path, from a position on."""
        product = Fraction(1)
        for position in range(start, len(path)):
            node = self.nodes[path[:position]]
            if isinstance(node, Chance):
                product *= node.probabilities[path[position]]
        return product

    @cached_property
    def roots(self) -> tuple[Path, ...]:
        """Where subgames begin, the root of the outline first."""
        return tuple(
            path
            for path, node in self.nodes.items()
            if not isinstance(node, Terminal) and self.is_closed(path)
        )

    def is_closed(self, root: Path) -> bool:
        """Whether no information set crosses the border of a subtree."""
        depth = len(root)
        return all(
            len({path[:depth] == root for path in paths}) == 1 for paths in self.members.values()
        )

    @cached_property
    def homes(self) -> dict[SetKey, Path]:
        """The root of the smallest subgame that contains each information set."""
        return {
            key: max((root for root in self.roots if paths[0][: len(root)] == root), key=len)
            for key, paths in self.members.items()
        }

    @cached_property
    def previous(self) -> dict[SetKey, SetKey | None]:
        """For each information set that at which its owner moved last, in the same subgame."""
        found: dict[SetKey, SetKey | None] = {}
        for key, paths in self.members.items():
            past = self.decisions(paths[0], len(self.homes[key]))
            own = [earlier for earlier, _ in past if earlier[0] == key[0]]
            found[key] = own[-1] if own else None
        return found

    def first_subgames(self) -> list[Path]:
        """The roots of the largest proper subgames."""
        found: list[Path] = []
        for root in self.roots[1:] if self.roots and self.roots[0] == self.root else self.roots:
            if not any(root[: len(other)] == other for other in found):
                found.append(root)
        return found

    def part(self, root: Path) -> Outline:
        """The outline of a subgame."""
        inside = {path: node for path, node in self.nodes.items() if path[: len(root)] == root}
        return Outline(inside, root)

    def folded(self, values: Mapping[Path, Mapping[str, Fraction]]) -> Outline:
        """The outline with some subgames replaced by what they are worth."""
        nodes: dict[Path, Node[Fraction]] = {}
        for path, node in self.nodes.items():
            inside = [root for root in values if path[: len(root)] == root]
            if not inside:
                nodes[path] = node
            elif path in values:
                nodes[path] = Terminal(dict(values[path]))
        return Outline(nodes, self.root)


def recall_problem(outline: Outline) -> str:
    """Name an information set whose owner forgets own moves, or return an empty text."""
    for (player, label), paths in outline.members.items():
        pasts = {
            tuple(move for move in outline.decisions(path, 0) if move[0][0] == player)
            for path in paths
        }
        if len(pasts) > 1:
            return f"{player} forgets own moves at {label}"
    return ""
