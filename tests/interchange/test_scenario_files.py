"""Games written as scenario files are read by the scenario reader as the same games."""

from __future__ import annotations

import json
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from interchange_games import normal, tree

from gametheory_dprk.errors import AnalysisError
from gametheory_dprk.games import Decision, ExtensiveGame, SignalingGame, Terminal
from gametheory_dprk.interchange import efg_reading, nfg
from gametheory_dprk.interchange.renaming import renamed
from gametheory_dprk.interchange.scenario_file import as_scenario
from gametheory_dprk.interchange.spec import FORMATS, Document
from gametheory_dprk.registry import discover
from gametheory_dprk.scenario.kinds.normal import MAX_PROFILES
from gametheory_dprk.scenario.model import Scenario
from gametheory_dprk.scenario.reader import read, read_text
from gametheory_dprk.scenario.source import Source
from gametheory_dprk.scenario.trees import growth

Write = Callable[[Document], str]


@pytest.fixture(params=["yaml", "json"])
def write(request: pytest.FixtureRequest) -> Write:
    return discover(FORMATS)[request.param].write


def load(text: str) -> Scenario:
    return read_text(Source(text, "<text>", "text", ""))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from([tree, normal]), st.sampled_from(["yaml", "json"]))
def test_games_read_back_as_the_same(seed: int, make: Callable, name: str) -> None:
    game = make(seed)
    scenario = load(discover(FORMATS)[name].write(Document(game, "Odd: names")))
    assert scenario.game.at({}) == as_scenario(game)
    assert scenario.title == "Odd: names"


def test_signaling_games_read_back_as_the_same(write: Write) -> None:
    """One signal ends the game, so responses differ; payoffs are fractions."""
    cells = [
        (t, *rest)
        for t in ("weak", "strong")
        for rest in (("up", "end"), ("stay", "yes"), ("stay", "no"))
    ]
    table = {cell: Fraction(k, 3) for k, cell in enumerate(cells)}
    prior = {"weak": Fraction(1, 3), "strong": Fraction(2, 3)}
    game = SignalingGame(
        "A", "B", prior, {"up": ("end",), "stay": ("yes", "no")}, {"A": table, "B": table}
    )
    scenario = load(write(Document(game, "t", "why", {"A": "sender"}, "pbe", ("d1",))))
    assert scenario.kind == "signaling"
    assert scenario.game.at({}) == game
    assert (scenario.about, scenario.players) == ("why", {"A": "sender", "B": ""})
    assert (scenario.solve.concept, scenario.solve.refine) == ("pbe", ("d1",))


def test_words_that_yaml_takes_for_something_else_survive(write: Write) -> None:
    game = nfg.read(
        'NFG 1 R "no: # [x] \u0085" { "y" "null" } { { "no" "1e3" } { "true" } } 1 2 3 4', "x"
    ).game
    scenario = load(write(Document(game, "no: # [x] \u0085\u2028 \\ \"'", "- a\n- b")))
    assert scenario.title == "no: # [x] \u0085\u2028 \\ \"'"
    assert scenario.game.at({}) == as_scenario(game)
    assert scenario.game.moves["y"] == ("no", "_1e3")


def test_deep_trees_are_written_as_subtrees(write: Write) -> None:
    game = ExtensiveGame(("A",), Terminal({"A": Fraction(1)}))
    for k in range(200):
        game = ExtensiveGame(("A",), Decision("A", f"s{k}", {"on": game.root}))
    assert [*load(write(Document(game)).replace("Untitled", "t")).game.at({}).plays()] == [
        *game.plays()
    ]


def test_information_sets_keep_their_labels_and_plain_ones_are_left_out(write: Write) -> None:
    end = Terminal({"A": Fraction(0)})
    below = {"l": Decision("A", "l", {"u": end}), "r": Decision("A", "else", {"d": end})}
    game = ExtensiveGame(("A",), Decision("A", "start", below))
    text = write(Document(game))
    assert text.count("info") == 1
    assert load(text).game.at({}) == game


def test_json_is_json() -> None:
    document = json.loads(discover(FORMATS)["json"].write(Document(normal(3), "t")))
    assert (document["gtd"], document["kind"], document["title"]) == (1, "normal", "t")


def test_a_gambit_file_is_a_scenario(tmp_path: Path) -> None:
    """Suffixes decide; who sees everything is solved by backward induction, others are not."""
    head = 'EFG 2 R "Exit" { "Player 1" "B" } "about" p "" 1 1 "" { "in" "out" } 0 '
    second = 'p "" 2 {} "" {{ "x" "y" }} 0 t "" 1 "" {{ 1 2 }} t "" 2 "" {{ 3 4 }} '
    file = tmp_path / "exit.EFG"
    for sets, concept in (((1, 2), "subgame_perfect"), ((1, 1), "sequential")):
        file.write_text(head + "".join(map(second.format, sets)))
        scenario = read(file)
        assert (scenario.id, scenario.kind, scenario.title) == ("exit", "extensive", "Exit")
        assert (scenario.about, scenario.solve.concept) == ("about", concept)
        assert scenario.players == {"Player 1": "", "B": ""}
        assert scenario.moves == {"Player 1": ("in", "out"), "B": ("x", "y")}
        assert len(scenario.digest) == 64
    (tmp_path / "duel.nfg").write_text('NFG 1 R "" { "A" } { 2 } 1 2')
    scenario = read(tmp_path / "duel.nfg")
    assert (scenario.kind, scenario.solve.concept, scenario.title) == ("normal", "nash", "duel")


def test_caps_are_those_of_scenario_files() -> None:
    """So that every game that is read can be written as a scenario file, sizes aside."""
    assert efg_reading.MAX_NODES == growth.MAX_TREE_NODES
    assert efg_reading.MAX_MOVES == growth.MAX_MOVES
    assert nfg.MAX_PROFILES == MAX_PROFILES


def test_a_set_called_like_one_of_its_nodes_keeps_its_label(write: Write) -> None:
    blind = Decision("B", "l", {"u": Terminal({"A": Fraction(0), "B": Fraction(1)})})
    game = ExtensiveGame(("A", "B"), Decision("A", "start", {"l": blind, "r": blind}))
    assert load(write(Document(game))).game.at({}) == game


def test_other_forms_of_games_are_refused() -> None:
    with pytest.raises(AnalysisError, match=r"no file format holds .* \(object\)"):
        renamed(object(), str, str)
