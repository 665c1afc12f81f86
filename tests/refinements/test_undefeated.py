from __future__ import annotations

from fractions import Fraction

from criteria import judged, verdicts
from signaling_games import beer_quiche, build, cheap_talk, flagship, solve

F = Fraction


def spence(able, wages=(8, 20, 24), effort=(0, 1, 2, 6)):
    """Effort e costs e to the able and 3e to others; the wage is the nearest to expected worth."""
    low, _, high = wages
    return build(
        {"able": F(able), "other": 1 - F(able)},
        {f"e{e}": tuple(f"w{w}" for w in wages) for e in effort},
        lambda t, m, r: int(r[1:]) - int(m[1:]) * (1 if t == "able" else 3),
        lambda t, m, r: -((int(r[1:]) - (high if t == "able" else low)) ** 2),
    )


def by_play(game):
    """Verdicts keyed by what able and other send, pure equilibria only."""
    candidates = solve(game)
    found = {}
    for candidate, verdict in zip(
        candidates, verdicts("undefeated", game, candidates), strict=True
    ):
        sends = [
            [m for m, x in d.items() if x] for d in candidate.assessment.strategies["S"].values()
        ]
        if all(len(each) == 1 for each in sends):
            found[tuple(each[0] for each in sends)] = verdict
    return found


def test_pooling_that_is_better_for_all_defeats_riley():
    """Worth is 3/4 24 + 1/4 8 = 20 on average. Riley: e6 against e0, able earn 24 - 6 = 18 and
    others 8. Pooling on e1 pays 19 and 17, on e0 20 and 20. In Riley e1 is unsent, and its belief
    there is not the prior, or others would go there. Pooling on e1 falls to that on e0."""
    found = by_play(spence("3/4"))
    assert found["e6", "e0"].survives is False
    assert "able (19 > 18)" in found["e6", "e0"].reason
    assert found["e1", "e1"].survives is False
    assert "able (20 > 19), other (20 > 17)" in found["e1", "e1"].reason
    assert found["e0", "e0"].survives is True
    assert [check.holds for check in found["e6", "e0"].checks]


def test_riley_is_undefeated_where_few_are_able():
    """With an eighth able, worth is 10 on average, and the wage nearest to it 8: pooling pays the
    able 8 - e, less than 18."""
    found = by_play(spence("1/8"))
    assert found["e6", "e0"].survives is True
    assert found["e0", "e0"].survives is False


def test_beer_and_quiche_do_not_defeat_each_other():
    """The strong prefer beer and the weak quiche, and each is sent by both in its equilibrium."""
    assert [v.survives for v in judged("undefeated", beer_quiche(F(9, 10))).values()] == [
        True,
        True,
    ]


def test_silence_depends_on_the_belief_after_talk():
    """p = .1, c = .2: the other equilibrium pays genuine more and the ploy the same, which talks
    there with 4/9. Beliefs that fit put at least 1/5 on genuine, and those of silence at most."""
    verdict = judged("undefeated", flagship(F("1/10"), F("1/5")))["provoke"]
    assert verdict.survives is None
    assert verdict.reason.startswith("only where beliefs do not fit: talk: in equilibrium")


def test_silence_is_defeated_where_both_would_talk():
    """p = .4: both earn more by talking, so the belief must be .4, and relief follows."""
    found = judged("undefeated", flagship(F("2/5"), F("1/5")))
    assert found["provoke"].survives is False
    assert found["talk"].survives is True
    # genuine: 1 - .2 > .3 - .5; ploy: 1.5 - .2 > 1 - .5
    assert "genuine (4/5 > -1/5), ploy (13/10 > 1/2)" in found["provoke"].reason


def test_without_beliefs_it_depends():
    game = flagship(F("2/5"), F("1/5"))
    candidates = [type(c)(type(c.assessment)(c.assessment.strategies), None) for c in solve(game)]
    found = verdicts("undefeated", game, candidates)
    assert {v.reason for v in found if v.survives is None} == {"beliefs after talk are not stated"}


def test_babbling_leaves_nothing_unsent_or_is_not_settled():
    """The languages are undefeated: they pay both types the most there is."""
    game = cheap_talk()
    candidates = solve(game)
    found = verdicts("undefeated", game, candidates)
    full = [v for c, v in zip(candidates, found, strict=True) if c.component is None]
    assert [v.survives for v in full] == [True, True]
