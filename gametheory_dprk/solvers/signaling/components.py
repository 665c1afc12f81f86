"""Connected cells of equilibria as a candidate: one simple member and what varies around it.

Cells list beliefs only after signals that are not sent anywhere in them. After a signal that
is sent, beliefs follow by Bayes' rule, also where they vary because the sender's strategy
does; where its probability vanishes, any belief on the types that send it in the cell will do
that makes the listed responses best replies.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product
from typing import cast

from gametheory_dprk.games import SignalingGame
from gametheory_dprk.polyhedra import Block as Factor
from gametheory_dprk.polyhedra import affine_dimension, product_blocks
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


def build_candidate(game: SignalingGame[Fraction], cells: Sequence[EquilibriumCell]) -> Candidate:
    """Describe connected cells through their simplest corner."""
    member = choose_member(game, cells)
    described = [tuple(blocks(game, cell)) for cell in cells]
    dimension = max(sum(map(block_dimension, each)) for each in described)
    if len(cells) == 1 and dimension == 0:
        return Candidate(member)
    kept = (tuple(block for block in each if not agrees(block, member)) for each in described)
    return Candidate(member, Component(dimension, tuple(map(Cell, kept))))


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


def block_dimension(block: Block) -> int:
    """Dimension of a block: strategies, and beliefs after signals that are never sent."""
    sides = (block.strategies, block.beliefs) if block.beliefs else (block.strategies,)
    return sum(len(side) - 1 if len(side) < 3 else affine_dimension(flat(side)) for side in sides)


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


def blocks(game: SignalingGame[Fraction], cell: EquilibriumCell) -> Iterator[Block]:
    """The finest blocks of a cell."""
    free = {m: held for m, held in cell.beliefs.items() if not cell.case[m].kinds}
    for player, side in ((game.sender, cell.senders), (game.receiver, cell.receivers)):
        for keys, strategies in factors(player, side):
            beliefs = tuple(belief_vertices(keys, free if player == game.receiver else {}))
            yield Block(keys, strategies, beliefs)


def factors(
    player: str, side: Sequence[Corner]
) -> Iterator[tuple[tuple[SetKey, ...], tuple[Vertex, ...]]]:
    """The information sets that vary together, and their joint vertices."""
    plays = list(side[0].plays)
    values = {place: distinct([corner.plays[place] for corner in side]) for place in plays}
    varied = [place for place in plays if len(values[place][1]) > 1]
    points = [{place: values[place][0][k] for place in varied} for k in range(len(side))]
    found = [Factor((place,), ({place: 0},)) for place in plays if place not in varied]
    found += product_blocks(points, varied)
    for block in sorted(found, key=lambda each: plays.index(each.keys[0])):
        yield (
            tuple((player, place) for place in block.keys),
            tuple(
                {(player, place): dict(values[place][1][n]) for place, n in vertex.items()}
                for vertex in block.vertices
            ),
        )


def distinct(
    given: Sequence[dict[str, Fraction]],
) -> tuple[list[int], list[dict[str, Fraction]]]:
    """Number distributions, equal ones alike, and list those that differ.

    Corners share most of their parts, so that few need a look at their numbers.
    """
    seen: dict[int, int] = {}
    equal: dict[tuple[Fraction, ...], int] = {}
    different: list[dict[str, Fraction]] = []
    for chances in given:
        if id(chances) not in seen:
            number = equal.setdefault(tuple(chances.values()), len(equal))
            seen[id(chances)] = number
            if number == len(different):
                different.append(chances)
    return [seen[id(chances)] for chances in given], different


def belief_vertices(
    keys: tuple[SetKey, ...], free: Mapping[str, tuple[ExtremeBelief, ...]]
) -> Iterator[Vertex]:
    """Joint vertices of the beliefs that are free at some information sets."""
    loose = [key for key in keys if key[1] in free]
    if loose:
        for choice in product(*(free[signal] for _, signal in loose)):
            yield {key: e.belief for key, e in zip(loose, choice, strict=True)}


def agrees(block: Block, member: Assessment) -> bool:
    """Whether a block has one corner, and that is the member's."""
    return (
        len(block.strategies) == 1
        and len(block.beliefs) <= 1
        and all(member.replace(*corner) == member for corner in block.corners())
    )
