"""Connected cells of equilibria as a candidate: one simple member and what varies around it.

Cells list beliefs only after signals that are not sent anywhere in them. After a signal that
is sent, beliefs follow by Bayes' rule, also where they vary because the sender's strategy
does; where its probability vanishes, any belief on the types that send it in the cell will do
that makes the listed responses best replies.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import product
from typing import cast

from gametheory_dprk.games import SignalingGame
from gametheory_dprk.polyhedra import Block as Factor
from gametheory_dprk.polyhedra import affine_dimension, product_blocks
from gametheory_dprk.polyhedra.ticks import Tick
from gametheory_dprk.solution import (
    Assessment,
    Block,
    Candidate,
    Cell,
    Component,
    Distribution,
    SetKey,
    Vertex,
)
from gametheory_dprk.solvers.signaling.beliefs import ExtremeBelief
from gametheory_dprk.solvers.signaling.cells import Corner, EquilibriumCell, Plays


@dataclass(slots=True)
class Describer:
    """Blocks of cells, each block that several cells share made and measured once.

    Attributes
    ----------
    made : dict
        Vertices by what they are made of: information sets and, by identity, distributions, which
        the cells keep in memory.
    sides : dict
        Blocks by player and, by identity, corners.
    sizes : dict of int to int
        Dimensions of what was made, by identity.
    equal, distinct : dict
        One of all equal distributions, by the identity of each and by what is in them.
    """

    game: SignalingGame[Fraction]
    tick: Tick
    made: dict[tuple[object, ...], tuple[Vertex, ...]] = field(default_factory=dict)
    sides: dict[tuple[str, int], tuple[Block, ...]] = field(default_factory=dict)
    sizes: dict[int, int] = field(default_factory=dict)
    equal: dict[int, dict[str, Fraction]] = field(default_factory=dict)
    distinct: dict[tuple[tuple[str, Fraction], ...], dict[str, Fraction]] = field(
        default_factory=dict
    )

    def candidate(self, cells: Sequence[EquilibriumCell]) -> Candidate:
        """Describe connected cells through their simplest corner."""
        member = choose_member(self.game, cells)
        described = list(map(self.blocks, cells))
        dimension = max(sum(map(self.dimension, each)) for each in described)
        if len(cells) == 1 and dimension == 0:
            return Candidate(member)
        kept = (tuple(block for block in each if not agrees(block, member)) for each in described)
        return Candidate(member, Component(dimension, tuple(map(Cell, kept))))

    def blocks(self, cell: EquilibriumCell) -> tuple[Block, ...]:
        """The finest blocks of a cell."""
        self.tick()
        return tuple(self.parts(cell))

    def parts(self, cell: EquilibriumCell) -> Iterator[Block]:
        """The blocks of the sender, then those of the receiver with the beliefs free there."""
        game, free = self.game, {m: e for m, e in cell.beliefs.items() if not cell.case[m].kinds}
        yield from self.side(game.sender, cell.senders)
        for block in self.side(game.receiver, cell.receivers):
            held = belief_places(block.information_sets, free)
            yield replace(block, beliefs=self.vertices(held)) if held else block

    def side(self, player: str, corners: tuple[Corner, ...]) -> tuple[Block, ...]:
        """One player's blocks; cells often share the sender's corners."""
        known = (player, id(corners))
        if known not in self.sides:
            self.sides[known] = tuple(
                Block(tuple((player, place) for place in places), self.vertices(points))
                for places, points in (
                    (
                        each.keys,
                        [[((player, place), at[place]) for place in at] for at in each.vertices],
                    )
                    for each in self.factors(corners)
                )
            )
        return self.sides[known]

    def factors(self, side: Sequence[Corner]) -> list[Factor[str, Distribution]]:
        """The information sets that vary together, and their joint vertices."""
        plays = list(side[0].plays)
        columns = {m: [self.one(corner.plays[m]) for corner in side] for m in plays}
        numbers = {m: list(map(id, column)) for m, column in columns.items()}
        named = {id(chances): chances for column in columns.values() for chances in column}
        varied = [m for m in plays if len(set(numbers[m])) > 1]
        rows = zip(*(numbers[m] for m in varied), strict=True)
        points = [dict(zip(varied, row, strict=True)) for row in rows]
        found = [Factor((m,), ({m: numbers[m][0]},)) for m in plays if m not in varied]
        found += product_blocks(points, varied) if varied else []
        return [
            Factor(each.keys, tuple({m: named[n] for m, n in at.items()} for at in each.vertices))
            for each in sorted(found, key=lambda each: plays.index(each.keys[0]))
        ]

    def one(self, chances: dict[str, Fraction]) -> dict[str, Fraction]:
        """The first distribution met that is equal; corners have most of theirs in common."""
        if id(chances) not in self.equal:
            same = self.distinct.setdefault(tuple(chances.items()), chances)
            self.equal[id(chances)] = same
        return self.equal[id(chances)]

    def vertices(
        self, points: Sequence[Sequence[tuple[SetKey, Distribution]]]
    ) -> tuple[Vertex, ...]:
        """Vertices of a block, the same object if they were met before."""
        known = tuple(tuple((key, id(chances)) for key, chances in point) for point in points)
        if known not in self.made:
            self.made[known] = tuple(map(dict, points))
        return self.made[known]

    def dimension(self, block: Block) -> int:
        """Dimension of a block: strategies, and beliefs after signals that are never sent."""
        return self.size(block.strategies) + (self.size(block.beliefs) if block.beliefs else 0)

    def size(self, vertices: tuple[Vertex, ...]) -> int:
        """Dimension of the hull of some vertices."""
        if len(vertices) < 3:
            return len(vertices) - 1
        if id(vertices) not in self.sizes:
            self.sizes[id(vertices)] = affine_dimension(flat(vertices))
        return self.sizes[id(vertices)]


def choose_member(game: SignalingGame[Fraction], cells: Sequence[EquilibriumCell]) -> Assessment:
    """The corner that mixes least, the first among equals."""
    choices = (
        (cell, min(cell.senders, key=mixing), min(cell.receivers, key=mixing)) for cell in cells
    )
    cell, sender, receiver = min(choices, key=lambda c: mixing(c[1]) + mixing(c[2]))
    beliefs = {m: belief_after(game, cell, sender.plays, m) for m in game.signals}
    return Assessment(
        {game.sender: sender.plays, game.receiver: receiver.plays}, {game.receiver: beliefs}
    )


def mixing(corner: Corner) -> int:
    """How much a strategy mixes."""
    return len(corner.used)


def belief_after(
    game: SignalingGame[Fraction], cell: EquilibriumCell, sends: Plays, signal: str
) -> Distribution:
    """The belief by Bayes' rule; where it is silent, the simplest one of the cell."""
    weights = {kind: chance * sends[kind][signal] for kind, chance in game.prior.items()}
    total = sum(weights.values(), Fraction(0))
    if total:
        return {kind: weight / total for kind, weight in weights.items()}
    return min(cell.beliefs[signal], key=lambda extreme: len(extreme.kinds)).belief


def flat(side: Iterable[Vertex]) -> list[dict[tuple[SetKey, str], Fraction]]:
    """Each vertex of a block as one vector; the game's numbers are Fractions, so are its."""
    return [
        {
            (key, move): cast(Fraction, x)
            for key, chances in vertex.items()
            for move, x in chances.items()
        }
        for vertex in side
    ]


def belief_places(
    keys: tuple[SetKey, ...], free: Mapping[str, tuple[ExtremeBelief, ...]]
) -> list[list[tuple[SetKey, Distribution]]]:
    """Joint vertices of the beliefs that are free at some information sets, none if none are."""
    loose = [key for key in keys if key[1] in free]
    choices = product(*(free[signal] for _, signal in loose)) if loose else ()
    return [[(key, e.belief) for key, e in zip(loose, each, strict=True)] for each in choices]


def agrees(block: Block, member: Assessment) -> bool:
    """Whether a block has one corner, and that is the member's."""
    sides = ((block.strategies, member.strategies), (block.beliefs, member.beliefs))
    return all(
        len(vertices) <= 1
        and all(
            given[player][place] == chances
            for vertex in vertices
            for (player, place), chances in vertex.items()
        )
        for vertices, given in sides
    )
