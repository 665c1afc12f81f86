from __future__ import annotations

import json
import math
from fractions import Fraction

import pytest

from analysis.flagship_record import compare_plainly as compare
from analysis.flagship_record import with_record
from gametheory_dprk.analysis.compare.rationality import read_rationality_prior
from gametheory_dprk.errors import AnalysisError, NoSolverError
from gametheory_dprk.scenario.reader import read

ONE_CHOICE = """
gtd: 1
kind: extensive
title: One choice
players: {A: who chooses}
parameters:
  g: {value: 3, range: "[-5, 5]", source: assumption}
tree:
  player: A
  moves: {up: end, down: end}
payoffs:
  A: g*up + 100
solve: {concept: sequential}
observed:
  - {date: 2018, player: A, plays: up}
hypotheses:
  keen: {claim: up pays, set: {g: 3}}
  averse: {claim: up costs, set: {g: -1}}
"""


def test_at_lambda_zero_nothing_is_evidence() -> None:
    record = with_record(("DPRK", "talk"), ("US", "relief"), ("DPRK", "comply"))
    found = compare(record, rationality={Fraction(0): Fraction(1)}).quantal
    assert found is not None
    assert found.factors == {"genuine": 0.0, "ploy": 0.0}
    # talk, relief and comply each happen with probability 1/2, and noise leaves 1/2 alone
    assert found.runs["ploy"] == pytest.approx((1, 1 / 2, 1 / 4, 1 / 8))
    assert all(found.decibels(row) == {"genuine": 0.0, "ploy": 0.0} for row in range(3))


def test_lambda_is_marginalised_with_payoffs_rescaled() -> None:
    # with a range of 1, up has probability 1/(1 + exp(-lambda)) if it pays, whatever g is
    prior = {Fraction(1): Fraction(1, 4), Fraction(2): Fraction(3, 4)}
    found = compare(read(ONE_CHOICE), rationality=prior, eta=Fraction(0)).quantal
    assert found is not None
    keen = 0.25 / (1 + math.exp(-1)) + 0.75 / (1 + math.exp(-2))
    assert found.runs["keen"][-1] == pytest.approx(keen)
    assert found.factors["averse"] == pytest.approx(math.log10((1 - keen) / keen))
    assert found.posterior["averse"] == pytest.approx(1 - keen)
    at_two = dict(found.by_rationality())[Fraction(2)]["averse"]
    assert at_two == pytest.approx(-2 / math.log(10))


def test_decibels_add_up_to_the_factor() -> None:
    found = compare(with_record(("DPRK", "talk"), ("US", "hold"))).quantal
    assert found is not None
    decibels = [found.decibels(row)["ploy"] or 0 for row in range(2)]
    assert sum(decibels) == pytest.approx(10 * (found.factors["ploy"] or 0))
    document = found.to_document()
    assert [each["id"] for each in document["hypotheses"]] == ["genuine", "ploy"]
    assert [each["lambda"] for each in document["by_rationality"]][:2] == ["1", "2"]
    json.dumps(document, allow_nan=False)


def test_settings_state_the_prior_and_the_scale() -> None:
    settings = compare(read(ONE_CHOICE)).settings
    assert settings["rationality"]["64"] == "1/7"
    assert "range of 1" in settings["quantal"]


def test_a_game_without_quantal_response_is_said_to_have_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise NoSolverError("no solver for qre takes this game")

    monkeypatch.setattr("gametheory_dprk.analysis.compare.quantal.solve", refuse)
    found = compare(read(ONE_CHOICE))
    assert found.quantal is None
    assert found.to_document()["quantal"] is None
    assert "no_quantal_response" in {each.code for each in found.warnings}
    assert found.hypotheses[1].log10_bayes_factor == pytest.approx(math.log10(0.025 / 0.975))


@pytest.mark.parametrize("text", ["", "fast", "1:0", "-1", "1:x", "10000000"])
def test_bad_rationality_is_refused(text: str) -> None:
    with pytest.raises(AnalysisError, match="rationality"):
        read_rationality_prior(text)
