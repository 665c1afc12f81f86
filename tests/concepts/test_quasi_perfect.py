"""Trembles as witnesses: good ones certify, tampered ones fail by name."""

import json
from dataclasses import replace
from fractions import Fraction

import pytest
from tree_games import end, flagship

from gametheory_dprk.concepts.quasi_perfect import check_quasi_perfect
from gametheory_dprk.concepts.trees.assessment import check_perfect_bayesian, check_sequential
from gametheory_dprk.errors import AnalysisError
from gametheory_dprk.games import Decision, ExtensiveGame
from gametheory_dprk.planner import solve
from gametheory_dprk.solution import Assessment, Candidate, Component
from gametheory_dprk.solution_json import decode_candidate, encode_equilibrium, encode_solution
from gametheory_dprk.verification import verify

F = Fraction
ZERO, ONE = F(0), F(1)
SURE, NEVER = (ONE, -ONE), (ZERO, ONE)
AFTER = ("US", "after_talk")
CHECKS = [check_quasi_perfect, check_sequential, check_perfect_bayesian]


def failed(certificate):
    return [check.claim for check in certificate.failures()]


def no_talk(genuine=NEVER, ploy=NEVER, belief="1/10"):
    """Nobody talks in the flagship at p = 1/10, c = 1/5; if both err alike, US believes 1/10.

    That is below the 1/5 at which US would give relief, so holding is best, and talking costs.
    """
    game = flagship("1/10", "1/5")
    on = {True: ONE, False: ZERO}
    strategies = {
        "DPRK": {
            **{kind: {"talk": ZERO, "provoke": ONE} for kind in ("genuine", "ploy")},
            "genuine.relief": {"comply": ONE, "defect": ZERO},
            "ploy.relief": {"comply": ZERO, "defect": ONE},
        },
        "US": {"after_talk": {"relief": ZERO, "hold": ONE}},
    }
    share = F(belief)
    beliefs = {"US": {"after_talk": {"genuine.talk": share, "ploy.talk": 1 - share}}}
    rest = {"genuine": difference(genuine), "ploy": difference(ploy)}
    relief = {
        f"{kind}.relief": {
            best: after(talk, on[True]),
            worse: after(talk, on[False]),
        }
        for kind, talk, best, worse in (
            ("genuine", genuine, "comply", "defect"),
            ("ploy", ploy, "defect", "comply"),
        )
    }
    trembles = {
        "DPRK": {
            "genuine": {"talk": genuine, "provoke": rest["genuine"]},
            "ploy": {"talk": ploy, "provoke": rest["ploy"]},
            **relief,
        },
        "US": {"after_talk": {"relief": NEVER, "hold": SURE}},
    }
    return game, Candidate(Assessment(strategies, beliefs), trembles=trembles)


def difference(talk):
    """1 less a series."""
    return (ONE - talk[0], *(-each for each in talk[1:]))


def after(talk, best):
    """The best move after talk takes all but e of its weight, the other one the rest."""
    shifted = (ZERO, *talk)
    if not best:
        return shifted
    padded = (*talk, ZERO)
    return tuple(a - b for a, b in zip(padded, shifted, strict=True))


@pytest.mark.parametrize("check", CHECKS)
def test_equal_trembles_of_both_types_hold_up_no_talk(check):
    assert failed(check(*no_talk())) == []


@pytest.mark.parametrize("check", CHECKS)
def test_the_odds_of_trembles_are_the_beliefs(check):
    """Twice as likely a tremble of the genuine type: 2/10 to 9/10, that is 2/11."""
    twice = (ZERO, F(2))
    assert failed(check(*no_talk(genuine=twice, belief="2/11"))) == []
    assert failed(check(*no_talk(genuine=twice, belief="1/10"))) == [
        "US at after_talk: consistent, belief in genuine.talk is the limit of Bayes' rule",
        "US at after_talk: consistent, belief in ploy.talk is the limit of Bayes' rule",
    ]


def test_trembles_that_make_another_move_best_are_refuted():
    """With odds of 3/10 to 9/10 relief is best: 1/4 is above the threshold of 1/5."""
    claims = failed(check_quasi_perfect(*no_talk(genuine=(ZERO, F(3)), belief="1/4")))
    assert claims == [
        "US at after_talk: hold in the support earns at least relief against small trembles "
        "(power 1)"
    ]


def test_orders_of_trembles_matter():
    """A genuine type that errs at a higher order of e is believed impossible after talk."""
    assert failed(check_quasi_perfect(*no_talk(genuine=(ZERO, ZERO, ONE), belief=0))) == []


def tampered(change):
    game, candidate = no_talk()
    trembles = {
        p: {s: dict(own) for s, own in sets.items()} for p, sets in candidate.trembles.items()
    }
    change(trembles)
    return game, replace(candidate, trembles=trembles)


@pytest.mark.parametrize(
    ("change", "claim"),
    [
        (
            lambda t: t["US"]["after_talk"].update(relief=(ZERO,), hold=(ONE,)),
            "trembles of US at after_talk: relief is possible",
        ),
        (
            lambda t: t["US"]["after_talk"].update(relief=(ZERO, -ONE), hold=(ONE, ONE)),
            "trembles of US at after_talk: relief is possible",
        ),
        (
            lambda t: t["US"]["after_talk"].update(hold=(ONE,)),
            "trembles of US at after_talk: weights add up to that of the moves before",
        ),
        (
            lambda t: t["DPRK"]["ploy.relief"].update(defect=(ZERO, ONE)),
            "trembles of DPRK at ploy.relief: weights add up to that of the moves before",
        ),
        (
            lambda t: t["US"]["after_talk"].update(relief=(F(1, 2),), hold=(F(1, 2),)),
            "US at after_talk: probability of relief is the limit of trembles",
        ),
        (
            lambda t: t["US"].pop("after_talk"),
            "trembles of US at after_talk: faults in one exact series a move",
        ),
        (
            lambda t: t["US"]["after_talk"].update(hold=(1.0, -1.0)),
            "trembles of US at after_talk: faults in one exact series a move",
        ),
        (
            lambda t: t["US"].update(nowhere={"x": (ONE,)}),
            "trembles: nowhere of US is in the game",
        ),
        (
            lambda t: t["DPRK"]["genuine"].update(talk=()),
            "trembles of DPRK at genuine: talk is possible",
        ),
    ],
)
def test_tampered_trembles_fail_by_name(change, claim):
    game, candidate = tampered(change)
    for check in CHECKS:
        assert claim in failed(check(game, candidate))


def test_without_trembles_nothing_is_certified():
    game, candidate = no_talk()
    assert failed(check_quasi_perfect(game, replace(candidate, trembles={})))
    component = replace(candidate, component=Component(0, ()))
    assert "trembles: of one assessment, not of a component" in failed(
        check_quasi_perfect(game, component)
    )


def test_trembles_do_not_excuse_bad_choices():
    """Consistent, but the ploy complies where defecting pays more; then US would give relief."""
    game, candidate = no_talk()
    other = {("DPRK", "ploy.relief"): {"comply": ONE, "defect": ZERO}}
    own = candidate.trembles["DPRK"]["ploy.relief"]
    swapped = {"comply": own["defect"], "defect": own["comply"]}
    worse = Candidate(
        candidate.assessment.replace(other, {}),
        trembles={
            **candidate.trembles,
            "DPRK": {**candidate.trembles["DPRK"], "ploy.relief": swapped},
        },
    )
    assert failed(check_sequential(game, worse)) == [
        "US at after_talk: hold in the support earns at least relief",
        "DPRK at ploy.relief: comply in the support earns at least defect",
    ]
    assert any("ploy.relief" in claim for claim in failed(check_quasi_perfect(game, worse)))


def test_own_trembles_do_not_count():
    """A, who errs later however it tries, may rely on itself: not perfect, but quasi-perfect."""
    players = ("A", "B")
    later = Decision("A", "later", {"take": end(players, 1, 0), "err": end(players, 0, 0)})
    game = ExtensiveGame(players, Decision("A", "now", {"take": end(players, 1, 0), "wait": later}))
    chosen = {"now": {"take": ZERO, "wait": ONE}, "later": {"take": ONE, "err": ZERO}}
    trembles = {"A": {"now": {"take": NEVER, "wait": SURE},
                      "later": {"take": (ONE, F(-2)), "err": NEVER}}}  # fmt: skip
    assert (
        failed(check_quasi_perfect(game, Candidate(Assessment({"A": chosen}), trembles=trembles)))
        == []
    )


def test_documents_carry_trembles_and_are_verified_by_them():
    game = flagship("1/10", "1/5")
    solution = solve(game, "quasi_perfect")
    document = json.loads(json.dumps({"solution": encode_solution(solution)}))
    (listed,) = document["solution"]["equilibria"]
    assert listed["trembles"]["US"]["after_talk"]["relief"] == ["1/5"]
    assert decode_candidate(listed, game, "").trembles == solution.equilibria[0].trembles
    assert verify(game, document).valid
    listed["trembles"]["US"]["after_talk"]["relief"] = ["1/4"]
    assert not verify(game, document).valid
    del listed["trembles"]
    assert not verify(game, document).valid


@pytest.mark.parametrize("broken", [[], {"US": []}, {"US": {"after_talk": {"relief": "1/5"}}},
                                    {"US": {"after_talk": {"relief": ["x"]}}},
                                    {"US": {"after_talk": ["1/5"]}}])  # fmt: skip
def test_malformed_documents_are_refused(broken):
    game = flagship("1/10", "1/5")
    (found,) = solve(game, "quasi_perfect")
    with pytest.raises(AnalysisError):
        decode_candidate({**encode_equilibrium(found), "trembles": broken}, game, "here")
