from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gametheory_dprk.concepts.hull import affine_dimension, hull_distance

F = Fraction
POINTS = st.lists(st.tuples(*[st.integers(-3, 3)] * 3), min_size=1, max_size=7)


@pytest.mark.parametrize(
    ("point", "inside"),
    [
        ((0, 0), True),
        ((F(1, 3), F(1, 3)), True),
        ((F(1, 2), F(1, 2)), True),
        ((F(1, 2), F(1, 2) + F(1, 10**12)), False),
        ((F(-1, 10**12), 0), False),
        ((2, 2), False),
    ],
)
def test_a_triangle(point, inside):
    assert (hull_distance(point, [(0, 0), (1, 0), (0, 1)]) == 0) is inside


@given(POINTS, st.data())
@settings(max_examples=150, deadline=None)
def test_mixtures_of_the_vertices_are_inside(points, data):
    shares = data.draw(
        st.lists(st.integers(0, 4), min_size=len(points), max_size=len(points)).filter(any)
    )
    total = sum(shares)
    mean = [
        sum(F(share, total) * x for share, x in zip(shares, axis, strict=True))
        for axis in zip(*points, strict=True)
    ]
    assert hull_distance(mean, points) == 0


@given(POINTS, st.tuples(*[st.integers(-3, 3)] * 3), st.integers(0, 9))
@settings(max_examples=150, deadline=None)
def test_beyond_a_supporting_plane_is_outside(points, normal, step):
    def height(point):
        return sum(a * b for a, b in zip(normal, point, strict=True))

    top = max(points, key=height)
    beyond = [x + F(step, 7) * n for x, n in zip(top, normal, strict=True)]
    assert (hull_distance(beyond, points) == 0) is (height(beyond) == height(top))


@pytest.mark.parametrize(
    ("points", "dimension"),
    [
        ([(1, 2, 3)], 0),
        ([(1, 2, 3), (1, 2, 3)], 0),
        ([(0, 1, 0), (0, 2, 0), (0, 5, 0)], 1),
        ([(1, 0, 0), (0, 1, 0), (0, 0, 1)], 2),
        ([(1, 0, 0), (0, 1, 0), (0, 0, 1), (F(1, 3), F(1, 3), F(1, 3))], 2),
        ([(0, 0, 0), (0, 0, 1), (0, 1, 0), (1, 1, 1)], 3),
    ],
)
def test_dimension(points, dimension):
    assert affine_dimension(points) == dimension
