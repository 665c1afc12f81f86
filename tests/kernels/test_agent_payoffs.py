"""The compiled view of games: payoffs against exact ones, derivatives against differences."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import numpy as np
import pytest
from kernels.logit_games import games

from gametheory_dprk.concepts.play import reach, weight
from gametheory_dprk.games import CHANCE, NormalGame
from gametheory_dprk.kernels.agent_form import agent_form, refusal
from gametheory_dprk.kernels.agent_payoffs import move_payoffs, payoff_kernel
from gametheory_dprk.kernels.logit_map import equations, logit_game

CASES = list(enumerate(games()))


def exact_strategies(game, random: Random):
    strategies: dict = {}
    for place in game.information_sets():
        shares = [random.randint(1, 9) for _ in place.moves]
        chances = [Fraction(share, sum(shares)) for share in shares]
        strategies.setdefault(place.player, {})[place.label] = dict(
            zip(place.moves, chances, strict=True)
        )
    return strategies


def exact_payoff(game, strategies, place, move) -> Fraction:
    """Expected payoff of a move given its information set, from complete plays alone."""
    reached = sum(reach(game, strategies)[place.player, place.label].values())
    total = Fraction(0)
    for play in game.plays():
        for step in play.steps:
            if (step.player, step.information_set, step.move) == (place.player, place.label, move):
                chance = weight(play, strategies) / strategies[place.player][place.label][move]
                total += chance * play.payoffs[place.player]
    return total / reached


@pytest.mark.parametrize(("seed", "game"), CASES)
def test_payoffs_of_moves_are_the_exact_ones(seed, game):
    strategies = exact_strategies(game, Random(seed))
    form = agent_form(game)
    places = form.information_sets
    logs = np.log([float(strategies[p.player][p.label][move]) for p in places for move in p.moves])
    found = move_payoffs(payoff_kernel(form), logs)
    expected = []
    for place in places:
        column = [play.payoffs[place.player] for play in game.plays()]
        least, extent = min(column), max(column) - min(column)
        for move in place.moves:
            pays = exact_payoff(game, strategies, place, move)
            expected.append(float((pays - least) / extent))
    assert found.payoffs == pytest.approx(expected, abs=1e-12)
    reached = reach(game, strategies)
    sure = [float(sum(reached[p.player, p.label].values())) for p in places]
    if not isinstance(game, NormalGame):
        assert np.exp(found.reach) == pytest.approx(sure, abs=1e-12)


@pytest.mark.parametrize(("seed", "game"), CASES)
def test_derivatives_are_those_of_differences(seed, game):
    logit = logit_game(agent_form(game))
    random = np.random.default_rng(seed)
    logs = random.normal(size=logit.form.size) - 1.0
    found, width = equations(logit, logs, 0.7), 1e-6
    for k, direction in enumerate(np.eye(logit.form.size)):
        ahead = equations(logit, logs + width * direction, 0.7).residual
        behind = equations(logit, logs - width * direction, 0.7).residual
        assert found.by_logs[:, k] == pytest.approx((ahead - behind) / (2 * width), abs=1e-7)
    more = equations(logit, logs, 0.7 + width).residual
    less = equations(logit, logs, 0.7 - width).residual
    assert found.by_lambda == pytest.approx((more - less) / (2 * width), abs=1e-7)


def test_moves_of_vanishing_probability_keep_their_payoffs():
    """Beliefs between histories of probability exp(-2000) and exp(-2001) are still 1 to e."""
    pays = [[[1, 0], [0, 0]], [[0, 0], [0, 0]]]
    from gametheory_dprk.games import SignalingGame

    form = agent_form(SignalingGame.from_arrays(["1/2", "1/2"], pays, pays))
    logs = np.array([-2000.0, 0.0, -2001.0, 0.0] + [np.log(0.5)] * 4)
    found = move_payoffs(payoff_kernel(form), logs)
    belief = np.e / (1 + np.e)
    assert found.beliefs[2:4] == pytest.approx([belief, 1 - belief])
    assert found.payoffs[4] == pytest.approx(belief)


def test_compact_signaling_form_has_one_agent_a_type_and_a_signal():
    game = games()[4]
    form = agent_form(game)
    assert form.size == 3 * 2 + 2 * 4
    assert len(form.plays.chances) == 3 * 2 * 4


def test_a_play_that_passes_a_set_twice_is_refused():
    from gametheory_dprk.games import Decision, ExtensiveGame, Terminal

    end = Terminal({"A": Fraction(0)})
    again = Decision("A", "road", {"go": end, "stop": end})
    game = ExtensiveGame(("A",), Decision("A", "road", {"go": again, "stop": end}))
    assert "twice" in refusal(game)
    assert refusal(games()[0]) == ""


def test_chance_is_no_agent():
    for game in games():
        assert CHANCE not in {place.player for place in agent_form(game).information_sets}
