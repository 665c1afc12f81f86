"""Two-player games whose equilibria are published or worked out by hand in the comments."""

from __future__ import annotations

from fractions import Fraction

import pytest
from bimatrix_games import game_of, point, solved, structure

from gametheory_dprk.concepts.nash import check_normal

F = Fraction
SURE, NEVER, HALF, THIRD = F(1), F(0), F(1, 2), F(1, 3)

ISOLATED = {
    "prisoner's dilemma": (
        [[3, 0], [5, 1]],
        [[3, 5], [0, 1]],
        [((0, 1), (0, 1))],
    ),
    "battle of the sexes": (
        [[2, 0], [0, 1]],
        [[1, 0], [0, 2]],
        [((1, 0), (1, 0)), ((F(2, 3), THIRD), (THIRD, F(2, 3))), ((0, 1), (0, 1))],
    ),
    "matching pennies": (
        [[1, -1], [-1, 1]],
        [[-1, 1], [1, -1]],
        [((HALF, HALF), (HALF, HALF))],
    ),
    "rock paper scissors": (
        [[0, -1, 1], [1, 0, -1], [-1, 1, 0]],
        [[0, 1, -1], [-1, 0, 1], [1, -1, 0]],
        [((THIRD,) * 3, (THIRD,) * 3)],
    ),
    "chicken": (
        [[0, 7], [2, 6]],
        [[0, 2], [7, 6]],
        [((1, 0), (0, 1)), ((THIRD, F(2, 3)), (THIRD, F(2, 3))), ((0, 1), (1, 0))],
    ),
    # The stag pays 4 q, the hare 3: indifferent at q = 3/4.
    "stag hunt": (
        [[4, 0], [3, 3]],
        [[4, 3], [0, 3]],
        [((1, 0), (1, 0)), ((F(3, 4), F(1, 4)), (F(3, 4), F(1, 4))), ((0, 1), (0, 1))],
    ),
    # Von Stengel 2007 (Algorithmic Game Theory, chapter 3).
    "three by two": (
        [[3, 3], [2, 5], [0, 6]],
        [[3, 2], [2, 6], [3, 1]],
        [
            ((1, 0, 0), (1, 0)),
            ((F(4, 5), F(1, 5), 0), (F(2, 3), THIRD)),
            ((0, THIRD, F(2, 3)), (THIRD, F(2, 3))),
        ],
    ),
    "one by one": ([[7]], [["-1/3"]], [((1,), (1,))]),
    "one by three": ([[5, 6, 7]], [[1, 3, 2]], [((1,), (0, 1, 0))]),
    "two by one": ([[1], [4]], [[0], [0]], [((0, 1), (1,))]),
}


@pytest.mark.parametrize("name", ISOLATED)
def test_isolated_equilibria_in_order(name):
    first, second, expected = ISOLATED[name]
    game = game_of(first, second)
    found = solved(game)
    assert [point(game, candidate.assessment) for candidate in found] == expected
    assert all(candidate.component is None for candidate in found)
    assert all(check_normal(game, candidate).valid for candidate in found)


def product_cell(rows, columns):
    return frozenset(
        (tuple(map(F, row)), tuple(map(F, column))) for row in rows for column in columns
    )


DEGENERATE = {
    # A stays out (0, 2) or enters; B fights (-1, -1) or yields (1, 1). Entering pays 1 - 2q if B
    # fights with probability q, so staying out is best from q = 1/2 on, and B does not care.
    "entry deterrence": (
        [[0, 0], [-1, 1]],
        [[2, 2], [-1, 1]],
        {
            (0, frozenset({product_cell([(0, 1)], [(0, 1)])})),
            (1, frozenset({product_cell([(1, 0)], [(1, 0), (HALF, HALF)])})),
        },
    ),
    # The first row with any column mixture, or the first column with any row mixture.
    "two crossing edges": (
        [[1, 1], [1, 0]],
        [[1, 1], [1, 0]],
        {
            (
                1,
                frozenset(
                    {
                        product_cell([(1, 0)], [(1, 0), (0, 1)]),
                        product_cell([(1, 0), (0, 1)], [(1, 0)]),
                    }
                ),
            )
        },
    ),
    # Against the first row both columns pay 3; the first row is best while c1 has at least 2/3.
    # The other equilibrium is that of the game above it in the same chapter.
    "three by two with an edge": (
        [[3, 3], [2, 5], [0, 6]],
        [[3, 3], [2, 6], [3, 1]],
        {
            (1, frozenset({product_cell([(1, 0, 0)], [(1, 0), (F(2, 3), THIRD)])})),
            (0, frozenset({product_cell([(0, THIRD, F(2, 3))], [(THIRD, F(2, 3))])})),
        },
    ),
    "constant payoffs": (
        [[4, 4], [4, 4], [4, 4]],
        [[-1, -1], [-1, -1], [-1, -1]],
        {
            (
                3,
                frozenset({product_cell([(1, 0, 0), (0, 1, 0), (0, 0, 1)], [(1, 0), (0, 1)])}),
            )
        },
    ),
    # The third row copies the first: together they get one half.
    "matching pennies with a copied row": (
        [[1, -1], [-1, 1], [1, -1]],
        [[-1, 1], [1, -1], [-1, 1]],
        {(1, frozenset({product_cell([(HALF, HALF, 0), (0, HALF, HALF)], [(HALF, HALF)])}))},
    ),
    "one by three with a tie": (
        [[5, 5, 5]],
        [[1, 2, 2]],
        {(1, frozenset({product_cell([(1,)], [(0, 1, 0), (0, 0, 1)])}))},
    ),
    # Only r1 is ever strictly worse; whatever the column does, r2 and r3 pay the same.
    "a row player who cares little": (
        [[0, 0], [1, 1], [1, 1]],
        [[0, 0], [1, 0], [0, 1]],
        {
            (
                1,
                frozenset(
                    {
                        product_cell([(0, 1, 0), (0, HALF, HALF)], [(1, 0)]),
                        product_cell([(0, HALF, HALF)], [(1, 0), (0, 1)]),
                        product_cell([(0, HALF, HALF), (0, 0, 1)], [(0, 1)]),
                    }
                ),
            )
        },
    ),
}


@pytest.mark.parametrize("name", DEGENERATE)
def test_components(name):
    first, second, expected = DEGENERATE[name]
    game = game_of(first, second)
    assert structure(game) == expected
    assert all(check_normal(game, candidate).valid for candidate in solved(game))


def test_the_member_is_the_first_extreme_equilibrium():
    game = game_of([[1, 1], [1, 0]], [[1, 1], [1, 0]])
    (candidate,) = solved(game)
    assert point(game, candidate.assessment) == ((SURE, NEVER), (SURE, NEVER))


def test_a_huge_payoff_is_as_exact_as_a_small_one():
    big = 10**40
    game = game_of([[big, 0], [0, 1]], [[1, 0], [0, big]])
    mixed = point(game, solved(game)[1].assessment)
    assert mixed == ((F(big, big + 1), F(1, big + 1)), (F(1, big + 1), F(big, big + 1)))
