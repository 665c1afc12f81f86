"""Agreement with Gambit's exact enumeration on hundreds of games, most of them degenerate."""

from __future__ import annotations

import json
import subprocess
import sys
from fractions import Fraction
from itertools import product
from pathlib import Path
from random import Random

import pytest
from bimatrix_games import extreme_equilibria, game_of, random_arrays, with_duplicates

SIZES = list(product(range(1, 5), repeat=2))


def batch() -> list[list[list[list[int]]]]:
    random = Random(1974)
    games = [
        random_arrays(random, size, most)
        for most in (1, 2, 9, 100)
        for size in SIZES
        for _ in "1234567"
    ]
    small = [size for size in SIZES if max(size) < 4]
    games += [
        with_duplicates(random_arrays(random, size, most))
        for most in (1, 2, 9)
        for size in small
        for _ in "123"
    ]
    return games


@pytest.fixture(scope="module")
def games():
    return batch()


@pytest.fixture(scope="module")
def gambit(games):
    pytest.importorskip("pygambit")
    script = Path(__file__).with_name("gambit_batch.py")
    done = subprocess.run(
        [sys.executable, script],
        input=json.dumps(games),
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return json.loads(done.stdout)


def test_extreme_equilibria_are_those_of_gambit(games, gambit):
    assert len(games) > 500
    for arrays, answer in zip(games, gambit, strict=True):
        expected = {tuple(tuple(map(Fraction, side)) for side in pair) for pair in answer}
        assert extreme_equilibria(game_of(*arrays)) == expected, arrays


def test_many_of_the_games_are_degenerate(gambit):
    even = sum(len(answer) % 2 == 0 for answer in gambit)
    assert even > 100
