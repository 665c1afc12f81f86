from __future__ import annotations

import random
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st
from signaling_games import build

from gametheory_dprk.refinements.signals.replies import best_replies
from gametheory_dprk.solvers.signaling.beliefs import best_replies as extreme_beliefs

F = Fraction


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 4), st.integers(1, 4), st.sampled_from([1, 9]))
def test_largest_sets_agree_with_extreme_beliefs(seed, kinds, responses, reach):
    draw = random.Random(seed)
    game = build(
        {f"t{k}": F(1, kinds) for k in range(kinds)},
        {"m": [f"r{k}" for k in range(responses)]},
        lambda *_: 0,
        lambda *_: draw.randint(-reach, reach),
    )
    some = draw.sample(game.types, draw.randint(1, kinds))
    extremes = extreme_beliefs(game, "m", lambda: None)
    closed = extremes.closed_sets(frozenset(some))
    largest = {best for best in closed if not any(best < other for other in closed)}
    assert set(map(frozenset, best_replies(game, "m", some).sets)) == largest


def test_three_responses_by_hand():
    """Safe is best between beliefs 1/3 and 2/3, so left and right are never best together."""
    table = {"left": (3, 0), "safe": (2, 2), "right": (0, 3)}
    game = build(
        {"a": F(1, 2), "b": F(1, 2)},
        {"m": tuple(table)},
        lambda t, m, r: {"left": 1, "safe": 0, "right": -1}[r],
        lambda t, m, r: table[r]["ab".index(t)],
    )
    replies = best_replies(game, "m", ["a", "b"])
    assert replies.sets == (("left", "safe"), ("safe", "right"))
    assert replies.some([("a", 1, F(1))])
    assert not replies.some([("a", 1, F(2))])
    assert replies.some([("a", 1, F(1, 2)), ("a", -1, F(1, 2))])
    assert replies.deterring({"a": F(-1)}, ["a"])
    assert not best_replies(game, "m", ["a"]).deterring({"a": F(1, 2)}, ["a"])
