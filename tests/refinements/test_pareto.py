from __future__ import annotations

from fractions import Fraction

from criteria import CARDS, verdicts
from tree_games import centipede

from gametheory_dprk.games import NormalGame
from gametheory_dprk.planner import solve
from gametheory_dprk.solution import Candidate

F = Fraction


def judged(game, concept="nash"):
    """Verdict and payoffs of every equilibrium."""
    return [
        (each.refinements["pareto"], tuple(each.values.values())) for each in solve(game, concept)
    ]


def survival(game):
    return {values: verdict.survives for verdict, values in judged(game)}


def test_only_the_best_stag_hunt_survives():
    hunt = NormalGame.from_arrays([[3, 0], [2, 2]], [[3, 2], [0, 2]])
    assert survival(hunt) == {(3, 3): True, (2, 2): False}


def test_chicken_has_no_loser_among_pure_equilibria():
    """(0, 5), (5, 0) and a mixed one that pays (5/2, 5/2): none is better for both."""
    chicken = NormalGame.from_arrays([[4, 0], [5, -3]], [[4, 5], [0, -3]])
    assert set(survival(chicken).values()) == {True}


def test_a_component_that_is_worse_throughout_fails():
    """Against r2 the second player is indifferent, and pays the first 1 or 2; (5, 5) is better."""
    game = NormalGame.from_arrays([[5, 0, 0], [0, 1, 2]], [[5, 0, 0], [0, 1, 1]])
    found = {values[1]: verdict for verdict, values in judged(game) if values[1] in (1, 5)}
    assert found[5].survives is True
    assert found[1].survives is False
    assert found[1].reason == (
        "equilibrium 1 pays as much to all and more to row (5 > 2), column (5 > 1)"
    )
    assert [(c.left, c.right) for c in found[1].checks] == [(5, 2), (5, 1)]


def test_a_component_with_a_best_member_depends():
    """The second player is indifferent throughout, the first is not."""
    game = NormalGame.from_arrays([[1, 2]], [[0, 0]])
    ((verdict, _),) = judged(game)
    assert verdict.survives is None
    assert verdict.reason == "payoffs differ between members (row 1 to 2)"


def test_members_between_corners_are_not_forgotten():
    """The component of r2 pays the first between 1 and 3 and the second 2; the other one (2, 2).
    Corners of the first do dominate: 3 > 2."""
    game = NormalGame.from_arrays([[2, 0, 0], [0, 1, 3]], [[2, 0, 0], [0, 2, 2]])
    found = {values: verdict.survives for verdict, values in judged(game)}
    assert found[2, 2] is False


def test_trees_are_compared_too_and_alone_one_survives():
    game = centipede(4)
    (each,) = solve(game, "subgame_perfect")
    assert verdicts("pareto", game, [Candidate(each.assessment)])[0].survives is True
    assert len(CARDS["pareto"].judges) == 3
