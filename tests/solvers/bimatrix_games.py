"""What the tests of two-player solvers share: random games, and answers as plain sets."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from random import Random

from gametheory_dprk.games import NormalGame
from gametheory_dprk.limits import Budget
from gametheory_dprk.solution import Assessment, Candidate
from gametheory_dprk.solvers.bimatrix_vertices import solve

Point = tuple[tuple[Fraction, ...], tuple[Fraction, ...]]


def game_of(first, second, **names) -> NormalGame[Fraction]:
    return NormalGame.from_arrays(first, second, **names)


def solved(game: NormalGame[Fraction]) -> tuple[Candidate, ...]:
    findings = solve(game, "nash", Budget())
    assert findings.complete
    assert findings.limit is None
    return findings.candidates


def point(game: NormalGame[Fraction], assessment: Assessment) -> Point:
    """An assessment as two vectors, in the order of players and moves."""
    row, column = (
        tuple(assessment.strategies[p][p][move] for move in game.moves[p]) for p in game.players
    )
    return row, column


def cells_of(game: NormalGame[Fraction], candidate: Candidate) -> list[frozenset[Point]]:
    """The extreme equilibria of each maximal Nash subset of a candidate."""
    if candidate.component is None:
        return [frozenset({point(game, candidate.assessment)})]
    return [
        frozenset(
            point(game, candidate.assessment.replace({**first, **second}, {}))
            for first, second in product(*(block.strategies for block in cell.blocks))
        )
        for cell in candidate.component.cells
    ]


def extreme_equilibria(game: NormalGame[Fraction]) -> set[Point]:
    return {p for candidate in solved(game) for cell in cells_of(game, candidate) for p in cell}


def structure(game: NormalGame[Fraction]) -> set[tuple[int, frozenset[frozenset[Point]]]]:
    """Every component as its dimension and its maximal Nash subsets."""
    return {
        (
            0 if candidate.component is None else candidate.component.dimension,
            frozenset(cells_of(game, candidate)),
        )
        for candidate in solved(game)
    }


def random_arrays(random: Random, size: tuple[int, int], most: int) -> list[list[list[int]]]:
    """Two payoff arrays of whole numbers from 0 to `most`."""
    rows, columns = size
    return [
        [[random.randint(0, most) for _ in range(columns)] for _ in range(rows)] for _ in range(2)
    ]


def with_duplicates(arrays: list[list[list[int]]]) -> list[list[list[int]]]:
    """The same game with the first row and the last column once more."""
    return [[[*row, row[-1]] for row in [*array, array[0]]] for array in arrays]
