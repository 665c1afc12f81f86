"""Large systems over whole numbers against flint, and strategies on large supports."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from flint import fmpz_mat

import gametheory_dprk as gt
from gametheory_dprk.kernels import exact_bimatrix
from gametheory_dprk.kernels.exact_bimatrix import Basis, exact_weights, lifted_weights
from gametheory_dprk.kernels.lifting import common_fractions, exact_products


def by_flint(system):
    """The solution as fractions."""
    whole = [[int(entry) for entry in row] for row in system.tolist()]
    solved = fmpz_mat(whole).solve(fmpz_mat([[1]] * len(whole)))
    return [Fraction(int(each.p), int(each.q)) for each in solved.entries()]


@pytest.mark.parametrize("seed", range(30))
def test_solutions_are_exact(seed):
    random = np.random.default_rng(seed)
    size = int(random.integers(1, 30))
    system = random.integers(-50, 50, (size, size)).astype(float)
    if np.linalg.matrix_rank(system) < size:
        return
    numerators, common = common_fractions(system)
    assert [Fraction(each, common) for each in numerators] == by_flint(system)


def test_the_common_denominator_is_not_that_of_the_first_number():
    # x / 2 = y / 3 = z / 5 = 1: one over each is the solution
    numerators, common = common_fractions(np.diag([2.0, 3.0, 5.0]))
    assert (numerators, common) == ([15, 10, 6], 30)


@pytest.mark.parametrize(
    "system", [np.ones((2, 2)), np.array([[1.0, 1.0], [1.0, 1.0 + 2**-40]]) * 2**40]
)
def test_what_floats_cannot_settle_is_left_open(system):
    assert common_fractions(system) is None


def test_products_of_long_numbers():
    random = np.random.default_rng(0)
    matrix = random.integers(-1000, 1000, (7, 5)).astype(float)
    weights = [int(each) ** 9 for each in random.integers(0, 10**6, 5)]
    expected = [sum(int(e) * w for e, w in zip(row, weights, strict=True)) for row in matrix]
    assert exact_products(matrix, weights) == expected
    assert exact_products(matrix * 2.0**40, weights) is None


def test_both_ways_find_the_same_strategies(monkeypatch):
    payoffs = np.random.default_rng(1).integers(0, 100, (200, 200))
    found = gt.nash(payoffs, -payoffs, exact=True)
    used = tuple(np.flatnonzero([share > 0 for share in found[1]]).tolist())
    assert len(used) > 50
    tight = tuple(np.flatnonzero([share > 0 for share in found[0]]).tolist())
    lifted = lifted_weights(payoffs.T, Basis(used, tight))
    monkeypatch.setattr(exact_bimatrix, "LARGE", 10**9)
    slow = exact_weights(payoffs.T, Basis(used, tight))
    assert lifted.fractions(200) == slow.fractions(200) == found[1]
    assert lifted.best == slow.best


def test_wrong_supports_are_refused():
    payoffs = np.random.default_rng(2).integers(0, 100, (120, 120))
    assert lifted_weights(payoffs, Basis(tuple(range(110)), tuple(range(110)))) is None
