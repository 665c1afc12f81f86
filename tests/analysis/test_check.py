from __future__ import annotations

from fractions import Fraction
from itertools import islice
from pathlib import Path

import pytest

from gametheory_dprk.analysis.check import CheckResult, check_scenario
from gametheory_dprk.analysis.points import draw, sides
from gametheory_dprk.errors import LimitReached
from gametheory_dprk.expr import parse
from gametheory_dprk.limits import Budget
from gametheory_dprk.scenario.reader import read
from gametheory_dprk.scenario.values import broken_relations

LIBRARY = Path(__file__).parents[2] / "scenarios"

PENNIES = """
gtd: 1
kind: normal
title: Matching pennies with a stake
players: [A, B]
parameters:
  x: {value: 3, range: "(0, 4]"}
  y: {value: 1, range: "(0, 4]"}
assume: [x + y > 3]
let: {share: 2/(x + 3)}
moves: {A: [heads, tails], B: [heads, tails]}
payoffs:
  A: x*A.heads*B.heads + A.tails*B.tails - A.heads*B.tails - A.tails*B.heads
  B: A.heads*B.tails + A.tails*B.heads - A.heads*B.heads - A.tails*B.tails
expect:
  - EXPECTATION
"""


def check(expectation: str) -> CheckResult:
    return check_scenario(read(PENNIES.replace("EXPECTATION", expectation)))[0]


@pytest.mark.parametrize(
    "expectation",
    [
        "{that: P(B.heads), value: 2/(x + 3)}",
        "{that: P(B.heads), value: share}",
        "{that: P(B.heads), value: 1/2, at: {x: 1, y: 3}}",
        "{that: P(B.heads) < share + 1, at: {x: 5/2}}",
        "{that: P(B.heads) < 1/2, exactly_when: x > 1}",
    ],
)
def test_kept_promises(expectation: str) -> None:
    assert check(expectation).status == "passed"


@pytest.mark.parametrize(
    "expectation",
    [
        "{that: P(B.heads), value: 1/2}",
        "{that: P(B.heads), value: 1/3, at: {x: 1, y: 3}}",
        "{that: plays(A.heads)}",
        "{that: P(B.heads) < 1/2, exactly_when: x > 2}",  # also holds for 1 < x <= 2
        "{that: P(B.heads) < 1/2, exactly_when: x > 1/2}",  # fails for 1/2 < x <= 1
        "{that: P(A.heads) == 1/2, exactly_when: y > 2}",  # always holds
    ],
)
def test_broken_promises(expectation: str) -> None:
    result = check(expectation)
    assert result.status == "failed"
    assert result.counterexample is not None
    assert "equilibrium 1" in result.detail


def test_regions_are_tested_on_both_sides_and_proved_by_the_atlas() -> None:
    result = check("{that: P(B.heads) < 1/2, exactly_when: x > 1}")
    assert result.proved
    assert "proved over all parameters" in result.detail
    assert "inside and" in result.detail
    assert result.points >= 8


def test_a_proof_names_the_surface_on_which_it_says_nothing() -> None:
    # at x = 1 the claim is false, and on that line alone the two relations differ
    result = check("{that: P(B.heads) < 1/2, exactly_when: x >= 1}")
    assert result.proved
    assert "except where" in result.detail
    assert "x - 1 == 0" in result.detail or "1 - x == 0" in result.detail


def test_what_the_atlas_does_not_prove_is_only_tested() -> None:
    # outside of the narrow strip no point is drawn, and there the claim is true as well
    result = check("{that: P(B.heads) < 2, exactly_when: x < 1.999 or x > 2.001}")
    assert not result.proved
    assert "proved" not in result.detail


def test_a_side_without_points_does_not_pass_silently() -> None:
    nowhere = check("{that: P(B.heads) < 1/2, exactly_when: x > 1 and 1000*(x - 2)^2 < 0.000001}")
    assert nowhere.status != "passed"
    empty = check("{that: P(B.heads) >= 0, exactly_when: x > 0}")
    assert empty.status == "passed"
    assert "none outside" in empty.detail
    assert empty.proved or "nothing is outside" in empty.detail


def test_points_are_exact_distinct_and_the_same_every_time() -> None:
    scenario = read(PENNIES.replace("EXPECTATION", "{that: plays(A.heads)}"))
    points = list(islice(draw(scenario), 20))
    assert points == list(islice(draw(scenario), 20))
    assert len({tuple(point.values()) for point in points}) == 20
    for point in points:
        assert not broken_relations(scenario.assume, point)
        assert all(0 < point[name] <= 4 for name in "xy")


def test_a_close_pair_brackets_the_boundary() -> None:
    scenario = read(PENNIES.replace("EXPECTATION", "{that: plays(A.heads)}"))
    found = sides(scenario, parse("x > 1"), 3)
    inside, outside = found.inside[-1], found.outside[-1]
    assert outside["x"] <= 1 < inside["x"]
    assert inside["x"] - outside["x"] < Fraction(1, 8)


def test_one_sided_regions() -> None:
    scenario = read(PENNIES.replace("EXPECTATION", "{that: plays(A.heads)}"))
    found = sides(scenario, parse("x > 0"), 3)
    assert (len(found.inside), len(found.outside)) == (3, 0)


def test_hypotheses_are_held_to_what_they_predict() -> None:
    text = PENNIES.split("expect:")[0] + (
        "hypotheses:\n  high: {claim: a high stake, set: {x: 4}, predicts: P(B.heads) < 1/2}\n"
        "  low: {claim: a low stake, set: {x: 1, y: 3}, predicts: P(B.heads) < 1/2}\n"
    )
    high, low = check_scenario(read(text))
    assert (high.status, low.status) == ("passed", "failed")
    assert high.path == "hypotheses.high.predicts"


def test_a_spent_budget_stops() -> None:
    scenario = read(PENNIES.replace("EXPECTATION", "{that: plays(A.heads)}"))
    with pytest.raises(LimitReached):
        check_scenario(scenario, Budget(0.0))


def test_bare_claims_speak_of_surviving_equilibria() -> None:
    text = (LIBRARY / "textbook/cho_kreps_1987.yaml").read_text(encoding="utf-8")
    head = text.split("expect:")[0] + "expect: [{that: pooling(quiche)}]\n"
    (alone,) = check_scenario(read(head))
    (refined,) = check_scenario(read(head.replace("pbe}", "pbe, refine: [intuitive]}")))
    assert (alone.status, refined.status) == ("passed", "failed")
