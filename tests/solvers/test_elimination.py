"""Elimination matrices and Groebner bases give the same solutions."""

from __future__ import annotations

from random import Random

import pytest
from nplayer_games import random_game

from gametheory_dprk.games import NormalGame
from gametheory_dprk.solvers.supports.cells import value
from gametheory_dprk.solvers.supports.elimination import (
    Macaulay,
    NotDetermined,
    elimination_box,
    finite_solutions,
)
from gametheory_dprk.solvers.supports.groebner import (
    TooLarge,
    groebner_basis,
    is_zero_dimensional,
    quotient_algebra,
)
from gametheory_dprk.solvers.supports.system import support_system


def full_support(game: NormalGame):
    """The equations of the profile in which everyone plays everything, and their shape."""
    system = support_system(game, tuple(game.moves[player] for player in game.players))
    context = system.context()
    equations = [system.polynomial(each, context) for each in system.equal]
    return equations, tuple(len(game.moves[player]) - 1 for player in game.players)


# Square systems have as many complex solutions as there are ways to give every unknown an equation
# of another player (McKelvey and McLennan 1997): 1, 2, 2, 9, 4 and 10.
@pytest.mark.parametrize(
    ("sizes", "count"),
    [
        ((3, 3), 1),
        ((2, 2, 2), 2),
        ((2, 2, 3), 2),
        ((2, 2, 2, 2), 9),
        ((2, 3, 3), 4),
        ((3, 3, 3), 10),
    ],
)
def test_all_and_only_solutions_are_found(sizes, count):
    for seed in range(3):
        equations, shape = full_support(random_game(Random(seed), sizes, 50))
        found = set(finite_solutions(equations, shape))
        algebra = quotient_algebra(groebner_basis(equations))
        assert algebra.dimension == count
        real = list(algebra.real_points())
        assert len(real) == len(found)
        assert all(value(each, point) == 0 for each in equations for point in found)
        pairs = zip(sorted(map(floats, real)), sorted(map(floats, found)), strict=True)
        assert all(one == pytest.approx(other, rel=1e-12) for one, other in pairs)


def floats(point):
    return tuple(map(float, point))


def test_a_system_of_too_many_equations_has_no_solution():
    equations, shape = full_support(random_game(Random(1), (4, 2, 2), 50))
    assert list(finite_solutions(equations, shape)) == []
    assert groebner_basis(equations)[0].is_constant()


def test_systems_with_infinitely_many_solutions_are_not_determined():
    equations, shape = full_support(random_game(Random(1), (2, 2, 2), 50))
    with pytest.raises(NotDetermined):
        list(finite_solutions([equations[0], equations[1], equations[2] * 0], shape))


def test_boxes_are_bounded():
    assert elimination_box((9, 9, 9)) is None
    box = elimination_box((2, 2, 2))
    assert box is not None
    assert len(Macaulay((2, 2, 2), box).columns) == Macaulay((2, 2, 2), box).size


def test_multiple_solutions_count_once():
    from flint import fmpz_mpoly_ctx

    x, y = fmpz_mpoly_ctx.get(["x", "y"], "degrevlex").gens()
    basis = groebner_basis([(x - 1) ** 2, (y - x) ** 3 * (y - 5)])
    assert is_zero_dimensional(basis)
    algebra = quotient_algebra(basis)
    assert algebra.dimension == 8
    assert algebra.without_nilpotents().dimension == 2
    assert set(algebra.real_points()) == {(1, 1), (1, 5)}


def test_a_basis_that_grows_without_measure_is_given_up():
    equations, _ = full_support(random_game(Random(0), (2, 2, 2, 2, 2), 99))
    with pytest.raises(TooLarge):
        groebner_basis(equations)
