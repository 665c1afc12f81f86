"""Connected cells of equilibria as a candidate: one simple member and what varies around it.

Cells list beliefs only after signals that are not sent anywhere in them. After a signal that
is sent, beliefs follow by Bayes' rule, also where they vary because the sender's strategy
does; where its probability vanishes, any belief on the types that send it in the cell will do
that makes the listed responses best replies.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product

from gametheory_dprk.games import SignalingGame
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
    dimension = max(cell_dimension(cell) for cell in cells)
    if len(cells) == 1 and dimension == 0:
        return Candidate(member)
    described = tuple(Cell(tuple(blocks(game, cell, member))) for cell in cells)
    return Candidate(member, Component(dimension, described))


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


def cell_dimension(cell: EquilibriumCell) -> int:
    """Dimension of a cell: strategies, and beliefs after signals that are never sent."""
    free = [held for m, held in cell.beliefs.items() if not cell.case[m].kinds]
    return sum(
        affine_dimension([flat(c.plays) for c in side]) for side in (cell.senders, cell.receivers)
    ) + sum(affine_dimension([e.belief for e in held]) for held in free)


def flat(plays: Plays) -> dict[tuple[str, str], Fraction]:
    """A strategy as one vector."""
    return {(place, move): x for place, chances in plays.items() for move, x in chances.items()}


def blocks(
    game: SignalingGame[Fraction], cell: EquilibriumCell, member: Assessment
) -> Iterator[Block]:
    """The finest blocks of a cell, without those in which all is as in the member."""
    free = {m: held for m, held in cell.beliefs.items() if not cell.case[m].kinds}
    for player, side in ((game.sender, cell.senders), (game.receiver, cell.receivers)):
        for keys, strategies in factors(player, side):
            beliefs = tuple(belief_vertices(keys, free if player == game.receiver else {}))
            block = Block(keys, strategies, beliefs)
            if not agrees(block, member):
                yield block


def factors(
    player: str, side: Sequence[Corner]
) -> Iterator[tuple[tuple[SetKey, ...], tuple[Vertex, ...]]]:
    """The information sets that vary together, and their joint vertices."""
    points = [
        {place: tuple(chances.items()) for place, chances in corner.plays.items()}
        for corner in side
    ]
    for block in product_blocks(points, tuple(side[0].plays)):
        keys = tuple((player, place) for place in block.keys)
        yield (
            keys,
            tuple(
                {(player, place): dict(items) for place, items in vertex.items()}
                for vertex in block.vertices
            ),
        )


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
