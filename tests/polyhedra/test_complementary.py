"""Complementary pivoting: what it returns solves the problem, ties and all."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gametheory_dprk.polyhedra.complementary import (
    Complementarity,
    RayFound,
    solve_complementarity,
)

ONE = Fraction(1)


def sign(polynomial):
    powers = [power for power, value in polynomial.items() if value]
    return (polynomial[min(powers)] > 0) - (polynomial[min(powers)] < 0) if powers else 0


def assert_solves(problem, found):
    for i, (row, constant) in enumerate(zip(problem.rows, problem.constants, strict=True)):
        total = dict(constant)
        for j, factor in row.items():
            for power, value in found.z[j].items():
                total[power] = total.get(power, 0) + factor * value
        difference = {k: total.get(k, 0) - found.w[i].get(k, 0) for k in {*total, *found.w[i]}}
        assert not any(difference.values())
        assert sign(found.w[i]) >= 0
        assert sign(found.z[i]) >= 0
        assert not (sign(found.w[i]) and sign(found.z[i]))


def monotone(size, entries, constants):
    """M = A'A + (B - B') + identity: positive definite, so a solution exists and is found."""
    a = [entries[i * size : (i + 1) * size] for i in range(size)]
    rows = [
        {
            j: sum(a[k][i] * a[k][j] for k in range(size)) + a[i][j] - a[j][i] + (i == j)
            for j in range(size)
        }
        for i in range(size)
    ]
    return Complementarity(rows, constants, [ONE] * size)


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_solutions_of_random_monotone_problems(data):
    size = data.draw(st.integers(1, 5))
    small = st.integers(-2, 2)
    entries = data.draw(st.lists(small, min_size=size * size, max_size=size * size))
    polynomial = st.dictionaries(st.integers(0, 2), small, max_size=3)
    constants = data.draw(st.lists(polynomial, min_size=size, max_size=size))
    constants = [{k: v for k, v in each.items() if v} for each in constants]
    problem = monotone(size, entries, constants)
    assert_solves(problem, solve_complementarity(problem))


def test_all_rows_tied_at_every_step_still_end():
    """Every constant and every cover is the same; only the rows' own infinitesimals differ."""
    size = 12
    rows = [{j: 1 + (i == j) for j in range(size)} for i in range(size)]
    problem = Complementarity(rows, [{0: -1}] * size, [ONE] * size)
    found = solve_complementarity(problem)
    assert_solves(problem, found)
    assert all(each == {0: Fraction(1, size + 1)} for each in found.z)


def test_an_infinitesimal_decides():
    """w = -e + z1 and z2 free of charge: z is e, not zero."""
    found = solve_complementarity(Complementarity([{0: 1}], [{1: -1}], [ONE]))
    assert found.z == ({1: ONE},)


def test_nothing_to_do():
    found = solve_complementarity(Complementarity([{0: -1}], [{1: 3}], [ONE]))
    assert (found.pivots, found.w, found.z) == (0, ({1: Fraction(3)},), ({},))


def test_a_problem_without_solution_is_refused():
    with pytest.raises(RayFound):
        solve_complementarity(Complementarity([{0: -1}], [{0: -1}], [ONE]))
