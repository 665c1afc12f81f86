"""Combinations of families: the complete list, with points, against random points."""

from __future__ import annotations

import pytest

from gametheory_dprk.analysis.atlas.cells import Cells, atoms, find_cells
from gametheory_dprk.analysis.atlas.view import FamilyView
from gametheory_dprk.polynomials import Ring
from gametheory_dprk.regions import Space, condition
from gametheory_dprk.regions.formula import every, some
from tests.analysis.atlas.games_for_atlas import atlas_of, random_points

FLAGSHIP, SINGAPORE = "dprk/agreed_framework_1994", "dprk/singapore_2018"


@pytest.mark.parametrize("name", [FLAGSHIP, SINGAPORE, "beer_quiche"])
def test_combinations_are_complete_and_have_points(name: str) -> None:
    found = atlas_of(name)
    cells = find_cells(found)
    assert cells.complete
    listed = {cell.families for cell in cells.cells}
    for cell in cells.cells:
        assert tuple(each.family.id for each in found.at(**cell.witness)) == cell.families
    ring, compared = found.form.ring, 0
    conditions = [atom for view in found.views for atom in atoms(view.region)]
    for point in random_points(found, 60, seed=3):
        if all(ring.value(atom.polynomial, point) for atom in conditions):
            assert tuple(each.family.id for each in found.at(**point)) in listed
            compared += 1
    assert compared > 10


class Regions:
    """Families that are given by regions alone."""

    def __init__(self, space: Space, views: list[FamilyView]) -> None:
        self.space, self.views = space, views


def cells_of(*regions: object) -> Cells:
    """The combinations of regions of a and b, both positive."""
    views = [FamilyView(i, "", r, {}, {}, {}, {}, RING) for i, r in enumerate(regions, 1)]  # type: ignore[arg-type]
    return find_cells(Regions(SPACE, views))  # type: ignore[arg-type]


RING = Ring(["a", "b"])
A, B = RING.generators.values()
SPACE = Space(RING, [condition(A, ">"), condition(B, ">")])


def test_what_samples_do_not_show_is_refuted() -> None:
    cells = cells_of(condition(A - 2 * B, ">"), condition(B - A, ">="))
    assert [cell.families for cell in cells.cells] == [(), (1,), (2,)]
    assert cells.complete
    assert cells.refuted > 0


def test_regions_without_interior_do_not_count() -> None:
    cells = cells_of(condition(A - B, "=="), True)
    assert [cell.families for cell in cells.cells] == [(2,)]


def test_unions_are_decided_too() -> None:
    either = some([condition(A - 1, ">"), condition(B - 1, ">")])
    both = every([condition(A - 1, ">"), condition(B - 1, ">")])
    assert [cell.families for cell in cells_of(either, both).cells] == [(), (1,), (1, 2)]
