"""`gtd dominance`, and what `gtd solve` shows of correlated equilibria and components."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from cli_runner import Outcome, compare_with_golden

Gtd = Callable[..., Outcome]

COMMANDS = {
    "dominance_standards.txt": ("dominance", "standards.yaml"),
    "dominance_standards.json": ("dominance", "standards.yaml", "--json"),
    "dominance_standards.csv": ("dominance", "standards.yaml", "--csv"),
    "dominance_standards.md": ("dominance", "standards.yaml", "--format", "md"),
    "dominance_standards.tex": ("dominance", "standards.yaml", "--format", "latex"),
    "dominance_breakfast.txt": ("dominance", "breakfast.yaml", "--kind", "weak"),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_output_is_golden(here: Gtd, name: str) -> None:
    compare_with_golden(name, here(*COMMANDS[name]).out)


def test_numbers_are_those_of_hand_algebra(here: Gtd) -> None:
    """Half old, half new pays 3/2 against either, both pays 1 + t = 1; then new pays B 1 against 0;
    then new pays A 3 against 0. At t = 1/2 the mixture pays the same as both, and nothing goes."""
    document = json.loads(here("dominance", "standards.yaml", "--json").out)
    found = document["dominance"]
    first, second, third = (each["eliminated"][0] for each in found["rounds"])
    assert first["mixture"] == {"old": "1/2", "new": "1/2"}
    assert (first["move"], first["least"], first["most"]) == ("both", "1/2", "1/2")
    assert (second["player"], second["move"], third["move"]) == ("B", "old", "old")
    assert found["remaining"] == {"A": ["new"], "B": ["new"]}
    assert found["complete"] is True
    tie = json.loads(here("dominance", "standards.yaml", "-p", "t=1/2", "--json").out)
    assert tie["dominance"]["rounds"] == []
    assert {move for _, moves in tie["dominance"]["beliefs"].items() for move in moves} == {
        "old",
        "new",
        "both",
    }


def test_rounds_and_explain(here: Gtd) -> None:
    once = here("dominance", "standards.yaml", "--rounds", "1", "--json")
    assert once.code == 0
    document = json.loads(once.out)
    assert document["dominance"]["complete"] is False
    assert [each["code"] for each in document["warnings"]] == ["stopped"]
    explained = here("dominance", "standards.yaml", "--explain").out
    assert "A: mixture pays at least as much as both against old" in explained


def test_exit_codes(here: Gtd) -> None:
    assert here("dominance", "standards.yaml", "--kind", "odd").code == 2
    assert here("dominance", "standards.yaml", "-p", "u=1").code == 2
    assert here("dominance", "nothing.yaml").code == 3
    assert here("dominance", "standards.yaml", "--limit-seconds", "0").code == 5


def test_component_of_a_degenerate_game_is_a_table_of_its_parts(here: Gtd) -> None:
    """B mixes x and z against a, of which A tolerates z up to 1/2; what does not vary is named."""
    lines = here("solve", "ties.yaml").out.splitlines()
    start = lines.index("what may vary, part by part")
    assert "Component: of dimension 1, the union of 7 parts" in lines
    assert lines[start + 2].split() == ["part", "A", "B"]
    assert lines[start + 4].split(maxsplit=2) == ["1", "a", "z up to 1/2 (0.5), else x"]
    assert any(line.split() == ["3", "any", "mix", "of", "a", "and", "b", "x"] for line in lines)


def test_correlated_equilibria_say_what_everyone_is_told(here: Gtd) -> None:
    """Told to swerve, the other swerves with 9/10: obeying pays -1/10, and so does going on, with
    9/10 - 10/10. Any more weight on swerving together would make going on better."""
    option = ("--option", "objective=A + B", "--option", "extreme_points=yes")
    text = here("solve", "textbook/chicken", "--concept", "correlated", *option).out
    assert " player   is told" in text
    assert "Outcome: swerve.swerve 9/11 (0.8182), swerve.straight 1/11 (0.09091)" in text
    assert "all 5 extreme points are listed" in text


def test_options_of_correlated_equilibrium(here: Gtd) -> None:
    solve = ("solve", "textbook/chicken", "--concept", "correlated", "--option")
    every = json.loads(here(*solve, "extreme_points=yes", "--json").out)
    assert len(every["solution"]["equilibria"]) == 5
    assert here(*solve, "objective=A*B").code == 4
    assert here(*solve, "goal=A").code == 4
