"""Components of the equilibria of a two-player game, from its extreme equilibria."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from gametheory_dprk.games import NormalGame
from gametheory_dprk.polyhedra import affine_dimension
from gametheory_dprk.polyhedra.ticks import Tick
from gametheory_dprk.solution import Block, Candidate, Cell, Component
from gametheory_dprk.solvers.bimatrix.bicliques import Edge, connected_parts, maximal_bicliques
from gametheory_dprk.solvers.bimatrix.two_players import assessment_of

Strategies = Sequence[Mapping[str, Any]]
"""A player's strategies at extreme equilibria, in the order in which answers come."""


def candidates_of(
    game: NormalGame[Fraction],
    rows: Strategies,
    columns: Strategies,
    pairs: Iterable[Edge],
    tick: Tick,
) -> Iterator[Candidate]:
    """One candidate for each component, ordered by its first extreme equilibrium.

    Parameters
    ----------
    game : NormalGame
        Of two players.
    rows, columns : sequence of Mapping
        The players' strategies.
    pairs : iterable of Edge
        Positions of those that together are an extreme equilibrium: all there are.
    tick : callable
        May raise `LimitReached`.
    """
    for part in connected_parts(pairs):
        row, column = part[0]
        member = assessment_of(game, rows[row], columns[column])
        several = len(part) > 1
        yield Candidate(member, component(game, rows, columns, part, tick) if several else None)


def component(
    game: NormalGame[Fraction],
    rows: Strategies,
    columns: Strategies,
    pairs: Sequence[Edge],
    tick: Tick,
) -> Component:
    """The component that some connected extreme equilibria make: its maximal Nash subsets."""
    cells, dimensions = [], []
    for lefts, rights in maximal_bicliques(pairs, tick):
        sides = [rows[k] for k in lefts], [columns[k] for k in rights]
        dimensions.append(sum(affine_dimension(side) for side in sides))
        blocks = (
            Block(((player, player),), tuple({(player, player): strategy} for strategy in side))
            for player, side in zip(game.players, sides, strict=True)
        )
        cells.append(Cell(tuple(blocks)))
    return Component(max(dimensions), tuple(cells))
