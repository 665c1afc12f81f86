"""Normal-form games from arrays."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest

from gametheory_dprk.games import NormalGame


def test_floats_are_read_as_the_binary_fraction_they_stand_for() -> None:
    game = NormalGame.from_arrays([[0.1]], [["1/3"]])
    assert game.payoffs["row"]["r1", "c1"] == Fraction(0.1) != Fraction(1, 10)
    assert game.payoffs["column"]["r1", "c1"] == Fraction(1, 3)


def test_numpy_arrays_of_three_players() -> None:
    table = np.arange(12).reshape(2, 3, 2)
    game = NormalGame.from_arrays(table, table, table, players=["A", "B", "C"])
    assert game.payoffs["C"]["A2", "B3", "C1"] == 10
    assert len(list(game.plays())) == 12


def test_a_play_follows_the_order_of_the_players() -> None:
    game = NormalGame.from_arrays([[1, 2]], [[3, 4]])
    assert [(play.path, dict(play.payoffs)) for play in game.plays()] == [
        ("r1.c1", {"row": 1, "column": 3}),
        ("r1.c2", {"row": 2, "column": 4}),
    ]


@pytest.mark.parametrize(
    ("arrays", "words"),
    [
        (([[1, 2], [3]], [[1, 2], [3, 4]]), "rows of different lengths"),
        (([[1]], [[1, 2]]), r"payoffs\[1\]: shape \(1, 2\)"),
        (([[math.nan]], [[1]]), "nan is not a finite number"),
        (([[1]], [[math.inf]]), "inf is not a finite number"),
        (([[np.inf]], [[1]]), "inf is not a finite number"),
        ((np.array([[np.nan]]), np.array([[1.0]])), "nan is not a finite number"),
        (([["one"]], [[1]]), "'one' is not a finite number"),
        (([[]], [[]]), "non-empty axes"),
        (([1, 2], [1, 2]), "2 non-empty axes"),
    ],
)
def test_wrong_arrays_are_named(arrays: tuple[object, ...], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        NormalGame.from_arrays(*arrays)


def test_names_must_differ() -> None:
    with pytest.raises(ValueError, match="players"):
        NormalGame.from_arrays([[1]], [[1]], players=["A", "A"])
    with pytest.raises(ValueError, match=r"moves\['row'\]"):
        NormalGame.from_arrays([[1], [2]], [[1], [2]], moves={"row": ["up", "up"]})
