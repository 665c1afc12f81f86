from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from gametheory_dprk.concepts.linear import nonnegative_solution
from gametheory_dprk.polyhedra import Infeasible, feasible_point, linear_system

NUMBERS = st.integers(-3, 3).map(Fraction)


def rows(width):
    row = st.lists(NUMBERS, min_size=width, max_size=width)
    return st.lists(row, max_size=4)


@settings(max_examples=200, deadline=None)
@given(st.integers(2, 5).flatmap(lambda width: st.tuples(rows(width), rows(width))))
def test_solutions_are_found_exactly_where_the_solvers_find_some(given_rows):
    equal, at_least = given_rows
    width = len((equal + at_least + [[0, 0]])[0]) - 1
    systems = [[(dict(enumerate(row[:-1])), row[-1]) for row in part] for part in given_rows]
    found = nonnegative_solution(*systems)
    other = linear_system(
        range(width),
        equal=[(form, -right) for form, right in systems[0]],
        at_least=[(form, -right) for form, right in systems[1]],
        nonnegative=range(width),
    )
    assert (found is None) is isinstance(feasible_point(other), Infeasible)
    if found is not None:
        assert min(found.values(), default=0) >= 0
        left = [
            [sum(row[k] * found[k] for k in range(width)) for row in part] for part in given_rows
        ]
        assert left[0] == [row[-1] for row in equal]
        assert all(x >= row[-1] for x, row in zip(left[1], at_least, strict=True))


def test_irrational_coefficients_are_exact():
    """x sqrt(2) = 2 has the solution x = sqrt(2), and x sqrt(2) = -2 none that is not negative."""
    from gametheory_dprk.number import read_number

    root = read_number("sqrt(2)")
    assert nonnegative_solution([({"x": root}, Fraction(2))], []) == {"x": root}
    assert nonnegative_solution([({"x": root}, Fraction(-2))], []) is None
