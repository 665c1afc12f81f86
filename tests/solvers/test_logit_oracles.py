"""Agreement with Gambit's logit solvers on random games of every form."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from gambit_text import gambit_text
from kernels.logit_games import normal_game, signaling_game, tree_game

from gametheory_dprk.planner import solve


def cases():
    random = Random(2005)
    shapes = [(2, 2), (3, 3), (2, 5), (4, 4), (2, 2, 2), (3, 2, 3)]
    games = [normal_game(random, *shape) for shape in shapes for _ in "123"]
    points = [(game, lam) for game in games for lam in (0.2, 1.0, 4.0)]
    ends = [normal_game(random, n, n, most=99) for n in (3, 4, 5, 6) for _ in "12"]
    ends += [signaling_game(random, *s, most=99) for s in [(2, 2, 2), (3, 2, 2), (2, 3, 3)]]
    ends += [tree_game(random) for _ in "1234"]
    return points + [(game, None) for game in ends]


@pytest.fixture(scope="module")
def gambit():
    pytest.importorskip("pygambit")
    script = Path(__file__).with_name("gambit_logit.py")
    done = subprocess.run(
        [sys.executable, script],
        input=json.dumps([(gambit_text(game), lam) for game, lam in cases()]),
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return json.loads(done.stdout)


def test_gambit_finds_the_same_equilibria(gambit):
    for (game, lam), theirs in zip(cases(), gambit, strict=True):
        options = {"lambda": "limit" if lam is None else str(lam)}
        (found,) = solve(game, "qre", options=options)
        for place in game.information_sets():
            mine = found.strategies[place.player][place.label]
            other = theirs[place.player][place.label]
            assert mine == pytest.approx(other, abs=1e-2 if lam is None else 1e-5)
