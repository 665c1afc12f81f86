"""One equilibrium in floats and over the rationals, on games that invite mistakes."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from gametheory_dprk.kernels import logit_two_players, one_equilibrium
from gametheory_dprk.kernels.exact_bimatrix import Basis, exact_pair, exact_weights
from gametheory_dprk.kernels.integer_payoffs import integer_rows
from gametheory_dprk.kernels.logit_path import PathLost
from gametheory_dprk.kernels.one_equilibrium import (
    SCALES,
    find_exact_pair,
    find_float_pair,
    logit_limits,
)


def no_limit() -> None:
    """Go on."""


def assert_equilibrium(first, second, x, y):
    """Compare all payoffs in fractions, with code that shares nothing with the kernels."""
    rows = [[Fraction(entry) for entry in row] for row in first.tolist()]
    columns = [[Fraction(entry) for entry in row] for row in second.T.tolist()]
    assert sum(x) == sum(y) == 1
    assert min(*x, *y) >= 0
    for table, own, other in ((rows, x, y), (columns, y, x)):
        pays = [sum(p * q for p, q in zip(row, other, strict=True)) for row in table]
        assert all(pay == max(pays) for pay, chance in zip(pays, own, strict=True) if chance)


def games():
    """Ties, duplicates, one move, large and tiny numbers, and plain random payoffs."""
    for seed in range(120):
        random = np.random.default_rng(seed)
        shape = tuple(random.integers(1, 7, 2))
        first, second = (random.integers(0, 1 + seed % 4, shape) for _ in range(2))
        if seed % 3 == 1:
            first, second = first + random.random(shape), second * random.random(shape)
        if seed % 3 == 2:
            first, second = (np.vstack([t, t[:1]]) for t in (first, second))
        yield first * 10.0 ** (seed % 17 - 8), second


def test_exact_answers_are_equilibria():
    for first, second in games():
        pair = find_exact_pair(first, second, no_limit)
        x, y = pair.x.fractions(len(first)), pair.y.fractions(len(first[0]))
        assert_equilibrium(first, second, x, y)


def test_float_answers_have_no_regret_but_rounding():
    for first, second in games():
        found = find_float_pair(first.astype(float), second.astype(float), no_limit)
        assert found.regret < 1e-9
        assert found.x.min() >= 0
        assert found.x.sum() == pytest.approx(1)


def test_what_floats_fail_at_the_exact_path_solves(monkeypatch):
    monkeypatch.setattr(one_equilibrium, "searches", lambda *_: iter(()))
    for first, second in games():
        pair = find_exact_pair(first, second, no_limit)
        x, y = pair.x.fractions(len(first)), pair.y.fractions(len(first[0]))
        assert_equilibrium(first, second, x, y)
        assert find_float_pair(first.astype(float), second.astype(float), no_limit).regret < 1e-9


def test_payoffs_that_differ_beyond_floats_are_told_apart():
    """The second row is better by one part in 10^30, whatever the column."""
    large = 10**30
    first = np.array([[large, 0], [large + 1, 1]], dtype=object)
    pair = find_exact_pair(first, np.array([[0, 0], [0, 0]], dtype=object), no_limit)
    assert pair.x.used == (1,)


def test_wrong_supports_are_refused():
    chicken = np.array([[0, 7], [2, 6]])
    both = Basis((0, 1), (0, 1))
    assert exact_pair(chicken, chicken.T, both, both) is not None
    first, second = Basis((0,), (1,)), Basis((0,), (0,))
    assert exact_pair(chicken, chicken.T, first, second) is None
    assert exact_weights(np.array([[1, 1], [1, 1]]), both) is None
    assert exact_weights(np.array([[3, 0], [1, 0]]), both) is None


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ([[0.1, 0.25]], [[3602879701896397, 9007199254740992]]),
        ([[0.0, 0.0]], [[0, 0]]),
        ([[5e-324, -1.0]], [[1, -(2**1074)]]),
    ],
)
def test_floats_are_the_binary_fractions_they_stand_for(block, expected):
    """0.1 is 3602879701896397 / 2^55 and the least positive double 2^-1074 (IEEE 754)."""
    assert integer_rows(np.array(block)) == expected


def test_a_branch_that_is_lost_is_followed_in_other_units(monkeypatch):
    tried = []

    def limit_bases(first, second, tick):
        tried.append(float(np.ptp(second)))
        if len(tried) < 3:
            raise PathLost
        yield Basis((0, 1), (0, 1)), Basis((0, 1), (0, 1))

    monkeypatch.setattr(logit_two_players, "limit_bases", limit_bases)
    pennies = np.array([[1.0, -1.0], [-1.0, 1.0]])
    found = next(iter(logit_limits(pennies, -pennies, lambda: None)))
    assert found.rows == Basis((0, 1), (0, 1))
    assert tried == list(SCALES[:3])
