"""W9: zero-sum trees: CFR+ round by round, to a given exploitability, and exact values."""

from __future__ import annotations

from fractions import Fraction

import peer_solvers
import pytest
from poker import leduc, liars_dice
from workloads import run, run_peer, smoke

from gametheory_dprk.kernels.counterfactual_regret import ROUNDS, minimize_regret
from gametheory_dprk.kernels.sequence_program import View, solve_exactly

GAMES = {"leduc poker": (leduc, "leduc_poker", 200), "liar's dice": (liars_dice, "liars_dice", 20)}
"""How each is made, its name at OpenSpiel, and rounds of ours that are timed together."""

VALUES = {"leduc poker": -0.0856, "liar's dice": -0.0271}
"""What the first player gets, to four places."""


@pytest.fixture(scope="module")
def games():
    return {name: make() for name, (make, _, _) in GAMES.items()}


@pytest.mark.parametrize("name", GAMES)
@pytest.mark.parametrize("solver", ["ours", "openspiel"])
def test_one_round(benchmark, request, games, solver, name):
    if smoke(request) and name != "leduc poker":
        pytest.skip("smoke")
    _, theirs, rounds = GAMES[name]
    if solver == "ours":
        found = run(
            benchmark, "W9", f"{name}, a round of CFR+", 0, solver,
            lambda: minimize_regret(games[name], 0.0, rounds, forever),
        )  # fmt: skip
        benchmark.extra_info["instances"] = rounds * 1_000_000
        assert found.lower <= VALUES[name] + 5e-5
        assert found.upper >= VALUES[name] - 5e-5
        return
    run_peer(
        benchmark, "W9", f"{name}, a round of CFR+", 0, solver,
        peer_solvers.openspiel_round, theirs,
    )  # fmt: skip


@pytest.mark.parametrize("goal", [1e-2, 1e-3, 1e-6])
@pytest.mark.parametrize("name", GAMES)
@pytest.mark.parametrize("solver", ["ours", "openspiel"])
def test_to_an_exploitability(benchmark, request, games, solver, name, goal):
    if smoke(request) and (name != "leduc poker" or goal < 1e-3):
        pytest.skip("smoke")
    named = f"{name}, exploitability {goal:g}"
    if solver == "ours":
        found = run(
            benchmark, "W9", named, 0, solver,
            lambda: minimize_regret(games[name], goal, 10**6, forever), slow=goal < 1e-3,
        )  # fmt: skip
        benchmark.extra_info["rounds"] = found.rounds
        assert found.exploitability <= goal
        return
    benchmark.extra_info["rounds"] = run_peer(
        benchmark, "W9", named, 0, solver, peer_solvers.openspiel_to, GAMES[name][1], goal, ROUNDS,
        kind=name,
    )  # fmt: skip


@pytest.mark.parametrize("name", GAMES)
def test_exact_value(benchmark, request, games, name):
    if smoke(request) and name != "leduc poker":
        pytest.skip("smoke")
    game = games[name]
    found = run(
        benchmark, "W9", f"{name}, exact value", 0, "ours",
        lambda: solve_exactly(game, forever), slow=True,
    )  # fmt: skip
    assert round(float(found.value), 4) == VALUES[name]
    assert isinstance(found.value, Fraction)
    for number in (0, 1):
        assert View(game, number).assured(found.weights[number]) == (1 - 2 * number) * found.value


def forever():
    """No limit."""
