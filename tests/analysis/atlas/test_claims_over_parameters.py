"""Claims decided over all parameter values, their certificates, and what rejects tampered ones."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from fractions import Fraction
from functools import cache
from typing import Any

import pytest

from gametheory_dprk.analysis.atlas import kinds
from gametheory_dprk.analysis.atlas.claims.deciding import prove_exactly
from gametheory_dprk.analysis.atlas.claims.pointwise import Pointwise
from gametheory_dprk.analysis.atlas.rereading import recheck
from gametheory_dprk.errors import AnalysisError, GtdError
from gametheory_dprk.expr import parse
from gametheory_dprk.scenario.claims import read_claim
from gametheory_dprk.scenario.reader import read
from tests.analysis.atlas.games_for_atlas import atlas_of, random_points

TALKS = "dprk/agreed_framework_1994"
SINGAPORE = "dprk/singapore_2018"


@pytest.mark.parametrize(
    ("name", "claim", "result"),
    [
        # a ploy never talks more often than a genuine type; talk is never free of charge
        (TALKS, "every: P(talk | ploy) <= P(talk | genuine)", "proved"),
        (TALKS, "every: value(US) >= -d", "proved"),
        (TALKS, "pooling(provoke)", "proved"),
        (TALKS, "P(talk) == min(1, p/mu) or pooling(provoke)", "proved"),
        (TALKS, "every: plays(DPRK.comply) or P(talk | ploy) > 0 or P(talk) == 0", "proved"),
        (TALKS, "every: abs(P(talk) - 1/2) <= 1/2", "proved"),
        (TALKS, "selected: P(talk | ploy) <= P(talk | genuine)", "proved"),
        # the separating equilibrium exists only for g_P <= c <= g_G
        (TALKS, "separating", "refuted"),
        (TALKS, "exists separating", "proved"),
        (TALKS, "exists every: separating", "refuted"),
        # in it the ploy abstains while relief is certain
        (TALKS, "every: not (P(talk | ploy) == 0 and P(relief | talk) == 1)", "refuted"),
        (TALKS, "exists P(talk | ploy) == 0 and P(relief | talk) == 1", "proved"),
        # pooling on talk with p > mu is neither
        (TALKS, "every: P(genuine | talk) <= mu or separating", "refuted"),
        (TALKS, "exists pooling(talk) and p < mu", "refuted"),
        (TALKS, "exists every: P(talk) > 1", "refuted"),
        (SINGAPORE, "every: value(US) >= 0", "proved"),
        (SINGAPORE, "every: P(talk) <= 1", "proved"),
        (SINGAPORE, "exists pooling(talk) and p < l/(b + l)", "refuted"),
        # off the path too whoever grants relief believes enough, and nobody else does
        (TALKS, "every: P(relief | talk) == 0 or P(genuine | talk) >= mu", "proved"),
        (SINGAPORE, "every: P(relief | talk) == 0 or P(genuine | talk) >= l/(b + l)", "proved"),
        (SINGAPORE, "every: P(relief | talk) == 0 or P(genuine | talk) > l/(b + l)", "refuted"),
        (SINGAPORE, "every: not pooling(provoke) or not survives(d1)", "proved"),
        (SINGAPORE, "survives(d1)", "proved"),
        (SINGAPORE, "every: separating or survives(intuitive)", "refuted"),
        # two words that mean nothing: nobody is told apart
        ("cheap_talk", "every: value(R) >= 0", "proved"),
        ("cheap_talk", "every: P(hello | good) <= 1", "proved"),
        ("cheap_talk", "exists separating", "refuted"),
        ("cheap_talk", "P(hello) == 1", "proved"),
    ],
)
def test_decisions(name: str, claim: str, result: str) -> None:
    decision = atlas_of(name).prove(claim)
    assert decision.result == result, decision.reason
    exists = claim.startswith("exists")
    point = decision.witness if exists else decision.counterexample
    assert (point is None) is ((result == "proved") is not exists)
    assert (decision.certificate is None) is (point is not None)


def test_a_counterexample_is_one() -> None:
    found = atlas_of(TALKS)
    decision = found.prove("separating")
    assert decision.counterexample is not None
    claim = read_claim(read(TALKS), "separating")
    result = Pointwise(found).result(claim, decision.counterexample)
    assert result is not None
    assert result.settled
    assert not result.holds
    # the values of the file are preferred where they serve
    assert decision.counterexample["p"] == Fraction(1, 10)


def test_what_cannot_be_decided_is_unknown() -> None:
    decision = atlas_of(TALKS).prove("selected: P(talk) > 0")
    if decision.result == "refuted":  # a point where talk costs too much is found
        assert decision.counterexample is not None
    else:
        assert decision.result == "unknown"
        assert decision.reason


def test_what_holds_of_one_way_to_deter_is_not_claimed_of_all() -> None:
    # after no talk at all, any belief up to mu deters, and not only the certain one that is shown
    found = atlas_of(TALKS)
    assert found.prove("every: P(genuine | talk) <= 1 or P(talk) > 2").result == "proved"
    claim = "every: P(talk) > 0 or P(genuine | talk) == 0"
    assert found.prove(claim).result != "proved"


def test_refinements_of_other_games_are_not_claimed() -> None:
    with pytest.raises(AnalysisError, match="is not known here"):
        kinds.atlas_of(read("dprk/verification")).prove("survives(d1)")


@pytest.mark.parametrize("claim", ["P(tlak) > 0", "separating +", "value(UN) > 0", "P(talk)"])
def test_bad_claims_are_refused(claim: str) -> None:
    with pytest.raises(GtdError):
        atlas_of(TALKS).prove(claim)


@pytest.mark.parametrize(
    ("claim", "region", "proved"),
    [
        ("separating", "r - q + s <= c and c <= R - n_G + s", True),
        ("separating", "r - q + s <= c", False),
        ("separating", "r - q + s <= c and c <= 2*(R - n_G + s)", False),
        ("every: P(talk) == 0", "c > R - n_G + s", True),
        ("every: P(talk) == 0", "c > r - q + s", False),
        ("pooling(talk)", "c <= r - q + s and p >= mu", True),
    ],
)
def test_exactly_when(claim: str, region: str, proved: bool) -> None:
    scenario = read(TALKS)
    found = prove_exactly(atlas_of(TALKS), read_claim(scenario, claim), parse(region))
    assert (found is not None) is proved


@pytest.mark.parametrize(
    "claim",
    [
        "every: value(US) >= p*b - 1",
        "P(talk | genuine) == 1",
        "every: P(dismantle | ploy) <= P(dismantle | genuine)",
        "every: P(dismantle) == 0 or P(relief | dismantle) > 0",
    ],
)
def test_decisions_agree_with_the_solver_at_random_points(claim: str) -> None:
    found = atlas_of(SINGAPORE)
    decision = found.prove(claim)
    stated = read_claim(read(SINGAPORE), claim)
    edges = [parse(edge.removesuffix(" == 0")) for edge in found.knife_edges]
    assert edges
    if decision.result == "proved":
        for point in random_points(found, 12, seed=11):
            result = Pointwise(found).result(stated, point)
            assert result is not None
            assert result.holds
    assert decision.result != "unknown"


# certificates


@cache
def saved(claim: str) -> str:
    found = atlas_of(TALKS)
    document = found.to_document()
    return json.dumps(document | {"claim": found.prove(claim).to_document()})


def rechecked(claim: str, change: Callable[[Any], object] = lambda claim: None) -> Any:
    document = json.loads(saved(claim))
    change(document["claim"])
    return recheck(read(TALKS), document)


EVERY = "every: P(talk | ploy) <= P(talk | genuine)"
SOME = "P(talk) == min(1, p/mu) or pooling(provoke)"
FALSE = "separating"
THERE = "exists separating"


@pytest.mark.parametrize("claim", [EVERY, SOME, FALSE, THERE, "exists pooling(talk) and p < mu"])
def test_a_saved_claim_is_accepted(claim: str) -> None:
    report = rechecked(claim)
    assert report.accepted, report.complaints


@pytest.mark.parametrize(
    ("claim", "change"),
    [
        (EVERY, lambda c: c.update(text="every: P(talk | ploy) <= P(talk | genuine) - 1")),
        (EVERY, lambda c: c.update(text="every: P(talk | ploy) < P(talk | genuine)")),
        (EVERY, lambda c: c.update(result="refuted", counterexample=None)),
        (EVERY, lambda c: c["certificate"]["every"].pop()),
        (EVERY, lambda c: c["certificate"]["every"].reverse()),
        (EVERY, lambda c: c["certificate"]["every"][3]["cases"].pop()),
        (EVERY, lambda c: c["certificate"]["every"][3]["cases"][0][1][0].__setitem__(0, "7")),
        (EVERY, lambda c: c["certificate"]["every"][3]["cases"][0][0][0].__setitem__(1, "p")),
        (EVERY, lambda c: c.update(certificate=None)),
        (SOME, lambda c: c.update(text="P(talk) == min(1, p/mu)")),
        (SOME, lambda c: c["certificate"]["hints"].pop()),
        (SOME, lambda c: c["certificate"]["some"].pop()),
        (SOME, lambda c: c["certificate"].update(some=[{"split": 3, "branches": []}])),
        (SOME, lambda c: c["certificate"]["surfaces"].append("0")),
        (FALSE, lambda c: c["counterexample"].update(c="1")),
        (FALSE, lambda c: c["counterexample"].update(p="2")),
        (FALSE, lambda c: c["counterexample"].pop("p")),
        (FALSE, lambda c: c.update(result="proved")),
        (FALSE, lambda c: c.update(result="certain")),
        (THERE, lambda c: c["witness"].update(c="5")),
        (THERE, lambda c: c.update(result="refuted")),
    ],
)
def test_a_changed_claim_is_rejected(claim: str, change: Callable[[Any], object]) -> None:
    before = copy.deepcopy(json.loads(saved(claim)))
    report = rechecked(claim, change)
    assert not report.accepted
    assert any(complaint.startswith("claim ") for complaint in report.complaints)
    assert recheck(read(TALKS), before).accepted
