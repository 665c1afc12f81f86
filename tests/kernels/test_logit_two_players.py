"""The compiled branch of two players: the same curve as the one in numpy, and its limit."""

from __future__ import annotations

import time
from random import Random

import numpy as np
import pytest
from kernels.logit_games import normal_game, signaling_game, tree_game

import gametheory_dprk as gt
from gametheory_dprk.errors import LimitReached, SolveError
from gametheory_dprk.kernels import (
    logit_bimatrix,
    logit_branch,
    logit_elimination,
    logit_two_players,
)
from gametheory_dprk.kernels.agent_form import agent_form
from gametheory_dprk.kernels.exact_bimatrix import exact_pair
from gametheory_dprk.kernels.logit_map import logit_game
from gametheory_dprk.kernels.logit_two_players import follow_at, follow_to, limit_bases
from gametheory_dprk.kernels.one_equilibrium import find_float_pair, logit_limits
from gametheory_dprk.limits import Budget


def forever() -> None:
    """No limit."""


def covariant(size: int, seed: int, rho: float = -0.5):
    random = np.random.default_rng(seed)
    first = random.normal(size=(size, size))
    return first, rho * first + np.sqrt(1 - rho**2) * random.normal(size=(size, size))


@pytest.mark.parametrize("rescale", [False, True])
@pytest.mark.parametrize("shape", [(1, 3), (4, 1), (2, 2), (5, 3), (4, 9), (9, 9)])
def test_the_curve_is_the_one_in_numpy(shape, rescale):
    random = Random(sum(shape))
    for _ in range(3):
        game = logit_game(agent_form(normal_game(random, *shape, most=20)), rescale)
        for rationality in (0.0, 0.1, 1.0, 7.0):
            one = logit_two_players.branch_at(game, rationality, forever)
            other = logit_branch.branch_at(game, rationality, forever)
            assert one.point.logs == pytest.approx(other.point.logs, abs=1e-8)
        one = logit_two_players.branch_to(game, 1e-6, forever)
        other = logit_branch.branch_to(game, 1e-6, forever)
        assert np.exp(one.point.logs) == pytest.approx(np.exp(other.point.logs), abs=1e-3)
        assert one.folds == other.folds


def test_only_games_of_two_who_move_at_once_are_taken():
    random = Random(3)
    assert logit_two_players.is_two_player(logit_game(agent_form(normal_game(random, 2, 3))))
    for game in (
        normal_game(random, 2, 2, 2),
        signaling_game(random, 2, 2, 2),
        tree_game(Random(5)),
    ):
        assert not logit_two_players.is_two_player(logit_game(agent_form(game)))


@pytest.mark.parametrize("size", [45, 70])
def test_responses_hold_with_a_system_in_several_blocks(size):
    random = np.random.default_rng(size)
    first, second = random.random((2, size, size)) * 3
    values = np.array([0.5, 5.0, 50.0, 400.0])
    found = follow_at(first, second, values, forever)
    for rationality, x, y in zip(values, np.exp(found.x), np.exp(found.y), strict=True):
        pays, costs = rationality * first @ y, rationality * x @ second
        for played, worth in ((x, pays), (y, costs)):
            response = np.exp(worth - worth.max())
            assert played == pytest.approx(response / response.sum(), abs=1e-9)


def test_elimination_solves_and_knows_the_sign_of_the_determinant():
    random = np.random.default_rng(0)
    for size in (1, 5, 32, 33, 80):
        matrix, side = random.normal(size=(size, size)), random.normal(size=size)
        work, swaps, solution = matrix.copy(), np.zeros(size, np.int64), side.copy()
        sign = logit_elimination.eliminate(work, size, swaps)
        logit_bimatrix.substitute(work, size, swaps, solution)
        assert sign == np.linalg.slogdet(matrix)[0]
        assert matrix @ solution == pytest.approx(side, abs=1e-8)
    assert logit_elimination.eliminate(np.ones((3, 3)), 3, np.zeros(3, np.int64)) == 0.0


def test_a_crossing_is_counted_and_followed_straight_on():
    first = np.array([[0.0, 7], [2, 6]])
    found = follow_to(first, np.ascontiguousarray(first.T), 1e-6, forever)
    assert found.crossings == 1
    assert np.exp(found.x[0]) == pytest.approx([1 / 3, 2 / 3], abs=1e-3)


def test_the_limit_is_an_exact_equilibrium():
    for seed in range(5):
        first, second = (np.round(each * 1000).astype(np.int64) for each in covariant(30, seed))
        floats = first.astype(float), second.astype(float)
        pairs = (exact_pair(first, second, *bases) for bases in limit_bases(*floats, forever))
        x, y = next(pair for pair in pairs if pair is not None)
        end = follow_to(*floats, 1e-6, forever)
        chances = np.array(x.fractions(30) + y.fractions(30), dtype=float)
        played = np.exp(np.concatenate([end.x[0], end.y[0]]))
        assert played == pytest.approx(chances, abs=0.01)


def test_large_covariant_games_end_by_their_logit_limit():
    first, second = covariant(120, 1)
    found = find_float_pair(first, second, forever)
    assert found.regret < 1e-12
    assert found.pivots == 30_000
    assert next(logit_limits(first, second, forever)).rows.used == tuple(np.flatnonzero(found.x))


def test_arrays_go_straight_to_the_kernel():
    random = np.random.default_rng(5)
    first, second = random.random((2, 25, 30))
    ((x, y),) = gt.qre(first, second, rationality=20)
    response = np.exp(20 * first @ y)
    assert x == pytest.approx(response / response.sum(), abs=1e-9)
    ((x, y),) = gt.qre(7 * first, second, rationality=20 * np.ptp(first), rescale=True)
    response = np.exp(20 * first @ y)
    assert x == pytest.approx(response / response.sum(), abs=1e-9)
    ((x, _),) = gt.qre(first, second, rationality=20)
    ((small, _),) = gt.qre(first[:, ::-1], second[:, ::-1], rationality=20)
    assert small == pytest.approx(x, abs=1e-8)
    with pytest.raises(SolveError, match="option lambda"):
        gt.qre(first, second, rationality=-1)
    with pytest.raises(ValueError, match="A: nan is not a finite number"):
        gt.qre(np.full((25, 30), np.nan), second)


def test_the_clock_is_looked_at():
    follow_to(*covariant(41, 0), 1e-2, Budget().tick)  # compiles
    first, second = covariant(300, 0)
    started = time.perf_counter()
    with pytest.raises(LimitReached):
        follow_to(first, second, 1e-6, Budget(0.2).tick)
    assert time.perf_counter() - started < 20
