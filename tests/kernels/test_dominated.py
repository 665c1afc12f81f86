"""Iterated strict dominance by single moves, and equilibria of what it leaves."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

import gametheory_dprk as gt
from gametheory_dprk.errors import LimitReached
from gametheory_dprk.kernels.dominated import undominated


def guessing(size):
    """Two players name numbers; nearer to two thirds of the mean gains, and effort is dear."""
    places = np.arange(size)
    own = -np.abs(places[:, None] - (places[:, None] + places[None, :]) / 3)
    return own, own.T


def plain(first, second):
    """The same elimination, one comparison after the other."""
    rows, columns = set(range(first.shape[0])), set(range(first.shape[1]))
    while True:
        gone = {i for i in rows for k in rows if all(first[k, j] > first[i, j] for j in columns)}
        lost = {
            j for j in columns for k in columns if all(second[i, k] > second[i, j] for i in rows)
        }
        if not gone and not lost:
            return sorted(rows), sorted(columns)
        rows, columns = rows - gone, columns - lost


@pytest.mark.parametrize("seed", range(20))
def test_the_order_of_elimination_does_not_matter(seed):
    first, second = np.random.default_rng(seed).integers(0, 6, (2, 6, 3))
    found = undominated(first, second)
    assert [kept.tolist() for kept in found] == [*plain(first, second)]


def test_differences_below_all_roundings_count():
    first = np.array([[Fraction(1, 3)], [Fraction(1, 3) + Fraction(1, 10**40)]], dtype=object)
    assert undominated(first, first)[0].tolist() == [1]


def test_equal_payoffs_are_not_strictly_better():
    first = np.array([[1, 1], [1, 0]])
    assert [len(kept) for kept in undominated(first, first)] == [2, 2]


@pytest.mark.parametrize("exact", [True, False])
def test_large_games_that_dominance_solves(exact):
    first, second = guessing(80)
    (pair,) = gt.all_nash(first, second, exact=exact)
    assert [[float(c) for c in each] for each in pair] == [[1.0] + [0.0] * 79] * 2


def test_the_plan_tells_of_dominance():
    first, second = guessing(40)
    solution = gt.solve(gt.NormalGame.from_arrays(first, second), "nash")
    assert (solution.plan, solution.complete) == (("undominated_moves",), True)
    assert "strict dominance leaves 1 x 1 of 40 x 40 moves" in [
        w.message for w in solution.warnings
    ]
    assert solution.equilibria[0].strategies["row"]["row"]["r1"] == 1


def test_what_survives_may_mix_and_have_components():
    """A coordination game with a tie, hidden among dominated moves."""
    first, second = np.full((2, 40, 40), -1)
    first[:, :], second[:, :] = -np.arange(40)[:, None] - 9, -np.arange(40)[None, :] - 9
    first[:2, :2], second[:2, :2] = [[2, 0], [2, 1]], [[2, 0], [0, 1]]
    solution = gt.solve(gt.NormalGame.from_arrays(first, second), "nash")
    small = gt.solve(gt.NormalGame.from_arrays(first[:2, :2], second[:2, :2]), "nash")
    assert [e.label for e in solution] == [e.label for e in small]
    assert all(each.certificate.valid for each in solution)


def test_too_much_left_is_a_limit():
    first, second = np.random.default_rng(0).normal(size=(2, 40, 40))
    with pytest.raises(LimitReached, match=r"40 x 40 moves: 40 x 40 are not strictly dominated"):
        gt.all_nash(first, second)
