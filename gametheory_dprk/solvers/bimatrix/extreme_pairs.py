"""Extreme equilibria of a two-player game, from the labelled vertices of both polytopes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from operator import and_

from gametheory_dprk.completeness import Listed
from gametheory_dprk.games import NormalGame
from gametheory_dprk.number import Number
from gametheory_dprk.polyhedra.ticks import Tick
from gametheory_dprk.solvers.bimatrix.best_reply_vertices import Label, LabelledVertex
from gametheory_dprk.solvers.bimatrix.bicliques import (
    Edge,
    connected_parts,
    maximal_bicliques,
)


@dataclass(frozen=True, slots=True)
class ExtremePairs:
    """The extreme equilibria.

    Attributes
    ----------
    rows, columns : sequence of int
        For each strategy of either player in one of them, in the order of answers (more weight
        on earlier moves first), the position of its vertex.
    row_strategies, column_strategies : sequence of dict
        The strategies.
    edges : sequence of Edge
        Which strategies together are an equilibrium.
    """

    rows: Sequence[int]
    columns: Sequence[int]
    row_strategies: Sequence[dict[str, Number]]
    column_strategies: Sequence[dict[str, Number]]
    edges: Sequence[Edge]

    def cells(self, tick: Tick) -> Iterator[tuple[Listed, tuple[int, ...], tuple[int, ...]]]:
        """The maximal Nash subsets: where each is among answers, and its strategies."""
        for number, part in enumerate(connected_parts(self.edges), 1):
            for position, (lefts, rights) in enumerate(maximal_bicliques(part, tick), 1):
                yield Listed(number, position), lefts, rights


def extreme_pairs(
    game: NormalGame[Fraction], vertices: Sequence[Sequence[LabelledVertex]], tick: Tick
) -> ExtremePairs:
    """Match the vertices of both players.

    Parameters
    ----------
    game : NormalGame
        Of two players.
    vertices : sequence of sequence of LabelledVertex
        For each player.
    tick : callable
        May raise `LimitReached`.
    """
    labels = [(player, move) for player in game.players for move in game.moves[player]]
    pairs = list(complementary_pairs(vertices[0], vertices[1], labels, tick))
    rows, row_strategies = in_order(vertices[0], {row for row, _ in pairs})
    columns, column_strategies = in_order(vertices[1], {column for _, column in pairs})
    row_rank = {vertex: rank for rank, vertex in enumerate(rows)}
    column_rank = {vertex: rank for rank, vertex in enumerate(columns)}
    edges = [(row_rank[row], column_rank[column]) for row, column in pairs]
    return ExtremePairs(rows, columns, row_strategies, column_strategies, edges)


def complementary_pairs(
    first: Sequence[LabelledVertex],
    second: Sequence[LabelledVertex],
    labels: Sequence[Label],
    tick: Tick,
) -> Iterator[Edge]:
    """Positions of vertices that together have all labels.

    Each label knows the second player's vertices that carry it, as the bits of an integer; the
    partners of a vertex carry every label it lacks, which is one `and` a label.
    """
    bearers = dict.fromkeys(labels, 0)
    for position, vertex in enumerate(second):
        for label in vertex.labels:
            bearers[label] |= 1 << position
    everyone = (1 << len(second)) - 1
    for position, vertex in enumerate(first):
        tick()
        missing = (bearers[label] for label in labels if label not in vertex.labels)
        partners = reduce(and_, missing, everyone)
        while partners:
            last = partners & -partners
            yield position, last.bit_length() - 1
            partners ^= last


def in_order(
    vertices: Sequence[LabelledVertex], positions: Iterable[int]
) -> tuple[list[int], list[dict[str, Number]]]:
    """Positions of vertices and their strategies, those with more weight on earlier moves first."""
    found = {position: vertices[position].strategy() for position in positions}
    order = sorted(found, key=lambda position: [-chance for chance in found[position].values()])
    return order, [found[position] for position in order]
