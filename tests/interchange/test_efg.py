"""Odd corners of .efg files, each against values worked out by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from interchange_games import tree

from gametheory_dprk.errors import ScenarioError
from gametheory_dprk.games import Chance, Decision, ExtensiveGame, Terminal
from gametheory_dprk.interchange import efg
from gametheory_dprk.interchange.spec import Document

HEAD = 'EFG 2 R "t" { "A" "B" }\n'
ENDS = 't "" 1 "x" { 1, 2 }\nt "" 2 "y" { 3, 4 }\n'
CHOICE = 'p "" 1 1 "" { "a" "b" } 0\n'


def read(text: str):
    return efg.read(text, "deal.efg").game


def payoffs(game) -> dict[str, tuple[Fraction, ...]]:
    return {play.path: tuple(play.payoffs.values()) for play in game.plays()}


def labels(game) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(place.player, place.label, place.nodes) for place in game.information_sets()]


def test_payoffs_add_up_along_the_path() -> None:
    """10, 20 on arrival at the choice; 1, 2 more at a; nothing more at b, which has no outcome."""
    game = read(HEAD + 'p "" 1 1 "" { "a" "b" } 3 "toll" { 10, 20 }\nt "" 1 "" { 1 2 }\nt "" 0\n')
    assert payoffs(game) == {"a": (11, 22), "b": (10, 20)}


def test_an_outcome_is_used_again_by_its_number() -> None:
    game = read(HEAD + 'p "" 1 1 "" { "a" "b" } 3 "" { 1/3 .5 }\nt "" 3\nt "" 3 ""\n')
    assert payoffs(game) == dict.fromkeys("ab", (Fraction(2, 3), Fraction(1)))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.", "1"),
        ("-.5", "-1/2"),
        ("+3", "3"),
        ("1e3", "1000"),
        ("2.5E-2", "1/40"),
        ("-7/21", "-1/3"),
        ("0.1", "1/10"),
    ],
)
def test_numbers_are_read_exactly(text: str, value: str) -> None:
    game = read(HEAD + f't "" 1 "" {{ {text}, 0 }}')
    assert game.root.payoffs["A"] == Fraction(value)


def test_decimal_header_and_probabilities_given_once_per_set() -> None:
    chance = 'c "" 7 "" { "rain" .25 "sun" 7.5e-1 } 0\n'
    game = read(HEAD.replace(" R ", " D ") + chance + 'c "" 7 0\n' + ENDS + ENDS[:20])
    assert isinstance(game.root, Chance)
    assert game.root.probabilities == {"rain": Fraction(1, 4), "sun": Fraction(3, 4)}
    assert game.root.moves["rain"].probabilities == game.root.probabilities


def test_a_player_and_chance_may_use_the_same_numbers_for_information_sets() -> None:
    game = read(
        HEAD
        + 'c "" 1 "" { "x" 1 } 0\n'
        + 'p "" 1 1 "" { "u" } 0\np "" 2 1 "" { "v" } 0\n'
        + ENDS[:20]
    )
    assert labels(game) == [("A", "x", ("x",)), ("B", "x.u", ("x.u",))]


def test_sets_without_a_label_are_called_after_what_their_histories_share() -> None:
    """B cannot tell l from r; A, who made the move, can. B's second set is met after q alone."""
    second = 'p "" 2 1 "" { "q" "s" } 0\n'
    after = 'p "" 1 {} "" {{ "u" }} 0\nt "" 0\nt "" 0\n'
    game = read(
        HEAD + 'p "" 1 1 "" { "l" "r" } 0\n' + second + after.format(2) + second + after.format(2)
    )
    assert labels(game)[:2] == [("A", "start", ("",)), ("B", "set1", ("l", "r"))]
    assert ("A", "q", ("l.q", "r.q")) in labels(game)


def test_labels_become_different_for_each_player() -> None:
    text = HEAD + 'p "" 1 1 "s" { "a" "b" } 0\np "" 1 2 "s" { "c" } 0\nt "" 0\n'
    game = read(text + 'p "" 2 1 "s" { "d" } 0\nt "" 0\n')
    assert labels(game) == [("A", "s_1", ("",)), ("A", "s_2", ("a",)), ("B", "s", ("b",))]


def test_an_invented_label_gives_way_to_a_written_one() -> None:
    text = HEAD + 'p "" 1 1 "" { "a" "b" } 0\np "" 2 1 "" { "c" } 0\nt "" 0\n'
    game = read(text + 'p "" 2 2 "a" { "d" } 0\nt "" 0\n')
    assert labels(game)[1:] == [("B", "set1", ("a",)), ("B", "a", ("b",))]


def test_moves_of_one_name_are_numbered_and_missing_ones_invented() -> None:
    game = read(HEAD + 'p "" 1 1 "" { "a" "a" "" "b.c" } 0\n' + ENDS + ENDS)
    assert list(payoffs(game)) == ["a_1", "a_2", "move1", "b_x2e_c"]


def test_players_of_one_name_are_numbered_and_missing_ones_invented() -> None:
    document = efg.read('EFG 2 R "t" { "A" "A" "" "chance" } t "" 0', "deal.efg")
    assert document.game.players == ("A_1", "A_2", "player1", "_x63_hance")
    assert document.players == {"A_1": "A", "A_2": "A", "_x63_hance": "chance"}


def test_escapes_and_backslashes() -> None:
    document = efg.read(
        r'EFG 2 R "a \"b\" \wedge \\" { "A" } "two' + "\n" + r'lines" t "" 0', "x.efg"
    )
    assert document.title == 'a "b" \\wedge \\'
    assert document.about == "two\nlines"


def test_layout_does_not_matter() -> None:
    text = HEAD + CHOICE + ENDS
    assert read(text.replace("\n", " ")) == read(text.replace(" ", "\n\t\v")) == read(text)
    assert read('EFG 2 R"t"{"A""B"}p""1 1""{"a""b"}0 t""1"x"{1 2}t""2"y"{3,4}') == read(text)


def test_a_set_named_by_its_number_alone() -> None:
    game = read(
        HEAD
        + 'p "" 1 1 "s" { "a" "b" } 0\n'
        + 'p "" 2 5 "" { "c" } 0\nt "" 0\np "" 2 5 0\nt "" 0\n'
    )
    assert (
        game.root.moves["a"]
        == game.root.moves["b"]
        == Decision("B", "set1", {"c": Terminal({"A": 0, "B": 0})})
    )


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("", "1:1", "expected EFG, found the end of the file"),
        ('NFG 1 R "t" { }', "1:1", "expected EFG, found 'NFG'"),
        (HEAD.replace("2", "3"), "1:5", "expected 2, found '3'"),
        ('EFG 2 R "t" { }', "1:13", "expected 1 to 100 players, found 0"),
        (HEAD + 'x "" 0', "2:1", "expected c or p or t, found 'x'"),
        (HEAD + CHOICE + 't "" 0\n', "4:1", "expected c or p or t, found the end of the file"),
        (HEAD + 't "" 0\n' + ENDS, "3:1", "the tree is complete, but 't' follows"),
        (HEAD + 'p "" 3 1 "" { "a" } 0', "2:6", "player 3 is not among the 2 players"),
        (HEAD + 'p "" 1 1 0', "2:10", "the moves of information set 1 are missing"),
        (HEAD + 'p "" 1 1 "" { } 0', "2:13", "expected at least one move"),
        (HEAD + CHOICE + 'p "" 1 1 "" { "b" "a" } 0', "3:13", "had other moves"),
        (HEAD + 't "" 1', "2:6", "the payoffs of outcome 1 are missing"),
        (HEAD + CHOICE + 't "" 1 "" { 1 2 }\nt "" 1 "" { 1 3 }', "4:6", "had other payoffs before"),
        (HEAD + 't "" 1 "" { 1 }', "2:15", "the payoff of player 2 of 2, found '}'"),
        (HEAD + 't "" 1 "" { 1 2 3 }', "2:17", "expected '}' after 2 payoffs, found '3'"),
        (HEAD + 't "" 1 "" { 1/0 2 }', "2:13", "division by zero"),
        (HEAD + 't "" 1 "" { 1e999 2 }', "2:13", "power of ten is beyond 300"),
        (HEAD + 't "" 1 "" { inf 2 }', "2:13", "found 'inf'"),
        (HEAD + 't "" 1/2', "2:6", "a whole number, found '1/2'"),
        (HEAD + 'c "" 1 "" { "a" .333 "b" .666 } 0', "2:11", "are not probabilities that sum to 1"),
        (HEAD + 'c "" 1 "" { "a" 2 "b" -1 } 0', "2:11", "are not probabilities that sum to 1"),
        (HEAD + 't "never closed 0', "2:3", "this text is not closed"),
        (HEAD + 't "\x00" 0', "2:3", "character U+0000 does not belong"),
        (HEAD + f't "" 1 "" {{ {"1" * 4216} 2 }}', "2:13", "number has more than 4215 digits"),
        (HEAD + f'p "" 1 1 "" {{ "{"a" * 1001}" }} 0', "2:15", "more than 1000 characters"),
    ],
)
def test_errors_name_their_place(text: str, place: str, message: str) -> None:
    with pytest.raises(ScenarioError) as error:
        read(text)
    assert message in str(error.value)
    assert str(error.value).startswith(f"deal.efg:{place}: ")


def line_of(depth: int) -> str:
    """A play of so many moves, each of them the only one."""
    return HEAD + "".join(f'p "" 1 {k} "" {{ "go" }} 0\n' for k in range(depth)) + 't "" 0\n'


def test_plays_may_be_long_but_not_without_end() -> None:
    game = read(line_of(200))
    assert len(next(game.plays()).steps) == 200
    assert read(efg.write(Document(game))) == game
    for depth in (201, 30_000):
        with pytest.raises(ScenarioError, match="a play has more than 200 moves"):
            read(line_of(depth))


def test_sums_of_payoffs_are_bounded() -> None:
    """200 different prime-like denominators of 200 digits would have 40 000 digits together."""
    nodes = [
        f'p "" 1 {k} "" {{ "go" }} {k + 1} "" {{ 1/{10**199 + 2 * k + 1} 0 }}' for k in range(199)
    ]
    with pytest.raises(ScenarioError, match="sum to more than 14000 bits"):
        read(HEAD + "\n".join(nodes) + 't "" 0')


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**6))
def test_what_is_written_reads_back_as_the_same_game(seed: int) -> None:
    document = Document(tree(seed), f'title "{seed}" \\', "about\nit")
    text = efg.write(document)
    found = efg.read(text, "deal.efg")
    assert found.game == document.game
    assert (found.title, found.about) == (document.title, document.about)
    assert efg.write(found) == text


def test_moves_in_another_order_at_a_second_node_keep_what_follows() -> None:
    one, two, three, four = (Terminal({"A": Fraction(k), "B": Fraction(0)}) for k in (1, 2, 3, 4))
    first = Decision("B", "s", {"x": one, "y": two})
    second = Decision("B", "s", {"y": four, "x": three})
    game = ExtensiveGame(("A", "B"), Decision("A", "start", {"l": first, "r": second}))
    found = read(efg.write(Document(game)))
    assert payoffs(found) == {"l.x": (1, 0), "l.y": (2, 0), "r.x": (3, 0), "r.y": (4, 0)}
