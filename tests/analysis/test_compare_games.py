"""Hypotheses of several scenarios, crossed ones, and the one that none of them holds."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest

from analysis.flagship_record import FLAGSHIP
from analysis.flagship_record import compare_plainly as plainly
from gametheory_dprk.analysis.compare import Comparison, Settings, compare
from gametheory_dprk.errors import AnalysisError
from gametheory_dprk.scenario.model import Scenario
from gametheory_dprk.scenario.reader import read

ZERO = Fraction(0)


def choice(title: str, pays: str, moves: str = "up, down", record: str = "up") -> Scenario:
    """One player, one choice of certain outcome."""
    first, second = moves.split(", ")
    observed = f"observed:\n  - {{date: 2018, player: A, plays: {record}}}" if record else ""
    scenario = read(
        f"""
gtd: 1
kind: extensive
title: {title}
players: {{A: who chooses}}
parameters:
  g: {{value: 1, range: "[-2, 2]", source: assumption}}
tree:
  player: A
  moves: {{{first}: end, {second}: end}}
payoffs:
  A: {pays}
solve: {{concept: sequential}}
{observed}
"""
    )
    return named(scenario, title)


def named(scenario: Scenario, name: str) -> Scenario:
    from dataclasses import replace

    return replace(scenario, id=name)


KEEN, AVERSE = choice("keen", "up"), choice("averse", "down", record="")


def by_id(found: Comparison) -> dict[str, Fraction]:
    return {each.id: Fraction(str(each.posterior)) for each in found.hypotheses}


def test_two_games_are_two_hypotheses() -> None:
    # the keen game has up for sure, the averse one only as noise: 39 to 1
    found = compare([KEEN, AVERSE], other=ZERO, draws=0)
    assert by_id(found) == {"keen": Fraction(39, 40), "averse": Fraction(1, 40)}
    assert found.settings["hypotheses_are"] == "different games"
    assert set(found.settings["scenarios"]) == {"keen", "averse"}
    levels = {each.level: each.log10_bayes_factor for each in found.marginals}
    assert levels["averse"] == pytest.approx(math.log10(1 / 39))


def test_moves_of_another_game_may_have_other_names() -> None:
    other = choice("other_words", "stay", moves="leave, stay", record="")
    moves = {"other_words": {"A.up": "A.stay"}}
    found = compare([KEEN, other], other=ZERO, draws=0, moves=moves)
    assert [each.evidence for each in found.hypotheses] == [Fraction(39, 40)] * 2
    assert "not_identified" in {each.code for each in found.warnings}
    with pytest.raises(AnalysisError, match=r"not comparable: other_words has no move A\.up"):
        compare([KEEN, other])
    with pytest.raises(AnalysisError, match="no other scenario is called 'nowhere'"):
        compare([KEEN, AVERSE], moves={"nowhere": {}})


def test_other_records_are_not_comparable() -> None:
    contrary = choice("contrary", "down", record="down")
    with pytest.raises(AnalysisError, match=r"not comparable: row 1 is 2018 A up in keen, but"):
        compare([KEEN, contrary])
    with pytest.raises(AnalysisError, match="given twice"):
        compare([KEEN, KEEN])


CROSSED = FLAGSHIP.read_text(encoding="utf-8").replace(
    "expect:",
    """  low_pressure: {claim: little pain, set: {s: 0.1}}
  max_pressure: {claim: much pain, set: {s: 1}}
  other: {claim: none of these, prior: 0.2}
expect:""",
    1,
)


def test_types_are_crossed_with_causes() -> None:
    found = plainly(read(CROSSED))
    ids = [each.id for each in found.hypotheses]
    assert ids == [
        "genuine+low_pressure",
        "genuine+max_pressure",
        "ploy+low_pressure",
        "ploy+max_pressure",
        "other",
    ]
    assert found.hypotheses[-1].prior == Fraction(1, 5)
    weights = {(each.factor, each.level): each for each in found.marginals}
    posteriors = {each.id: each.posterior for each in found.hypotheses}
    assert None not in posteriors.values()
    causes = weights["cause", "max_pressure"]
    assert causes.prior == Fraction(2, 5)
    assert causes.posterior == sum(
        Fraction(str(each)) for name, each in posteriors.items() if name.endswith("max_pressure")
    )
    # pressure changes nothing of the ploy's talk as long as talk is mixed: 4/9 either way
    types = weights["type", "ploy"]
    assert types.log10_bayes_factor == pytest.approx(math.log10(161 / 351))


def test_crossing_can_be_turned_off() -> None:
    ids = [each.id for each in plainly(read(CROSSED), cross=False).hypotheses]
    assert ids == ["genuine", "ploy", "low_pressure", "max_pressure", "other"]
    with pytest.raises(AnalysisError, match="to be crossed"):
        plainly(read(FLAGSHIP.read_text(encoding="utf-8")), cross=True)


def test_other_is_uniform_and_has_a_floor() -> None:
    found = compare(read(FLAGSHIP.read_text(encoding="utf-8")), draws=0)
    other = found.hypotheses[-1]
    assert (other.id, other.evidence, other.prior) == ("other", Fraction(1, 64), Fraction(1, 20))
    joint = {each.id: each.prior * each.evidence for each in found.hypotheses}
    assert other.posterior == joint["other"] / sum(joint.values(), ZERO)
    more = compare(read(FLAGSHIP.read_text(encoding="utf-8")), draws=0, other=Fraction(1, 2))
    assert more.hypotheses[-1].prior == Fraction(1, 2)
    named_only = {each.id: each.log10_bayes_factor for each in more.hypotheses}
    assert named_only["ploy"] == found.hypotheses[1].log10_bayes_factor


def test_other_never_falls_below_its_floor() -> None:
    assert plainly(read(CROSSED), other=Fraction(1, 4)).hypotheses[-1].prior == Fraction(1, 4)
    prior = {"genuine": Fraction(1), "ploy": Fraction(1), "other": Fraction(2)}
    found = plainly(read(FLAGSHIP.read_text(encoding="utf-8")), prior=prior)
    assert [each.prior for each in found.hypotheses] == [Fraction(1, 4)] * 2 + [Fraction(1, 2)]


def test_a_model_that_a_file_calls_other_is_one_of_the_named() -> None:
    text = CROSSED.replace(
        "other: {claim: none of these, prior: 0.2}", "other: {claim: x, set: {s: 2}}"
    )
    found = compare(read(text), draws=0, cross=False)
    assert [each.id for each in found.hypotheses][-1] == "other"
    assert [each.prior for each in found.hypotheses] == [Fraction(1, 5)] * 5
    assert found.hypotheses[-1].claim == "x"
    assert found.settings["other"] is None


@pytest.mark.parametrize("twin", ["types: [ploy]", "types: [ploy], set: {s: 0.5}"])
def test_two_hypotheses_that_are_the_same_are_named_with_their_row(twin: str) -> None:
    text = FLAGSHIP.read_text(encoding="utf-8")
    lines = text.replace("expect:", f"  trick: {{claim: again, {twin}}}\nexpect:", 1)
    row = next(k for k, line in enumerate(lines.splitlines(), 1) if "trick:" in line)
    with pytest.raises(AnalysisError, match=f"{row}:3: hypotheses.trick: ploy and trick are the"):
        plainly(read(lines))


def test_settings_are_written_and_read() -> None:
    asked = Settings(
        values={"c": Fraction(1, 3)},
        prior={"genuine": Fraction(1, 3), "ploy": Fraction(2, 3)},
        rationality={Fraction(1, 2): Fraction(1)},
        draws=64,
        seed=7,
        refine=("d1",),
        grid=("prior", "eta"),
    )
    assert Settings.of(asked.to_document()) == asked
    flagship = read(FLAGSHIP.read_text(encoding="utf-8"))
    first = compare(flagship, draws=32, seed=3)
    again = compare(flagship, Settings.of(first.settings["rerun"]))
    assert again.to_document() == first.to_document()
    with pytest.raises(AnalysisError, match="unknown name 'etta'"):
        Settings.of({"etta": "1/2"})
    with pytest.raises(AnalysisError, match="eta cannot be 'often'"):
        Settings.of({"eta": "often"})
