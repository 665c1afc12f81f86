"""W6: one equilibrium of structured signaling games on grids, with its certificate; Blotto."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from workloads import peer, run, smoke

import gametheory_dprk as gt
from gametheory_dprk.concepts.signaling.grid import check_grid_signaling
from gametheory_dprk.limits import Budget
from gametheory_dprk.solvers.compact_pure import run as find

SHAPES = {"separating": "separating", "pooling": "pooling", "partition": "cheap talk"}


def spence(size, responses):
    """Separating at message = type; responses reach as far as types do."""
    steps = range(1, size + 1)
    return gt.GridSignalingGame.from_formulas(
        types=("t", steps),
        signals=("m", steps),
        responses=("r", [Fraction(k * size, responses) for k in range(1, responses + 1)]),
        sender="r - m^2/(2*t)",
        receiver="-(r - t)^2",
    )


def cheap_talk(size, responses):
    """Crawford and Sobel's uniform example with bias 1/50."""
    steps = [Fraction(k, size - 1) for k in range(size)]
    return gt.GridSignalingGame.from_formulas(
        types=("t", steps),
        signals=("m", steps),
        responses=("a", [Fraction(k, responses - 1) for k in range(responses)]),
        sender="-(a - t - 0.02)^2",
        receiver="-(a - t)^2",
    )


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(
    ("size", "responses"), [(64, 64), (256, 256), (1000, 1000), (1000, 100)], ids=str
)
def test_structured(benchmark, request, shape, size, responses):
    if smoke(request):
        size, responses = 16, 16
    if shape == "separating" and responses < size:
        pytest.skip("too few responses to tell all types apart")
    if shape == "partition" and size > 256:
        pytest.skip("takes minutes: play comes to rest slowly")
    make = cheap_talk if shape == "partition" else spence

    def solve():
        game = make(size, responses)
        (candidate,) = find(game, "pbe", Budget(), {"shapes": shape}).candidates
        certificate = check_grid_signaling(game, candidate)
        assert certificate.valid
        return candidate

    size_text = f"{size} x {size} x {responses}, {SHAPES[shape]}"
    run(benchmark, "W6", size_text, 0, "ours", solve)


BLOTTO = [(10, 8, [1, 2, 3, 4]), (12, 10, [1, 2, 3, 4]), (20, 15, [1, 2, 3, 4, 5, 6, 7, 8])]


@pytest.mark.parametrize("case", range(3))
@pytest.mark.parametrize("solver", ["ours", "highs"])
def test_blotto(benchmark, request, solver, case):
    """Double oracle beside the linear program of the whole matrix, where this can be written."""
    game = gt.Blotto.of(*BLOTTO[0 if smoke(request) else case])
    rows, columns = game.sizes
    if solver == "ours":
        found = run(
            benchmark, "W6-blotto", f"{rows} x {columns}", 0, "ours",
            lambda: gt.double_oracle(game), slow=True,
        )  # fmt: skip
        assert found.low == found.high
        return
    if rows * columns > 1_000_000:
        pytest.skip("the matrix has more than a million entries")
    table = whole_matrix(game)
    optimize = peer("scipy.optimize")

    def solve():
        return optimize.linprog(
            np.append(np.zeros(rows), -1.0),
            A_ub=np.column_stack([-table.T, np.ones(columns)]), b_ub=np.zeros(columns),
            A_eq=np.append(np.ones(rows), 0.0)[None], b_eq=[1.0],
            bounds=[(0, None)] * rows + [(None, None)], method="highs-ds",
        )  # fmt: skip

    found = run(benchmark, "W6-blotto", f"{rows} x {columns}", 0, "highs", solve, slow=True)
    assert abs(-found.fun - float(gt.double_oracle(game).value)) < 1e-6


def whole_matrix(game):
    """Payoffs of all pairs of strategies."""
    fields = len(game.values)
    sides = (spreads(game.first, fields), spreads(game.second, fields))
    values = np.array([float(value) for value in game.values])
    return np.array([np.sign(own - sides[1]) @ values for own in sides[0]])


def spreads(troops, fields):
    """Every way to spread troops, as rows."""
    if fields == 1:
        return np.array([[troops]])
    parts = [(k, spreads(troops - k, fields - 1)) for k in range(troops + 1)]
    return np.concatenate([np.column_stack([np.full(len(rest), k), rest]) for k, rest in parts])
