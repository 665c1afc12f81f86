"""One quasi-perfect equilibrium by pivoting: textbook trees, oracles, large trees."""

from dataclasses import replace
from fractions import Fraction

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from large_trees import poker, rounds
from scipy.optimize import linprog
from tree_games import centipede, end, flagship, horse, implementation, random_tree

from gametheory_dprk.concepts.play import values
from gametheory_dprk.concepts.quasi_perfect import check_quasi_perfect
from gametheory_dprk.concepts.trees.assessment import check_sequential
from gametheory_dprk.games import Chance, Decision, ExtensiveGame, SignalingGame, Terminal
from gametheory_dprk.limits import Budget
from gametheory_dprk.planner import solve
from gametheory_dprk.solvers.markov.stage_size import largest_stage
from gametheory_dprk.solvers.sequence_form_pivot import SPEC, solve_by_pivoting
from gametheory_dprk.solvers.trees.sequence_form import sequence_form
from gametheory_dprk.transforms.extensive_to_normal import reduced_form
from gametheory_dprk.transforms.preparation import prepare

F = Fraction


def certified(game, by_costs=True):
    """The candidate; trembles forgotten, it must also pass the checker that decides consistency."""
    game, _ = prepare(game)
    assert SPEC.accepts(game) == ""
    found = solve_by_pivoting(game, "quasi_perfect", Budget())
    assert not found.complete
    assert [each.code for each in found.warnings] == ["one_equilibrium"]
    (candidate,) = found.candidates
    assert check_quasi_perfect(game, candidate).failures() == ()
    assert check_sequential(game, candidate).failures() == ()
    if by_costs:
        assert check_sequential(game, replace(candidate, trembles={})).failures() == ()
    return candidate.assessment


def test_the_flagship_semi_separates():
    """Of its two components; by hand P(talk | ploy) = 4/9, P(relief) = 1/5, belief 1/5."""
    found = certified(flagship("1/10", "1/5"))
    dprk, us = found.strategies["DPRK"], found.strategies["US"]
    assert dprk["genuine"]["talk"] == 1
    assert dprk["ploy"]["talk"] == F(4, 9)
    assert us["after_talk"] == {"relief": F(1, 5), "hold": F(4, 5)}
    assert found.beliefs["US"]["after_talk"] == {"genuine.talk": F(1, 5), "ploy.talk": F(4, 5)}
    assert dprk["genuine.relief"]["comply"] == dprk["ploy.relief"]["defect"] == 1


def test_the_implementation_game_keeps_the_deal():
    found = certified(implementation())
    assert found.strategies["NK"]["sign"]["comply"] == 1
    assert found.strategies["US"]["after_quiet"]["deliver"] == 1


@pytest.mark.parametrize("length", [4, 9])
def test_the_centipede_stops_at_every_node(length):
    found = certified(centipede(length))
    stops = [d["stop"] for sets in found.strategies.values() for d in sets.values()]
    assert stops == [1] * length


def test_weakly_dominated_moves_are_not_played():
    """Both leaving is sequential, but staying can only pay."""
    players = ("A", "B")
    answer = {
        move: Decision("B", "unseen", {"leave": end(players, 0, 0),
                                       "stay": end(players, *(2 * [int(move == "stay")]))})
        for move in ("leave", "stay")
    }  # fmt: skip
    found = certified(ExtensiveGame(players, Decision("A", "first", answer)))
    assert found.strategies["A"]["first"]["stay"] == found.strategies["B"]["unseen"]["stay"] == 1


def test_own_later_trembles_are_not_feared():
    """A can take 1 now, or go on and take 1 then unless it errs; B plays no part.

    Perfect equilibria take it now; quasi-perfection allows both, and asks for best moves after.
    """
    players = ("A", "B")
    later = Decision("A", "later", {"take": end(players, 1, 0), "err": end(players, 0, 0)})
    game = ExtensiveGame(players, Decision("A", "now", {"take": end(players, 1, 0), "wait": later}))
    assert certified(game).strategies["A"]["later"]["take"] == 1


def test_kuhn_poker():
    """Kuhn 1950: value -1/18, B's only best play, and A's one-parameter family."""
    game = poker(3)
    found = certified(game)
    assert values(game, found.strategies) == {"A": F(-1, 18), "B": F(1, 18)}
    first, second = found.strategies["A"], found.strategies["B"]
    bluff = first["0"]["bet"]
    assert 0 <= bluff <= F(1, 3)
    assert first["2"]["bet"] == 3 * bluff
    assert first["1"]["check"] == 1
    assert first["1.check.bet"]["call"] == bluff + F(1, 3)
    assert second["0.check"]["bet"] == second["1.bet"]["call"] == F(1, 3)
    assert second["2.check"]["bet"] == second["2.bet"]["call"] == second["0.bet"]["fold"] == 1


@pytest.mark.parametrize("seed", range(40))
def test_random_trees(seed):
    certified(random_tree(seed, depth=3 + seed % 3))


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_random_trees_full_of_ties(seed):
    certified(random_tree(seed, depth=4, size=1))


def zero_sum(game):
    def change(node):
        if isinstance(node, Terminal):
            return Terminal({"A": node.payoffs["A"], "B": -node.payoffs["A"]})
        return replace(node, moves={m: change(child) for m, child in node.moves.items()})

    return ExtensiveGame(game.players, change(game.root))


def value_by_highs(game):
    """max v: every column of the matrix pays the mixture of rows at least v."""
    normal = reduced_form(game).game
    rows, columns = (normal.moves[player] for player in ("A", "B"))
    matrix = numpy.array([[float(normal.payoffs["A"][r, c]) for c in columns] for r in rows])
    height, width = matrix.shape
    result = linprog(
        [0.0] * height + [-1.0],
        A_ub=numpy.hstack([-matrix.T, numpy.ones((width, 1))]),
        b_ub=[0.0] * width,
        A_eq=[[1.0] * height + [0.0]],
        b_eq=[1.0],
        bounds=[(0, None)] * height + [(None, None)],
        method="highs",
    )
    return -result.fun


@pytest.mark.parametrize("seed", [1, 4, 5, 6, 11, 15, 18])
def test_zero_sum_values_agree_with_a_linear_program(seed):
    game = zero_sum(random_tree(seed, depth=4, size=9))
    found = certified(game)
    assert float(values(game, found.strategies)["A"]) == pytest.approx(value_by_highs(game))


def test_a_player_who_never_moves():
    players = ("A", "B")
    game = ExtensiveGame(
        players, Decision("A", "a", {"l": end(players, 0, 1), "r": end(players, 1, 0)})
    )
    assert certified(game).strategies == {"A": {"a": {"l": 0, "r": 1}}}


def test_signaling_games_are_solved_as_trees():
    """Beer and quiche: pooling on beer or on quiche are both sequential."""
    taste, signals = {"strong": "beer", "weak": "quiche"}, ("beer", "quiche")
    sender = [
        [[2 * (r == "walk") + (taste[t] == m) for r in ("duel", "walk")] for m in signals]
        for t in taste
    ]
    receiver = [[[F((t == "weak") == (r == "duel")) for r in ("duel", "walk")]] * 2 for t in taste]
    game = SignalingGame.from_arrays(["9/10", "1/10"], sender, receiver)
    (found,) = solve(game, "quasi_perfect")
    assert found.label == "pooling"
    assert found.certificate.valid
    assert set(found.beliefs["receiver"]["m1"]) == {"t1", "t2"}


def test_who_is_outside():
    assert SPEC.accepts(horse()) == "needs two players, not 3"
    assert SPEC.accepts(implementation()) == "a move of chance has no positive probability"
    players = ("A", "B")

    def last(x, y):
        return Decision("A", "last", {"l": end(players, x, 0), "r": end(players, y, 0)})

    forgetful = ExtensiveGame(players, Decision("A", "start", {"a": last(1, 0), "b": last(0, 1)}))
    assert SPEC.accepts(forgetful) == "A forgets own moves at last"


def test_a_spent_budget_is_a_limit():
    found = solve_by_pivoting(poker(3), "sequential", Budget(0.0))
    assert found.candidates == ()
    assert found.limit == "time limit of 0 seconds reached"


def test_the_sequence_form_is_as_large_as_the_tree():
    form = sequence_form(poker(3))
    assert [len(side.length) - 1 for side in form.sides] == [12, 12]
    assert len(form.payoffs) == 30
    assert form.payoffs[form.sides[0].own[1]["fold"], form.sides[1].own[0]["bet"]] == [
        F(-1, 6), F(1, 6)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("game", "size"), [(poker(3), 12), (rounds(3), 39), (centipede(9), 1), (flagship("1/2", 1), 3)]
)
def test_stages_between_subgames(game, size):
    assert largest_stage(game) == size


@pytest.mark.parametrize("concept", ["sequential", "pbe", "quasi_perfect"])
def test_large_trees_fall_back_to_one_equilibrium(concept):
    found = solve(rounds(4), concept)
    assert found.plan == ("sequence_form_pivot",)
    assert (found.status, found.complete, len(found)) == ("partial", False, 1)
    assert [each.code for each in found.warnings] == ["one_equilibrium", "unjudged"]


def test_small_trees_are_still_solved_completely():
    assert solve(flagship("1/10", "1/5"), "sequential").plan == ("assessment_supports",)


def test_a_thousand_information_sets():
    game = rounds(6)
    assert len(game.information_sets()) == 1092
    certified(game, by_costs=False)


def test_chance_is_counted_once():
    """One fair draw that nobody sees changes nothing but the payoffs' average."""
    players = ("A", "B")

    def guess(high, low):
        return Decision("A", "guess", {"h": end(players, high, 0), "l": end(players, low, 0)})

    draw = Chance({"up": F(1, 3), "down": F(2, 3)}, {"up": guess(3, 0), "down": guess(0, 2)})
    found = certified(ExtensiveGame(players, draw))
    assert found.strategies["A"]["guess"]["l"] == 1
    assert found.beliefs["A"]["guess"] == {"up": F(1, 3), "down": F(2, 3)}
