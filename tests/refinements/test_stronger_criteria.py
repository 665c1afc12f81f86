"""Examples worked by hand in which neighbouring criteria part, and the order among them."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from criteria import SIGNALING, going_out, judged, random_game, silence, verdicts
from hypothesis import given, settings
from hypothesis import strategies as st
from signaling_games import beer_quiche, build, flagship, solve, spence

from gametheory_dprk.refinements.signals.replies import best_replies
from gametheory_dprk.solution import Assessment, Candidate

F = Fraction


def pays(**rows):
    return {t: dict(zip("xyz", map(F, row.split()), strict=True)) for t, row in rows.items()}


NAMED = pays(a="1 0 0", b="0 1 0", c="0 0 1")
"""The receiver wants to answer a by x, b by y and c by z; two responses may tie at any odds."""


def test_intuitive_keeps_what_d1_kills_with_three_types():
    """x after a, y after b, z after c. All could gain by x, c hardly: it needs x with 9/10, b
    with 1/2, a with 1/10 (y and z pay -1; then q(1 + w) > 1). The intuitive criterion leaves all
    in. D1 leaves a, who is answered by x: everybody gains."""
    gains = pays(a="9 -1 -1", b="1 -1 -1", c="1/9 -1 -1")
    game = going_out(gains, NAMED)
    assert silence("intuitive", game) is True
    assert silence("d1", game) is False
    assert "b is struck out (a gains from every best reply" in judged("d1", game)["out"].reason


def test_d1_keeps_what_d2_kills():
    """c gains from x or y alike but less; where it does not lose, x or y has 5/14, and then a or
    b gains (from 1/3 on). At y alone a loses, at x alone b does, so D1 leaves c in."""
    game = going_out(pays(a="2 -1 -1", b="-1 2 -1", c="2/5 2/5 -1"), NAMED)
    assert silence("d1", game) is True
    assert silence("d2", game) is False
    weaker = going_out(pays(a="2 -1 -1", b="-1 2 -1", c="3/5 3/5 -1"), NAMED)
    assert silence("d2", weaker) is True  # at x = y = 5/16, z = 3/8 only c does not lose


SAFE = pays(t="0 3/5 1", a="0 1 0", e="1 3/5 0")
"""z after t, y after a, x after e; y is nearly as good after t and e, so x and z never tie."""


def test_d2_keeps_what_nwbr_kills():
    """t is indifferent at y = z = 1/2 only, where a gains; but at x it gains alone."""
    game = going_out(pays(t="1 1 -1", a="-1 2 -1", e="-1 -1 -1"), SAFE)
    assert best_replies(game, "in", game.types).sets == (("x", "y"), ("y", "z"))
    assert silence("d2", game) is True
    assert silence("nwbr", game) is False
    shy = going_out(pays(t="1 1 -1", a="-1 1/2 -1", e="-1 -1 -1"), SAFE)
    assert silence("nwbr", shy) is True  # a gains from y = 2/3 on, and t is indifferent before


def test_one_type_or_several():
    """Mixing x and y by half brings a and b 1 each, against 1/2 for staying: whatever follows one
    of them gains, but neither from every reply. Cho and Kreps' own form needs one type."""
    wins = pays(a="3/2 -1/2 -1/2", b="-1/2 3/2 -1/2", c="-1/2 -1/2 -1/2")
    swapped = pays(a="0 1 0", b="1 0 0", c="0 0 1")
    game = going_out(wins, swapped)
    assert silence("intuitive", game) is False
    assert silence("intuitive_one_type", game) is True


@pytest.mark.parametrize(
    ("p", "c", "divine", "d1"),
    [("1/10", "1/5", True, False), ("2/5", "1/5", False, False), ("1/10", "11/10", False, False)],
)
def test_divinity_lets_talk_raise_the_odds_only(p, c, divine, d1):
    """Talk may not lower the odds of genuine. With a prior of 1/10 that leaves beliefs in which
    hold is right (mu = 1/5), with 2/5 it does not; at c = 11/10 the ploy cannot gain at all."""
    game = flagship(F(p), F(c))
    assert judged("divine", game)["provoke"].survives is divine
    assert judged("d1", game)["provoke"].survives is d1


def test_divine_beliefs_by_hand():
    assert "genuine 1/10 to 1, ploy 0 to 9/10" in (
        judged("divine", flagship(F("1/10"), F("1/5")))["provoke"].reason
    )


def test_divinity_goes_on_as_long_as_it_excludes_beliefs():
    """Both gain by x, a more often, so beliefs put at least 1/2 on a. From 1/2 on x is best: then
    both gain for sure, and the belief is the prior."""
    game = going_out(
        {"a": {"x": 2, "z": -1}, "b": {"x": 1, "z": -1}},
        {"a": {"x": 2, "z": 0}, "b": {"x": 0, "z": 1}},
    )
    assert "divine beliefs are a 1/2, b 1/2;" in judged("divine", game)["out"].reason


@pytest.mark.parametrize("name", ["intuitive", "intuitive_one_type", "d1", "d2", "divine", "nwbr"])
def test_textbook_survivors_are_those_of_every_criterion(name):
    """Beer, and Riley's separation, are what remains by all of them."""
    kept = {
        sent for sent, verdict in judged(name, beer_quiche(F(9, 10))).items() if verdict.survives
    }
    assert kept == {"beer"}
    kept = {sent for sent, verdict in judged(name, spence()).items() if verdict.survives}
    assert kept == {"e2"}


STRONGER = [
    ("nwbr", "d2"),
    ("d2", "d1"),
    ("d1", "intuitive"),
    ("intuitive", "intuitive_one_type"),
    ("divine", "intuitive"),
]


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from([(3, 2, 3), (2, 3, 2), (4, 2, 3)]))
def test_survivors_of_a_stronger_criterion_survive_the_weaker(seed, shape):
    game = random_game(seed, *shape)
    candidates = solve(game)
    found = {name: verdicts(name, game, candidates) for name in SIGNALING}
    for stronger, weaker in STRONGER:
        for strong, weak in zip(found[stronger], found[weaker], strict=True):
            assert strong.survives is not True or weak.survives is True
            assert weak.survives is not False or strong.survives is False
    assert all(check.holds for each in found.values() for v in each for check in v.checks)


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 10**6), st.integers(2, 4))
def test_two_responses_agree_with_intervals(seed, types):
    """With two responses, replies are numbers in [0, 1], and all is decided at finitely many."""
    game = random_game(seed, types, 2, 2)
    candidates = [each for each in solve(game) if each.component is None or settled(game, each)]
    for name in ("d1", "d2", "nwbr"):
        for candidate, verdict in zip(candidates, verdicts(name, game, candidates), strict=True):
            unsent = [m for m in game.signals if not sent(game, candidate, m)]
            expected = all(oracle(name, game, earned(game, candidate), m) for m in unsent)
            assert verdict.survives is expected, verdict.reason


def sent(game, candidate, signal):
    return any(candidate.assessment.strategies[game.sender][t][signal] for t in game.types)


def settled(game, candidate):
    """Whether only answers to unsent signals vary."""
    keys = {
        k for cell in candidate.component.cells for b in cell.blocks for k in b.information_sets
    }
    return all(p == game.receiver and not sent(game, candidate, m) for p, m in keys)


def earned(game, candidate):
    play = candidate.assessment.strategies
    return {
        t: sum(
            play[game.sender][t][m] * play[game.receiver][m][r] * game.payoffs[game.sender][t, m, r]
            for m in game.signals
            for r in game.responses[m]
        )
        for t in game.types
    }


def oracle(name, game, values, signal):
    """Whether an unsent signal raises no objection, by intervals of replies."""
    first, second = game.responses[signal]
    own = game.payoffs[game.sender]

    def gain(t, q):
        return q * own[t, signal, first] + (1 - q) * own[t, signal, second] - values[t]

    def replies(types):
        margins = [game.payoffs[game.receiver][t, signal, first]
                   - game.payoffs[game.receiver][t, signal, second] for t in types]  # fmt: skip
        low = 1 if min(margins) > 0 else 0
        high = 0 if max(margins) < 0 else 1
        roots = {
            -gain(t, 0) / (gain(t, 1) - gain(t, 0)) for t in values if gain(t, 1) != gain(t, 0)
        }
        points = sorted({F(low), F(high)} | {q for q in roots if low < q < high})
        return points + [(a + b) / 2 for a, b in pairwise(points)]

    def struck(t):
        others = [s for s in values if s != t]
        where = [
            q for q in replies(values) if gain(t, q) == 0 or (gain(t, q) > 0 and name != "nwbr")
        ]
        if name != "d1":
            return all(any(gain(s, q) > 0 for s in others) for q in where)
        return any(
            all(gain(s, q) > 0 for q in where) and any(gain(s, q) > 0 for q in replies(values))
            for s in others
        )

    left = [t for t in values if not struck(t)] or list(values)
    return any(all(gain(t, q) <= 0 for t in values) for q in replies(left))


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.permutations(range(3)))
def test_order_and_scale_do_not_matter(seed, order):
    """Types listed in another order, payoffs measured otherwise: the verdicts are the same."""
    game = random_game(seed)
    types = [game.types[k] for k in order]
    other = build(
        {t: game.prior[t] for t in types},
        dict(reversed(game.responses.items())),
        lambda t, m, r: 2 * game.payoffs["S"][t, m, r] + game.types.index(t),
        lambda t, m, r: 3 * game.payoffs["R"][t, m, r] - game.types.index(t),
    )
    candidates = solve(game)
    moved = [Candidate(reordered(each.assessment, types), each.component) for each in candidates]
    for name in SIGNALING:
        here, there = (verdicts(name, g, c) for g, c in ((game, candidates), (other, moved)))
        assert [v.survives for v in here] == [v.survives for v in there]


def reordered(assessment, types):
    sender = {t: assessment.strategies["S"][t] for t in types}
    return Assessment({**assessment.strategies, "S": sender}, assessment.beliefs)
