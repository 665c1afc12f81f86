"""W4: large zero-sum games with independent payoffs."""

from __future__ import annotations

import numpy as np
import pytest
from workloads import regret, run, smoke, uniform

import gametheory_dprk as gt

SIZES = [60, 500, 1000, 2000]
PEERS_TO = 1000
"""The largest size that linear programming is given."""


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("solver", ["ours", "highs-ds", "highs-ipm"])
def test_zero_sum(benchmark, request, solver, size, seed):
    if smoke(request) and (size > 60 or seed):
        pytest.skip("smoke")
    if solver != "ours" and size > PEERS_TO:
        pytest.skip("takes minutes")
    payoffs, _ = uniform(size, seed)
    if solver == "ours":
        x, y = run(benchmark, "W4", size, seed, solver, lambda: gt.nash(payoffs, -payoffs))
        assert regret(payoffs, -payoffs, x, y) < 1e-9
    else:
        x, y = run(
            benchmark, "W4", size, seed, solver, lambda: by_linear_program(payoffs, solver),
            slow=size > 500,
        )  # fmt: skip
    assert regret(payoffs, -payoffs, x, y) < 1e-6


def by_linear_program(payoffs, method):
    """Both strategies from one program and its multipliers."""
    from scipy.optimize import linprog

    rows, columns = payoffs.shape
    found = linprog(
        np.r_[np.zeros(columns), 1.0],
        A_ub=np.hstack([payoffs, -np.ones((rows, 1))]),
        b_ub=np.zeros(rows),
        A_eq=np.r_[np.ones(columns), 0.0][None],
        b_eq=[1.0],
        bounds=[(0, None)] * columns + [(None, None)],
        method=method,
    )
    return -found.ineqlin.marginals, found.x[:columns]


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("size", [500, 1000, 2000])
def test_exactly(benchmark, request, size, seed):
    """Whole payoffs: an exact solution of the supports, all comparisons exact."""
    if smoke(request):
        pytest.skip("smoke")
    payoffs = np.random.default_rng(seed).integers(0, 100, (size, size))
    found = run(
        benchmark, "W4", f"{size}, payoffs 0 to 99, exact", seed, "ours",
        lambda: gt.nash(payoffs, -payoffs, exact=True), slow=size > 500,
    )  # fmt: skip
    assert found.certified
