from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from gametheory_dprk.concepts.nash import check_normal
from gametheory_dprk.games import NormalGame
from gametheory_dprk.limits import Budget
from gametheory_dprk.solution import Candidate
from gametheory_dprk.solvers.pure_profiles import certain, solve


def profiles_of(findings):
    return [
        tuple(
            next(move for move, chance in sets[player].items() if chance)
            for player, sets in candidate.assessment.strategies.items()
        )
        for candidate in findings.candidates
    ]


def minority_game():
    """Three players, two rooms; whoever is alone gets 1."""
    arrays = [[[[0, 0], [0, 0]], [[0, 0], [0, 0]]] for _ in range(3)]
    for rooms in product(range(2), repeat=3):
        for player in range(3):
            alone = rooms.count(rooms[player]) == 1
            arrays[player][rooms[0]][rooms[1]][rooms[2]] = int(alone)
    return NormalGame.from_arrays(*arrays)


def test_three_players():
    # All but the profiles in which everybody is in one room: there each would leave.
    found = profiles_of(solve(minority_game(), "nash", Budget()))
    assert len(found) == 6
    assert ("p1", "p1", "p1") not in found


def test_it_says_what_it_did_not_look_for():
    pennies = NormalGame.from_arrays([[1, -1], [-1, 1]], [[-1, 1], [1, -1]])
    findings = solve(pennies, "nash", Budget())
    assert findings.candidates == ()
    assert not findings.complete
    assert [notice.code for notice in findings.warnings] == ["pure_only"]


def test_a_spent_budget_is_reported():
    findings = solve(minority_game(), "nash", Budget(0.0))
    assert findings.limit == "time limit of 0 seconds reached"


@given(st.lists(st.lists(st.integers(0, 2), min_size=8, max_size=8), min_size=3, max_size=3))
@settings(max_examples=80, deadline=None)
def test_exactly_the_profiles_that_the_checker_accepts(payoffs):
    cubes = [[[p[:2], p[2:4]], [p[4:6], p[6:]]] for p in payoffs]
    game = NormalGame.from_arrays(*cubes)
    expected = [
        Candidate(certain(game, profile))
        for profile in game.profiles()
        if check_normal(game, Candidate(certain(game, profile))).valid
    ]
    assert list(solve(game, "nash", Budget()).candidates) == expected
