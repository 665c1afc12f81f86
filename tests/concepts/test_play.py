from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gametheory_dprk.concepts.play import distribution_checks, outcome, reach, values
from gametheory_dprk.games import (
    Chance,
    Decision,
    ExtensiveGame,
    NormalGame,
    SignalingGame,
    Terminal,
)
from gametheory_dprk.solution import Assessment

F = Fraction
PENNIES = NormalGame.from_arrays([[1, -1], [-1, 1]], [[-1, 1], [1, -1]])


def leaf(first, second):
    return Terminal({"A": F(first), "B": F(second)})


def tree():
    """Chance picks dry or wet; A, who sees it, goes or stays; B, who does not, meets or not."""

    def meeting(there):
        return Decision("B", "asked", {"meet": leaf(there, 1), "skip": leaf(0, 0)})

    def choosing(weather, gain):
        return Decision("A", weather, {"go": meeting(gain), "stay": leaf(1, 2)})

    weather = Chance(
        {"dry": F(3, 4), "wet": F(1, 4)}, {w: choosing(w, g) for w, g in (("dry", 4), ("wet", 2))}
    )
    return ExtensiveGame(("A", "B"), weather)


STRATEGIES = {
    "A": {"dry": {"go": F(1), "stay": F(0)}, "wet": {"go": F(1, 2), "stay": F(1, 2)}},
    "B": {"asked": {"meet": F(1, 3), "skip": F(2, 3)}},
}


def test_outcome_lists_what_can_happen_in_order():
    assert list(outcome(tree(), STRATEGIES).items()) == [
        ("dry.go.meet", F(1, 4)),
        ("dry.go.skip", F(1, 2)),
        ("wet.go.meet", F(1, 24)),
        ("wet.go.skip", F(1, 12)),
        ("wet.stay", F(1, 8)),
    ]


def test_values_by_hand():
    # A: 4/4 + 2/24 + 1/8; B: 1/4 + 1/24 + 2/8.
    assert values(tree(), STRATEGIES) == {"A": F(29, 24), "B": F(13, 24)}


def test_reach_counts_a_node_once():
    assert reach(tree(), STRATEGIES) == {
        ("A", "dry"): {"dry": F(3, 4)},
        ("A", "wet"): {"wet": F(1, 4)},
        ("B", "asked"): {"dry.go": F(3, 4), "wet.go": F(1, 8)},
    }


def test_reach_in_the_other_forms():
    half = {"r1": F(1, 2), "r2": F(1, 2)}
    mixed = {"row": {"row": half}, "column": {"column": {"c1": F(1), "c2": F(0)}}}
    assert reach(PENNIES, mixed) == {
        ("row", "row"): {"row": 1},
        ("column", "column"): {"column": 1},
    }
    game = SignalingGame.from_arrays(["1/3", "2/3"], [[[0], [0]]] * 2, [[[0], [0]]] * 2)
    sending = {"t1": {"m1": F(1, 2), "m2": F(1, 2)}, "t2": {"m1": F(1), "m2": F(0)}}
    answer = {"m1": {"r1": F(1)}, "m2": {"r1": F(1)}}
    found = reach(game, {"sender": sending, "receiver": answer})
    assert found["receiver", "m1"] == {"t1": F(1, 6), "t2": F(2, 3)}
    assert found["receiver", "m2"] == {"t1": F(1, 6), "t2": F(0)}


@given(st.lists(st.integers(0, 5), min_size=2, max_size=2).filter(any))
def test_outcome_is_a_distribution(shares):
    chances = [F(share, sum(shares)) for share in shares]
    mixed = dict(zip(("r1", "r2"), chances, strict=True))
    strategies = {"row": {"row": mixed}, "column": {"column": {"c1": F(1, 3), "c2": F(2, 3)}}}
    assert sum(outcome(PENNIES, strategies).values()) == 1


def good():
    sure = {"r1": F(1), "r2": F(0)}
    return {"row": {"row": sure}, "column": {"column": {"c1": F(1), "c2": F(0)}}}


MALFORMED = {
    "unknown player": (
        good() | {"judge": {"judge": {"a": F(1)}}},
        "judge at judge: an information set of the game",
    ),
    "unknown information set": (
        good() | {"row": {**good()["row"], "later": {"r1": F(1)}}},
        "row at later: an information set of the game",
    ),
    "missing player": (
        {"row": good()["row"]},
        "column: faults in one exact number a move",
    ),
    "missing move": (
        good() | {"row": {"row": {"r1": F(1)}}},
        "row: faults in one exact number a move",
    ),
    "unknown move": (
        good() | {"row": {"row": {"r1": F(1), "r2": F(0), "r3": F(0)}}},
        "row: faults in one exact number a move",
    ),
    "float": (
        good() | {"row": {"row": {"r1": 0.5, "r2": 0.5}}},
        "row: faults in one exact number a move",
    ),
    "text": (
        good() | {"row": {"row": {"r1": "1", "r2": "0"}}},
        "row: faults in one exact number a move",
    ),
    "negative": (
        good() | {"row": {"row": {"r1": F(3, 2), "r2": F(-1, 2)}}},
        "row: probability of r2 >= 0",
    ),
    "sum": (
        good() | {"row": {"row": {"r1": F(1), "r2": F(1, 10**9)}}},
        "row: probabilities sum to 1",
    ),
}


@pytest.mark.parametrize("fault", MALFORMED)
def test_a_fault_is_named_and_nothing_else(fault):
    strategies, claim = MALFORMED[fault]
    checks = distribution_checks(PENNIES, Assessment(strategies))
    assert [check.claim for check in checks if not check.holds] == [claim]


def test_a_well_formed_assessment_passes():
    assert all(check.holds for check in distribution_checks(PENNIES, Assessment(good())))
    assert all(check.holds for check in distribution_checks(tree(), Assessment(STRATEGIES)))


def test_beliefs_may_be_missing_but_not_malformed():
    beliefs = {"B": {"asked": {"dry.go": F(6, 7), "wet.go": F(1, 7)}}}
    assert all(
        check.holds for check in distribution_checks(tree(), Assessment(STRATEGIES, beliefs))
    )
    beliefs["B"]["asked"]["wet.go"] = F(2, 7)
    checks = distribution_checks(tree(), Assessment(STRATEGIES, beliefs))
    assert [check.claim for check in checks if not check.holds] == [
        "beliefs of B at asked: probabilities sum to 1"
    ]
    beliefs = {"B": {"asked": {"dry": F(1)}}, "A": {"tomorrow": {}}}
    checks = distribution_checks(tree(), Assessment(STRATEGIES, beliefs))
    assert [check.claim for check in checks if not check.holds] == [
        "A at tomorrow: an information set of the game",
        "beliefs of B at asked: faults in one exact number a node",
    ]
