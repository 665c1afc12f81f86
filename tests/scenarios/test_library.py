from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from gametheory_dprk.analysis.check import check_scenario
from gametheory_dprk.planner import solve
from gametheory_dprk.scenario.model import Scenario
from gametheory_dprk.scenario.reader import read
from gametheory_dprk.scenario.source import catalog

NAMES = catalog()
FOLDER = Path(__file__).parents[2] / "scenarios"


@cache
def shipped(name: str) -> Scenario:
    return read(name, strict=True)


def test_the_catalog_is_the_folder() -> None:
    files = {str(path.relative_to(FOLDER).with_suffix("")) for path in FOLDER.rglob("*.yaml")}
    assert set(NAMES) == files
    assert {"dprk/agreed_framework_1994", "dprk/singapore_2018"} <= files


ABSENT_CAUSES = "dprk/explanations_2018"
"""Its causes are zero where they are absent, at the end of their ranges."""

FINE_GRID = "dprk/costly_dismantlement_fine"
"""Too large to be listed whole."""


@pytest.mark.parametrize("name", NAMES)
def test_reads_strictly_without_warnings(name: str) -> None:
    scenario = shipped(name)
    assert scenario.id == name
    assert scenario.about
    assert scenario.expect
    told = {notice.code for notice in scenario.warnings}
    assert told <= ({"knife_edge"} if name == ABSENT_CAUSES else set())


@pytest.mark.parametrize("name", NAMES)
def test_solves_completely_and_certified(name: str) -> None:
    scenario = shipped(name)
    values = {each.name: each.value for each in scenario.parameters.values()}
    block = scenario.solve
    solution = solve(
        scenario.game, block.concept, values=values, refine=block.refine, options=block.options
    )
    # a repeated game has equilibria no file names; quasi-perfect ones are found one at a time
    some = scenario.kind == "repeated" or block.concept == "quasi_perfect" or name == FINE_GRID
    assert solution.equilibria
    assert solution.status == ("partial" if some else "ok")
    assert solution.complete is not some
    for equilibrium in solution:
        assert equilibrium.certificate.valid
        assert equilibrium.certificate.exact


@pytest.mark.parametrize("name", NAMES)
def test_keeps_its_promises(name: str) -> None:
    broken = [each for each in check_scenario(shipped(name)) if each.status != "passed"]
    assert not broken, "\n".join(f"{each.path}: {each.claim}: {each.detail}" for each in broken)


@pytest.mark.parametrize("name", NAMES)
def test_every_parameter_is_described(name: str) -> None:
    for parameter in shipped(name).parameters.values():
        assert parameter.about
        assert parameter.range is not None
        assert parameter.source


@pytest.mark.parametrize("name", NAMES)
def test_events_are_coded(name: str) -> None:
    for event in shipped(name).observed:
        assert event.note
        assert event.details["cost"] in {"none", "low", "high"}
        assert event.details["observable"] in {"yes", "no"}
        assert event.details["reversible"] in {"yes", "no"}


def test_sources_are_in_the_bibliography() -> None:
    bibliography = (FOLDER / "refs.bib").read_text(encoding="utf-8")
    keys = set(re.findall(r"^@\w+\{(\w+),", bibliography, re.MULTILINE))
    cited = {key for name in NAMES for key in shipped(name).sources}
    assert cited == keys
