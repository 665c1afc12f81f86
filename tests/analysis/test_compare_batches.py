from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from analysis.flagship_record import with_record
from gametheory_dprk.analysis.compare import Settings, compare
from gametheory_dprk.analysis.compare.batches.quantal import quantal_parts
from gametheory_dprk.analysis.compare.contenders import contenders
from gametheory_dprk.analysis.compare.drawing import spreads
from gametheory_dprk.analysis.compare.drawn import Drawn, together
from gametheory_dprk.analysis.compare.draws import draw_points, uncertain
from gametheory_dprk.analysis.compare.rationality import GRID
from gametheory_dprk.analysis.compare.sides import make_sides
from gametheory_dprk.analysis.compare.uncertainty import Drawing, find_charts
from gametheory_dprk.errors import LimitReached
from gametheory_dprk.limits import Budget
from gametheory_dprk.scenario.model import Scenario
from gametheory_dprk.scenario.reader import read

CHEATED = with_record(("DPRK", "talk"), ("US", "relief"), ("DPRK", "defect"))
COUNT = 12


def drawing(*scenarios: Scenario, fast: bool = True, **asked: Any) -> Drawing:
    budget = Budget()
    sides = make_sides(scenarios, Settings(**asked), budget)
    charts = find_charts(sides, None, False, budget) if fast else {}
    named = contenders(sides, None)
    return Drawing(uncertain(sides), named, charts, 4, budget)


def drawn(found: Drawing, width: str) -> Drawn:
    return together(list(found.parts(width, COUNT)))


@pytest.mark.parametrize("name", ["flagship", "dprk/singapore_2018"])
@pytest.mark.parametrize("width", ["default", "ordinal"])
def test_formulas_give_what_exact_solving_gives(name: str, width: str) -> None:
    scenario = CHEATED if name == "flagship" else read(name)
    fast, slow = (drawn(drawing(scenario, fast=each), width) for each in (True, False))
    for hypothesis, members in slow.members.items():
        ends = [(f(members, axis=0), f(fast.members[hypothesis], axis=0)) for f in ENDS]
        for exact, formulas in ends:
            assert formulas == pytest.approx(exact, abs=1e-12)


ENDS = (np.nanmin, np.nanmax)


def test_one_type_may_play_all_of_the_record() -> None:
    whole = read("dprk/agreed_framework_1994")
    fast, slow = (
        drawn(drawing(whole, fast=each, types="persistent"), "default") for each in (True, False)
    )
    for hypothesis, run in slow.runs.items():
        assert fast.runs[hypothesis] == pytest.approx(run, abs=1e-12)


def test_games_of_two_files_share_the_parameters_whose_priors_are_the_same() -> None:
    talk = with_record(("DPRK", "talk"))
    cost = replace(talk.parameters["c"], value=Fraction(1, 2))
    dearer = replace(talk, id="dearer", parameters={**talk.parameters, "c": cost})
    fast, slow = (drawing(talk, dearer, fast=each) for each in (True, False))
    labels = [axis.label for axis in fast.space.axes]
    assert [label for label in labels if label.endswith("c")] == ["c", "dearer:c"]
    assert len(labels) == len(talk.parameters) + 1
    one, other = drawn(fast, "default"), drawn(slow, "default")
    assert list(one.runs) == ["text:genuine", "text:ploy", "dearer:genuine", "dearer:ploy"]
    for hypothesis, run in other.runs.items():
        assert one.runs[hypothesis] == pytest.approx(run, abs=1e-12)
    # any equilibrium of one game may go with any of the other
    ones, others = one.pairs("text:ploy", "dearer:ploy")
    assert (ones[0] <= ones[1]).all()
    assert (others[0] >= others[1]).all()


@pytest.mark.parametrize("name", ["flagship", "dprk/singapore_2018"])
def test_the_selected_equilibrium_is_that_of_exact_solving(name: str) -> None:
    scenario = with_record(("DPRK", "talk")) if name == "flagship" else read(name)
    fast, slow = (drawn(drawing(scenario, fast=each), "wide") for each in (True, False))
    for hypothesis, run in slow.runs.items():
        assert fast.runs[hypothesis] == pytest.approx(run, abs=1e-12)


def test_branches_are_those_followed_one_by_one() -> None:
    found = drawing(CHEATED)
    (part,) = quantal_parts(found, "wide", 3, GRID)
    points = draw_points(found.space, found.contenders, "wide", 3, 4)
    for number, point in enumerate(points):
        alone = compare(CHEATED, values=point, draws=0, other=Fraction(0)).quantal
        assert alone is not None
        for hypothesis, run in alone.runs.items():
            expected = [float(each) for each in run]
            assert part.runs[hypothesis][:, number] == pytest.approx(expected, rel=1e-9)


def test_a_limit_keeps_what_was_drawn() -> None:
    class Short(Drawing):
        def parts(self, width: str, count: int) -> Iterator[Drawn]:
            for number, each in enumerate(Drawing.parts(self, width, count)):
                if number == 5:
                    Budget(0.0).tick()
                yield each

    whole = drawing(CHEATED, fast=False)
    found = Short(whole.space, whole.contenders, {}, whole.seed, whole.budget)
    prior = {each.id: Fraction(1, 2) for each in found.contenders}
    results = spreads(found, ("wide", "narrow"), 50, Settings(draws=50), prior, None)
    assert next(results).draws == 5
    with pytest.raises(LimitReached):
        next(results)


def test_a_spent_budget_is_told_and_leaves_the_stated_values() -> None:
    class Counted(Budget):
        ticks = 0

        def tick(self) -> None:
            self.ticks += 1
            if 0 <= self.last <= self.ticks:
                Budget(0.0).tick()

        last = -1

    whole = Counted()
    assert compare(CHEATED, draws=0, budget=whole).limit is None
    late = Counted()
    late.last = whole.ticks - 1
    found = compare(CHEATED, draws=0, budget=late)
    assert found.limit is not None
    assert "limit" in {each.code for each in found.warnings}
    assert found.to_document()["status"] == "limit"
    assert found.hypotheses[0].evidence > 0
