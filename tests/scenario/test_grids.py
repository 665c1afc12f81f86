"""Signaling games on grids and in tables."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

import gametheory_dprk as gt
from gametheory_dprk.errors import ScenarioError
from gametheory_dprk.games import GridSignalingGame, SignalingGame
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


LARGE = """
gtd: 1
kind: signaling
title: Steps on large grids
players: [NK, US]
parameters: {k: {value: 2, range: [1, 4]}}
game:
  types: resolve
  signals: {NK: step}
  responses: {US: aid}
  grid: {resolve: [1, 32, 32], step: [1, 32, 32], aid: [1, 32, 32]}
payoffs:
  NK: aid - step^2/(k*resolve)
  US: -(aid - resolve)^2
"""


def test_large_grids_are_not_written_out() -> None:
    scenario = gt.load(LARGE)
    game = scenario.game.at({"k": Fraction(2)})
    assert isinstance(game, GridSignalingGame)
    assert (game.shape, scenario.moves["NK"][:2]) == ((32, 32, 32), ("step_0", "step_1"))
    assert game.exact("NK")(3, 1, 0) == Fraction(1) - Fraction(4, 8)
    solution = scenario.solve()
    assert [each.label for each in solution] == ["separating", "pooling"]
    assert gt.verify(scenario, solution).valid
    document = solution.to_dict()
    strategies = document["solution"]["equilibria"][0]["strategies"]
    strategies["NK"]["resolve_5"] = {"step_9": "1"}
    assert not gt.verify(scenario, document).valid


def test_named_types_beside_large_grids() -> None:
    text = LARGE.replace("types: resolve", "types: {weak: 1/2, strong: 1/2, none: 0}")
    text = text.replace("resolve: [1, 32, 32], ", "").replace("resolve", "(1 + 3*strong)")
    solution = gt.load(text.replace("32, 32]", "60, 60]")).solve()
    assert solution.warnings[0].code == "null_move"
    assert next(each.label for each in solution) == "separating"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("NK: aid", "NK: step_3 + aid", "'step_3' is a single step of a grid"),
        ("NK: aid - step^2/(k*resolve)", "NK: {resolve_0: 1}", "needs one formula a player"),
        ("NK: aid - step^2/(k*resolve)\n", "", "no payoffs for player NK"),
        ("NK: aid", "NK: adi", "unknown name 'adi'"),
    ],
)
def test_wrong_large_games(old: str, new: str, words: str) -> None:
    with pytest.raises(ScenarioError, match=words):
        read(LARGE.replace(old, new))


def test_large_tables_are_not_written_out(tmp_path: Path) -> None:
    tables = np.random.default_rng(0).integers(0, 9, (2, 20, 20, 20))
    np.savez(tmp_path / "deal.npz", prior=np.ones(20), sender=tables[0], receiver=tables[1])
    (tmp_path / "deal.yaml").write_text(TABLE)
    game = read(tmp_path / "deal.yaml").game.at({})
    assert isinstance(game, GridSignalingGame)
    assert (game.shape, game.prior["t1"]) == ((20, 20, 20), Fraction(1, 20))
    assert game.exact("S")(1, 2, 3) == int(tables[0, 1, 2, 3])
