"""A curved component of which no proof is found is left out, and the list then claims less."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from tree_games import two_observers

from gametheory_dprk.concepts import pbe
from gametheory_dprk.errors import NotCertifiedError
from gametheory_dprk.games import Decision, ExtensiveGame, Terminal
from gametheory_dprk.planner import solve
from gametheory_dprk.planning import judgement
from gametheory_dprk.solution import Candidate, Certificate, Check

FAILED = Certificate((Check("the sign is proved", Fraction(0), ">=", Fraction(1)),))


def refuse(monkeypatch: pytest.MonkeyPatch, curved: bool) -> None:
    """Let the checker refuse candidates that are curved, or those that are not."""
    certify = pbe.SPEC.checks[ExtensiveGame]

    def check(game: Any, candidate: Candidate) -> Certificate:
        refused = judgement.is_curved(candidate) == curved
        return FAILED if refused else certify(game, candidate)

    spec = replace(pbe.SPEC, checks={**pbe.SPEC.checks, ExtensiveGame: check})
    monkeypatch.setattr("gametheory_dprk.planner.find", lambda *_: spec)


def test_it_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    game = two_observers(2)
    everything = solve(game, "pbe")
    refuse(monkeypatch, curved=True)
    found = solve(game, "pbe")
    curved = [each for each in everything if each.component and each.component.is_curved]
    assert everything.complete
    assert curved
    assert len(found) == len(everything) - len(curved)
    assert (found.complete, found.status) == (False, "partial")
    assert [each.code for each in found.warnings if each.code == "unproved"]


def test_any_other_refusal_is_an_error_of_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    game = tree_of_one_move()
    refuse(monkeypatch, curved=False)
    with pytest.raises(NotCertifiedError, match="the sign is proved"):
        solve(game, "pbe")


def tree_of_one_move() -> ExtensiveGame[Fraction]:
    """A player chooses between one and nothing."""
    paid = {name: Terminal({"A": Fraction(pay)}) for name, pay in (("take", 1), ("leave", 0))}
    return ExtensiveGame(("A",), Decision("A", "start", paid))
