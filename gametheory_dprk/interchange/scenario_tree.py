"""A tree as the nested nodes of a scenario file."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from gametheory_dprk.games import Chance, ExtensiveGame, Node, Path, Terminal
from gametheory_dprk.interchange.efg_building import START

DEPTH = 40
"""Moves below one another before a subtree begins: each is two levels of the file."""


def number(value: Fraction) -> int | str:
    """Write a number: whole, or a fraction as text.

    Examples
    --------
    >>> number(Fraction(3)), number(Fraction(-1, 2))
    (3, '-1/2')
    """
    return int(value) if value.denominator == 1 else str(value)


class TreeBlocks:
    """Writes nodes, and sets aside as subtrees what would nest too deeply.

    Attributes
    ----------
    subtrees : dict
        Filled by `write`.
    """

    def __init__(self, game: ExtensiveGame[Fraction]) -> None:
        self.subtrees: dict[str, Any] = {}
        self._root = game.root
        self._waiting: list[tuple[str, Path, Node[Fraction]]] = []
        self._alone = {
            (place.player, place.label)
            for place in game.information_sets()
            if place.nodes == (place.label,) or (place.label == START and place.nodes == ("",))
        }

    def write(self) -> dict[str, Any]:
        """Return the first node and what follows it, short of the subtrees."""
        tree = self._block(self._root)
        while self._waiting:
            name, path, node = self._waiting.pop(0)
            self.subtrees[name] = {}
            self.subtrees[name] = self._block(node, path)
        return tree

    def _block(self, node: Node[Fraction], path: Path = (), depth: int = 0) -> dict[str, Any]:
        """Return a node and what follows it."""
        if isinstance(node, Terminal):
            return {"payoffs": {player: number(value) for player, value in node.payoffs.items()}}
        if depth == DEPTH:
            name = f"part{len(self.subtrees) + len(self._waiting) + 1}"
            self._waiting.append((name, path, node))
            return {"use": name}
        moves = {m: self._block(below, (*path, m), depth + 1) for m, below in node.moves.items()}
        if isinstance(node, Chance):
            return {"chance": {m: number(node.probabilities[m]) for m in moves}, "moves": moves}
        is_plain = (node.player, node.information_set) in self._alone
        info = {} if is_plain else {"info": node.information_set}
        return {"player": node.player, **info, "moves": moves}
