"""One exact equilibrium of large signaling games with arbitrary payoffs."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from gametheory_dprk.concepts.signaling.assessment import check_signaling
from gametheory_dprk.games import SignalingGame
from gametheory_dprk.kernels.signaling_path import Equations, MessageGame, follow, start
from gametheory_dprk.limits import Budget
from gametheory_dprk.planner import make_plan
from gametheory_dprk.solvers import signaling_path, signaling_supports


def random_game(shape, seed):
    sender, receiver = np.random.default_rng(seed).random((2, *shape))
    prior = [Fraction(1, shape[0])] * shape[0]
    return SignalingGame.from_arrays(prior, sender.tolist(), receiver.tolist())


def message_game(shape, seed):
    random = np.random.default_rng(seed)
    messages, types, responses = shape
    return MessageGame(
        np.full(types, 1 / types),
        random.random(shape),
        random.random(shape),
        np.zeros((messages, responses), bool),
        np.zeros((messages, types)),
    )


@pytest.mark.parametrize("seed", range(4))
def test_large_games_get_one_certified_equilibrium(seed):
    game = random_game((8, 8, 8), seed)
    findings = signaling_path.run(game, "pbe", Budget())
    (candidate,) = findings.candidates
    assert not findings.complete
    assert check_signaling(game, candidate).valid


@pytest.mark.parametrize(
    ("shape", "solver"), [((3, 3, 3), "support_enumeration"), ((8, 8, 8), "signaling_path")]
)
def test_the_size_of_the_game_chooses_the_solver(shape, solver):
    for concept in ("pbe", "sequential"):
        assert make_plan(random_game(shape, 0), concept).solver.name == solver


@pytest.mark.parametrize("seed", range(20))
def test_what_is_found_is_among_all_equilibria(seed):
    """The checker proves it; the complete solver knows its component."""
    game = random_game((3, 2, 3), seed)
    findings = signaling_path.run(game, "pbe", Budget(20))
    (candidate,) = findings.candidates
    values = payoff_of(game, candidate.assessment)
    every = signaling_supports.run(game, "pbe", Budget())
    assert every.complete
    assert any(values == payoff_of(game, each.assessment) for each in every.candidates)


def payoff_of(game, assessment):
    """What the sender's types earn."""
    sends, answers = (assessment.strategies[player] for player in game.players)
    table = game.payoffs[game.sender]
    return [
        sum(
            chance * share * table[kind, signal, response]
            for signal, chance in sends[kind].items()
            for response, share in answers[signal].items()
        )
        for kind in game.types
    ]


def test_signals_may_have_different_responses():
    game = random_game((7, 7, 7), 3)
    fewer = {signal: each[: 7 - k] for k, (signal, each) in enumerate(game.responses.items())}
    payoffs = {
        player: {cell: pay for cell, pay in table.items() if cell[2] in fewer[cell[1]]}
        for player, table in game.payoffs.items()
    }
    smaller = SignalingGame(game.sender, game.receiver, game.prior, fewer, payoffs)
    (candidate,) = signaling_path.run(smaller, "sequential", Budget()).candidates
    assert check_signaling(smaller, candidate).valid


def test_a_spent_budget_is_reported():
    findings = signaling_path.run(random_game((8, 8, 8), 0), "pbe", Budget(0.0))
    assert (findings.candidates, findings.limit) == ((), "time limit of 0 seconds reached")


def test_newton_and_tangent_solve_the_linearised_equations():
    """Halving a small step from a point of the curve quarters what is left of the error."""
    game = message_game((3, 4, 3), 1)
    points = follow(game, lambda: None)
    point = [next(points) for _ in range(12)][-1]
    errors = []
    for length in (1e-3, 5e-4):
        direction = Equations(game, point.unknowns).tangent
        errors.append(Equations(game, point.unknowns + length * direction).error)
    assert errors[1] < errors[0] / 3.5


def test_a_curve_begins_where_all_moves_are_as_likely():
    point = start(message_game((3, 4, 5), 0))
    np.testing.assert_allclose(point.sends, 1 / 3)
    np.testing.assert_allclose(point.answers, 1 / 5)


@pytest.mark.parametrize("rationality", [2.0, 8.0])
def test_points_are_logit_responses_to_each_other(rationality):
    """Worked out from the definition, without logarithms and blocks."""
    game = message_game((3, 4, 5), 2)
    for point in follow(game, lambda: None):
        if point.rationality > rationality:
            break
    worth = np.einsum("mtr,mr->mt", game.sender, point.answers)
    logits = np.exp(point.rationality * worth)
    np.testing.assert_allclose(point.sends, logits / logits.sum(axis=0), atol=1e-8)
    weights = point.sends * game.prior
    beliefs = weights / weights.sum(axis=1, keepdims=True)
    pays = np.exp(point.rationality * np.einsum("mt,mtr->mr", beliefs, game.receiver))
    np.testing.assert_allclose(point.answers, pays / pays.sum(axis=1, keepdims=True), atol=1e-8)
