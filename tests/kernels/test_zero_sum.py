"""Large zero-sum games: the guess, the interior point, and the certificate of both."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import linprog

import gametheory_dprk as gt
from gametheory_dprk.kernels import one_equilibrium, zero_sum


def no_limit() -> None:
    """Go on."""


def value_by_linear_program(payoffs):
    """The least that the column player can hold the row player to (von Neumann 1928)."""
    rows, columns = payoffs.shape
    found = linprog(
        np.r_[np.zeros(columns), 1.0],
        A_ub=np.hstack([payoffs, -np.ones((rows, 1))]),
        b_ub=np.zeros(rows),
        A_eq=np.r_[np.ones(columns), 0.0][None],
        b_eq=[1.0],
        bounds=[(0, None)] * columns + [(None, None)],
    )
    return found.fun


@pytest.mark.parametrize(("rows", "columns"), [(3, 3), (40, 70), (80, 80)])
def test_the_gap_of_the_guess_holds_the_value(rows, columns):
    payoffs = np.random.default_rng(rows).normal(size=(rows, columns))
    found = zero_sum.guess(payoffs, 1e-3, no_limit)
    value = value_by_linear_program(payoffs)
    assert found.gap <= 1e-3
    assert found.costs.min() - 1e-12 <= value <= found.pays.max() + 1e-12
    np.testing.assert_allclose(found.pays, payoffs @ found.y)
    np.testing.assert_allclose([found.x.sum(), found.y.sum()], 1.0)


@pytest.mark.parametrize(("rows", "columns"), [(60, 60), (60, 110), (120, 75)])
def test_supports_give_the_value_of_the_linear_program(rows, columns):
    for seed in range(3):
        payoffs = np.random.default_rng(seed).random((rows, columns))
        bases = zero_sum.find_zero_sum_bases(payoffs, no_limit)
        assert bases is not None
        x = one_equilibrium.float_weights(-payoffs, bases[0])
        y = one_equilibrium.float_weights(payoffs.T, bases[1])
        value = value_by_linear_program(payoffs)
        assert (payoffs @ y).max() == pytest.approx(value, abs=1e-10)
        assert (x @ payoffs).min() == pytest.approx(value, abs=1e-10)


def test_what_was_put_aside_is_compared():
    """Rock, paper, scissors, and a fourth row that beats all three."""
    payoffs = np.array([[0.0, -1, 1], [1, 0, -1], [-1, 1, 0], [2, 2, 2]])
    rows, columns = zero_sum.improving(payoffs, np.arange(3), np.arange(3))
    assert (rows.tolist(), columns.tolist()) == ([3], [])


def test_games_that_add_up_to_a_constant_go_this_way(monkeypatch):
    payoffs = np.random.default_rng(0).random((64, 64))
    assert zero_sum.is_zero_sum(payoffs, 2.0 - payoffs)
    assert not zero_sum.is_zero_sum(payoffs, payoffs)
    found = gt.nash(payoffs, 2.0 - payoffs, certify=True)
    assert (found.certified, found.pivots) == (True, 0)
    assert found.regret < 1e-12
    monkeypatch.setattr(one_equilibrium, "find_zero_sum_bases", lambda *_: None)
    assert gt.nash(payoffs, -payoffs).pivots > 0


def test_ties_fall_back_on_paths():
    """Payoffs of zero and one, where the supports of an interior solution differ in size."""
    payoffs = np.random.default_rng(4).integers(0, 2, (64, 64))
    found = gt.nash(payoffs, -payoffs, certify=True)
    assert found.certified
    assert found.regret < 1e-12
