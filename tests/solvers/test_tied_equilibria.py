"""Games with many ties: all vertices at once, against the search over labels."""

from __future__ import annotations

from random import Random

import pytest
from bimatrix_games import extreme_equilibria, game_of, random_arrays

from gametheory_dprk.errors import LimitReached
from gametheory_dprk.kernels import tied_vertices
from gametheory_dprk.kernels.tied_vertices import cone_vertices
from gametheory_dprk.limits import Budget
from gametheory_dprk.solvers.bimatrix import label_equilibria, tied_equilibria

MANY = 100_000_000
"""So that ties need not be many."""

SIZES = [(3, 3), (2, 7), (6, 5), (7, 7)]


def no_limit() -> None:
    """A clock that never stops."""


def polyhedra(arrays):
    return [side.polyhedron for side in label_equilibria.both_faces(*arrays, no_limit)]


def found(arrays, monkeypatch, rays):
    monkeypatch.setattr(tied_equilibria, "RAYS", rays)
    return label_equilibria.extreme_equilibria(*arrays, no_limit)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("most", [1, 2])
def test_both_ways_find_the_same_in_the_same_order(monkeypatch, size, most):
    random = Random(most)
    for _ in range(12):
        arrays = random_arrays(random, size, most)
        answer = found(arrays, monkeypatch, MANY)
        assert tied_equilibria.tied_pairs(*polyhedra(arrays), no_limit) is not None
        assert answer == found(arrays, monkeypatch, 0)


def test_vertices_are_those_of_double_description_over_the_rationals(monkeypatch):
    random = Random(5)
    monkeypatch.setattr(tied_equilibria, "RAYS", MANY)
    for _ in range(20):
        arrays = random_arrays(random, (4, 5), 2)
        pairs = tied_equilibria.tied_pairs(*polyhedra(arrays), no_limit)
        expected = extreme_equilibria(game_of(*arrays))
        assert {(*x.chances(), *y.chances()) for x, y in pairs} == {(*x, *y) for x, y in expected}


def test_labels_are_those_of_the_strategies():
    polyhedron = polyhedra(random_arrays(Random(2), (6, 6), 2))[0]
    shares, labels = cone_vertices(polyhedron.pays, 0, 6, 1000, no_limit)
    assert len(labels) > 6
    for point, mask in zip(shares.tolist(), labels.tolist(), strict=True):
        assert polyhedron.corner(point).labels == mask


def test_games_without_ties_are_left_to_the_search():
    arrays = [[[5, 1], [3, 2]], [[1, 2], [4, 3]]]
    assert tied_equilibria.tied_pairs(*polyhedra(arrays), no_limit) is None


def test_too_many_rays_are_given_up():
    polyhedron = polyhedra(random_arrays(Random(2), (7, 7), 1))[0]
    assert cone_vertices(polyhedron.pays, 0, 7, 8, no_limit) is None


def test_numbers_too_large_for_the_machine_are_given_up():
    """Vertices have shares like 10**21 here; before any sum may overflow this is noticed."""
    assert cone_vertices([[1 << 40, 0], [0, 1 << 40]], 0, 2, 100, no_limit) is None
    pays = [[10**7 * (i == j) + (3 * i + 5 * j) % 7 for j in range(4)] for i in range(4)]
    assert cone_vertices(pays, 0, 4, 100, no_limit) is None


def test_time_limits_are_obeyed(monkeypatch):
    polyhedron = polyhedra(random_arrays(Random(2), (7, 7), 1))[0]
    with pytest.raises(LimitReached):
        cone_vertices(polyhedron.pays, 0, 7, 1000, Budget(0.0).tick)
    looks = []
    monkeypatch.setattr(tied_vertices, "PAIRS", 1)
    cone_vertices(polyhedron.pays, 0, 7, 1000, lambda: looks.append(1))
    assert len(looks) > 20
