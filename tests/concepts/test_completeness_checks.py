"""What counts as a contradiction, as a tree of cases, and as a case inside a cell."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from certified_games import NAMED
from signaling_games import cheap_talk

from gametheory_dprk.completeness import Completeness, Listed, Reason, Refuted, Split
from gametheory_dprk.concepts.completeness import UNIT, Account, Row, completeness_checks
from gametheory_dprk.concepts.signaling.cases import Closure, signaling_account
from gametheory_dprk.concepts.signaling.cell import cell_view
from gametheory_dprk.planner import solve
from gametheory_dprk.solution import Assessment, Block, Cell

F = Fraction


def one_fact() -> Account:
    rows = {
        "x >= 0": Row({("x",): F(1)}, ">=", {}),
        "x > 0": Row({("x",): F(1)}, ">", {"p": True}),
        "x = 0": Row({("x",): F(1)}, "==", {"p": False}),
        "x <= 0": Row({("x",): F(-1)}, ">=", {}),
        "x <= 2": Row({("x",): F(-1), UNIT: F(2)}, ">=", {}),
        "x >= 1": Row({("x",): F(1), UNIT: F(-1)}, ">=", {}),
    }
    return Account(("p",), {"x": rows}, lambda case, listed: "")


@pytest.mark.parametrize(
    ("multipliers", "fault"),
    [
        ({"x > 0": 1, "x <= 0": 1}, ""),
        ({"x >= 1": 1, "x <= 0": 1}, ""),
        ({"x >= 0": 1, "x <= 0": 1}, "the rows add up to no contradiction"),
        ({"x > 0": 1, "x <= 2": 1}, "the rows add up to no contradiction"),
        ({"x > 0": 0, "x >= 0": 1, "x <= 0": 1}, "the rows add up to no contradiction"),
        ({}, "the rows add up to no contradiction"),
        ({"x > 0": -1, "x >= 1": 1}, "the multiplier of 'x > 0', an inequality, is negative"),
        ({"x > 0": 2, "x <= 0": 1}, "the rows do not cancel in x"),
        ({"x > 0": 1, "x = 0": -1}, "row 'x = 0' and another one rest on opposite facts"),
        ({"y > 0": 1}, "the game has no row 'y > 0' in 'x'"),
    ],
)
def test_what_is_a_contradiction(multipliers: dict[str, int], fault: str) -> None:
    reason = Reason("x", {row: F(x) for row, x in multipliers.items()})
    tree = (Split("p"), Refuted(1), Listed(1, 1))
    checks = list(completeness_checks(one_fact(), Completeness(tree, (reason,))))
    claims = [check.claim for check in checks if not check.holds]
    assert claims == (
        [f"case p: reason 1: {fault}", "support cases accounted for"] if fault else []
    )


@pytest.mark.parametrize(
    ("tree", "named"),
    [
        ((Split("p"), Split("p"), *[Listed(1, 1)] * 3), "case p: not accounted for"),
        ((Split("q"), *[Listed(1, 1)] * 2), "case of no facts: not accounted for"),
        ((Split("p"), *[Listed(1, 1)] * 3), "case of no facts: not accounted for"),
        ((Split("p"), Listed(1, 1), Refuted(1)), "case not (p): there is no reason 1"),
        ((Split("p"), Listed(1, 1), Refuted(0)), "case not (p): there is no reason 0"),
    ],
)
def test_what_is_no_tree_of_cases(tree: tuple[Any, ...], named: str) -> None:
    checks = completeness_checks(one_fact(), Completeness(tree, ()))
    assert named in [check.claim for check in checks if not check.holds]


def test_names_that_run_together_are_refuted() -> None:
    account = replace(one_fact(), facts=("p", "p"))
    (first, *_) = completeness_checks(account, Completeness((), ()))
    assert (first.claim, first.holds) == ("facts have names of their own", False)


@pytest.mark.parametrize("name", NAMED)
def test_rows_are_true_of_equilibria_with_their_facts(name: str) -> None:
    game = NAMED[name]()
    account = signaling_account(game, {})
    for each in solve(game, "pbe"):
        sends, answers = (each.strategies[player] for player in game.players)
        case = {f"{t} sends {m}": sends[t][m] > 0 for t in game.types for m in game.signals}
        case |= {f"{r} answers {m}": x > 0 for m, own in answers.items() for r, x in own.items()}
        points = {
            "weights": {(t, m): game.prior[t] * x for t in sends for m, x in sends[t].items()}
        }
        points["answers"] = {(m, r): x for m, own in answers.items() for r, x in own.items()}
        for m, belief in each.beliefs[game.receiver].items():
            points[f"belief after {m}"] = {(t, m): x for t, x in belief.items()}
        assert points.keys() == account.systems.keys()
        assert case.keys() == set(account.facts)
        for about, rows in account.systems.items():
            point = {**points[about], UNIT: F(1)}
            for row in rows.values():
                if row.facts.items() <= case.items():
                    value = sum(x * point[v] for v, x in row.form.items())
                    assert {"==": value == 0, ">=": value >= 0, ">": value > 0}[row.relation]


@pytest.mark.parametrize(
    ("answer", "certain", "undecided"), [("r1", True, False), ("r2", False, False)]
)
def test_beliefs_at_the_edge_of_a_cell(answer: str, certain: bool, undecided: bool) -> None:
    """Only t1 sends m2 in the cell, and r1 is best for it; in the case nobody sends m2."""
    game = cheap_talk()
    silent, loud = {"m1": F(1), "m2": F(0)}, {"m1": F(0), "m2": F(1)}
    after = {"m1": {"r1": F(0), "r2": F(1)}, "m2": {r: F(int(r == answer)) for r in ("r1", "r2")}}
    beliefs = {"R": {m: {"t1": F(1), "t2": F(0)} for m in game.signals}}
    member = Assessment({"S": {"t1": silent, "t2": silent}, "R": after}, beliefs)
    sending = Block((("S", "t1"),), ({("S", "t1"): silent}, {("S", "t1"): loud}))
    view = cell_view(game, Cell((sending,)), member)
    account = signaling_account(game, {})
    held = {"t1 sends m1", "t2 sends m1", "r2 answers m1", "r1 answers m2"}
    closure = Closure(game, account.systems, {fact: fact in held for fact in account.facts})
    assert closure.completes(view, "m2", {"t1": F(1), "t2": F(0)}) is certain
    assert closure.completes(view, "m2", {"t1": F(3, 4), "t2": F(1, 4)}) is undecided
    assert list(closure.beliefs_outside(view)) == ["beliefs after m2"]
