from __future__ import annotations

import json
import math
from fractions import Fraction
from pathlib import Path

import pytest

from analysis.flagship_record import compare_plainly as compare
from analysis.flagship_record import with_record
from gametheory_dprk.analysis.compare import Comparison
from gametheory_dprk.analysis.compare.evidence import information
from gametheory_dprk.errors import AnalysisError
from gametheory_dprk.scenario.reader import read

ZERO = Fraction(0)
COMMON = {"genuine": Fraction(1, 10), "ploy": Fraction(9, 10)}
LIBRARY = Path(__file__).parents[2] / "scenarios"


def shipped(name: str) -> str:
    return (LIBRARY / f"{name}.yaml").read_text(encoding="utf-8")


FLAGSHIP = read(shipped("dprk/agreed_framework_1994"))


def codes(comparison: Comparison) -> set[str]:
    return {notice.code for notice in comparison.warnings}


def result(comparison: Comparison, name: str) -> dict[str, object]:
    document = comparison.to_document()
    return next(each for each in document["hypotheses"] if each["id"] == name)


def test_talk_without_noise() -> None:
    # semi-separating at p = .1, c = .2: talk has probability 1 and 4/9
    found = compare(with_record(("DPRK", "talk")), eta=ZERO)
    factor = result(found, "ploy")["log10_bayes_factor"]
    assert factor["estimate"] == pytest.approx(math.log10(4 / 9))  # type: ignore[index]
    assert found.clues[0].likelihood == {"genuine": 1, "ploy": Fraction(4, 9)}
    assert found.clues[0].decibel["ploy"] == pytest.approx(10 * math.log10(4 / 9))
    assert found.hypotheses[0].posterior == Fraction(9, 13)


def test_talk_with_noise_by_hand() -> None:
    # (39/40) : (161/360) = 351 : 161
    found = compare(with_record(("DPRK", "talk")))
    assert [each.posterior for each in found.hypotheses] == [Fraction(351, 512), Fraction(161, 512)]
    assert found.settings["eta"] == "1/20"


def test_answers_of_the_other_player_cancel() -> None:
    found = compare(with_record(("DPRK", "talk"), ("US", "hold")))
    talk, hold = found.clues
    assert (talk.cancels, hold.cancels) == (False, True)
    assert hold.decibel == {"genuine": 0.0, "ploy": 0.0}
    assert found.settings["hypotheses_are"] == "types within one game"


def test_bounds_span_all_equilibria() -> None:
    # without talk in equilibrium both types give a report of talk the same noise
    found = compare(with_record(("DPRK", "talk")))
    low, high = found.hypotheses[1].bounds
    assert low == pytest.approx(math.log10(Fraction(161, 351)))
    assert high == 0
    assert "many_equilibria" in codes(found)


def test_the_common_prior_pins_the_posterior_to_payoffs() -> None:
    # mu = (k + b)/(v + d) = .6/3
    found = compare(with_record(("DPRK", "talk")), prior=COMMON, eta=ZERO)
    assert found.hypotheses[0].posterior == Fraction(1, 5)
    assert "pinned" in codes(found)
    assert "pinned" in codes(compare(with_record(("DPRK", "talk")), prior=COMMON))


def test_pinned_is_not_cried_elsewhere() -> None:
    talk = with_record(("DPRK", "talk"))
    assert "pinned" not in codes(compare(talk))  # even odds are not the common prior
    separating = compare(talk, values={"c": Fraction("1.1")}, prior=COMMON)
    assert "pinned" not in codes(separating)  # nobody mixes
    provoke = with_record(("DPRK", "provoke"))
    assert "pinned" not in codes(compare(provoke, prior=COMMON))  # nobody mixes after it
    deal = with_record(("DPRK", "talk"), ("US", "relief"), ("DPRK", "comply"))
    assert "pinned" not in codes(compare(deal, prior=COMMON))  # compliance tells the type


def test_separation_is_decisive_without_noise() -> None:
    found = compare(with_record(("DPRK", "talk")), values={"c": Fraction("1.1")}, eta=ZERO)
    assert found.hypotheses[0].posterior == 1
    factor = result(found, "ploy")["log10_bayes_factor"]
    assert factor["estimate"] == "-inf"  # type: ignore[index]
    json.dumps(found.to_document(), allow_nan=False)


def test_pooling_says_nothing() -> None:
    found = compare(with_record(("DPRK", "talk")), values={"p": Fraction("0.4")})
    assert "not_identified" in codes(found)
    assert not any(each.identified for each in found.hypotheses)


def test_a_record_that_cannot_happen() -> None:
    found = compare(with_record(("DPRK", "provoke")), values={"p": Fraction("0.4")}, eta=ZERO)
    assert "off_path_record" in codes(found)
    assert found.hypotheses[0].posterior is None
    assert found.hypotheses[0].log10_bayes_factor is None
    assert found.next_observations == ()
    json.dumps(found.to_document(), allow_nan=False)


def test_flagship_record_has_four_plays() -> None:
    found = compare(FLAGSHIP)
    assert [clue.episode for clue in found.clues] == [1, 1, 2, 3, 4, 4]
    assert "episodes" in codes(found)
    assert [each.posterior for each in found.hypotheses] == [Fraction(351, 512), Fraction(161, 512)]


def test_as_of_cuts_the_record() -> None:
    found = compare(FLAGSHIP, as_of="2018-05")
    assert found.clues[-1].date == "2018-01"
    assert "nothing" not in {each.observation for each in found.next_observations}
    with pytest.raises(AnalysisError, match="no event is on record by 1990"):
        compare(FLAGSHIP, as_of="1990")


def test_persistent_types_let_provocations_count() -> None:
    # without noise: genuine never provokes
    found = compare(FLAGSHIP, types="persistent", eta=ZERO)
    assert found.hypotheses[0].posterior == 0


def test_what_would_settle_it() -> None:
    # after talk: posterior 9/13 without noise; compliance tells the type for sure, so its
    # information is the entropy of the posterior once relief (1/5) has come; the answer of the
    # US tells nothing
    found = compare(with_record(("DPRK", "talk")), eta=ZERO)
    bits = {each.observation: each for each in found.next_observations}
    entropy = -sum(x * math.log2(x) for x in (9 / 13, 4 / 13))
    assert bits["DPRK: comply or defect"].bits == pytest.approx(entropy / 5)
    assert bits["DPRK: comply or defect"].reached == pytest.approx(1 / 5)
    assert bits["US: relief or hold"].bits == 0
    assert found.next_observations[0].observation == "DPRK: comply or defect"


def test_information_by_hand() -> None:
    even = {"a": Fraction(1, 2), "b": Fraction(1, 2)}
    chances = {
        "a": {"x": Fraction(3, 4), "y": Fraction(1, 4)},
        "b": {"x": Fraction(1, 4), "y": Fraction(3, 4)},
    }
    # 1 - H(1/4)
    assert information(even, chances) == pytest.approx(
        1 + 0.75 * math.log2(0.75) + 0.25 * math.log2(0.25)
    )


def test_implementation_is_not_identified() -> None:
    found = compare(read(shipped("dprk/agreed_framework_implementation")))
    assert "not_identified" in codes(found)
    assert [each.identified for each in found.hypotheses] == [False, False]
    assert found.settings["hypotheses_are"] == "different games"
    # signed for sure; cheating is not found with probability 1 - q = .4, and then the US stalls
    exact = compare(read(shipped("dprk/agreed_framework_implementation")), eta=ZERO)
    assert [each.evidence for each in exact.hypotheses] == [Fraction(2, 5), Fraction(2, 5)]


def test_an_equilibrium_that_is_not_selected_can_identify() -> None:
    # D1 selects separation by dismantling, in which nobody talks; in the other equilibrium
    # talk has probability 1 and 3/7
    found = compare(read(shipped("dprk/singapore_2018")), eta=ZERO)
    assert "off_path_record" in codes(found)
    assert "not_identified" not in codes(found)
    assert found.hypotheses[1].bounds == pytest.approx((math.log10(3 / 7),) * 2)


def test_charm_speaks_against_seoul_refusing_anyway() -> None:
    found = compare(read(shipped("dprk/alliance_wedge")))
    # charm for sure against 1/40 of noise; no strike either way
    assert found.hypotheses[1].log10_bayes_factor == pytest.approx(math.log10(1 / 39))
    assert found.clues[0].decibel["refuses_anyway"] == pytest.approx(10 * math.log10(1 / 39))


def test_hypotheses_default_to_the_types() -> None:
    text = shipped("dprk/agreed_framework_1994")
    head, rest = text.split("hypotheses:", 1)
    found = compare(read(head + "expect:" + rest.split("expect:", 1)[1]))
    assert [each.id for each in found.hypotheses] == ["genuine", "ploy"]


@pytest.mark.parametrize(
    "prior",
    [
        {"genuine": Fraction(1)},
        {"genuine": Fraction(-1), "ploy": Fraction(2)},
        {"genuine": ZERO, "ploy": ZERO},
        {"genuine": Fraction(1), "ploy": Fraction(1), "nobody": Fraction(1)},
    ],
)
def test_bad_priors(prior: dict[str, Fraction]) -> None:
    with pytest.raises(AnalysisError, match="prior"):
        compare(FLAGSHIP, prior=prior)


def test_bad_noise_and_missing_records() -> None:
    with pytest.raises(AnalysisError, match="eta"):
        compare(FLAGSHIP, eta=Fraction(2))
    with pytest.raises(AnalysisError, match="no event"):
        compare(read(shipped("textbook/cho_kreps_1987")))


def test_notebooks_escape_text() -> None:
    assert "<table>" in compare(FLAGSHIP)._repr_html_()
