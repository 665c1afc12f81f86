"""What has probability zero is removed with a warning."""

from __future__ import annotations

from fractions import Fraction

from gametheory_dprk.games import Chance, Decision, ExtensiveGame, SignalingGame, Terminal
from gametheory_dprk.transforms.preparation import prepare


def test_a_type_of_prior_zero_is_removed() -> None:
    game = SignalingGame.from_arrays([1, 0], [[[1]], [[2]]], [[[1]], [[2]]])
    prepared, notices = prepare(game)
    assert prepared.types == ("t1",)
    assert set(prepared.payoffs["sender"]) == {("t1", "m1", "r1")}
    assert [each.code for each in notices] == ["null_move"]


def test_a_branch_of_chance_of_probability_zero_is_removed_below_decisions_too() -> None:
    end = Terminal({"A": Fraction(0)})
    draw = Chance({"l": Fraction(0), "r": Fraction(1)}, {"l": end, "r": end})
    game = ExtensiveGame(("A",), Decision("A", "start", {"x": draw, "y": end}))
    prepared, notices = prepare(game)
    assert [play.path for play in prepared.plays()] == ["x.r", "y"]
    assert notices[0].message == "x.l has probability 0 and was removed"


def test_a_game_without_null_moves_is_returned_as_it_is() -> None:
    game = ExtensiveGame(("A",), Terminal({"A": Fraction(0)}))
    assert prepare(game) == (game, ())
