from __future__ import annotations

import random
from fractions import Fraction

import pytest
from signaling_games import (
    beer_quiche,
    build,
    cheap_talk,
    flagship,
    singapore,
    solve,
    spence,
    text,
)

from gametheory_dprk.concepts.label import label
from gametheory_dprk.concepts.play import values
from gametheory_dprk.concepts.signaling.assessment import check_signaling
from gametheory_dprk.errors import LimitReached
from gametheory_dprk.limits import Budget
from gametheory_dprk.solvers.signaling_supports import SPEC, run

F = Fraction


def sending(candidate, sender="S"):
    return {t: text(d) for t, d in candidate.assessment.strategies[sender].items()}


def talks(candidate):
    return any(d.get("talk") for d in sending(candidate, "DPRK").values())


@pytest.mark.parametrize(
    ("p", "c", "word", "ploy", "relief", "worth"),
    [
        (F(1, 10), F(1, 5), "semi-separating", {"talk": "4/9", "provoke": "5/9"}, F(1, 5), None),
        (F(2, 5), F(1, 5), "pooling", {"talk": "1"}, F(1), (F(11, 10), F(-3, 10))),
        (F(1, 10), F(11, 10), "separating", {"provoke": "1"}, F(1), (F(44, 100), F(-75, 100))),
    ],
)
def test_the_flagship_has_a_talking_equilibrium_and_silence(p, c, word, ploy, relief, worth):
    game = flagship(p, c)
    (talking,) = [candidate for candidate in solve(game) if talks(candidate)]
    assert label(game, talking.assessment) == word
    assert sending(talking, "DPRK") == {"genuine": {"talk": "1"}, "ploy": ploy}
    assert talking.assessment.strategies["US"]["talk"]["relief"] == relief
    expected = worth or (F(434, 1000), F(-95, 100))
    assert tuple(values(game, talking.assessment.strategies).values()) == expected
    assert len(solve(game)) == 2


@pytest.mark.parametrize(
    ("p", "c"), [(F(1, 10), F(1, 5)), (F(2, 5), F(1, 5)), (F(1, 10), F(11, 10))]
)
def test_silence_is_kept_by_holding_or_by_mixing_at_one_belief(p, c):
    (silent,) = [candidate for candidate in solve(flagship(p, c)) if not talks(candidate)]
    key = ("US", "talk")
    seen = set()
    for cell in silent.component.cells:
        (block,) = cell.blocks
        assert block.information_sets == (key,)
        relief = tuple(sorted(v[key]["relief"] for v in block.strategies))
        seen.add((relief, tuple(sorted(v[key]["genuine"] for v in block.beliefs))))
    g_genuine, mu = F(12, 10), F(1, 5)
    assert seen == {((0,), (0, mu)), ((0, c / g_genuine), (mu,))}
    assert silent.component.dimension == 1


def test_nobody_talks_when_talking_costs_more_than_relief_gives():
    candidates = solve(flagship(F(1, 10), F(13, 10)))
    assert [talks(candidate) for candidate in candidates] == [False]


def test_belief_after_talk_is_pinned_to_the_threshold():
    (talking,) = [c for c in solve(flagship(F(1, 10), F(1, 5))) if talks(c)]
    assert text(talking.assessment.beliefs["US"]["talk"]) == {"genuine": "1/5", "ploy": "4/5"}


SINGAPORE = {"v": 4, "k": 1, "e": 1, "c": 2, "h": 4, "b": 1, "l": 3, "a": 1}


@pytest.mark.parametrize(
    ("p", "w", "d", "expected"),
    [
        (F(1, 2), 1, 3, {"separating talk", "separating dismantle"}),
        (F(1, 2), 3, 2, {"semi talk", "separating dismantle"}),
        (F(4, 5), 3, 2, {"pooling talk", "separating dismantle"}),
        (F(1, 2), 7, 2, {"semi talk"}),
    ],
)
def test_singapore_at_chosen_points(p, w, d, expected):
    found = singapore_families(singapore(p, w=w, d=d, **SINGAPORE))
    assert found & FAMILIES == expected


FAMILIES = {"separating talk", "separating dismantle", "semi talk", "pooling talk"}


def singapore_families(game):
    found = set()
    for candidate in solve(game):
        genuine, ploy = (set(d) for d in sending(candidate, "DPRK").values())
        if ploy == {"provoke"} and len(genuine) == 1 and genuine != ploy:
            found.add(f"separating {min(genuine)}")
        elif genuine == ploy == {"talk"}:
            found.add("pooling talk")
        elif genuine == {"talk"} and ploy == {"talk", "provoke"}:
            found.add("semi talk")
    return found


def test_singapore_mixes_as_computed_by_hand():
    game = singapore(F(1, 2), w=3, d=2, **SINGAPORE)
    (semi,) = [c for c in solve(game) if set(sending(c, "DPRK")["ploy"]) == {"talk", "provoke"}]
    assert sending(semi, "DPRK")["ploy"]["talk"] == "1/3"
    assert semi.assessment.strategies["US"]["talk"]["relief"] == F(2, 4)


def test_singapore_families_exist_exactly_under_their_conditions():
    draw = random.Random(2018)
    for _ in range(25):
        v, w, k, e, d, c, b, l, a, rise = (F(draw.randint(1, 400), 97) for _ in range(10))  # noqa: E741
        p, h = F(draw.randint(1, 100), 101), c + rise
        game = singapore(p, v, w, k, e, d, c, h, b, l, a)
        expected = {
            "separating talk": w <= d - k,
            "pooling talk": p >= l / (b + l) and w >= d - k,
            "semi talk": p < l / (b + l) and w > d - k,
            "separating dismantle": v >= c - k and w <= d + h - k,
        }
        assert singapore_families(game) & FAMILIES == {n for n, holds in expected.items() if holds}


def test_beer_and_quiche():
    candidates = solve(beer_quiche(F(9, 10)))
    assert [sending(c) for c in candidates] == [
        {"strong": {m: "1"}, "weak": {m: "1"}} for m in ("quiche", "beer")
    ]


def test_beer_and_quiche_with_few_strong_types():
    (only,) = solve(beer_quiche(F(1, 4)))
    assert only.component is None
    assert sending(only) == {"strong": {"beer": "1"}, "weak": {"beer": "1/3", "quiche": "2/3"}}
    answers = only.assessment.strategies["R"]
    assert answers["beer"]["duel"] == F(1, 2)
    assert answers["quiche"]["duel"] == 1


def test_education_separates_at_every_step_that_deters():
    found = {
        (tuple(s["able"]), tuple(sorted(s["other"].items()))) for s in map(sending, solve(spence()))
    }
    assert found == {
        (("e0",), (("e0", "1"),)),
        (("e1",), (("e0", "2/3"), ("e1", "1/3"))),
        (("e2",), (("e0", "1"),)),
        (("e3",), (("e0", "1"),)),
    }
    assert len(solve(spence())) == 4


def test_at_a_knife_edge_two_families_join():
    """If being believed is worth 5, one step believed in 3/5 pays the able 2, as do three steps."""
    (joined,) = [
        c for c in solve(spence(5)) if c.component and any(map(types_vary, c.component.cells))
    ]
    line, *_ = filter(types_vary, joined.component.cells)
    able, other = ("S", "able"), ("S", "other")
    (block,) = [block for block in line.blocks if able in block.information_sets]
    assert block.information_sets == (able, other)
    ends = {
        (text(v[able])["e1" if v[able]["e1"] else "e3"], v[other]["e1"]) for v in block.strategies
    }
    assert ends == {("1", F(1, 3)), ("1", F(0))}
    assert len(solve(spence(5))) == 3


def types_vary(cell):
    return any(b.information_sets[0][0] == "S" and len(b.strategies) > 1 for b in cell.blocks)


def test_cheap_talk_babbles_in_a_joint_block_of_types():
    game = cheap_talk()
    (babbling,) = [c for c in solve(game) if c.component]
    (cell,) = babbling.component.cells
    (block,) = cell.blocks
    assert block.information_sets == (("S", "t1"), ("S", "t2"))
    corners = {(v["S", "t1"]["m1"], v["S", "t2"]["m1"]) for v in block.strategies}
    assert corners == {(0, 0), (0, F(1, 2)), (1, 1), (1, F(1, 2))}
    assert babbling.component.dimension == 2
    languages = [sending(c) for c in solve(game) if not c.component]
    assert len(languages) == 2
    assert {"t1": {"m1": "1"}, "t2": {"m2": "1"}} in languages
    assert {"t1": {"m2": "1"}, "t2": {"m1": "1"}} in languages


def test_where_nothing_matters_everything_is_one_cell():
    game = build({"a": F(1, 3), "b": F(2, 3)}, {"x": "lr", "y": "lr"}, lambda *_: 0, lambda *_: 0)
    (only,) = solve(game)
    (cell,) = only.component.cells
    assert only.component.dimension == 4
    assert [len(block.information_sets) for block in cell.blocks] == [1] * 4
    assert [len(block.strategies) for block in cell.blocks] == [2] * 4


def test_a_tie_of_answers_does_not_contain_the_regions_beside_it():
    """Type a always sends x, b always y, c either; l beats r at x until half of c send it."""
    liked = {"a": "x", "b": "y"}
    game = build(
        dict.fromkeys("abc", F(1, 3)),
        {"x": "lr", "y": "l"},
        lambda t, m, r: m == liked.get(t),
        lambda t, m, r: {"a": 1, "b": 0, "c": -2}[t] * (r == "l"),
    )
    (only,) = solve(game)
    shares = [
        {v["S", "c"]["x"] for v in block.strategies}
        for cell in only.component.cells
        for block in cell.blocks
        if block.information_sets == (("S", "c"),)
    ]
    assert {0, F(1, 2)} in shares
    assert {F(1, 2), 1} in shares


def test_one_type_one_signal_one_response():
    game = build({"a": 1}, {"x": "l"}, lambda *_: 0, lambda *_: 0)
    (only,) = solve(game)
    assert only.component is None
    assert text(only.assessment.beliefs["R"]["x"]) == {"a": "1"}


def test_three_types_with_signals_of_their_own():
    kinds = ("a", "b", "c")
    game = build(
        dict.fromkeys(kinds, F(1, 3)),
        dict.fromkeys(kinds, kinds),
        lambda t, m, r: 10 * (t == m) + (r == "a"),
        lambda t, m, r: t == r,
    )
    (only,) = solve(game)
    assert only.component is None
    assert sending(only) == {t: {t: "1"} for t in kinds}


def test_three_types_two_of_which_pool():
    """High and middle both prefer up; the receiver cannot do better than answer their mean."""
    prior = {"high": F(1, 4), "middle": F(1, 2), "low": F(1, 4)}
    best = {("up", "high"): "m", ("up", "middle"): "m", ("up", "low"): "l"}
    game = build(
        prior,
        {"up": "ml", "down": "ml"},
        lambda t, m, r: (m == "up") == (t != "low"),
        lambda t, m, r: best["up", t] == r,
    )
    (only,) = solve(game)
    assert sending(only) == {"high": {"up": "1"}, "middle": {"up": "1"}, "low": {"down": "1"}}
    assert text(only.assessment.beliefs["R"]["up"]) == {"high": "1/3", "middle": "2/3"}


class Countdown(Budget):
    """A budget of so many ticks."""

    def __init__(self, ticks):
        super().__init__()
        self.ticks = ticks

    def tick(self):
        self.ticks -= 1
        if self.ticks < 0:
            raise LimitReached("enough")


def test_a_limit_is_reported_with_what_was_found():
    game = spence()
    sizes = set()
    for ticks in range(0, 3000, 150):
        findings = run(game, "pbe", Countdown(ticks))
        assert (findings.limit is None) == findings.complete
        assert all(check_signaling(game, c).valid for c in findings.candidates)
        sizes.add((len(findings.candidates), findings.complete))
    assert (0, False) in sizes
    assert (4, True) in sizes
    assert any(count > 0 and not complete for count, complete in sizes)


def test_impossible_types_are_outside():
    game = build({"a": 1, "b": 0}, {"x": "l"}, lambda *_: 0, lambda *_: 0)
    assert SPEC.accepts(game) == "types of probability 0: b"
    assert SPEC.accepts(flagship(F(1, 2), 1)) == ""
