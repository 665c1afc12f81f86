"""Signaling games on grids and in tables."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from gametheory_dprk.errors import ScenarioError
from gametheory_dprk.games import SignalingGame
from gametheory_dprk.scenario.reader import read

SPENCE = """
gtd: 1
kind: signaling
title: Steps on a grid
players: [NK, US]
parameters: {p: {value: 0.5, range: [0, 1]}, B: 2, c_G: 1, c_P: 3}
game:
  types: {genuine: p, ploy: 1 - p}
  signals: {NK: effort}
  responses: {US: aid}
  grid: {effort: [0, 1, 3], aid: [0, 2, 5]}
payoffs:
  NK: aid - effort*(c_G*genuine + c_P*ploy)
  US: -(aid - B*genuine)^2 + effort_2
"""

TABLE = """
gtd: 1
kind: signaling
title: A table
players: [S, R]
game: {table: deal.npz}
"""


def test_grid_names_stand_for_numbers_in_payoffs() -> None:
    game = read(SPENCE).game
    assert isinstance(game, SignalingGame)
    assert game.signals == ("effort_0", "effort_1", "effort_2")
    assert game.responses["effort_0"] == ("aid_0", "aid_1", "aid_2", "aid_3", "aid_4")
    exact = game.at({"p": Fraction(1, 2), "B": Fraction(2), "c_G": Fraction(1), "c_P": Fraction(3)})
    # effort 1/2, aid 3/2: the ploy gets 3/2 - 3/2, the US -(3/2)^2
    assert exact.payoffs["NK"]["ploy", "effort_1", "aid_3"] == 0
    assert exact.payoffs["US"]["ploy", "effort_1", "aid_3"] == Fraction(-9, 4)
    assert exact.payoffs["US"]["genuine", "effort_2", "aid_4"] == 1


def test_types_on_a_grid_are_equally_likely() -> None:
    text = SPENCE.replace("{genuine: p, ploy: 1 - p}", "state").replace(
        "grid: {", "grid: {state: [0, 1, 4], "
    )
    text = text.replace("(c_G*genuine + c_P*ploy)", "(c_G + c_P*state)").replace(
        "genuine", "state*p"
    )
    game = read(text).game.at(
        {"p": Fraction(1, 2), "B": Fraction(2), "c_G": Fraction(1), "c_P": Fraction(3)}
    )
    assert isinstance(game, SignalingGame)
    assert set(game.prior.values()) == {Fraction(1, 4)}
    assert game.payoffs["NK"]["state_1", "effort_2", "aid_0"] == -2


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("[0, 1, 3]", "[0, 1]", r":11:18: game.grid.effort: expected a grid, found a list"),
        ("[0, 1, 3]", "[0, 1, 1]", "2 to 10000 numbers, not 1"),
        ("[0, 1, 3]", "[0, 1, 9e99]", "2 to 10000 numbers"),
        ("[0, 1, 3]", "[1, 0, 3]", "is empty"),
        ("NK: effort}", "NK: effrot}", "expected a list, found 'effrot'"),
        ("B: 2,", "B: 2, effort: 1,", "'effort' is a grid and a parameter"),
    ],
)
def test_wrong_grids(old: str, new: str, words: str) -> None:
    with pytest.raises(ScenarioError, match=words):
        read(SPENCE.replace(old, new))


def test_table(tmp_path: Path) -> None:
    sender = np.arange(8.0).reshape(2, 2, 2)
    np.savez(tmp_path / "deal.npz", prior=[0.25, 0.75], sender=sender, receiver=-sender)
    (tmp_path / "deal.yaml").write_text(TABLE)
    scenario = read(tmp_path / "deal.yaml")
    game = scenario.game.at({})
    assert isinstance(game, SignalingGame)
    assert (game.sender, game.receiver, scenario.moves["S"]) == ("S", "R", ("m1", "m2"))
    assert game.prior == {"t1": Fraction(1, 4), "t2": Fraction(3, 4)}
    assert game.payoffs["R"]["t2", "m1", "r2"] == -5


@pytest.mark.parametrize(
    ("arrays", "words"),
    [
        ({"prior": [1.0], "sender": [[[1.0]]]}, "an array is missing.*receiver"),
        ({"prior": [0.5], "sender": [[[1.0]]], "receiver": [[[1.0]]]}, "sum to 1 exactly"),
        ({"prior": [1.0], "sender": [[1.0]], "receiver": [[1.0]]}, "expected one shape"),
        ({"prior": [1.0], "sender": [[[None]]], "receiver": [[[1.0]]]}, "cannot be read"),
    ],
)
def test_wrong_tables(tmp_path: Path, arrays: dict[str, list[object]], words: str) -> None:
    np.savez(tmp_path / "deal.npz", **{name: np.array(value) for name, value in arrays.items()})
    (tmp_path / "deal.yaml").write_text(TABLE)
    with pytest.raises(ScenarioError, match=words):
        read(tmp_path / "deal.yaml")


def test_tables_that_are_not_there(tmp_path: Path) -> None:
    (tmp_path / "deal.yaml").write_text(TABLE)
    with pytest.raises(ScenarioError, match="cannot be read"):
        read(tmp_path / "deal.yaml")
    (tmp_path / "deal.npz").write_text("no archive")
    with pytest.raises(ScenarioError, match="cannot be read"):
        read(tmp_path / "deal.yaml")
    with pytest.raises(ScenarioError, match="beside a file"):
        read(TABLE)
