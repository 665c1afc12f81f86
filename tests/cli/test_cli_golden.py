"""What commands write, held against files that a person has read."""

from __future__ import annotations

import json
from collections.abc import Callable
from fractions import Fraction

import pytest
from cli_runner import Outcome, compare_with_golden

Gtd = Callable[..., Outcome]

COMMANDS = {
    "solve_talks.txt": ("solve", "talks.yaml"),
    "solve_talks.md": ("solve", "talks.yaml", "--format", "md"),
    "solve_talks.tex": ("solve", "talks.yaml", "--format", "latex"),
    "solve_talks.json": ("solve", "talks.yaml", "--json"),
    "solve_breakfast.csv": ("solve", "breakfast.yaml", "--csv"),
    "solve_breakfast.txt": ("solve", "breakfast.yaml"),
    "solve_inspection.txt": ("solve", "inspection.yaml", "-p", "h=3"),
    "show_talks.txt": ("show", "talks.yaml"),
    "show_talks.tikz": ("show", "talks.yaml", "--format", "tikz"),
    "show_breakfast.svg": ("show", "breakfast.yaml", "--format", "svg"),
    "show_breakfast.json": ("show", "breakfast.yaml", "--json"),
    "show_inspection.svg": ("show", "inspection.yaml", "--format", "svg"),
    "show_inspection.tex": ("show", "inspection.yaml", "--format", "latex"),
    "catalog_breakfast.txt": ("catalog", "breakfast.yaml"),
    "validate_broken.txt": ("validate", "broken.yaml"),
    "validate_broken.json": ("validate", "broken.yaml", "talks.yaml", "--json"),
    "check_inspection.txt": ("check", "inspection.yaml"),
    "compare_breakfast.json": ("compare", "breakfast.yaml", "--json"),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_output_is_golden(here: Gtd, name: str) -> None:
    compare_with_golden(name, here(*COMMANDS[name]).out)


@pytest.mark.parametrize("name", ["solve_talks.json", "show_breakfast.svg"])
def test_same_input_gives_same_bytes(here: Gtd, name: str) -> None:
    compare_with_golden(name, here(*COMMANDS[name]).out)
    compare_with_golden(name, here(*COMMANDS[name]).out)


def test_separating_numbers_of_the_talks_are_those_of_hand_algebra(here: Gtd) -> None:
    """mu = (k + b)/(v + d) = 1/5, so the ploy talks with p(1 - mu)/((1 - p)mu) = 4/9, and relief
    follows with c/(r - q + s) = 1/5; without talk, relief up to c/(R - n_G + s) = 1/6 deters."""
    text = here("solve", "talks.yaml").out
    assert "talk 4/9 (0.4444), provoke 5/9" in text
    assert "relief 1/5 (0.2), hold 4/5" in text
    assert "Values: N 217/500 (0.434), U -19/20 (-0.95)" in text
    assert "hold with belief in genuine.talk up to 1/5 (0.2)" in text
    assert "relief up to 1/6" in text


def test_explain_tells_every_check_and_what_was_refused(here: Gtd) -> None:
    """Beer and quiche: the weak type has 3 from quiche, and 2 is the most that beer can bring."""
    text = here("solve", "breakfast.yaml", "--explain").out
    document = json.loads(here("solve", "breakfast.yaml", "--explain", "--json").out)
    explanation, solution = document["explanation"], document["solution"]
    assert "Why 2, pooling, is an equilibrium" in text
    assert "Why 1, pooling, is refused" in text
    assert "Refused by: intuitive" in text
    (kept,), (refused,) = explanation["equilibria"], explanation["removed"]
    assert len(kept["checks"]) == solution["equilibria"][0]["certificate"]["checks"]
    assert all(Fraction(check["slack"]) >= 0 for check in kept["checks"])
    inequality = refused["refinements"]["intuitive"]["checks"][0]
    assert (inequality["left"], inequality["right"], inequality["slack"]) == ("3", "2", "1")
    assert explanation["completeness"].startswith("proved by support_enumeration")
    assert "Plan: support_enumeration" in text
