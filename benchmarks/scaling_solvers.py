"""How the study of scaling prepares a game of some size for each solver; seed 0 throughout."""

from __future__ import annotations

import sys
from collections.abc import Callable
from math import log
from pathlib import Path
from typing import Any

import numpy as np
import peer_solvers
from workloads import covariant, integers, uniform

import gametheory_dprk as gt

Solve = Callable[[], Any]
Prepare = Callable[[int], Solve]


def floats(size: int) -> tuple[Any, Any]:
    """Independent uniform payoffs."""
    return uniform(size, 0)


def thousands(size: int) -> tuple[Any, Any]:
    """Whole payoffs from 0 to 1000."""
    first, second = (np.round(1000 * each).astype(np.int64) for each in uniform(size, 0))
    return first, second


def zero_sum(size: int) -> tuple[Any, Any]:
    """Whole payoffs from 0 to 99 that the column player pays."""
    payoffs = np.random.default_rng(0).integers(0, 100, (size, size))
    return payoffs, -payoffs


def our_nash(size: int) -> Solve:
    """One equilibrium in floats; one of a small game first, so that all code is loaded."""
    gt.nash(*floats(3))
    tables = floats(size)
    return lambda: gt.nash(*tables)


def quantecon_nash(size: int) -> Solve:
    """The same by quantecon."""
    return peer_solvers.quantecon(*floats(size))


def gambit_nash(size: int) -> Solve:
    """The same by Gambit."""
    return peer_solvers.gambit(*floats(size), exact=False)


def our_opposed(size: int) -> Solve:
    """Opposed payoffs; code for the branch of logit equilibria is loaded too."""
    gt.nash(*covariant(120, 0))
    tables = covariant(size, 0)
    return lambda: gt.nash(*tables)


def quantecon_opposed(size: int) -> Solve:
    """The same by quantecon, with the caps that suit it."""
    return peer_solvers.quantecon(*covariant(size, 0), capping=1000)


def our_exact(size: int) -> Solve:
    """One equilibrium over the rationals."""
    gt.nash(*thousands(3), exact=True)
    tables = thousands(size)
    return lambda: gt.nash(*tables, exact=True)


def gambit_exact(size: int) -> Solve:
    """The same by Gambit."""
    return peer_solvers.gambit(*thousands(size))


def our_extremes(size: int) -> Solve:
    """All extreme equilibria, exactly."""
    gt.all_nash(*integers(3, 0), exact=True)
    tables = integers(size, 0)
    return lambda: gt.all_nash(*tables, exact=True)


def lrs_extremes(size: int) -> Solve:
    """The same by lrsnash, its process included."""
    return peer_solvers.lrsnash(*integers(size, 0), 600.0)


def quantecon_extremes(size: int) -> Solve:
    """The same by quantecon, in floats."""
    return peer_solvers.quantecon_vertices(*integers(size, 0))


def our_values(size: int) -> Solve:
    """A zero-sum game, exactly."""
    gt.nash(*zero_sum(80), exact=True)
    tables = zero_sum(size)
    return lambda: gt.nash(*tables, exact=True)


def highs_values(size: int) -> Solve:
    """The same by an interior point, in floats."""
    return peer_solvers.highs(zero_sum(size)[0].astype(float), "highs-ipm")


def simplex_values(size: int) -> Solve:
    """The same by the dual simplex method, in floats."""
    return peer_solvers.highs(zero_sum(size)[0].astype(float), "highs-ds")


def our_pbe(size: int) -> Solve:
    """All perfect Bayesian equilibria of a signaling game, with components."""
    from gametheory_dprk.games import SignalingGame
    from gametheory_dprk.limits import Budget
    from gametheory_dprk.solvers.signaling_supports import run

    def game(size: int) -> Any:
        payoffs = np.random.default_rng(0).integers(0, 1000, (2, size, size, size)).tolist()
        return SignalingGame.from_arrays([f"1/{size}"] * size, *payoffs)

    run(game(2), "pbe", Budget())
    large = game(size)
    return lambda: run(large, "pbe", Budget())


def our_grid(size: int) -> Solve:
    """A separating equilibrium of Spence's game on grids, and its certificate."""
    from fractions import Fraction

    from gametheory_dprk.concepts.signaling.grid import check_grid_signaling
    from gametheory_dprk.limits import Budget
    from gametheory_dprk.solvers.compact_pure import run

    def certified(size: int) -> None:
        steps = range(1, size + 1)
        game = gt.GridSignalingGame.from_formulas(
            types=("t", steps), signals=("m", steps),
            responses=("r", [Fraction(k) for k in steps]),
            sender="r - m^2/(2*t)", receiver="-(r - t)^2",
        )  # fmt: skip
        (candidate,) = run(game, "pbe", Budget(), {"shapes": "separating"}).candidates
        assert check_grid_signaling(game, candidate).valid

    certified(8)
    return lambda: certified(size)


def our_branch(size: int) -> Solve:
    """The principal logit branch to a regret of a millionth."""
    from gametheory_dprk.kernels.logit_two_players import follow_to

    follow_to(*floats(3), 1e-6, forever)
    tables = floats(size)
    return lambda: follow_to(*tables, 1e-6, forever)


def gambit_branch(size: int) -> Solve:
    """The same by Gambit."""
    import pygambit

    game = pygambit.Game.from_arrays(*floats(size))
    return lambda: len(pygambit.qre.logit_solve_branch(game, maxregret=1e-6))


def our_regret(size: int) -> Solve:
    """Liar's dice with so many faces by CFR+ to an exploitability of a thousandth."""
    from poker import liars_dice

    from gametheory_dprk.kernels.counterfactual_regret import minimize_regret

    minimize_regret(liars_dice(2), 1e-1, 10, forever)
    game = liars_dice(size)
    return lambda: minimize_regret(game, 1e-3, 10**6, forever)


def openspiel_regret(size: int) -> Solve:
    """The same by OpenSpiel."""
    return peer_solvers.openspiel_to(f"liars_dice(dice_sides={size})", 1e-3, 50)


def our_program(size: int) -> Solve:
    """Its value exactly, by linear programming."""
    from poker import liars_dice

    from gametheory_dprk.kernels.sequence_program import solve_exactly

    game = liars_dice(size)
    return lambda: solve_exactly(game, forever)


def talks(sets: int) -> Any:
    """Signaling in rounds, with so many information sets: 3 (3^n - 1) / 2 in n rounds."""
    tests = str(Path(__file__).parents[1] / "tests")
    if tests not in sys.path:
        sys.path.append(tests)
    from large_trees import rounds

    return rounds(round(log(1 + 2 * sets / 3, 3)))


def our_tree(size: int) -> Solve:
    """One quasi-perfect equilibrium, exactly."""
    from gametheory_dprk.limits import Budget
    from gametheory_dprk.solvers import sequence_form_pivot

    game = talks(size)
    return lambda: sequence_form_pivot.SPEC.run(game, "quasi_perfect", Budget())


def gambit_tree(size: int) -> Solve:
    """One Nash equilibrium by Gambit, in floats."""
    from io import StringIO

    import pygambit

    from gametheory_dprk.interchange import efg
    from gametheory_dprk.interchange.spec import Document

    game = pygambit.read_efg(StringIO(efg.write(Document(talks(size)))))
    return lambda: len(pygambit.nash.lcp_solve(game, rational=False).equilibria)


def forever() -> None:
    """No limit."""
