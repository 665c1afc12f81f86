"""The limit of a branch in games too large to enumerate: exact, on the supports that it shows."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from gametheory_dprk.analysis import logit_limit as analysis
from gametheory_dprk.analysis.logit_limit import logit_limit
from gametheory_dprk.games import NormalGame, SignalingGame
from gametheory_dprk.solvers.logit_supports import supported


@pytest.fixture
def no_enumeration(monkeypatch):
    """Solving for anything but logit equilibria is an error."""
    solve = analysis.solve
    monkeypatch.setattr(analysis, "solve", lambda *a, **k: solve(*a, **k) if a[1] == "qre" else 0)


@pytest.mark.parametrize("seed", range(3))
def test_large_games_of_two_players_are_not_enumerated(seed, no_enumeration):
    random = np.random.default_rng(seed)
    limit = logit_limit(NormalGame.from_arrays(random.random((20, 20)), random.random((20, 20))))
    assert limit.equilibrium is not None
    assert limit.equilibrium.certificate.valid
    assert limit.distance < 1e-3


def test_large_signaling_games_are_not_enumerated(no_enumeration):
    """Types are answered by what they are, and signals cost higher types less."""
    steps = range(1, 7)
    sender = [[[r - 0.45 * m * m / t - 0.01 * m * t for r in steps] for m in steps] for t in steps]
    receiver = [[[-((r - t) ** 2) for r in steps] for _ in steps] for t in steps]
    game = SignalingGame.from_arrays([Fraction(1, 6)] * 6, sender, receiver)
    limit = logit_limit(game)
    assert limit.equilibrium is not None
    assert limit.equilibrium.certificate.valid
    sends = limit.equilibrium.strategies["sender"]
    assert sends["t6"]["m6"] == 1


def test_play_far_from_equilibrium_shows_no_supports():
    prisoners = NormalGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]])
    trusting = {"row": {"row": {"r1": 1.0, "r2": 0.0}}, "column": {"column": {"c1": 1.0, "c2": 0}}}
    assert list(supported(prisoners, trusting, lambda: None)) == []


@pytest.mark.parametrize("rescale", [False, True])
def test_a_branch_is_left_where_rounding_hides_the_response(rescale):
    random = np.random.default_rng(0)
    tables = random.integers(0, 20, (2, 6, 6, 6))
    prior = [Fraction(1, 4)] * 2 + [Fraction(1, 8)] * 4
    limit = logit_limit(SignalingGame.from_arrays(prior, *tables), rescale=rescale)
    assert limit.end.certificate.valid
    assert max(limit.end.rationality.values()) < 1e6
