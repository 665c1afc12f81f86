"""Compiled paths against plain tableaux, and their bookkeeping of restarts and of time."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from gametheory_dprk.errors import LimitReached
from gametheory_dprk.kernels import lemke_howson as paths
from gametheory_dprk.kernels.exact_bimatrix import exact_pair
from gametheory_dprk.kernels.implicit_polytope import make_side, refresh
from gametheory_dprk.kernels.path_search import basis, find_bases
from gametheory_dprk.kernels.payoff_scan import find_pure, transposed
from gametheory_dprk.kernels.tableau_paths import follow_tableau

SIZES = [(1, 1), (1, 4), (5, 1), (2, 3), (4, 4), (7, 5), (12, 15)]


def no_limit() -> None:
    """Go on."""


def random_game(seed, rows, columns):
    random = np.random.default_rng(seed)
    return random.random((rows, columns)), random.random((rows, columns))


def make_sides(first, second, seed=0):
    random = np.random.default_rng(seed)
    bounds = [1 + 1e-9 * random.random(size) for size in first.shape[::-1]]
    return (
        make_side(second, second.min(), second.max(), bounds[0]),
        make_side(transposed(first), first.min(), first.max(), bounds[1]),
    )


def new_state(order, cap):
    state = np.zeros(9, np.int64)
    state[paths.ENTERING], state[paths.CAP], state[paths.COUNT] = -1, cap, len(order)
    return state


def positive(payoffs):
    spread = payoffs.max() - payoffs.min()
    return (payoffs - payoffs.min()) / (spread or 1) + 0.1


@pytest.mark.parametrize(("rows", "columns"), SIZES)
def test_the_path_is_that_of_plain_tableaux(rows, columns):
    for seed in range(6):
        first, second = random_game(seed, rows, columns)
        for label in range(rows + columns):
            sides, order = make_sides(first, second), np.array([label])
            state, taken = new_state(order, 10**6), []
            while state[paths.STATUS] == paths.RUNNING:
                paths.follow(*sides, order, state, 1)
                taken.append(int(state[paths.ENTERING]))
            bounds = sides[0].bounds, sides[1].bounds
            tables = positive(first), positive(second)
            expected = follow_tableau(*tables, label, no_limit, bounds)
            assert taken == expected[2]
            assert (basis(sides[0]), basis(sides[1])) == expected[:2]


def test_stretches_of_any_length_make_the_same_path():
    first, second = random_game(3, 30, 30)
    order = np.random.default_rng(0).permutation(60)
    ends = []
    for allowance in (1, 7, 10**6):
        sides, state = make_sides(first, second), new_state(order, 10)
        while state[paths.STATUS] == paths.RUNNING:
            paths.follow(*sides, order, state, allowance)
        ends.append((state.tolist(), basis(sides[0]), basis(sides[1])))
    assert ends[0] == ends[1] == ends[2]


def test_caps_grow_and_labels_halve():
    first, second = random_game(0, 40, 40)
    second = 1 - first + 0.01 * second  # almost zero-sum: all paths are long
    order = np.arange(80)
    state = new_state(order, 2)
    sides = make_sides(first, second)
    paths.follow(*sides, order, state, 160)
    assert (state[paths.RUNS], state[paths.CAP], state[paths.COUNT]) == (80, 8, 40)
    paths.follow(*sides, order, state, 320)
    assert (state[paths.RUNS], state[paths.CAP], state[paths.COUNT]) == (120, 32, 20)


def test_computing_anew_changes_nothing_but_rounding():
    first, second = random_game(1, 60, 60)
    sides, order = make_sides(first, second), np.array([0])
    paths.follow(*sides, order, new_state(order, 10**6), 9)
    before = [(side.level.copy(), side.slack.copy(), side.inverse.copy()) for side in sides]
    for side, kept in zip(sides, before, strict=True):
        size = side.size[0]
        refresh(side)
        np.testing.assert_allclose(side.level[:size], kept[0][:size], rtol=1e-9)
        np.testing.assert_allclose(side.slack, kept[1], atol=1e-12)
        np.testing.assert_allclose(side.inverse[:size, :size], kept[2][:size, :size], rtol=1e-7)


def test_exact_tableaux_end_at_an_equilibrium_of_games_full_of_ties():
    for seed in range(60):
        random = np.random.default_rng(seed)
        shape = tuple(random.integers(1, 6, 2))
        first, second = random.integers(0, 2, shape), random.integers(0, 2, shape)
        tables = [np.vectorize(Fraction, otypes=[object])(t.tolist()) for t in (first, second)]
        for label in range(sum(shape)):
            *bases, _ = follow_tableau(tables[0] + 1, tables[1] + 1, label, no_limit)
            assert exact_pair(first, second, *bases) is not None


def test_the_search_looks_at_the_clock():
    def stop():
        raise LimitReached("enough")

    first, second = random_game(0, 8, 8)
    with pytest.raises(LimitReached, match="enough"):
        find_bases(first, second, stop, pure=False)


@pytest.mark.parametrize(("rows", "columns"), [(1, 1), (3, 40), (17, 33), (64, 16)])
def test_transposes_are_contiguous_copies(rows, columns):
    matrix = np.arange(rows * columns, dtype=float).reshape(rows, columns)
    result = transposed(matrix)
    assert result.flags.c_contiguous
    np.testing.assert_array_equal(result, matrix.T)


def test_pure_equilibria_are_seen_exactly_where_they_are():
    seen = 0
    for seed in range(300):
        random = np.random.default_rng(seed)
        shape = tuple(random.integers(1, 5, 2))
        first, second = (random.integers(0, 4, shape).astype(float) for _ in range(2))
        both = (first == first.max(axis=0)) & (second == second.max(axis=1, keepdims=True))
        expected = tuple(np.argwhere(both)[0]) if both.any() else (-1, -1)
        assert find_pure(first, second) == expected
        seen += both.any()
    assert 100 < seen < 300
