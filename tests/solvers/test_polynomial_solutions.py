"""Systems with products of unknowns: points, branches, implied conditions and curved sets."""

from fractions import Fraction
from random import Random

import pytest
from nplayer_games import random_game

from gametheory_dprk.concepts.trees.assessment import check_perfect_bayesian, check_sequential
from gametheory_dprk.games import Decision, ExtensiveGame, Terminal
from gametheory_dprk.limits import Budget
from gametheory_dprk.solvers.assessment_supports import solve_by_supports
from gametheory_dprk.solvers.nplayer_supports import solve
from gametheory_dprk.solvers.trees.polynomial import ONE, number, unknown
from gametheory_dprk.solvers.trees.polynomial_solutions import solutions
from gametheory_dprk.solvers.trees.polynomial_system import PolynomialSystem

F = Fraction
x, y, z = map(unknown, "xyz")
INSIDE = [x, y, ONE - x, ONE - y]


def solved(equal=(), at_least=(), positive=INSIDE):
    """The solutions, and whether they are all."""
    found = list(solutions(PolynomialSystem(list(equal), list(at_least), list(positive))))
    return [each for each in found if each], None not in found


def test_an_irrational_point():
    """x y = 1/2 and x - y = 1/2: x^2 - x/2 = 1/2, so x = 1, which is excluded; with 1/4 instead
    x^2 - x/4 - 1/2 = 0 gives x = (1 + sqrt(33))/8."""
    assert solved([x * y - number(F(1, 2)), x - y - number(F(1, 2))]) == ([], True)
    (point,), whole = solved([x * y - number(F(1, 2)), x - y - number(F(1, 4))])
    assert whole
    assert (point.known["x"] * 8 - 1) ** 2 == 33
    assert point.known["x"] * point.known["y"] == F(1, 2)


def test_an_inequality_that_the_bounds_imply_is_dropped():
    """x + 2y - 2xy is 0, 1, 2 and 1 at the corners of the square."""
    (found,), whole = solved(at_least=[x + y * number(2) - x * y * number(2)])
    assert whole
    assert sorted(len(part) for part in found.parts) == [2, 2]


def test_factors_that_cannot_vanish_are_divided_out():
    """x (2y - 1) >= 0 says y >= 1/2."""
    (found,), whole = solved(at_least=[x * y * number(2) - x])
    assert whole
    (part,) = (part for part in found.parts if "y" in part[0])
    assert {corner["y"] for corner in part} == {F(1, 2), F(1)}


def test_an_equation_that_factors_has_branches():
    """(x - 1/2)(y - 1/3) = 0 is two segments."""
    found, whole = solved([(x - number(F(1, 2))) * (y - number(F(1, 3)))])
    assert whole
    assert sorted((str(k), str(v)) for each in found for k, v in each.known.items()) == [
        ("x", "1/2"),
        ("y", "1/3"),
    ]


def test_an_unknown_that_may_be_zero_is_not_divided_out():
    """x z = 0 with z at least 0: either unknown may vanish, but x is positive."""
    (found,), whole = solved([x * z], at_least=[z, ONE - z], positive=INSIDE)
    assert whole
    assert found.known["z"] == 0


def test_products_of_distances_from_bounds_refute():
    """-3z + x - 1 - z x < 0 where x < 1 and z >= 0."""
    equation = x - ONE - z * number(3) - z * x
    assert solved([equation], at_least=[z, ONE - z]) == ([], True)


def test_a_curved_set_has_formulas():
    """x y = 1/2 in the square is an arc of a hyperbola."""
    (found,), whole = solved([x * y - number(F(1, 2))])
    assert whole
    (arc,) = found.surfaces
    assert arc.dimension == 1
    assert arc.point()["x"] * arc.point()["y"] == F(1, 2)


def test_where_no_formula_is_found_a_slice_is_given_and_that_there_is_more():
    """x^2 + y^2 = 1/2 in the square is a quarter of a circle."""
    found, whole = solved([x * x + y * y - number(F(1, 2))])
    assert not whole
    assert found
    assert all(each.known["x"] ** 2 + each.known["y"] ** 2 == F(1, 2) for each in found)


def tree_of(game):
    """Players choose one after another, unseen."""

    def after(chosen):
        if len(chosen) == len(game.players):
            return Terminal({p: F(game.payoffs[p][chosen]) for p in game.players})
        player = game.players[len(chosen)]
        moves = {move: after((*chosen, move)) for move in game.moves[player]}
        return Decision(player, player, moves)

    return ExtensiveGame(game.players, after(()))


def points(candidates):
    return {
        str(
            [
                sorted(d.items())
                for sets in each.assessment.strategies.values()
                for d in sets.values()
            ]
        )
        for each in candidates
        if each.component is None
    }


@pytest.mark.parametrize("concept", ["pbe", "sequential"])
def test_three_players_have_the_equilibria_of_the_normal_form_irrational_ones_too(concept):
    """Nobody is off the path of simultaneous choices, so all concepts coincide."""
    check = {"pbe": check_perfect_bayesian, "sequential": check_sequential}[concept]
    irrational = 0
    for seed in range(12):
        game = random_game(Random(seed), (2, 2, 2), 9)
        theirs = solve(game, "nash", Budget())
        tree = tree_of(game)
        ours = solve_by_supports(tree, concept, Budget())
        assert ours.complete
        assert points(ours.candidates) == points(theirs.candidates)
        assert all(check(tree, each).failures() == () for each in ours.candidates)
        irrational += "Algebraic" in repr(ours.candidates) or "sqrt" in repr(ours.candidates)
    assert irrational >= 2
