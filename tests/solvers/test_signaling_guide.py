"""Floats only ever refute what exact linear programs refute, and answers do not depend on them."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

from gametheory_dprk.games import SignalingGame
from gametheory_dprk.limits import Budget
from gametheory_dprk.solvers.signaling import judge
from gametheory_dprk.solvers.signaling.case import receiver_feasible, sender_feasible
from gametheory_dprk.solvers.signaling.guide import Guide
from gametheory_dprk.solvers.signaling.judge import LIKELY, REFUTED
from gametheory_dprk.solvers.signaling.search import Search
from gametheory_dprk.solvers.signaling_supports import run

F = Fraction


def drawn(seed):
    draw = random.Random(seed)
    most = draw.choice([1, 3, 1000])
    weights = [draw.randint(1, 4) for _ in range(3)]
    tables = [
        [[[draw.randint(0, most) for _ in range(3)] for _ in range(3)] for _ in range(3)]
        for _ in range(2)
    ]
    return SignalingGame.from_arrays([F(w, sum(weights)) for w in weights], *tables), draw


def search_of(game, monkeypatch, many):
    monkeypatch.setattr(judge, "MANY", many)
    return Search(game, lambda: None)


@pytest.mark.parametrize("seed", range(12))
def test_verdicts_agree_with_exact_programs(seed, monkeypatch):
    game, draw = drawn(seed)
    search = search_of(game, monkeypatch, 0)
    guide = Guide(game, search.menus)
    verdicts = set()
    for _ in range(60):
        case = {m: draw.choice(menu) for m, menu in search.menus.items()}
        required = search.judge.required(case)
        verdict = guide.sender_verdict(case)
        verdicts.add(verdict)
        if verdict in (REFUTED, LIKELY):
            exact = sender_feasible(game, case, required, lambda: None)
            assert exact == (verdict == LIKELY)
        sent = {m: state for m, state in case.items() if state.kinds}
        covered = frozenset().union(*(state.kinds for state in sent.values()))
        if covered == frozenset(game.types):
            verdict = guide.weight_verdict(sent, frozenset())
            if verdict == REFUTED:
                assert not receiver_feasible(game, sent, lambda: None)
    assert REFUTED in verdicts


@pytest.mark.parametrize("seed", range(12))
def test_answers_are_the_same_without_a_guide(seed, monkeypatch):
    game, _ = drawn(seed)
    monkeypatch.setattr(judge, "MANY", 0)
    guided = run(game, "pbe", Budget())
    monkeypatch.setattr(judge, "MANY", 10**9)
    monkeypatch.setattr(judge, "is_loaded", lambda: False)
    assert run(game, "pbe", Budget()) == guided
