from __future__ import annotations

import math
from fractions import Fraction
from xml.etree import ElementTree

import pytest

from analysis.flagship_record import FLAGSHIP, with_record
from analysis.flagship_record import compare_plainly as plainly
from gametheory_dprk.analysis.compare.clues import kind_of
from gametheory_dprk.report.comparison_figure import waterfall, waterfall_svg, waterfall_text
from gametheory_dprk.scenario.reader import read

ZERO = Fraction(0)
SEPARATING = {"c": Fraction("1.1")}


def test_talk_is_a_hoop_that_the_genuine_type_must_pass() -> None:
    # 39/40 against 161/360; had it failed, 1/40 against 199/360: -13.4 decibels
    clue = plainly(with_record(("DPRK", "talk"))).clues[0]
    trial = clue.tests["genuine"]
    assert trial.kind == "hoop"
    assert trial.passed == pytest.approx(10 * math.log10(351 / 161))
    assert trial.failed == pytest.approx(10 * math.log10(9 / 199))
    mirrored = clue.tests["ploy"]
    assert (mirrored.kind, mirrored.passed) == ("straw in the wind", pytest.approx(-trial.passed))


def test_separation_is_doubly_decisive() -> None:
    # 39/40 against 1/40 either way: 15.9 decibels
    clue = plainly(with_record(("DPRK", "talk")), values=SEPARATING).clues[0]
    assert clue.tests["genuine"].kind == "doubly decisive"
    assert clue.tests["genuine"].passed == pytest.approx(10 * math.log10(39))


def test_complying_is_a_smoking_gun_only_where_it_is_reached() -> None:
    deal = with_record(("DPRK", "talk"), ("DPRK", "comply"))
    *_, comply = plainly(deal).clues
    # relief, 1/5, goes unreported; after it complying is certain, or noise
    assert comply.tests["genuine"].kind == "smoking gun"
    assert comply.likelihood["genuine"] == Fraction(1, 5) * Fraction(39, 40)
    assert comply.likelihood["ploy"] == Fraction(1, 5) * Fraction(1, 40)


def test_kinds_by_their_thresholds() -> None:
    assert kind_of(10.0, -9.99) == "smoking gun"
    assert kind_of(9.99, -10.0) == "hoop"
    assert kind_of(math.inf, -math.inf) == "doubly decisive"
    assert kind_of(0.0, 0.0) == "straw in the wind"


def test_an_absence_is_evidence() -> None:
    text = FLAGSHIP.read_text(encoding="utf-8")
    head, rest = text.split("observed:", 1)
    record = "observed:\n  - {date: 2018, player: DPRK, plays: not talk}\nhypotheses:"
    found = plainly(read(head + record + rest.split("hypotheses:", 1)[1]), eta=ZERO)
    assert found.clues[0].move == "not talk"
    assert found.clues[0].likelihood == {"genuine": 0, "ploy": Fraction(5, 9)}
    assert found.hypotheses[0].posterior == 0


def test_other_finds_an_absence_as_likely_as_its_other_moves() -> None:
    text = FLAGSHIP.read_text(encoding="utf-8").replace("plays: hold", "plays: not relief")
    found = plainly(read(text), other=Fraction(1, 10))
    assert found.clues[-1].likelihood["other"] == Fraction(1, 2)


def test_moves_coded_as_costing_nothing_are_exposed() -> None:
    found = plainly(read(FLAGSHIP.read_text(encoding="utf-8")))
    costs = {each.observation: each.cost_free for each in found.next_observations}
    assert costs["in a new play, DPRK: talk or provoke"] == ("talk",)
    assert costs["in a new play, US: relief or hold"] == ()


def test_the_waterfall_adds_up() -> None:
    found = plainly(with_record(("DPRK", "talk"), ("US", "relief"), ("DPRK", "defect")))
    *bars, total = waterfall(found, "ploy")
    assert [bar.start for bar in bars[1:]] == [bar.end for bar in bars[:-1]]
    assert total.end == pytest.approx(10 * (found.hypotheses[1].log10_bayes_factor or 0))
    text = waterfall_text(found)
    assert "2018  DPRK talk" in text
    assert "+12.5" in text  # -3.4 and 10 log10(39)
    root = ElementTree.fromstring(waterfall_svg(found))
    assert len(list(root.iter("{http://www.w3.org/2000/svg}rect"))) == 1 + len(bars) + 1


def test_an_infinite_weight_is_drawn_and_told() -> None:
    found = plainly(with_record(("DPRK", "talk")), values=SEPARATING, eta=ZERO)
    assert "-inf" in waterfall_text(found)
    ElementTree.fromstring(waterfall_svg(found))
