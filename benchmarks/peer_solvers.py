"""How each peer solves the games: functions that prepare one and return what is to be timed."""

from __future__ import annotations

import resource
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
from peers import NotInstalled, OverLimit


def quantecon_game(first: Any, second: Any) -> Any:
    """A game as quantecon has it."""
    from quantecon import game_theory

    players = [game_theory.Player(np.ascontiguousarray(each)) for each in (first, second.T)]
    return game_theory.NormalFormGame(players)


def quantecon(first: Any, second: Any, capping: int = 10) -> Callable[[], Any]:
    """One equilibrium by Lemke-Howson paths with capped lengths."""
    from quantecon import game_theory

    small = np.eye(3) + 0.5
    game_theory.lemke_howson(quantecon_game(small, small), capping=capping)
    game = quantecon_game(first, second)
    return lambda: game_theory.lemke_howson(game, max_iter=10**9, capping=capping)


def quantecon_vertices(first: Any, second: Any) -> Callable[[], Any]:
    """All equilibria by vertex enumeration in floats."""
    from quantecon import game_theory

    game_theory.vertex_enumeration(quantecon_game(np.eye(3), np.eye(3)))
    game = quantecon_game(first, second)
    return lambda: game_theory.vertex_enumeration(game)


def nashpy(first: Any, second: Any) -> Callable[[], Any]:
    """One equilibrium by the Lemke-Howson path of one label."""
    import nashpy as nash

    game = nash.Game(first, second)
    return lambda: game.lemke_howson(initial_dropped_label=0)


def gambit(first: Any, second: Any, exact: bool = True) -> Callable[[], Any]:
    """One equilibrium by complementary pivoting, as two arrays."""
    import pygambit

    game = pygambit.Game.from_arrays(first, second)

    def solve() -> Any:
        found = pygambit.nash.lcp_solve(game, rational=exact, stop_after=1).equilibria[0]
        return profile(game, found, exact)

    return solve


def gambit_zero_sum(first: Any) -> Callable[[], Any]:
    """One equilibrium of a zero-sum game by linear programming over the rationals."""
    import pygambit

    game = pygambit.Game.from_arrays(first, -first)
    return lambda: profile(game, pygambit.nash.lp_solve(game, rational=True).equilibria[0], True)


def gambit_extremes(first: Any, second: Any) -> Callable[[], Any]:
    """All extreme equilibria over the rationals."""
    import pygambit

    game = pygambit.Game.from_arrays(first, second)

    def solve() -> Any:
        found = pygambit.nash.enummixed_solve(game, rational=True).equilibria
        pairs = (profile(game, each, True) for each in found)
        return {(tuple(x), tuple(y)) for x, y in pairs}

    return solve


def profile(game: Any, found: Any, exact: bool) -> Any:
    """Both strategies of a Gambit profile."""
    return [
        np.array([Fraction(str(found[move])) if exact else float(found[move]) for move in moves])
        for moves in (player.strategies for player in game.players)
    ]


def highs(payoffs: Any, method: str) -> Callable[[], Any]:
    """Both strategies of a zero-sum game from one linear program and its multipliers."""
    from scipy.optimize import linprog

    rows, columns = payoffs.shape
    program = {
        "c": np.r_[np.zeros(columns), 1.0],
        "A_ub": np.hstack([payoffs, -np.ones((rows, 1))]),
        "b_ub": np.zeros(rows),
        "A_eq": np.r_[np.ones(columns), 0.0][None],
        "b_eq": [1.0],
        "bounds": [(0, None)] * columns + [(None, None)],
    }

    def solve() -> Any:
        found = linprog(**program, method=method)
        return -found.ineqlin.marginals, found.x[:columns]

    return solve


def lrsnash(first: Any, second: Any, limit: float) -> Callable[[], Any]:
    """All extreme equilibria, exactly; its process and the reading of its answer included."""
    if shutil.which("lrsnash") is None:
        raise NotInstalled("lrsnash is not installed")
    rows, columns = first.shape
    blocks = "\n\n".join("\n".join(" ".join(map(str, row)) for row in t) for t in (first, second))

    def bounded() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (int(limit), int(limit) + 1))

    def solve() -> Any:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "game.txt"
            file.write_text(f"{rows} {columns}\n\n{blocks}\n")
            call = ["lrsnash", file]
            done = subprocess.run(call, capture_output=True, text=True, preexec_fn=bounded)
        if done.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
            raise OverLimit
        return extremes(done.stdout, rows, columns)

    return solve


def extremes(text: str, rows: int, columns: int) -> set[Any]:
    """The pairs of strategies in what lrsnash prints."""
    found, partners = set(), []
    for line in text.splitlines():
        number, *values = line.split() or [""]
        if number == "2":
            partners.append(tuple(map(Fraction, values[:columns])))
        elif number == "1":
            found |= {(tuple(map(Fraction, values[:rows])), y) for y in partners}
            partners = []
    return found


def openspiel_round(name: str) -> Callable[[], Any]:
    """A round of CFR+ in C++."""
    import pyspiel

    solver = pyspiel.CFRPlusSolver(pyspiel.load_game(name))
    return lambda: solver.evaluate_and_update_policy() or True


def openspiel_to(name: str, goal: float, between: int) -> Callable[[], Any]:
    """CFR+ until the average policy is exploitable by no more; looked at every so many rounds."""
    import pyspiel

    game = pyspiel.load_game(name)

    def solve() -> Any:
        solver, rounds, left = pyspiel.CFRPlusSolver(game), 0, np.inf
        while left > goal:
            for _ in range(between):
                solver.evaluate_and_update_policy()
            rounds += between
            left = pyspiel.exploitability(game, solver.average_policy())
        return rounds

    return solve
