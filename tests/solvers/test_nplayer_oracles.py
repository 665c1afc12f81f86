"""Agreement with other programs and with our own solver of two-player games."""

from __future__ import annotations

import json
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from random import Random

import bimatrix_games
import pytest
from bimatrix_games import game_of, random_arrays, structure
from nplayer_games import point, random_game, solved

SIZES = [(2, 2, 2)] * 40 + [(2, 2, 3)] * 30 + [(2, 2, 2, 2)] * 5
NEAR = 1e-6


@pytest.fixture(scope="module")
def games():
    """Payoffs so many that ties are rare."""
    random = Random(1951)
    return [random_game(random, sizes, 1000) for sizes in SIZES]


def payoff_arrays(game):
    """One nested array a player."""

    def array(table, chosen=()):
        if len(chosen) == len(game.players):
            return int(table[chosen])
        return [array(table, (*chosen, move)) for move in game.moves[game.players[len(chosen)]]]

    return [array(game.payoffs[player]) for player in game.players]


@pytest.fixture(scope="module")
def gambit(games):
    pytest.importorskip("pygambit")
    done = subprocess.run(
        [sys.executable, Path(__file__).with_name("gambit_supports.py")],
        input=json.dumps([payoff_arrays(game) for game in games]),
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return json.loads(done.stdout)


def distance(one, other):
    pairs = ((x, y) for a, b in zip(one, other, strict=True) for x, y in zip(a, b, strict=True))
    return max(abs(float(x) - y) for x, y in pairs)


def regret(game, profile):
    """The most that a player can gain, in floating point."""
    most = 0.0
    for k, player in enumerate(game.players):
        paid = dict.fromkeys(game.moves[player], 0.0)
        for moves, payoff in game.payoffs[player].items():
            weight = float(payoff)
            for j, move in enumerate(moves):
                if j != k:
                    weight *= profile[j][game.moves[game.players[j]].index(move)]
            paid[moves[k]] += weight
        value = sum(x * y for x, y in zip(profile[k], paid.values(), strict=True))
        most = max(most, max(paid.values()) - value)
    return most


def test_what_gambit_finds_is_found(games, gambit):
    # Ours are certified exactly by `solved`; where Gambit has more, regret decides.
    agreed, ours = 0, 0
    for game, answer in zip(games, gambit, strict=True):
        points = [point(game, each) for each in solved(game)]
        ours += len(points)
        for profile in answer:
            near = any(distance(each, profile) < NEAR for each in points)
            assert near or regret(game, profile) > NEAR, game.payoffs
            agreed += near
    assert ours > 150
    assert agreed > 0.95 * ours


def test_the_number_of_equilibria_is_odd(games):
    # So it is in almost all games (Wilson 1971).
    assert all(len(solved(game)) % 2 for game in games)


def test_many_equilibria_of_the_games_are_irrational(games):
    strategies = [s for game in games for e in solved(game) for s in point(game, e)]
    assert sum(not isinstance(x, Fraction) for s in strategies for x in s) > 50


@pytest.mark.parametrize("most", [1, 2, 9, 100])
def test_two_player_games_agree_with_vertex_enumeration(most):
    random = Random(most)
    for _ in range(60):
        size = random.randint(1, 3), random.randint(1, 4)
        game = game_of(*random_arrays(random, size, most))
        components = {
            (
                0 if each.component is None else each.component.dimension,
                frozenset(bimatrix_games.cells_of(game, each)),
            )
            for each in solved(game)
        }
        assert components == structure(game)
