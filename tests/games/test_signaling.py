"""Signaling games from arrays."""

from __future__ import annotations

from fractions import Fraction

import pytest

from gametheory_dprk.games import SignalingGame


def test_types_signals_and_responses_are_named_in_order() -> None:
    payoffs = [[[1, 2], [3, 4]], [[5, 6], [7, 8]]]
    game = SignalingGame.from_arrays(["1/3", "2/3"], payoffs, payoffs)
    assert game.prior == {"t1": Fraction(1, 3), "t2": Fraction(2, 3)}
    assert game.payoffs["sender"]["t2", "m1", "r2"] == 6
    assert [play.path for play in game.plays()][:3] == ["t1.m1.r1", "t1.m1.r2", "t1.m2.r1"]


def test_information_sets_are_types_and_signals() -> None:
    game = SignalingGame.from_arrays([1], [[[1], [1]]], [[[1], [1]]])
    sets = [(each.player, each.label, each.nodes) for each in game.information_sets()]
    assert sets == [
        ("sender", "t1", ("t1",)),
        ("receiver", "m1", ("t1",)),
        ("receiver", "m2", ("t1",)),
    ]


@pytest.mark.parametrize(
    ("prior", "sender", "receiver", "words"),
    [
        ([0.1, 0.9], [[[1]], [[1]]], [[[1]], [[1]]], "sum to 1 exactly"),
        ([2, -1], [[[1]], [[1]]], [[[1]], [[1]]], "sum to 1 exactly"),
        ([1], [[[1]], [[1]]], [[[1]], [[1]]], r"prior: expected shape \(2,\)"),
        ([1], [[[1]]], [[1]], "sender, receiver"),
    ],
)
def test_wrong_arrays_are_named(
    prior: object, sender: object, receiver: object, words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        SignalingGame.from_arrays(prior, sender, receiver)
