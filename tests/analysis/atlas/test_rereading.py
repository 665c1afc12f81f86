"""A saved atlas is rechecked from the game; what is printed must be what was certified."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from gametheory_dprk.analysis.atlas.atlas import atlas
from gametheory_dprk.analysis.atlas.rereading import recheck
from gametheory_dprk.limits import Budget
from gametheory_dprk.scenario.reader import read
from tests.analysis.atlas.games_for_atlas import atlas_of, beer_quiche, cheap_talk, relations

SINGAPORE = "dprk/singapore_2018"


def saved(name: str) -> Any:
    return json.loads(json.dumps(atlas_of(name).to_document()))


@pytest.mark.parametrize("name", [SINGAPORE, "dprk/agreed_framework_1994"])
def test_a_saved_atlas_is_accepted(name: str) -> None:
    report = recheck(read(name), saved(name))
    assert report.accepted, report.complaints


def test_free_unknowns_survive_saving() -> None:
    report = recheck(cheap_talk(), saved("cheap_talk"), relations("b > 0", "l > 0"))
    assert report.accepted, report.complaints


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d["families"][0]["conditions"].pop(),
        lambda d: d["families"][1]["conditions"].__setitem__(0, "p > 2"),
        lambda d: d["families"][2]["strategies"]["US"]["talk"].__setitem__("relief", "1/2"),
        lambda d: d["families"][3]["values"].__setitem__("US", "b"),
        lambda d: d["families"][4]["support"]["DPRK"].__setitem__("ploy", ["talk"]),
        lambda d: d["families"][5].__setitem__("label", "pooling"),
        lambda d: d["families"].pop(),
        lambda d: d["families"].reverse(),
    ],
)
def test_print_that_differs_from_the_certificate_is_rejected(change: Any) -> None:
    document = copy.deepcopy(saved(SINGAPORE))
    change(document)
    report = recheck(read(SINGAPORE), document)
    assert not report.accepted
    assert "the families printed are not those certified" in report.complaints


def test_a_malformed_document_is_rejected_without_an_exception() -> None:
    for broken in ({}, {"families": 3, "certificate": {}}, {"assume": [], "certificate": []}):
        assert not recheck(read(SINGAPORE), broken).accepted


def test_another_game_is_rejected() -> None:
    document = saved("textbook/cho_kreps_1987")
    assert not recheck(read(SINGAPORE), document).accepted


def test_the_same_input_gives_the_same_bytes() -> None:
    assume = relations("f > 0", "w > 0", "s > 0")
    first, second = (json.dumps(atlas(beer_quiche(), assume).to_document()) for _ in range(2))
    assert first == second == json.dumps(atlas_of("beer_quiche").to_document())


class Running(Budget):
    """A budget that is spent after so many ticks."""

    ticks = 0

    def tick(self) -> None:
        self.ticks += 1
        if self.ticks > 60:
            self.seconds = 0.0
        super().tick()


def test_a_limit_returns_what_was_found_and_claims_nothing() -> None:
    scenario = read(SINGAPORE)
    found = atlas(scenario, budget=Running(None))
    assert found.limit is not None
    document = found.to_document()
    assert document["proofs"]["complete"] == "unknown"
    assert document["proofs"]["covered"] == "unknown"
    assert found.limit in document["proofs"]["open"]
