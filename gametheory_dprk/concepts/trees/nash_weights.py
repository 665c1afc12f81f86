"""Realization weights inside a block: what components that mix them are made of.

The weight of a move is the product of its owner's probabilities at the block's information sets up
to it. What the owner recalls makes that unambiguous. A mixture of vertices, each behavior at the
block's sets, averages their weights; at a set it so behaves like the average of the vertices, each
counted as much as its own moves let play come there (Kuhn 1953; von Stengel 1996).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, TypeAlias

from gametheory_dprk.games import CHANCE, Game
from gametheory_dprk.number import Number
from gametheory_dprk.solution import Block, Candidate, SetKey, Vertex

ONE, ZERO = Fraction(1), Fraction(0)
Past: TypeAlias = tuple[tuple[SetKey, str], ...]
"""Own information sets and the moves made there, in order."""


@dataclass(frozen=True, slots=True)
class Pasts:
    """What the owner of every information set has done before it comes up.

    Attributes
    ----------
    before : Mapping[SetKey, Past]
        Of perfect recall only one past is possible; else this is the first.
    """

    before: Mapping[SetKey, Past]

    @classmethod
    def of(cls, game: Game[Any]) -> Pasts:
        """The pasts in a game."""
        before: dict[SetKey, Past] = {}
        for play in game.plays():
            made: dict[str, Past] = {}
            for step in play.steps:
                if step.player != CHANCE:
                    key, past = (step.player, step.information_set), made.get(step.player, ())
                    before.setdefault(key, past)
                    made[step.player] = (*past, (key, step.move))
        return cls(before)

    def follow(self, keys: Iterable[SetKey]) -> bool:
        """Whether one of some information sets comes after another, on its owner's way to it."""
        sets = set(keys)
        return any(before in sets for key in sets for before, _ in self.before.get(key, ()))

    def reach(self, key: SetKey, vertex: Vertex) -> Number:
        """How likely own moves at a vertex's sets let play come to an information set."""
        total: Number = ONE
        for before, move in self.before[key]:
            if before in vertex:
                total *= vertex[before][move]
        return total

    def weighted(self, vertex: Vertex) -> Vertex:
        """The realization weights of a vertex."""
        return {
            key: {move: self.reach(key, vertex) * chance for move, chance in chances.items()}
            for key, chances in vertex.items()
        }

    def mean(self, vertices: Sequence[Vertex]) -> Vertex:
        """The behavior of the equal mixture of vertices; of the first where none lets play come.

        Examples
        --------
        >>> pasts = Pasts({("A", "first"): (), ("A", "then"): ((("A", "first"), "on"),)})
        >>> going = {("A", "first"): {"on": ONE, "off": ZERO}, ("A", "then"): {"l": ONE, "r": ZERO}}
        >>> idle = {("A", "first"): {"on": ZERO, "off": ONE}, ("A", "then"): {"l": ZERO, "r": ONE}}
        >>> for (_, label), chances in pasts.mean([going, idle]).items():
        ...     print(label, {move: str(chance) for move, chance in chances.items()})
        first {'on': '1/2', 'off': '1/2'}
        then {'l': '1', 'r': '0'}
        """
        weights = [self.weighted(vertex) for vertex in vertices]
        mixed: dict[SetKey, dict[str, Number]] = {}
        for key, first in vertices[0].items():
            sums = {move: sum((w[key][move] for w in weights), ZERO) for move in first}
            total = sum(sums.values(), ZERO)
            mixed[key] = {m: x / total for m, x in sums.items()} if total else dict(first)
        return mixed


def mixes_weights(candidate: Candidate) -> bool:
    """Whether a candidate's component is convex in realization weights."""
    component = candidate.component
    return component is not None and component.mixing == "realization_weights"


def in_coordinates(game: Game[Any], candidate: Candidate) -> Candidate:
    """The candidate with its component written in what it averages."""
    component = candidate.component
    if component is None or not mixes_weights(candidate):
        return candidate
    pasts = Pasts.of(game)
    cells = tuple(
        replace(cell, blocks=tuple(weighted_block(pasts, block) for block in cell.blocks))
        for cell in component.cells
    )
    return replace(candidate, component=replace(component, cells=cells))


def weighted_block(pasts: Pasts, block: Block) -> Block:
    """The block with realization weights at its vertices."""
    return replace(block, strategies=tuple(map(pasts.weighted, block.strategies)))
