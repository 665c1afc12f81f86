"""Odd corners of .nfg files, each against values worked out by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from interchange_games import normal

from gametheory_dprk.errors import ScenarioError
from gametheory_dprk.interchange import efg, nfg
from gametheory_dprk.interchange.simultaneous import as_tree
from gametheory_dprk.interchange.spec import Document

HEAD = 'NFG 1 R "t" { "A" "B" } '


def read(text: str):
    return nfg.read(text, "deal.nfg").game


def test_the_first_players_move_varies_fastest() -> None:
    """Profiles in the file's order: 11, 21, 12, 22, 13, 23."""
    game = read(HEAD + "{ 2 3 } 1 2 3 4 5 6 7 8 9 10 11 12")
    assert game.moves == {"A": ("1", "2"), "B": ("1", "2", "3")}
    assert game.payoffs["A"]["2", "1"] == 3
    assert game.payoffs["B"]["1", "3"] == 10


def test_outcomes_may_be_shared_and_zero_pays_nothing() -> None:
    text = HEAD + '{ { "u" "d" } { "l" "r" } } "why" { { "x" 1, -2 } { 1/2 .5 } } 1 2 0 1'
    document = nfg.read(text, "deal.nfg")
    assert document.about == "why"
    assert document.game.payoffs["A"] == {
        ("u", "l"): 1,
        ("d", "l"): Fraction(1, 2),
        ("u", "r"): 0,
        ("d", "r"): 1,
    }
    assert document.game.payoffs["B"]["u", "l"] == -2


def test_three_players_decimals_and_odd_names() -> None:
    text = 'NFG 1 D "t" { "A" "A" "" } { { "x" "x" } { "" } { "1.5" } } 1 2 3 1e-1 5 6'
    game = read(text)
    assert game.players == ("A_1", "A_2", "player1")
    assert game.moves == {"A_1": ("x_1", "x_2"), "A_2": ("move1",), "player1": ("1_x2e_5",)}
    assert game.payoffs["A_1"]["x_2", "move1", "1_x2e_5"] == Fraction(1, 10)


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        (HEAD + "{ 2 2 } 1 2 3 4 5 6 7", "1:46", "expected the payoffs of 2, 2, found the end"),
        (HEAD + "{ 2 2 } 1 2 3 4 5 6 7 8 9", "1:49", "the game is complete, but '9' follows"),
        (HEAD + "{ 2 } 1 2", "1:29", "expected the number of moves, found '}'"),
        (HEAD + "{ 0 2 }", "1:27", "expected 1 to 200000 moves, found 0"),
        (HEAD + "{ { } 2 }", "1:27", "expected at least one move"),
        (HEAD + "{ 1000 1000 } 1", "1:25", "the game has more than 200000 profiles"),
        (HEAD + '{ 1 1 } { { "x" 1 2 } } 2', "1:49", "outcome 2 is not among the 1 outcomes"),
        (HEAD + '{ 1 1 } { { "x" 1 2 } } -1', "1:49", "outcome -1 is not among the 1 outcomes"),
        (HEAD + "{ 1 1 } a b", "1:33", "expected the payoffs of 1, 1, found 'a'"),
    ],
)
def test_errors_name_their_place(text: str, place: str, message: str) -> None:
    with pytest.raises(ScenarioError) as error:
        read(text)
    assert message in str(error.value)
    assert str(error.value).startswith(f"deal.nfg:{place}: ")


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**6))
def test_what_is_written_reads_back_as_the_same_game(seed: int) -> None:
    document = Document(normal(seed), "t", "about it")
    text = nfg.write(document)
    found = nfg.read(text, "deal.nfg")
    assert found.game == document.game
    assert nfg.write(found) == text
    assert efg.read(efg.write(document), "deal.efg").game == as_tree(document.game)
