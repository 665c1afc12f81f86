"""What any solver of games with several players must satisfy, on small games full of ties."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from nplayer_games import found, is_member, point, random_game, solved

from gametheory_dprk.concepts.nash import check_normal
from gametheory_dprk.errors import LimitReached
from gametheory_dprk.games import NormalGame
from gametheory_dprk.limits import Budget
from gametheory_dprk.solution import Assessment, Candidate
from gametheory_dprk.solvers.nplayer_supports import SPEC, solve
from gametheory_dprk.solvers.pure_profiles import solve as solve_pure

seeds = st.integers(0, 10**9)
SIZES = [(2, 2, 2), (3, 2, 2), (2, 2, 2, 2)]


@given(seeds, st.sampled_from(SIZES), st.integers(1, 3))
@settings(max_examples=60, deadline=None)
def test_every_answer_verifies_and_there_is_one(seed, sizes, most):
    findings = found(random_game(Random(seed), sizes, most))
    assert findings.candidates
    assert findings.complete == (not findings.warnings)


@given(seeds, st.sampled_from(SIZES), st.integers(1, 3))
@settings(max_examples=40, deadline=None)
def test_every_pure_equilibrium_is_in_just_one_component(seed, sizes, most):
    game = random_game(Random(seed), sizes, most)
    candidates = found(game).candidates
    for each in solve_pure(game, "nash", Budget()).candidates:
        assert sum(is_member(candidate, each.assessment) for candidate in candidates) == 1


@given(seeds, st.integers(2, 60))
@settings(max_examples=30, deadline=None)
def test_positive_affine_changes_of_payoffs_alter_nothing(seed, most):
    game = random_game(Random(seed), (2, 2, 2), most)
    changed = NormalGame(
        game.players,
        game.moves,
        {
            player: {profile: Fraction(7, 3) * k * value - k for profile, value in table.items()}
            for k, (player, table) in enumerate(game.payoffs.items(), 1)
        },
    )
    assert found(changed).candidates == found(game).candidates


@given(seeds)
@settings(max_examples=20, deadline=None)
def test_the_order_of_players_and_moves_does_not_matter(seed):
    game = random_game(Random(seed), (2, 3, 2), 10**9)  # without ties
    players = game.players[1:] + game.players[:1]
    turned = NormalGame(
        players,
        {player: game.moves[player][::-1] for player in players},
        {
            player: {profile[1:] + profile[:1]: value for profile, value in table.items()}
            for player, table in game.payoffs.items()
        },
    )
    strategies = [each.assessment.strategies for each in solved(game)]
    again = [each.assessment.strategies for each in solved(turned)]
    assert len(again) == len(strategies)
    assert all(each in strategies for each in again)


def test_a_symmetric_game_has_symmetric_answers():
    game = random_game(Random(5), (2, 2, 2), 9)
    table = game.payoffs["player1"]
    symmetric = NormalGame(
        game.players,
        game.moves,
        {
            player: {
                profile: table[profile[k], *sorted(profile[:k] + profile[k + 1 :])]
                for profile in table
            }
            for k, player in enumerate(game.players)
        },
    )
    points = {point(symmetric, each) for each in solved(symmetric)}
    assert {(b, c, a) for a, b, c in points} == points
    assert {(b, a, c) for a, b, c in points} == points


def test_moved_answers_are_refuted():
    game = random_game(Random(1951), (2, 2, 2), 1000)
    moved = 0
    for candidate in solved(game):
        strategies = candidate.assessment.strategies
        one, two = strategies["player1"]["player1"].items()
        if 0 < one[1] < 1:
            shift = one[1] / 10**12
            changed = {one[0]: one[1] - shift, two[0]: two[1] + shift}
            wrong = Assessment({**strategies, "player1": {"player1": changed}})
            assert not check_normal(game, Candidate(wrong)).valid
            moved += 1
    assert moved


def test_a_spent_budget_ends_the_search():
    findings = solve(random_game(Random(1), (3, 3, 3), 9), "nash", Budget(0.0))
    assert findings.limit is not None
    assert not findings.complete

    class Late(Budget):
        ticks = 0

        def tick(self):
            Late.ticks += 1
            if Late.ticks > 60:
                raise LimitReached("late")

    findings = solve(random_game(Random(1), (3, 3, 3), 9), "nash", Late())
    assert findings.limit == "late"


def test_the_card():
    assert SPEC.name == "polynomial_supports"
    assert SPEC.concepts == {"nash"}
