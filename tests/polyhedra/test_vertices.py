"""Vertex enumeration against brute force and against polytopes with known vertices."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import product
from math import comb
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gametheory_dprk.polyhedra import (
    Infeasible,
    LinearSystem,
    Unbounded,
    UnboundedPolyhedronError,
    Vertex,
    feasible_point,
    linear_system,
    maximize,
    vertices,
    vertices_with_tight,
)

from .systems import bounded_systems, brute_force_vertices, systems


def points(system: LinearSystem[Any]) -> list[tuple[Any, ...]]:
    return [tuple(vertex.values()) for vertex in vertices(system)]


@settings(max_examples=200, deadline=None)
@given(bounded_systems())
def test_all_vertices_in_order(system: LinearSystem[str]) -> None:
    assert points(system) == brute_force_vertices(system)


@settings(max_examples=200, deadline=None)
@given(bounded_systems())
def test_tight_rows_are_those_with_value_zero(system: LinearSystem[str]) -> None:
    for point, tight in vertices_with_tight(system):
        assert tight == {i for i, row in enumerate(system.inequalities) if row.at(point) == 0}


@settings(max_examples=200, deadline=None)
@given(systems(dimension=3, rows=5))
def test_unbounded_only_with_a_ray(system: LinearSystem[str]) -> None:
    ray = ray_of(system)
    if ray is None:
        assert points(system) == brute_force_vertices(system)
        for name, sign in product(system.variables, (1, -1)):
            assert not isinstance(maximize({name: Fraction(sign)}, system), Unbounded)
    else:
        assert any(ray.values())
        assert not isinstance(feasible_point(system), Infeasible)
        assert all(ray[name] >= 0 for name in system.nonnegative)
        assert all(row.at(ray) == row.constant for row in system.equalities)
        assert all(row.at(ray) >= row.constant for row in system.inequalities)


def ray_of(system: LinearSystem[str]) -> Mapping[str, Fraction] | None:
    try:
        vertices(system)
    except UnboundedPolyhedronError as error:
        return error.ray
    return None


@st.composite
def best_reply_polytopes(draw: st.DrawFn) -> LinearSystem[str]:
    """Draw {x >= 0, A x <= 1} for a positive payoff matrix with many ties."""
    names = [f"x{i}" for i in range(draw(st.integers(1, 4)))]
    row = st.fixed_dictionaries({name: st.integers(-3, -1) for name in names})
    payoffs = draw(st.lists(row, min_size=1, max_size=4))
    return linear_system(names, at_least=[(form, 1) for form in payoffs], nonnegative=names)


@settings(max_examples=100, deadline=None)
@given(best_reply_polytopes())
def test_best_reply_polytopes_with_ties(system: LinearSystem[str]) -> None:
    assert points(system) == brute_force_vertices(system)


@settings(max_examples=60, deadline=None)
@given(best_reply_polytopes())
def test_best_reply_polytopes_with_explicit_payoff(system: LinearSystem[str]) -> None:
    # The same rows on the simplex, with the payoff v as a free variable; v is bounded above.
    names = system.variables
    rows = [({**row.coefficients, "v": Fraction(1)}, 0) for row in system.inequalities]
    wide = linear_system(
        [*names, "v"],
        equal=[(dict.fromkeys(names, 1), -1)],
        at_least=[*rows, ({"v": -1}, 4)],
        nonnegative=names,
    )
    assert points(wide) == brute_force_vertices(wide)


def cube(dimension: int) -> LinearSystem[int]:
    rows = [({i: sign}, 1) for i in range(dimension) for sign in (1, -1)]
    return linear_system(range(dimension), at_least=rows)


def cross_polytope(dimension: int) -> LinearSystem[int]:
    rows = [(dict(enumerate(signs)), 1) for signs in product((1, -1), repeat=dimension)]
    return linear_system(range(dimension), at_least=rows)


@pytest.mark.parametrize("dimension", [1, 2, 3, 5, 7])
def test_cube(dimension: int) -> None:
    assert points(cube(dimension)) == sorted(product((-1, 1), repeat=dimension))


@pytest.mark.parametrize("dimension", [1, 2, 3, 5])
def test_cross_polytope_is_degenerate(dimension: int) -> None:
    found = vertices_with_tight(cross_polytope(dimension))
    assert len(found) == 2 * dimension
    assert all(sorted(map(abs, v.point.values())) == [0] * (dimension - 1) + [1] for v in found)
    assert {len(vertex.tight) for vertex in found} == {2 ** (dimension - 1)}


@pytest.mark.parametrize(
    ("dimension", "facets"), [(2, 7), (3, 8), (4, 8), (4, 11), (5, 9), (6, 10)]
)
def test_dual_cyclic_polytope_attains_the_upper_bound(dimension: int, facets: int) -> None:
    # McMullen (1970): the polar of the cyclic polytope has the most vertices for its facets.
    centre = [Fraction(sum(t**k for t in range(facets)), facets) for k in range(1, dimension + 1)]
    rows = [({k: t ** (k + 1) - centre[k] for k in range(dimension)}, 1) for t in range(facets)]
    upper, lower = (dimension + 1) // 2, (dimension + 2) // 2
    expected = comb(facets - upper, facets - dimension) + comb(facets - lower, facets - dimension)
    assert len(vertices(linear_system(range(dimension), at_least=rows))) == expected


def test_birkhoff_polytope_has_the_permutation_matrices() -> None:
    # Birkhoff (1946): the vertices of the doubly stochastic matrices are the permutations.
    cells = list(product(range(4), repeat=2))
    lines = [[cell for cell in cells if cell[axis] == k] for axis in (0, 1) for k in range(4)]
    system = linear_system(
        cells, equal=[(dict.fromkeys(line, 1), -1) for line in lines], nonnegative=cells
    )
    found = vertices(system)
    assert len(found) == 24
    assert all(set(vertex.values()) == {0, 1} for vertex in found)


def test_duplicate_and_redundant_rows_are_tight_too() -> None:
    system = linear_system(
        "xy",
        at_least=[
            ({"x": -1, "y": -1}, 1),
            ({"x": -2, "y": -2}, 2),
            ({"x": -1}, 1),
            ({}, 0),
            ({"x": -1}, 5),
        ],
        nonnegative="xy",
    )
    assert points(system) == [(0, 0), (0, 1), (1, 0)]
    tight = [sorted(vertex.tight) for vertex in vertices_with_tight(system)]
    assert tight == [[3], [0, 1, 3], [0, 1, 2, 3]]


def test_single_point_empty_and_no_variables() -> None:
    point = linear_system("x", at_least=[({"x": 2}, -1), ({"x": -2}, 1)])
    assert vertices_with_tight(point) == (Vertex({"x": Fraction(1, 2)}, frozenset({0, 1})),)
    assert vertices(linear_system("x", at_least=[({"x": 1}, -1), ({"x": -1}, 0)])) == ()
    assert vertices(linear_system("x", equal=[({"x": 1}, 1)], nonnegative="x")) == ()
    assert vertices(linear_system("")) == ({},)
    assert vertices(linear_system("", at_least=[({}, -1)])) == ()


def test_segment_in_space() -> None:
    # x + y + z = 1 and x = y in the simplex: from (0, 0, 1) to (1/2, 1/2, 0).
    system = linear_system(
        "xyz",
        equal=[({"x": 1, "y": 1, "z": 1}, -1), ({"x": 1, "y": -1}, 0)],
        nonnegative="xyz",
    )
    assert points(system) == [(0, 0, 1), (Fraction(1, 2), Fraction(1, 2), 0)]


def test_implicit_equalities_by_opposite_rows() -> None:
    system = linear_system(
        "xy",
        at_least=[({"x": 1, "y": -1}, 0), ({"x": -1, "y": 1}, 0), ({"x": -1}, 1), ({"y": 1}, 0)],
    )
    assert points(system) == [(0, 0), (1, 1)]


def test_unbounded_raises_with_its_ray() -> None:
    with pytest.raises(UnboundedPolyhedronError, match="unbounded") as caught:
        vertices(linear_system("xy", at_least=[({"x": -1}, 1)], nonnegative="xy"))
    assert isinstance(caught.value, ValueError)
    assert caught.value.ray == {"x": 0, "y": 1}
    with pytest.raises(UnboundedPolyhedronError):
        vertices(linear_system("xy", at_least=[({"x": -1}, 1)], nonnegative="x"))


def test_order_of_rows_and_variables_changes_nothing() -> None:
    system = cross_polytope(3)
    turned = linear_system(
        (2, 0, 1), at_least=[(r.coefficients, r.constant) for r in reversed(system.inequalities)]
    )
    assert {frozenset(v.items()) for v in vertices(turned)} == {
        frozenset(v.items()) for v in vertices(system)
    }


def test_tick_may_stop() -> None:
    def stop() -> None:
        raise TimeoutError

    with pytest.raises(TimeoutError):
        vertices(cube(3), stop)
