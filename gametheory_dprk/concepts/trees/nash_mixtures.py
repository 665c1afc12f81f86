"""Components of Nash equilibria of trees: the points that decide that all members are equilibria.

A block mixes realization weights. Where none of its information sets follows another these are
the probabilities of moves.

By perfect recall expected payoffs are affine in the realization weights of every block, so long as
a block concerns one player and, where a subgame is looked at, no set of the block outside the
subgame comes before one inside. Then a cell consists of equilibria if its corners do.

With two players fewer points are enough. Hold the second player at a corner, and the first in the
middle of the cell, where every corner of the first has a positive share. No corner pays the first
more than the best reply does; so if the middle pays as much, all corners do. The same goes for
the second. Each player's corners against the middle of the other's so decide all pairs of corners.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from itertools import product
from typing import TypeAlias

from gametheory_dprk.concepts.component import (
    at_most_one,
    cells_of,
    dimension_checks,
    misnamed,
    prefixed,
)
from gametheory_dprk.concepts.hull import hull_distance
from gametheory_dprk.concepts.play import distribution_checks, simplex_checks
from gametheory_dprk.concepts.trees.nash_weights import Pasts, in_coordinates, mixes_weights
from gametheory_dprk.games import ExtensiveGame
from gametheory_dprk.number import Number
from gametheory_dprk.solution import (
    Assessment,
    Block,
    Candidate,
    Cell,
    Certificate,
    Check,
    PerSet,
    SetKey,
    Vertex,
)

ZERO, ONE = Fraction(0), Fraction(1)
Game: TypeAlias = ExtensiveGame[Number]
Conditions: TypeAlias = Callable[[Assessment], Iterable[Check]]
Point: TypeAlias = tuple[str, Assessment]


def certify_mixtures(
    game: Game,
    candidate: Candidate,
    conditions: Conditions,
    parts: Iterable[frozenset[SetKey]] = (),
) -> Certificate:
    """Certify a component by best replies at the points that decide it.

    Parameters
    ----------
    game : ExtensiveGame
    candidate : Candidate
        With a component.
    conditions : callable
        `conditions(assessment) -> checks`: everyone's payoff is that of a best reply.
    parts : iterable of frozenset of SetKey
        The information sets of each subgame in which payoffs are compared, if not only the whole.
    """
    pasts = Pasts.of(game)
    formal = [*distribution_checks(game, candidate.assessment), *vertex_checks(game, candidate)]
    if all(check.holds for check in formal):
        formal += shape_checks(pasts, candidate, list(parts))
    if not all(check.holds for check in formal):
        return Certificate(tuple(formal))
    claims = [
        prefixed(prefix, check)
        for prefix, point in points(game.players, pasts, candidate)
        for check in conditions(point)
    ]
    shape = (member_check(pasts, candidate), *dimension_checks(in_coordinates(game, candidate)))
    return Certificate((*formal, *claims, *shape))


def vertex_checks(game: Game, candidate: Candidate) -> Iterator[Check]:
    """Claim that the vertices are behavior at the information sets that their blocks name."""
    moves = {(place.player, place.label): place.moves for place in game.information_sets()}
    for number, cell in enumerate(cells_of(candidate), 1):
        bent = Fraction(cell.formulas is not None)
        yield Check(f"cell {number}: formulas", bent, "==", ZERO, form=True)
        for position, block in enumerate(cell.blocks, 1):
            where = f"cell {number}, block {position}"
            yield Check(
                f"{where}: misnamed vertices", Fraction(misnamed(block)), "==", ZERO, form=True
            )
            yield Check(f"{where}: beliefs", Fraction(len(block.beliefs)), "==", ZERO, form=True)
            for k, vertex in enumerate(block.strategies, 1):
                for key, chances in vertex.items():
                    name = f"{where}, vertex {k}: {' at '.join(key)}"
                    yield from simplex_checks(name, "move", moves.get(key, ()), chances)


def shape_checks(
    pasts: Pasts, candidate: Candidate, parts: list[frozenset[SetKey]]
) -> Iterator[Check]:
    """Claim that payoffs are affine in the weights of each block, and that weights are needed."""
    curved = False
    for number, cell in enumerate(cells_of(candidate), 1):
        named = [key for block in cell.blocks for key in block.information_sets]
        most = max((named.count(key) for key in named), default=0)
        yield at_most_one(f"cell {number}: blocks that name one information set", most)
        for position, block in enumerate(cell.blocks, 1):
            where = f"cell {number}, block {position}"
            owners = {player for player, _ in block.information_sets}
            yield at_most_one(f"{where}: owners", len(owners))
            given = Fraction(bool(block.strategies))
            yield Check(f"{where}: vertices are given", given, "==", ONE, form=True)
            torn = sum(enters(pasts, block, part) for part in parts)
            yield Check(f"{where}: subgames it leads into", Fraction(torn), "==", ZERO, form=True)
            curved = curved or pasts.follow(block.information_sets)
    stated = Fraction(mixes_weights(candidate))
    text = "weights are mixed where some sets of a block follow others"
    yield Check(text, stated, "==", Fraction(curved), form=True)


def enters(pasts: Pasts, block: Block, part: frozenset[SetKey]) -> bool:
    """Whether a set of a block outside a subgame comes before one of its sets inside."""
    outside = set(block.information_sets) - part
    return any(
        before in outside
        for key in block.information_sets
        if key in part
        for before, _ in pasts.before[key]
    )


def points(players: tuple[str, ...], pasts: Pasts, candidate: Candidate) -> Iterator[Point]:
    """The member, and of every cell the points that decide it, each with a prefix for claims."""
    yield "", candidate.assessment
    for number, cell in enumerate(cells_of(candidate), 1):
        varying = {b.information_sets[0][0] for b in cell.blocks if len(b.strategies) > 1}
        middle = {key: each for block in cell.blocks for key, each in mean(pasts, block)}
        if len(players) == 2 and len(varying) == 2:
            for player in players:
                for k, corner in enumerate(corners(cell, {player}), 1):
                    point = candidate.assessment.replace(middle, {}).replace(corner, {})
                    yield f"cell {number}, corner {k} of {player}: ", point
        else:
            for k, corner in enumerate(corners(cell, set(players)), 1):
                yield f"cell {number}, corner {k}: ", candidate.assessment.replace(corner, {})


def mean(pasts: Pasts, block: Block) -> Iterable[tuple[SetKey, dict[str, Number]]]:
    """The middle of a block."""
    return ((key, dict(each)) for key, each in pasts.mean(block.strategies).items())


def corners(cell: Cell, players: set[str]) -> Iterator[Vertex]:
    """Every choice of a vertex for each block of some players."""
    own = [b.strategies for b in cell.blocks if b.information_sets[0][0] in players]
    for choice in product(*own):
        yield {key: each for vertex in choice for key, each in vertex.items()}


def member_check(pasts: Pasts, candidate: Candidate) -> Check:
    """Claim that the member lies in a cell."""
    strategies = candidate.assessment.strategies
    near = (
        sum((block_distance(pasts, block, strategies) for block in cell.blocks), ZERO)
        for cell in cells_of(candidate)
    )
    text = "distance of the member from its component"
    return Check(text, min(near, default=ONE), "==", ZERO, form=True)


def block_distance(pasts: Pasts, block: Block, strategies: PerSet) -> Number:
    """How far the realization weights of a profile are from the hull of a block's vertices."""
    given = {key: strategies[key[0]][key[1]] for key in block.information_sets}
    here, *others = (flat(pasts.weighted(each)) for each in (given, *block.strategies))
    return ZERO if here in others else hull_distance(here, others)


def flat(vertex: Vertex) -> list[Number]:
    """A vertex as a vector, information sets and moves in the order of their names."""
    return [vertex[key][move] for key in sorted(vertex) for move in sorted(vertex[key])]
