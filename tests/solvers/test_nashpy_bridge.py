from __future__ import annotations

from fractions import Fraction
from random import Random

from bimatrix_games import extreme_equilibria, game_of, point, random_arrays

from gametheory_dprk.concepts.nash import check_normal
from gametheory_dprk.limits import Budget
from gametheory_dprk.solvers.bimatrix.exact_supports import solve_support
from gametheory_dprk.solvers.nashpy_bridge import SPEC, solve

F = Fraction


def found_in(game):
    findings = solve(game, "nash", Budget())
    assert not findings.complete
    assert all(check_normal(game, candidate).valid for candidate in findings.candidates)
    return [point(game, candidate.assessment) for candidate in findings.candidates]


def test_generic_games_lose_nothing():
    random = Random(1950)
    for size in [(2, 2), (2, 4), (3, 3), (4, 3), (4, 4)] * 80:
        game = game_of(*random_arrays(random, size, 10**6))
        found = found_in(game)
        assert len(found) == len(set(found))
        assert set(found) == extreme_equilibria(game)


def test_degenerate_games_get_only_true_answers():
    random = Random(1951)
    for size in [(2, 2), (3, 3), (2, 4), (4, 4)] * 30:
        game = game_of(*random_arrays(random, size, 2))
        assert set(found_in(game)) <= extreme_equilibria(game)


def test_fractions_that_floats_cannot_hold_stay_exact():
    game = game_of([["1/3", 0], [0, "1/7"]], [["1/11", 0], [0, "10/11"]])
    assert found_in(game)[-1] == ((F(10, 11), F(1, 11)), (F(3, 10), F(7, 10)))


def test_payoffs_beyond_floats():
    big = 10**400
    game = game_of([[big, 0], [0, big]], [[0, big], [big, 0]])
    assert found_in(game) == [((F(1, 2), F(1, 2)), (F(1, 2), F(1, 2)))]


def test_a_false_hope_of_floats_is_dropped():
    # To floats the rows pay the same; exactly, the second is better by 10^-30.
    game = game_of([[1], [F(1) + F(1, 10**30)]], [[0], [0]])
    assert found_in(game) == [((F(0), F(1)), (F(1),))]


def test_no_strategy_makes_a_dominated_reply_best():
    game = game_of([[3, 0], [5, 1]], [[3, 5], [0, 1]])
    assert solve_support(game, "row", ["r1", "r2"], ["c1"], Budget().tick) is None


def test_large_games_are_outside_and_time_is_kept():
    large = game_of([[0] * 20] * 20, [[0] * 20] * 20)
    assert SPEC.accepts(large).startswith("has 137846528819 pairs of supports")
    findings = solve(game_of([[1, 0], [0, 1]], [[1, 0], [0, 1]]), "nash", Budget(0.0))
    assert findings.limit == "time limit of 0 seconds reached"


def test_an_answer_that_several_supports_propose_comes_once():
    # The row player's third row is 3/7 of the first plus 4/7 of the second, the column player's
    # third column 2/7 of the first plus 5/7 of the second. Rounding hides that from floats, so
    # they see supports with one answer each where the exact equations have many.
    game = game_of(
        [["1/11", "2/3", 1], ["3/11", "1/7", "1/3"], ["15/77", "18/49", "13/21"]],
        [[0, "2/7", "10/49"], ["2/3", "1/11", "59/231"], ["1/7", "3/11", "127/539"]],
    )
    found = found_in(game)
    assert len(found) == len(set(found))
