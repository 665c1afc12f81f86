"""Equilibria between rationals: proved where they are, refused where they are not."""

from __future__ import annotations

import copy
import json
from fractions import Fraction
from random import Random

import pytest
from nplayer_games import gains_of, game_of_gains, random_game

from gametheory_dprk.algebraic import Enclosed
from gametheory_dprk.concepts.enclosures import certify_enclosure
from gametheory_dprk.concepts.nash import check_normal
from gametheory_dprk.errors import GtdError
from gametheory_dprk.games import NormalGame
from gametheory_dprk.planner import solve
from gametheory_dprk.solution import Assessment, Candidate
from gametheory_dprk.solution_json import encode_solution
from gametheory_dprk.verification import verify

ROOT = Fraction("0.58113883008418966599944677221635926685977756966260841342875")
"""Minus one plus half the square root of ten."""

GAME = game_of_gains(
    gains_of(lambda q, r: 3 - 4 * q - 2 * q * r),
    gains_of(lambda p, r: 3 - 4 * r - 2 * r * p),
    gains_of(lambda p, q: 3 - 4 * p - 2 * p * q),
)
"""Three players; its one equilibrium is (t, t, t) with 2 t^2 + 4 t = 3."""


def near(center: Fraction, width: Fraction) -> Enclosed:
    return Enclosed(center - width, center + width)


def profile(game: NormalGame, centers, width: Fraction) -> Candidate:
    """Chances of the first of two moves, enclosed."""
    return Candidate(
        Assessment(
            {
                player: {
                    player: dict(
                        zip(
                            game.moves[player],
                            (near(center, width), near(1 - center, width)),
                            strict=True,
                        )
                    )
                }
                for player, center in zip(game.players, centers, strict=True)
            }
        )
    )


@pytest.mark.parametrize("width", ["1/100", "1/1000000", "1/1" + 40 * "0"])
def test_a_box_around_the_equilibrium_is_proved(width):
    certificate = check_normal(GAME, profile(GAME, [ROOT] * 3, Fraction(width)))
    assert certificate.valid
    assert certificate.exact
    assert certificate.max_regret <= 0


@pytest.mark.parametrize("shift", ["1/50", "-1/50", "1/3"])
def test_a_box_beside_the_equilibrium_is_refused(shift):
    beside = [ROOT, ROOT, ROOT + Fraction(shift)]
    assert not check_normal(GAME, profile(GAME, beside, Fraction(1, 100))).valid


def test_a_box_that_is_too_wide_is_refused():
    """On it Newton's step does not contract: it may hold other roots, or none."""
    assert not check_normal(GAME, profile(GAME, [ROOT] * 3, Fraction(2, 5))).valid


def with_third_move(gain: Fraction) -> tuple[NormalGame, Candidate]:
    """The game where player 1 has a third move, which pays `gain` more than the second."""
    first = GAME.players[0]
    moves = {**GAME.moves, first: (*GAME.moves[first], "third")}
    payoffs = {
        player: {
            **GAME.payoffs[player],
            **{
                ("third", *choice[1:]): pays + (gain if player == first else 0)
                for choice, pays in GAME.payoffs[player].items()
                if choice[0] == GAME.moves[first][1]
            },
        }
        for player in GAME.players
    }
    candidate = profile(GAME, [ROOT] * 3, Fraction(1, 100))
    candidate.assessment.strategies[first][first]["third"] = Fraction(0)
    return NormalGame(GAME.players, moves, payoffs), candidate


def test_a_move_that_pays_more_is_found():
    game, candidate = with_third_move(Fraction(1, 10**12))
    (failure,) = certify_enclosure(game, candidate).failures()
    assert failure.claim == "player1: value >= payoff of third"


def test_a_move_that_pays_less_is_no_deviation():
    game, candidate = with_third_move(Fraction(-1, 10**12))
    assert certify_enclosure(game, candidate).valid


def test_half_a_mixture_is_refused():
    candidate = profile(GAME, [ROOT] * 3, Fraction(1, 100))
    strategy = candidate.assessment.strategies["player1"]["player1"]
    first = next(iter(strategy))
    strategy[first] = Fraction(29, 50)
    assert not certify_enclosure(GAME, candidate).valid
    del strategy[first]
    assert not certify_enclosure(GAME, candidate).valid


@pytest.fixture(scope="module")
def saved():
    """A game of four players with an equilibrium that is only enclosed, and its document."""
    game = random_game(Random(1), (3, 3, 3, 2), 999)
    document = {"solution": encode_solution(solve(game, "nash"))}
    return game, json.loads(json.dumps(document))


def ends(node, path=()):
    """Paths of every enclosed number of a document."""
    if isinstance(node, dict) and "low" in node:
        yield path
    elif isinstance(node, dict | list):
        children = node.items() if isinstance(node, dict) else enumerate(node)
        for key, child in children:
            yield from ends(child, (*path, key))


def test_a_saved_enclosure_verifies_and_a_touched_one_does_not(saved):
    game, document = saved
    assert verify(game, document).valid
    paths = list(ends(document))
    assert len(paths) > 10
    strategies = [path for path in paths if "strategies" in path]
    others = [path for path in paths if "strategies" not in path]
    for path in (*strategies[:2], *others[:2]):
        touched = copy.deepcopy(document)
        node = touched
        for key in path:
            node = node[key]
        moved = Fraction(1, 10**15)
        low, high = (Fraction(node[end]) + moved for end in ("low", "high"))
        node |= {"low": str(low), "high": str(high), "approx": float((low + high) / 2)}
        assert refused(game, touched), path


def refused(game, document) -> bool:
    try:
        return not verify(game, document).valid
    except GtdError:
        return True
