"""Nash equilibria of the flagship's full tree: which are perfect Bayesian, which not, and why."""

from __future__ import annotations

from fractions import Fraction

import pytest
from tree_games import flagship

from gametheory_dprk.concepts.component import corners
from gametheory_dprk.concepts.pbe import SPEC
from gametheory_dprk.games import ExtensiveGame
from gametheory_dprk.limits import Budget
from gametheory_dprk.solution import Assessment, Candidate, PerSet
from gametheory_dprk.solvers.reduced_normal_form import solve

BROKEN_PROMISE = "DPRK at ploy.relief: comply in the support earns at least defect"
HELD_BELIEF = Fraction(1, 5)
"""(k + b)/(v + d): the belief at which relief and holding pay the US the same."""


def nash(p: str, c: str) -> list[PerSet]:
    """Every extreme Nash equilibrium, as a solver through the normal form shows it."""
    found = solve(flagship(p, c), "nash", Budget())
    assert found.complete
    points = [list(corners(each))[1:] or list(corners(each)) for each in found.candidates]
    return [point.strategies for each in points for _, point in each]


def beliefs(p: str, strategies: PerSet) -> list[Fraction]:
    """By Bayes' rule after talk; where nobody talks, those that matter: both ends, the middle."""
    genuine = Fraction(p) * strategies["DPRK"]["genuine"]["talk"]
    ploy = (1 - Fraction(p)) * strategies["DPRK"]["ploy"]["talk"]
    talk = genuine + ploy
    return [genuine / talk] if talk else [Fraction(0), HELD_BELIEF, Fraction(1)]


def failures(p: str, c: str, strategies: PerSet) -> list[list[str]]:
    """What fails, for each belief."""
    found = []
    for belief in beliefs(p, strategies):
        held = {"US": {"after_talk": {"genuine.talk": belief, "ploy.talk": 1 - belief}}}
        candidate = Candidate(Assessment(strategies, held))
        certificate = SPEC.checks[ExtensiveGame](flagship(p, c), candidate)
        found.append([check.claim for check in certificate.failures()])
    return found


def is_perfect_bayesian(p: str, c: str, strategies: PerSet) -> bool:
    return [] in failures(p, c, strategies)


def kept(strategies: PerSet) -> PerSet:
    """The same strategies, except that the ploy, given relief, does what pays it: defect."""
    ploy = {"comply": Fraction(0), "defect": Fraction(1)}
    return {**strategies, "DPRK": {**strategies["DPRK"], "ploy.relief": ploy}}


@pytest.mark.parametrize(
    ("p", "c", "perfect", "others"),
    [("1/10", "1/5", 1, 2), ("1/2", "1/5", 1, 2), ("1/10", "11/10", 0, 3)],
)
def test_in_each_region_the_failing_check_is_named(
    p: str, c: str, perfect: int, others: int
) -> None:
    """Semi-separating, pooling on talk, and separating at c > r - q + s (hence no mimicry). What is
    listed and is no perfect Bayesian equilibrium has the ploy comply where it is never asked."""
    points = nash(p, c)
    bad = [each for each in points if not is_perfect_bayesian(p, c, each)]
    assert (len(points) - len(bad), len(bad)) == (perfect, others)
    for each in bad:
        assert all(BROKEN_PROMISE in claims for claims in failures(p, c, each))
        assert is_perfect_bayesian(p, c, kept(each))


def test_silence_with_relief_needs_one_belief_and_holding_a_range() -> None:
    """After the ploy's promise is mended: relief with 1/6 asks for belief 1/5 exactly, holding for
    at most that. So between the two ends only belief 1/5 will do, and any belief above fails."""
    relief = "US at after_talk: relief in the support earns at least hold"
    hold = "US at after_talk: hold in the support earns at least relief"
    silent = [each for each in nash("1/10", "1/5") if not each["DPRK"]["genuine"]["talk"]]
    assert len(silent) == 2
    for each in silent:
        low, middle, high = failures("1/10", "1/5", kept(each))
        mixes = each["US"]["after_talk"]["relief"] > 0
        assert middle == []
        assert low == ([relief] if mixes else [])
        assert high == [hold]
