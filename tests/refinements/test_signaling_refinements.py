from __future__ import annotations

from fractions import Fraction

import pytest
from signaling_games import beer_quiche, build, cheap_talk, flagship, solve, spence, text

from gametheory_dprk.refinements.d1 import SPEC as D1
from gametheory_dprk.refinements.intuitive import SPEC as INTUITIVE
from gametheory_dprk.solution import Assessment, Block, Candidate, Cell, Component

F = Fraction


def judge(specification, game, candidates=None):
    """Verdicts keyed by what the first type sends."""
    candidates = solve(game) if candidates is None else candidates
    verdicts = specification.judges[type(game)](game, candidates)
    sends = [text(next(iter(c.assessment.strategies[game.sender].values()))) for c in candidates]
    return {"/".join(s): v for s, v in zip(sends, verdicts, strict=True)}


def survivors(specification, game):
    return {sent for sent, verdict in judge(specification, game).items() if verdict.survives}


SEMI, POOLING, SEPARATING, SILENT = [
    flagship(F(p), F(c))
    for p, c in (("1/10", "1/5"), ("2/5", "1/5"), ("1/10", "11/10"), ("1/10", "13/10"))
]


@pytest.mark.parametrize(
    ("game", "intuitive", "d1"),
    [
        (SEMI, {"talk", "provoke"}, {"talk"}),
        (POOLING, {"talk", "provoke"}, {"talk"}),
        (SEPARATING, {"talk"}, {"talk"}),
        (SILENT, {"provoke"}, {"provoke"}),
    ],
)
def test_what_kills_silence_in_the_flagship(game, intuitive, d1):
    assert survivors(INTUITIVE, game) == intuitive
    assert survivors(D1, game) == d1


def test_d1_spares_silence_where_the_ploy_gains_more_from_talk():
    """With relief worth 1.2 to the ploy and 1 to genuine, D1 strikes out genuine."""
    kinds = {"genuine": F(1), "ploy": F(12, 10)}

    def north(t, m, r):
        return 0 if m == "provoke" else kinds[t] * (r == "relief") - F(1, 5)

    def states(t, m, r):
        return (1 if t == "genuine" else -1) * (r == "relief")

    game = build(
        {"genuine": F(1, 10), "ploy": F(9, 10)},
        {"talk": ("relief", "hold"), "provoke": ("end",)},
        north,
        states,
    )
    assert "provoke" in survivors(D1, game)
    assert "genuine is struck out" in judge(D1, game)["provoke"].reason


def test_reasons_name_the_type_the_signal_and_the_numbers():
    verdict = judge(INTUITIVE, SEPARATING)["provoke"]
    # ploy: 1 - .5 = .5 against at most 1 + .6 - .1 - 1.1 = .4; genuine: -.2 against -.1
    assert verdict.reason == (
        "talk: ploy would not send it (value 1/2 > 2/5, the most it can bring); genuine gains "
        "whatever best reply to the other types follows (at least -1/10 > value -1/5)"
    )
    assert [(c.left, c.right) for c in verdict.checks] == [
        (F(1, 2), F(2, 5)),
        (F(-1, 10), F(-1, 5)),
    ]
    assert all(check.holds for check in verdict.checks)
    verdict = judge(D1, SEMI)["provoke"]
    assert verdict.reason.startswith(
        "talk: ploy is struck out (genuine gains from every best reply"
    )
    # relief pays genuine 1 - .2, against -.2 for provoking
    assert "at least 4/5 > value -1/5" in verdict.reason


def test_only_beer_is_intuitive():
    assert survivors(INTUITIVE, beer_quiche(F(9, 10))) == {"beer"}
    assert survivors(D1, beer_quiche(F(9, 10))) == {"beer"}
    assert survivors(INTUITIVE, beer_quiche(F(1, 4))) == {"beer"}


def test_only_the_least_costly_separation_is_intuitive():
    assert survivors(INTUITIVE, spence()) == {"e2"}
    assert survivors(D1, spence()) == {"e2"}


def test_babbling_and_languages_are_intuitive():
    verdicts = INTUITIVE.judges[type(cheap_talk())](cheap_talk(), solve(cheap_talk()))
    assert [verdict.survives for verdict in verdicts] == [True] * 3
    assert "every signal is sent" in [verdict.reason for verdict in verdicts]


def two_ways(pay):
    """Both types may stay in, by either of two doors, or go out, where they are recognised."""
    return build(
        {"a": F(1, 2), "b": F(1, 2)},
        {"in1": ("x",), "in2": ("x",), "out": ("good", "bad")},
        lambda t, m, r: pay if m[:2] == "in" else (3 if t == "a" else 0) * (r == "good"),
        lambda t, m, r: (t == "a") == (r == "good"),
    )


def test_a_component_that_fails_at_every_member_fails():
    inside = judge(INTUITIVE, two_ways(1))["in2"]
    assert inside.survives is False
    assert inside.reason.startswith("out: b would not send it (value 1 > 0")


def test_members_may_differ_in_what_they_leave_unsent():
    """A cell in which one signal is sent or not: only members that do not send it can fail."""
    game = two_ways(1)
    stay, out = ({"in1": F(m == "in1"), "in2": F(0), "out": F(m == "out")} for m in ("in1", "out"))
    belief = {"a": F(0), "b": F(1)}
    member = Assessment(
        {
            "S": {"a": stay, "b": stay},
            "R": {"in1": {"x": F(1)}, "in2": {"x": F(1)}, "out": {"good": F(0), "bad": F(1)}},
        },
        {"R": dict.fromkeys(game.signals, belief)},
    )
    answer = {("R", "out"): {"good": F(1, 3), "bad": F(2, 3)}}
    both = tuple({("S", "a"): sent} for sent in (stay, out))
    cell = Cell((Block((("S", "a"),), both), Block((("R", "out"),), (answer,))))
    verdict = judge(INTUITIVE, game, [Candidate(member, Component(1, (cell,)))])["in1"]
    assert verdict.survives is None
    assert verdict.reason.startswith("only where the signal is not sent: out:")


def test_members_may_differ_in_payoffs():
    game = build({"a": 1}, {"m": ("l", "r")}, lambda t, m, r: r == "l", lambda *_: 0)
    verdict = judge(D1, game)["m"]
    assert verdict.survives is None
    assert verdict.reason == "payoffs of a differ between members"


def two_tempted(stay):
    """Going pays a if answered as if by b, b if answered as if by a, and c never."""
    wins = {("a", "x"), ("b", "y")}
    fits = {"b": "x", "a": "y", "c": "z"}
    return build(
        {"a": F(1, 3), "b": F(1, 3), "c": F(1, 3)},
        {"stay": ("end",), "go": ("x", "y", "z")},
        lambda t, m, r: F(stay) if m == "stay" else 2 * ((t, r) in wins),
        lambda t, m, r: (1 + (t == "c")) * (r == fits[t]) if m == "go" else 0,
    )


def test_different_types_may_gain_from_different_replies():
    """Mixing x and y by half pays either 1: that deters if staying pays 5/4, not if 1/2."""
    verdict = judge(INTUITIVE, two_tempted("1/2"))["stay"]
    assert verdict.survives is False
    assert "whatever best reply follows, one of a, b gains" in verdict.reason
    kept = judge(INTUITIVE, two_tempted("5/4"))["stay"]
    assert kept.survives is True
    assert kept.reason.endswith("some best reply to the other types deters all")
