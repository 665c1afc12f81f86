"""Indices of equilibria: by hand, as a sum over all, and under changes that do not matter."""

from __future__ import annotations

import copy
from fractions import Fraction
from random import Random

import pytest
from bimatrix_games import game_of, random_arrays

from gametheory_dprk.concepts.index import determinant
from gametheory_dprk.games import NormalGame
from gametheory_dprk.planner import solve
from gametheory_dprk.solution_json import encode_solution
from gametheory_dprk.verification import verify


def indices(game) -> list[int | None]:
    return [each.index for each in solve(game, "nash")]


def nondegenerate(count: int, seed: int):
    """Random games of which every equilibrium is isolated and regular, hence all are listed."""
    random = Random(seed)
    while count:
        size = random.randint(2, 4), random.randint(2, 4)
        game = game_of(*random_arrays(random, size, 99))
        found = solve(game, "nash")
        if found.complete and all(each.component is None for each in found):
            count -= 1
            yield game, found


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ([[3, 0], [5, 1]], [[3, 5], [0, 1]], [1]),
        ([[1, -1], [-1, 1]], [[-1, 1], [1, -1]], [1]),
        ([[0, 7], [2, 6]], [[0, 2], [7, 6]], [1, -1, 1]),
        ([[1, 0, 0], [0, 1, 0], [0, 0, 1]], [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
         [1, -1, -1, 1, 1, -1, 1]),
    ],
)  # fmt: skip
def test_textbook(first, second, expected) -> None:
    """Strict equilibria are +1. Matching pennies has one, so +1. In a coordination game the mixture
    of k moves has (-1)^(k + 1), as both determinants are positive: 3 - 3 + 1 = 1."""
    assert indices(game_of(first, second)) == expected


def test_indices_of_a_nondegenerate_game_add_up_to_one() -> None:
    several = 0
    for _, found in nondegenerate(60, 1974):
        assert sum(each.index for each in found) == 1
        assert all(each.index == 1 for each in found if each.label == "pure")
        several += len(found) > 1
    assert several > 10


def test_payoff_scales_and_the_order_of_moves_and_players_do_not_matter() -> None:
    random = Random(7)
    for game, found in nondegenerate(20, 77):
        row, column = game.players
        add = random.randint(-50, 50)
        rows, columns = list(game.moves[row])[::-1], list(game.moves[column])[::-1]
        table = {
            column: {(c, r): 3 * game.payoffs[column][r, c] for r in rows for c in columns},
            row: {(c, r): game.payoffs[row][r, c] + add for r in rows for c in columns},
        }
        moves = {column: tuple(columns), row: tuple(rows)}
        changed = NormalGame((column, row), moves, table)
        before = {str(each.strategies[row]): each.index for each in found}
        other = {str(dict(e.strategies[row])): e.index for e in solve(changed, "nash")}
        assert sorted(before.values()) == sorted(other.values())


def test_degenerate_and_other_games_have_none() -> None:
    weak = game_of([[1, 0], [0, 0]], [[1, 0], [0, 0]])
    assert {str(e.outcome): e.index for e in solve(weak, "nash")} == {
        "{'r1.c1': Fraction(1, 1)}": 1,
        "{'r2.c2': Fraction(1, 1)}": None,
    }
    component = game_of([[1, 1], [1, 1]], [[1, 0], [0, 1]])
    assert all(each.index is None for each in solve(component, "nash") if each.component)
    three = NormalGame.from_arrays(*[[[[1, 0], [0, 0]], [[0, 0], [0, 1]]]] * 3)
    assert set(indices(three)) == {None}


def test_saved_index_is_rechecked() -> None:
    game = game_of([[0, 7], [2, 6]], [[0, 2], [7, 6]])
    document = {"solution": encode_solution(solve(game, "nash"))}
    assert verify(game, document).valid
    for wrong in (1, None):
        changed = copy.deepcopy(document)
        mixed = next(e for e in changed["solution"]["equilibria"] if e["label"] == "mixed")
        mixed["index"] = wrong
        assert [c.claim for _, c in verify(game, changed).failures()] == ["index"]


def test_determinant() -> None:
    """A Hilbert matrix of order 3 has determinant 1/2160; a zero leading entry is exchanged."""
    hilbert = [[Fraction(1, i + j + 1) for j in range(3)] for i in range(3)]
    assert determinant(hilbert) == Fraction(1, 2160)
    assert determinant([[Fraction(0), Fraction(2)], [Fraction(3), Fraction(5)]]) == -6
    assert determinant([[Fraction(1), Fraction(2)], [Fraction(2), Fraction(4)]]) == 0
