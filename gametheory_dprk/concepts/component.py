"""Components of equilibria: their corners, and the claims that make corners enough.

Every equilibrium condition compares two expected payoffs, and an expected payoff is a sum over
plays of a payoff times one probability for each information set passed. As long as no play
passes two information sets of one block, each such term has at most one factor from each block:
the condition is multi-affine in the blocks of a cell. A multi-affine function on a product of
polytopes is least at a tuple of vertices (move one block at a time, on which the function is
affine). So a cell consists of equilibria if and only if its corners do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import product
from typing import Any, TypeVar

from gametheory_dprk.concepts.formulas import formula_distance
from gametheory_dprk.concepts.hull import affine_dimension, hull_distance
from gametheory_dprk.concepts.play import distribution_checks
from gametheory_dprk.games import Game
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

AnyGame = TypeVar("AnyGame", bound=Game[Any])


def corners(candidate: Candidate) -> Iterator[tuple[str, Assessment]]:
    """The member and every corner of its component, each with a prefix for claims.

    Examples
    --------
    >>> certain = ({("A", "A"): {"a": Fraction(1)}},)
    >>> from gametheory_dprk.solution import Component
    >>> component = Component(0, (Cell((Block((("A", "A"),), certain),)),))
    >>> [prefix for prefix, _ in corners(Candidate(Assessment({}), component))]
    ['', 'cell 1, corner 1: ']
    """
    yield "", candidate.assessment
    for number, cell in enumerate(cells_of(candidate), 1):
        for count, choice in enumerate(product(*(block.corners() for block in cell.blocks)), 1):
            assessment = candidate.assessment
            for strategies, beliefs in choice:
                assessment = assessment.replace(strategies, beliefs)
            yield f"cell {number}, corner {count}: ", assessment


def component_checks(game: Game[Number], candidate: Candidate) -> Iterator[Check]:
    """Claim that corners are enough, and that the member is in its component.

    Yields nothing for an isolated candidate.
    """
    passages = [
        Counter((step.player, step.information_set) for step in play.steps) for play in game.plays()
    ]
    for number, cell in enumerate(cells_of(candidate), 1):
        yield from cell_checks(f"cell {number}", cell, passages)
    if candidate.component is not None:
        near = (cell_distance(cell, candidate.assessment) for cell in cells_of(candidate))
        distance = min(near, default=Fraction(1))
        yield Check(
            "distance of the member from its component", distance, "==", Fraction(0), form=True
        )


def cells_of(candidate: Candidate) -> tuple[Cell, ...]:
    """Cells of a candidate's component, if it has one."""
    return () if candidate.component is None else candidate.component.cells


def cell_checks(name: str, cell: Cell, passages: list[Counter[SetKey]]) -> Iterator[Check]:
    """Claim that the blocks of a cell vary freely and that payoffs are affine in each."""
    if cell.formulas is not None:
        text = f"{name}: formulas, of which this concept checks none"
        yield Check(text, Fraction(1), "==", Fraction(0), form=True)
    named = Counter(key for block in cell.blocks for key in block.information_sets)
    yield at_most_one(
        f"{name}: blocks that name one information set", max(named.values(), default=0)
    )
    for number, block in enumerate(cell.blocks, 1):
        where = f"{name}, block {number}"
        yield Check(
            f"{where}: misnamed vertices", Fraction(misnamed(block)), "==", Fraction(0), form=True
        )
        passed = (sum(play[key] for key in block.information_sets) for play in passages)
        yield at_most_one(f"{where}: its information sets on one play", max(passed))


def at_most_one(what: str, number: int) -> Check:
    """Claim that a number is at most one."""
    return Check(f"{what} <= 1", Fraction(1), ">=", Fraction(number), form=True)


def misnamed(block: Block) -> int:
    """Number of vertices that name other information sets than the block or the first vertex."""
    return sum(
        vertex.keys() != vertices[0].keys() or not vertex.keys() <= set(block.information_sets)
        for vertices in (block.strategies, block.beliefs)
        for vertex in vertices
    )


def cell_distance(cell: Cell, member: Assessment) -> Number:
    """How far a member is from a cell, summed over the blocks and formulas."""
    straight = sum((block_distance(block, member) for block in cell.blocks), Fraction(0))
    return straight if cell.formulas is None else straight + formula_distance(cell.formulas, member)


def block_distance(block: Block, member: Assessment) -> Number:
    """How far a member is from a block's strategies and from its beliefs."""
    return vertex_distance(member.strategies, block.strategies) + vertex_distance(
        member.beliefs, block.beliefs
    )


def vertex_distance(given: PerSet, vertices: tuple[Vertex, ...]) -> Number:
    """How far given distributions are from the hull of some vertices; zero where there are none."""
    if not vertices:
        return Fraction(0)
    point = {(player, label): d for player, sets in given.items() for label, d in sets.items()}
    here, *corner_points = coordinates([point, *vertices], along=vertices)
    return hull_distance(here, corner_points)


def coordinates(points: Iterable[Vertex], along: Iterable[Vertex]) -> list[list[Number]]:
    """Points as vectors, with one coordinate for each number that the vertices state."""
    names = sorted({(key, name) for v in along for key, chances in v.items() for name in chances})
    return [[point.get(key, {}).get(name, Fraction(0)) for key, name in names] for point in points]


def cell_dimension(cell: Cell) -> int:
    """Dimension of a cell: that of its blocks and formulas, added up."""
    polytopes = (side for block in cell.blocks for side in (block.strategies, block.beliefs))
    curved = 0 if cell.formulas is None else cell.formulas.dimension
    return curved + sum(affine_dimension(coordinates(side, side)) for side in polytopes if side)


def dimension_checks(candidate: Candidate) -> Iterator[Check]:
    """Claim that a component has the dimension it states."""
    if candidate.component is not None:
        largest = max(map(cell_dimension, cells_of(candidate)), default=0)
        stated = Fraction(candidate.component.dimension)
        yield Check("dimension of the component", stated, "==", Fraction(largest), form=True)


def certify(
    game: AnyGame,
    candidate: Candidate,
    conditions: Callable[[AnyGame, Assessment], Iterable[Check]],
) -> Certificate:
    """Certify a candidate by a concept's conditions at its member and at every corner.

    Parameters
    ----------
    game : Game
    candidate : Candidate
    conditions : callable
        `conditions(game, assessment) -> checks` of a well-formed assessment, each comparing
        expected payoffs that are multi-affine in the distributions at the information sets.

    Returns
    -------
    Certificate
        Claims that the assessments are well formed; if they are, also the conditions, that
        corners are enough, and the dimension.
    """
    points = tuple(corners(candidate))
    formal = [
        prefixed(prefix, check)
        for prefix, point in points
        for check in distribution_checks(game, point)
    ]
    if not all(check.holds for check in formal):
        return Certificate(tuple(formal))
    claims = [
        prefixed(prefix, check) for prefix, point in points for check in conditions(game, point)
    ]
    shape = (*component_checks(game, candidate), *dimension_checks(candidate))
    return Certificate((*formal, *claims, *shape))


def prefixed(prefix: str, check: Check) -> Check:
    """The check with its claim located."""
    return replace(check, claim=prefix + check.claim)
