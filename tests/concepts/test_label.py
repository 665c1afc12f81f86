from __future__ import annotations

from fractions import Fraction

import pytest

from gametheory_dprk.concepts.label import label
from gametheory_dprk.games import NormalGame, SignalingGame
from gametheory_dprk.solution import Assessment

F = Fraction
A, B, HALF = (1, 0), (0, 1), (F(1, 2), F(1, 2))


def word(senders, signals=2, prior=None, answers=A):
    count = len(senders)
    payoffs = [[[0, 0]] * signals] * count
    game = SignalingGame.from_arrays(prior or [F(1, count)] * count, payoffs, payoffs)
    sending = {
        kind: dict(zip(game.signals, chances, strict=True))
        for kind, chances in zip(game.types, senders, strict=True)
    }
    answer = {signal: dict(zip(("r1", "r2"), answers, strict=True)) for signal in game.signals}
    return label(game, Assessment({"sender": sending, "receiver": answer}))


@pytest.mark.parametrize(
    ("senders", "expected"),
    [
        ([A, B], "separating"),
        ([A, A], "pooling"),
        ([HALF, A], "semi-separating"),
        ([HALF, HALF], "semi-separating"),
        ([A, A, B], "semi-separating"),
        ([A, A, B, B], "pure"),
        ([A], "pure"),
        ([HALF], "mixed"),
    ],
)
def test_two_signals(senders, expected):
    assert word(senders) == expected


def test_mixing_over_own_signals_separates():
    assert word([(F(1, 2), F(1, 2), 0), (0, 0, 1)], signals=3) == "separating"


def test_types_that_cannot_be_do_not_count():
    assert word([A, A, B], prior=["1/2", "1/2", 0]) == "pooling"


def test_a_mixing_receiver_alone_makes_partial_pooling_mixed():
    assert word([A, A, B, B], answers=HALF) == "mixed"
    assert word([A, A], answers=HALF) == "pooling"


def test_normal_form():
    game = NormalGame.from_arrays([[0, 0]], [[0, 0]])
    row = {"row": {"row": {"r1": F(1)}}}
    pure = Assessment(row | {"column": {"column": {"c1": F(1), "c2": F(0)}}})
    mixed = Assessment(row | {"column": {"column": {"c1": F(1, 2), "c2": F(1, 2)}}})
    assert (label(game, pure), label(game, mixed)) == ("pure", "mixed")
