"""`gtd payoffs`: bounds on the payoffs of subgame-perfect equilibria."""

from __future__ import annotations

import json
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from cli_runner import Outcome, compare_with_golden

Gtd = Callable[..., Outcome]

PRISONERS = "textbook/repeated_prisoners"
FREEZE = "dprk/self_enforcing_agreement"
COMMANDS = {
    "payoffs_prisoners.txt": ("payoffs", PRISONERS),
    "payoffs_prisoners.csv": ("payoffs", PRISONERS, "--csv"),
    "payoffs_impatient.json": ("payoffs", PRISONERS, "-p", "delta=0.3", "--json"),
    "payoffs_freeze.txt": ("payoffs", FREEZE, "-p", "m=1"),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_output_is_golden(here: Gtd, name: str) -> None:
    compare_with_golden(name, here(*COMMANDS[name]).out)


def test_numbers_are_those_of_hand_algebra(here: Gtd) -> None:
    """From delta = 1/2 on, all that is feasible and gives both at least 0: the line through (-1, 3)
    and (2, 2) meets 0 at 8/3. Below 1/3 nothing holds trust up, and cheating pays both 0."""
    document = json.loads(here("payoffs", PRISONERS, "--json").out)["payoffs"]
    gap = Fraction(document["gap"])
    assert gap < Fraction(1, 1000)
    for player in ("A", "B"):
        for bound, slack in (("outer", 0), ("inner", gap)):
            most = max(Fraction(corner[player]) for corner in document[bound])
            assert Fraction(8, 3) - slack <= most <= Fraction(8, 3) + gap
    alone = json.loads(here("payoffs", PRISONERS, "-p", "delta=0.3", "--json").out)["payoffs"]
    assert alone["inner"] == [{"A": "0", "B": "0"}]


@pytest.mark.parametrize("suffix", [".svg", ".pdf"])
def test_figure(here: Gtd, tmp_path: Path, suffix: str) -> None:
    figure = tmp_path / f"payoffs{suffix}"
    outcome = here("payoffs", PRISONERS, "--figure", str(figure))
    assert (outcome.code, outcome.err) == (0, f"wrote {figure}\n")
    content = figure.read_bytes()
    assert content[:5] == {".svg": b"<?xml", ".pdf": b"%PDF-"}[suffix]
    assert suffix == ".pdf" or b"A gets between 0 and 2.667" in content


def test_exit_codes(here: Gtd, tmp_path: Path) -> None:
    assert here("payoffs", PRISONERS, "--figure", "payoffs.bmp").code == 2
    assert here("payoffs", PRISONERS, "--tolerance", "0").code == 2
    other = here("payoffs", "talks.yaml")
    assert (other.code, "payoff sets are of repeated" in other.err) == (4, True)
    unseen = here("payoffs", FREEZE)
    assert "NK.cheat is seen for what it is with probability 7/10" in unseen.err
    limited = here("payoffs", PRISONERS, "--limit-seconds", "0")
    assert (limited.code, "limit" in limited.out) == (5, True)
    pennies = tmp_path / "pennies.yaml"
    pennies.write_text(PENNIES, encoding="utf-8")
    nothing = here("payoffs", str(pennies))
    assert (nothing.code, "no subgame-perfect equilibrium in pure moves" in nothing.out) == (
        4,
        True,
    )


PENNIES = """\
gtd: 1
kind: repeated
title: Pennies matched for ever by the impatient
players: {A: one, B: the other}
stage: {moves: {A: [h, t], B: [h, t]}}
payoffs: {A: A.h*B.h + A.t*B.t, B: A.h*B.t + A.t*B.h}
discount: 0.1
automata: {same: {only: {A: h, B: h, next: {else: only}}}}
"""
