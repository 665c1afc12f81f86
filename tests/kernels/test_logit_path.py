"""The principal branch: closed forms, folds, crossings, and no jumps."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest
from kernels.logit_games import normal_game, signaling_game, tree_game

from gametheory_dprk.games import NormalGame
from gametheory_dprk.kernels import logit_path
from gametheory_dprk.kernels.agent_form import agent_form
from gametheory_dprk.kernels.logit_branch import branch_at, branch_to
from gametheory_dprk.kernels.logit_map import equations, logit_game
from gametheory_dprk.kernels.logit_points import index, polish
from gametheory_dprk.kernels.logit_search import search


def forever() -> None:
    """No limit."""


def chances_at(game, rationality: float):
    return np.exp(branch_at(logit_game(agent_form(game)), rationality, forever).point.logs)


@pytest.mark.parametrize("rationality", [0.0, 0.3, 2.0, 20.0])
def test_a_dominant_move_that_always_gains_two(rationality):
    game = NormalGame.from_arrays([[3, 0], [5, 2]], [[3, 5], [0, 2]])
    dominant = 1 / (1 + np.exp(-2 * rationality))
    assert chances_at(game, rationality)[[1, 3]] == pytest.approx([dominant] * 2, rel=1e-10)


@pytest.mark.parametrize("rationality", [0.2, 1.0, 5.0, 60.0])
def test_asymmetric_matching_pennies(rationality):
    """The row player's odds are exp(lambda (5 q - 1)), the other's exp(lambda (1 - 2 p))."""
    game = NormalGame.from_arrays([[4, 0], [0, 1]], [[0, 1], [1, 0]])
    p, up, q, left = chances_at(game, rationality)
    assert np.log(p / up) == pytest.approx(rationality * (5 * q - 1), abs=1e-8)
    assert np.log(q / left) == pytest.approx(rationality * (1 - 2 * p), abs=1e-8)


@pytest.mark.parametrize("share", [0.51, 0.6, 0.9, 0.999])
def test_coordination_on_two_or_one(share):
    """Equilibria are symmetric, log(p/(1 - p)) = lambda (3 p - 1), and the branch has p > 1/2."""
    game = NormalGame.from_arrays([[2, 0], [0, 1]], [[2, 0], [0, 1]])
    rationality = np.log(share / (1 - share)) / (3 * share - 1)
    assert chances_at(game, rationality)[[0, 2]] == pytest.approx([share] * 2, abs=1e-9)


@pytest.mark.parametrize(("rationality", "count"), [(1.0, 1), (3.0, 1), (4.5, 3), (30.0, 3)])
def test_all_equilibria_of_coordination(rationality, count):
    """Below p = 1/3 the curve lambda = log(p/(1 - p))/(3 p - 1) turns between 3 and 4.5."""
    shares = np.linspace(1e-6, 1 / 3 - 1e-6, 100_001)
    least = (np.log(shares / (1 - shares)) / (3 * shares - 1)).min()
    assert 3.0 < least < 4.5
    game = logit_game(agent_form(NormalGame.from_arrays([[2, 0], [0, 1]], [[2, 0], [0, 1]])))
    found = list(search(game, rationality, forever))
    assert len(found) == count
    assert sum(index(game, logs, rationality) for logs in found) == 1
    for logs in found:
        p, rest, *_ = np.exp(logs)
        assert np.log(p / rest) == pytest.approx(rationality * (3 * p - 1), abs=1e-8)


def test_a_symmetric_game_has_curves_that_cross():
    """Chicken: on the symmetric branch p(swerve) the slope of the response passes -1."""
    game = logit_game(agent_form(NormalGame.from_arrays([[0, 7], [2, 6]], [[0, 2], [7, 6]])))
    branch = branch_to(game, 1e-6, forever)
    assert branch.point.crossings == 1
    p, _, q, _ = np.exp(branch.point.logs)
    assert p == pytest.approx(q)
    assert p == pytest.approx(1 / 3, abs=1e-4)


def test_generic_games_have_no_crossings_and_the_branch_does_not_depend_on_the_steps(monkeypatch):
    random = Random(1998)
    cases = [normal_game(random, 4, 4, most=999) for _ in range(6)]
    cases += [normal_game(random, 8, 8, most=999) for _ in range(2)]
    cases += [normal_game(random, 2, 3, 2, most=999) for _ in range(2)]
    cases += [signaling_game(random, 3, 3, 3, most=999) for _ in range(2)]
    compiled = [logit_game(agent_form(game)) for game in cases]
    long = [branch_to(game, 1e-6, forever) for game in compiled]
    monkeypatch.setattr(logit_path, "PLAY_CHANGE", 0.03)
    monkeypatch.setattr(logit_path, "LONGEST", 0.2)
    short = [branch_to(game, 1e-6, forever) for game in compiled]
    for one, other in zip(long, short, strict=True):
        assert one.point.crossings == 0
        assert other.steps > one.steps
        assert np.exp(one.point.logs) == pytest.approx(np.exp(other.point.logs), abs=1e-3)


def test_a_step_to_another_curve_is_refused():
    """Three equilibria at lambda = 30 lie on curves that differ in direction or orientation."""
    game = logit_game(agent_form(NormalGame.from_arrays([[2, 0], [0, 1]], [[2, 0], [0, 1]])))
    points = [logit_path.start(game, logs, 30.0) for logs in search(game, 30.0, forever)]
    assert sorted(point.orientation for point in points) == [-1.0, 1.0, 1.0]
    for one in points:
        for other in points:
            assert (logit_path.joined(one, other, 0.1) is None) == (one is not other)
    one = points[0]
    back = replace(one, direction=-one.direction)
    assert logit_path.joined(one, back, 0.1) is None
    turned = replace(one, orientation=-one.orientation)
    assert logit_path.joined(one, turned, 0.1) is None
    crossed = logit_path.joined(one, turned, 1e-6)
    assert crossed is not None
    assert crossed.crossings == 1


def test_some_branches_turn_back():
    random = Random(2)
    folds = [
        branch_to(logit_game(agent_form(normal_game(random, 9, 9, most=999))), 1e-6, forever).folds
        for _ in range(40)
    ]
    assert any(folds)
    assert all(count % 2 == 0 for count in folds)


def test_every_point_solves_the_equations():
    game = logit_game(agent_form(tree_game(Random(5))))
    logs = branch_at(game, 3.0, forever).point.logs
    assert np.abs(equations(game, logs, 3.0).residual).max() < 1e-10
    again = polish(game, logs + 0.01, 3.0)
    assert again == pytest.approx(logs, abs=1e-9)
