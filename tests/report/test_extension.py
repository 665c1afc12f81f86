from __future__ import annotations

from typing import Any

from gametheory_dprk.planner import solve
from gametheory_dprk.report.blocks import Paragraph, Report
from gametheory_dprk.report.extension import extended
from gametheory_dprk.report.solution import solution_report
from gametheory_dprk.scenario.reader import read


def reported(name: str) -> Report:
    scenario = read(name)
    values = {each.name: each.value for each in scenario.parameters.values()}
    options = scenario.solve.options
    found = solve(scenario.game, scenario.solve.concept, values=values, options=options)
    report = solution_report(found, scenario)
    return extended(report, scenario.game, values, found, options)


def words(report: Report, label: str) -> list[str]:
    found = (b for b in report.blocks if isinstance(b, Paragraph) and b.label == label)
    return ["".join(str(piece) for piece in block.phrase) for block in found]


def test_critical_discount_factors_for_programs() -> None:
    critical: Any = reported("dprk/self_enforcing_agreement").document["critical"]
    assert list(critical) == ["grim"]
    us = critical["grim"]["US"]
    assert us["discount"] == "delta_U"
    assert us["value"] == "4/5"
    [interval] = us["equilibrium_for"]
    assert interval == {"low": "1/2", "high": "1", "low_open": False, "high_open": True}
    [binding] = us["binding"]
    assert binding["condition"] == "delta_U >= a/(f + x)"
    assert (binding["information_set"], binding["move"]) == ("grim.deal", "withhold")


def test_all_profiles_are_told_where_none_is_chosen() -> None:
    report = reported("dprk/self_enforcing_noise")
    assert list(report.document["critical"]) == ["grim", "three_years"]
    assert words(report, "Critical")[1].startswith("US: ")


def test_irrational_ends_have_decimals() -> None:
    critical: Any = reported("dprk/self_enforcing_lag").document["critical"]
    [interval] = critical["grim"]["US"]["equilibrium_for"]
    assert interval["low"] == {"exact": "sqrt(2)/2", "approx": 0.7071067811865476}


def test_durations_of_the_cycle() -> None:
    report = reported("dprk/provocation_cycle")
    [entry] = report.document["durations"]
    assert entry["shares"] == {"sanctions": "3/13", "relief": "10/13"}
    assert entry["stays"] == {"sanctions": "1", "answer": None, "relief": "10/3"}
    assert entry["cycles"]["sanctions"] == "13/3"
    assert entry["until_end"] is None
    assert words(report, "Mean cycle") == ["sanctions 13/3, answer 13/3, relief 13/3"]


def test_other_games_are_left_alone() -> None:
    report = reported("textbook/rubinstein_1982")
    assert {"critical", "durations"}.isdisjoint(report.document)
    assert words(report, "Values") == ["A 10/19, B 9/19"]
