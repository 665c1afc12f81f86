"""Exact phase diagrams: cells, curves and what exists on them, by hand and at random points."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from random import Random

import pytest

from gametheory_dprk.analysis.atlas.plane.arrangement import Arrangement
from gametheory_dprk.analysis.atlas.plane.curves import Curve, curve, roots
from gametheory_dprk.analysis.atlas.plane.document import plane_document
from gametheory_dprk.analysis.atlas.plane.phases import PhaseDiagram, phase_diagram
from gametheory_dprk.analysis.atlas.plane.tracing import trace
from gametheory_dprk.analysis.atlas.plane.window import read_plane, window
from gametheory_dprk.analysis.atlas.telling.writing import thresholds_of
from gametheory_dprk.errors import AnalysisError
from gametheory_dprk.polynomials import Ring
from gametheory_dprk.scenario.reader import read
from tests.analysis.atlas.games_for_atlas import atlas_of

FLAGSHIP, SINGAPORE = "dprk/agreed_framework_1994", "dprk/singapore_2018"
PLANE = Ring(["x", "y"])
X, Y = PLANE.generators.values()
SQUARE = (Fraction(-2), Fraction(2))


def diagram(name: str, plane: str, values: Mapping[str, str] | None = None) -> PhaseDiagram:
    """The phase diagram of a shipped scenario."""
    found = atlas_of(name)
    shown = window(read_plane(plane), read(name).parameters, found.parameters)
    own = {n: Fraction((values or {}).get(n, x)) for n, x in shown.values.items()}
    return phase_diagram(found, type(shown)(shown.x, shown.y, shown.width, shown.height, own))


def place(found: PhaseDiagram, x: Fraction, y: Fraction) -> int | None:
    """The phase at a point, found anew from the roots of the curves; None on a curve or cut."""
    arrangement = found.arrangement
    for i, (low, high) in enumerate(zip(arrangement.cuts, arrangement.cuts[1:], strict=False)):
        if low < x < high:
            heights = [r for c in arrangement.curves if not c.vertical for r in roots(c.above(x))]
            if y in heights:
                return None
            sector = sum(arrangement.height[0] < h < y for h in heights)
            return next(p.id for p in found.phases if (i, sector) in p.sectors)
    return None


def test_the_flagship_has_the_four_regions_of_its_hand_calculation() -> None:
    found = diagram(FLAGSHIP, "p,c")
    phases = {phase.families: phase.witness for phase in found.phases}
    # with the scenario's numbers g_P = 1, g_G = 6/5, mu = 1/5
    assert set(phases) == {(1,), (1, 2), (1, 3), (1, 4)}
    p, c = phases[1, 4]
    assert p < Fraction(1, 5)
    assert c < 1
    assert 1 < phases[1, 2][1] < Fraction(6, 5) < phases[1,][1]
    assert found.throughout == (1,)


def test_pressure_first_separates_then_pools() -> None:
    found = diagram(FLAGSHIP, "s,p", {"c": "11/10"})
    cuts = found.arrangement.cuts  # c = g_G at s = 2/5 and c = g_P at s = 3/5
    assert {Fraction(2, 5), Fraction(3, 5)} <= set(cuts)
    order = [phase.families for phase in found.phases]
    assert order == [(1,), (1, 2), (1, 4), (1, 3)]


def test_borders_say_what_exists_on_them() -> None:
    found = diagram(FLAGSHIP, "p,c")
    document = plane_document(found, thresholds_of(found.atlas))
    told = {(b["formula"], tuple(b["families"])) for b in document["borders"]}
    # separating and pooling exist at c = g_P, semi-separating needs c < g_P and p < mu
    assert told == {
        ("c == g_G", (1, 2)),
        ("c == g_P", (1, 2)),
        ("c == g_P", (1, 2, 3)),
        ("p == mu", (1, 3)),
    }


def test_points_outside_the_assumptions_are_told_apart() -> None:
    found = diagram(FLAGSHIP, "p,q=0:1")  # the ploy defects only if q < n_P + r - R = 3/5
    outside = [phase for phase in found.phases if phase.families is None]
    assert [phase.witness[1] > Fraction(3, 5) for phase in outside] == [True]


@pytest.mark.parametrize(
    ("name", "plane"), [(FLAGSHIP, "s,c"), (SINGAPORE, "p,w"), (SINGAPORE, "v,w")]
)
def test_random_points_have_the_families_of_their_phase(name: str, plane: str) -> None:
    found = diagram(name, plane)
    random, shown, families = Random(7), found.window, {p.id: p.families for p in found.phases}
    compared = 0
    for _ in range(60):
        x, y = (
            low + (high - low) * Fraction(random.randint(1, 996), 997)
            for low, high in (shown.width, shown.height)
        )
        phase = place(found, x, y)
        if phase is None:
            continue
        at = found.atlas.at(**{**shown.values, shown.x: x, shown.y: y})
        assert tuple(each.family.id for each in at) == families[phase], (x, y)
        compared += 1
    assert compared > 50


def arranged(*curves: Curve) -> Arrangement:
    """Curves in the square."""
    return Arrangement(curves, PLANE, SQUARE, SQUARE)


def test_a_circle_and_a_line_meet_at_irrational_places() -> None:
    found = arranged(curve(X**2 + Y**2 - 1, PLANE), curve(Y - X, PLANE))
    assert [str(cut) for cut in found.cuts] == ["-2", "-1", "-sqrt(2)/2", "sqrt(2)/2", "1", "2"]
    assert [len(strip.branches) for strip in found.strips] == [1, 3, 3, 3, 1]
    # at the cut x = sqrt(2)/2 the line crosses the upper half of the circle
    crossing = list(found.walls(3))
    assert {wall.left for wall in crossing} == {0, 1, 3}
    assert {wall.right for wall in crossing} == {0, 1, 3}


def test_a_vertical_line_stands_between_two_strips() -> None:
    found = arranged(curve(X**2 - 2, PLANE), curve(Y, PLANE))
    assert [str(cut) for cut in found.cuts] == ["-2", "-sqrt(2)", "sqrt(2)", "2"]
    signs = [wall.signs[0] for wall in found.walls(1)]
    assert signs == [0, 0]
    assert [sectors[0].signs[0] for sectors in found.sectors] == [1, -1, 1]


def test_a_curve_that_leaves_through_a_pole_is_cut_there() -> None:
    found = arranged(curve(X * Y - 1, PLANE))
    assert [str(cut) for cut in found.cuts] == ["-2", "-1/2", "0", "1/2", "2"]
    assert [len(strip.branches) for strip in found.strips] == [1, 0, 0, 1]


def test_traces_follow_the_right_root() -> None:
    circle = curve(X**2 + Y**2 - 1, PLANE)
    for rank, sign in ((0, -1), (1, 1)):
        points = trace(circle, rank, Fraction(-1), Fraction(1))
        assert all(abs(x * x + y * y - 1) < 1e-6 for x, y in points)
        assert all(y * sign > -1e-3 for _, y in points)


@pytest.mark.parametrize("text", ["p", "p,p", "p=1:0,c", "p=a:b,c", "p,c,s"])
def test_planes_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(AnalysisError, match="expected"):
        read_plane(text)


def test_an_axis_that_is_no_parameter_is_refused() -> None:
    with pytest.raises(AnalysisError, match="unknown parameter 'cc'"):
        diagram(FLAGSHIP, "p,cc")
