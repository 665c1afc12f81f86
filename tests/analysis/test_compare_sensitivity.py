from __future__ import annotations

import json
import math
from fractions import Fraction

import pytest

from analysis.flagship_record import compare_plainly as compare
from analysis.flagship_record import noisy, with_record
from gametheory_dprk.analysis.compare import Comparison, Settings
from gametheory_dprk.analysis.compare.draws import uncertain
from gametheory_dprk.analysis.compare.identification import LOG_LAMBDA, identify, outcomes_at
from gametheory_dprk.analysis.compare.quantal import QuantalSolver
from gametheory_dprk.analysis.compare.sides import make_sides
from gametheory_dprk.limits import Budget
from gametheory_dprk.scenario.reader import read
from gametheory_dprk.scenario.values import broken_relations, parameter_values

TALK = with_record(("DPRK", "talk"))
BASE = parameter_values(TALK)
LAMBDA = Fraction(8)

CONSTANT = """
gtd: 1
kind: extensive
title: A choice and a constant
players: {A: who chooses}
parameters:
  g: {value: 3, range: "(0, 5)", source: assumption}
  h: {value: 1, range: "[0, 5]", source: assumption}
tree:
  player: A
  moves: {up: end, down: end}
payoffs:
  A: g*up + h
solve: {concept: sequential}
observed:
  - {date: 2018, player: A, plays: up}
"""


@pytest.fixture(scope="module")
def found() -> Comparison:
    return compare(TALK, sensitivity=True)


def test_the_flagship_is_identified_up_to_its_outcomes(found: Comparison) -> None:
    result = found.identification
    assert result is not None
    # provoke; talk and hold; talk, relief and comply; talk, relief and defect
    assert (result.outcomes, result.rank) == (4, 3)
    assert len(result.unidentified) == len(result.parameters) - 3 == 10
    assert result.no_effect == ()
    # r - q is one number, and of US payoffs only mu = (k + b)/(v + d) = .6/3 matters, whose
    # derivatives are as 1 : 1 : -1/5 : -1/5
    assert {"r": 1.0, "q": -1.0} in result.one_number
    assert {"v": 1.0, "k": -5.0, "b": -5.0, "d": 1.0} in result.one_number


def test_unidentified_directions_change_no_outcome(found: Comparison) -> None:
    assert found.identification is not None
    solver = QuantalSolver(TALK, Budget())
    before = outcomes_at(solver, BASE, LAMBDA)
    step = Fraction(1, 500)
    for direction in found.identification.unidentified:
        moved = {
            name: value + step * Fraction(direction.get(name, 0)) for name, value in BASE.items()
        }
        change = Fraction(math.exp(step * direction.get(LOG_LAMBDA, 0))).limit_denominator(10**6)
        after = outcomes_at(solver, moved, LAMBDA * change)
        assert after == pytest.approx(before, abs=1e-5)
    alone = outcomes_at(solver, {**BASE, "c": BASE["c"] + step}, LAMBDA)
    assert alone != pytest.approx(before, abs=1e-5)


def test_what_rescaling_takes_out_has_no_effect() -> None:
    scenario = read(CONSTANT)
    base = parameter_values(scenario)
    (side,) = make_sides([scenario], Settings(), Budget())
    priors = uncertain([side]).priors
    result = identify(QuantalSolver(scenario, Budget()), base, priors, LAMBDA)
    assert (result.rank, result.no_effect, result.unidentified) == (1, ("g", "h"), ())


def test_tipping_values_are_those_of_hand_algebra(found: Comparison) -> None:
    # talk says nothing once both types talk, p = mu = 1/5 or mu = (k + 1/10)/3 = p = 1/10, and
    # once neither does, c = g_G = 6/5
    assert found.sensitivity is not None
    tips = {each.parameter: each for each in found.sensitivity.tipping}
    values = {name: each.value for name, each in tips.items()}
    assert values == {"p": Fraction(1, 5), "k": Fraction(1, 5), "c": Fraction(6, 5)}
    assert {each.becomes for each in tips.values()} == {"at"}
    assert tips["p"].kept < Fraction(1, 5) <= tips["p"].tipped
    assert tips["k"].tipped <= Fraction(1, 5) < tips["k"].kept


def test_tornado_by_hand(found: Comparison) -> None:
    assert found.sensitivity is not None
    bars = {each.parameter: each for each in found.sensitivity.tornado}
    assert found.sensitivity.tornado[0].parameter == "p"
    # the ploy talks with probability 4 p/(1 - p) below p = 1/5
    low = float(4 * bars["p"].low / (1 - bars["p"].low))
    assert bars["p"].at_low["ploy"] == pytest.approx(math.log10(noisy(low) / noisy(1)))
    assert bars["p"].at_high["ploy"] == 0
    assert all(
        not broken_relations(TALK.assume, {**BASE, each.parameter: end})
        for each in bars.values()
        for end in (each.low, each.high)
    )
    # the ends that assumptions allow: n_G < R - (r - q) = 1/2
    assert Fraction(1, 2) - Fraction(1, 1000) < bars["n_G"].high < Fraction(1, 2)


def test_the_document_is_json(found: Comparison) -> None:
    document = json.loads(json.dumps(found.to_document(), allow_nan=False))
    assert document["sensitivity"]["tipping"][0]["value"] == "1/5"
    assert document["identification"]["rank"] == 3
    assert compare(TALK).to_document()["sensitivity"] is None
