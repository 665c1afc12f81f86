"""Dimensions, inner points and membership."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings

from gametheory_dprk.polyhedra import (
    LinearSystem,
    affine_dimension,
    contains,
    linear_system,
    relative_interior_point,
    vertices_with_tight,
)

from .systems import bounded_systems


def named(*rows: tuple[int, ...]) -> list[dict[int, Fraction]]:
    return [{i: Fraction(value, 3) for i, value in enumerate(row)} for row in rows]


@pytest.mark.parametrize(
    ("rows", "dimension"),
    [
        ([], -1),
        ([()], 0),
        ([(), ()], 0),
        ([(1, 2)], 0),
        ([(1, 2), (1, 2)], 0),
        ([(0, 0), (1, 1), (2, 2)], 1),
        ([(0, 1), (1, 0), (1, 1)], 2),
        ([(0, 0, 1), (1, 0, 1), (0, 1, 1), (1, 1, 1)], 2),
        ([(5, 5, 5), (6, 5, 5), (5, 6, 5), (5, 5, 6)], 3),
    ],
)
def test_affine_dimension(rows: list[tuple[int, ...]], dimension: int) -> None:
    assert affine_dimension(named(*rows)) == dimension


@settings(max_examples=100, deadline=None)
@given(bounded_systems())
def test_average_is_tight_only_where_every_vertex_is(system: LinearSystem[str]) -> None:
    found = vertices_with_tight(system)
    if found:
        inner = relative_interior_point([vertex.point for vertex in found])
        assert contains(system, inner)
        always = frozenset.intersection(*(vertex.tight for vertex in found))
        assert always == {i for i, r in enumerate(system.inequalities) if r.at(inner) == 0}


def test_no_inner_point_of_nothing() -> None:
    with pytest.raises(ValueError, match="empty"):
        relative_interior_point([])


def test_contains_looks_at_every_kind_of_row() -> None:
    system = linear_system(
        "xy", equal=[({"x": 1, "y": 1}, -1)], at_least=[({"x": 1}, -1)], nonnegative="y"
    )
    one, zero = Fraction(1), Fraction(0)
    assert contains(system, {"x": one, "y": zero})
    assert not contains(system, {"x": one, "y": one})
    assert not contains(system, {"x": zero, "y": one})
    assert not contains(system, {"x": 2 * one, "y": -one})
