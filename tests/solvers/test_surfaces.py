"""Curved solution sets as formulas: hand algebra, and point by point against the conditions."""

from fractions import Fraction
from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tree_games import two_observers

from gametheory_dprk.limits import Budget
from gametheory_dprk.solvers.assessment_supports import solve_by_supports
from gametheory_dprk.solvers.trees import region_union
from gametheory_dprk.solvers.trees.polynomial import ONE, number, unknown
from gametheory_dprk.solvers.trees.polynomial_system import PolynomialSystem
from gametheory_dprk.solvers.trees.surface import value_at
from gametheory_dprk.solvers.trees.surface_questions import Unsolved
from gametheory_dprk.solvers.trees.surface_solving import surfaces

F = Fraction


def name(label):
    """The first of two moves at an information set of its own."""
    return ("strategies", "A", label, "yes")


X, Y, Z = (unknown(name(label)) for label in "xyz")
INSIDE = [f for each in (X, Y, Z) for f in (each, ONE - each)]


def solved(equal=(), at_least=(), unknowns=(X, Y)):
    positive = [f for each in unknowns for f in (each, ONE - each)]
    return list(surfaces(PolynomialSystem(list(equal), list(at_least), positive), {}))


def test_an_arc_of_a_hyperbola():
    """x y = 1/2 in the square: one coordinate from 1/2 to 1, the other half its inverse."""
    (arc,) = solved([X * Y - number(F(1, 2))])
    (parameter,) = arc.parameters
    assert arc.whole
    assert [str(each) for each in arc.conditions] == [f"2*{parameter} - 1"]
    for share in (F(1, 2), F(2, 3), F(1)):
        point = {n: value_at(arc.ring, each, {parameter: share}) for n, each in arc.values.items()}
        assert point[name("x")] * point[name("y")] == F(1, 2)


def test_both_branches_of_a_hyperbola_are_parts_of_their_own():
    """(x - 1/2)(y - 1/2) = 1/16: from (1, 5/8) to (5/8, 1), and the mirror image."""
    shifted = (X - number(F(1, 2))) * (Y - number(F(1, 2))) - number(F(1, 16))
    arcs = solved([shifted])
    assert len(arcs) == 2
    assert all(arc.whole for arc in arcs)
    assert sorted(min(arc.point().values()) > F(1, 2) for arc in arcs) == [False, True]


def test_what_lies_beyond_both_branches_does_not_hang_together():
    """(x - 1/2)(y - 1/2) >= 1/16 is two corners of the square, <= 1/16 is the rest in one."""
    shifted = (X - number(F(1, 2))) * (Y - number(F(1, 2))) - number(F(1, 16))
    corners = solved(at_least=[shifted])
    assert all(part.whole for part in corners)
    assert {part.point()[name("x")] > F(1, 2) for part in corners} == {True, False}
    assert all(
        (p.point()[name("x")] > F(1, 2)) == (p.point()[name("y")] > F(1, 2)) for p in corners
    )


def test_a_slope_that_may_vanish_is_a_case_of_its_own():
    """x (2y - 1) = z (2y - 1) is the plane x = z, or y = 1/2 whatever x and z."""
    gap = Y * number(2) - ONE
    found = solved([X * gap - Z * gap], unknowns=(X, Y, Z))
    assert sorted(each.dimension for each in found) == [2, 2]
    assert {str(each.values[name("y")].numerator) == "1/2" for each in found} == {True, False}


def test_where_slope_and_rest_vanish_together():
    """(2x - 1)(2y - 1) = (2z - 1)(2w - 1): no slope has one sign; on a grid through the zeros."""
    w = unknown(name("w"))
    unknowns = (w, X, Y, Z)
    left, right = ((a * number(2) - ONE) * (b * number(2) - ONE) for a, b in ((X, Y), (Z, w)))
    found = solved([left - right], unknowns=unknowns)
    for chosen in product([F(1, 4), F(1, 2), F(3, 4)], repeat=4):
        point = dict(zip(map(name, "wxyz"), chosen, strict=True))
        on = any(contains(each, point) for each in found)
        assert on == holds(left - right, [], point)


def test_two_stretches_of_a_line():
    """x = y and x y - x + 3/16 >= 0: up to 1/4, and from 3/4."""
    found = solved([X - Y], [X * Y - X + number(F(3, 16))])
    ends = [[value_at(s.ring, s.values[name("x")], s.sample), s.whole] for s in found]
    assert len(ends) == 2
    assert ends[0][0] < F(1, 4) < F(3, 4) < ends[1][0]
    assert all(len(each.conditions) == 1 and each.whole for each in found)


def test_a_belief_that_may_be_one_has_a_part_of_its_own_there():
    """(1 - m)(2y - 1) >= 0 with 0 <= m <= 1: y at least 1/2, or m = 1 and any y.

    That m may be 0 too is seen in the first part: no third is listed.
    """
    node = ("beliefs", "A", "z", "left")
    m = unknown(node)
    condition = (ONE - m) * (Y * number(2) - ONE)
    system = PolynomialSystem([], [m, ONE - m, condition], [Y, ONE - Y])
    found = list(surfaces(system, {}))
    assert sorted(each.dimension for each in found) == [1, 2]
    main, face = sorted(found, key=lambda each: -each.dimension)
    for belief, chance in product([F(0), F(1, 3), F(1)], [F(1, 4), F(1, 2), F(3, 4)]):
        point = {node: belief, name("y"): chance}
        on = contains(main, point), contains(face, point)
        assert on == (chance >= F(1, 2), belief == 1)


def test_conditions_that_hold_only_as_an_equation():
    """x y >= z and x y <= z: x is z / y, which is below 1 where z is below y."""
    (found,) = solved(at_least=[X * Y - Z, Z - X * Y], unknowns=(X, Y, Z))
    assert list(found.parameters.values()) == [name("y"), name("z")]
    y, z = (found.ring.generators[symbol] for symbol in found.parameters)
    assert found.conditions == (y - z,)


def test_nothing_solves_a_contradiction():
    """x y <= x in the square, so x y = x + z / 2 cannot be."""
    assert solved([X * Y - X - Z * number(F(1, 2))], unknowns=(X, Y, Z)) == []


def test_a_circle_is_not_solved():
    with pytest.raises(Unsolved):
        solved([X * X + Y * Y - number(F(1, 2))])


def system_at(seed, count):
    """Random bilinear conditions in three probabilities, one an equation."""
    rng = Random(seed)

    def bilinear():
        total = number(rng.randint(-2, 2))
        for one, other in ((X, Y), (Y, Z), (X, Z)):
            total = total + one * other * number(rng.choice((-2, -1, 0, 0, 1, 2)))
        for one in (X, Y, Z):
            total = total + one * number(rng.randint(-2, 2))
        return total

    return bilinear(), [bilinear() for _ in range(count)]


def holds(equation, at_least, point):
    value = equation.at(point).constant
    return not value and all(each.at(point).constant >= 0 for each in at_least)


def contains(surface, point):
    """Whether a point with positive probabilities is on a surface, from its formulas."""
    own = {symbol: point[unknown] for symbol, unknown in surface.parameters.items()}
    known = {symbol: own.get(symbol, F(0)) for symbol in surface.ring.names}
    if any(surface.ring.value(each, known) < 0 for each in surface.conditions):
        return False
    ratios = surface.values.items()
    if any(not surface.ring.value(each.denominator, known) for _, each in ratios):
        return False
    return all(value_at(surface.ring, each, own) == point[n] for n, each in ratios)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 2))
def test_random_conditions_point_by_point(seed, count):
    """Every solution on a grid lies on some surface, and every point of a surface is one."""
    equation, at_least = system_at(seed, count)
    if not all(each in equation.unknowns() for each in map(name, "xyz")):
        return
    try:
        found = solved([equation], at_least, (X, Y, Z))
    except Unsolved:
        return
    steps = [F(k, 7) for k in range(1, 7)]
    for chosen in product(steps, repeat=3):
        point = dict(zip(map(name, "xyz"), chosen, strict=True))
        on = [each for each in found if contains(each, point)]
        assert bool(on) == holds(equation, at_least, point)
    for each in found:
        assert holds(equation, at_least, each.point())
        assert all(0 < value < 1 for value in each.point().values())


def test_cells_that_are_not_known_to_touch_are_told(monkeypatch):
    game = two_observers(2)
    known = solve_by_supports(game, "pbe", Budget())
    monkeypatch.setattr(region_union, "curves_meet", lambda *_: None)
    doubtful = solve_by_supports(game, "pbe", Budget())
    assert "unproved_connection" not in [each.code for each in known.warnings]
    assert "unproved_connection" in [each.code for each in doubtful.warnings]
    assert len(doubtful.candidates) <= len(known.candidates)
