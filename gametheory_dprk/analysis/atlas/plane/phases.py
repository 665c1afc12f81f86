"""The phase diagram of an atlas: connected parts of a plane with the families that exist there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from gametheory_dprk.analysis.atlas.plane.arrangement import Arrangement, Signs
from gametheory_dprk.analysis.atlas.plane.signs import Reader
from gametheory_dprk.analysis.atlas.plane.window import Window
from gametheory_dprk.analysis.atlas.view import Charted
from gametheory_dprk.errors import AnalysisError
from gametheory_dprk.number import Number
from gametheory_dprk.polynomials import Ring
from gametheory_dprk.regions.formula import Formula

Families = tuple[int, ...]
Place = tuple[int, int]
"""A strip, and a sector in it from below."""


@dataclass(frozen=True, slots=True)
class Phase:
    """A connected part of the plane, open, in which the same families exist.

    Attributes
    ----------
    id : int
    families : tuple of int, or None
        None where the assumptions do not hold.
    witness : tuple of Fraction
        A point of it.
    sectors : tuple of (int, int)
        The sectors that make it up, by strip and number.
    """

    id: int
    families: Families | None
    witness: tuple[Fraction, Fraction]
    sectors: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Border:
    """A piece of a curve between two phases, over one strip or along one cut.

    Attributes
    ----------
    curve : int
    phases : tuple of int
        Below and above, or left and right.
    families : tuple of int, or None
        Those that exist on the piece itself.
    strip, rank : int
        Over this strip it is the curve's root of this rank; rank -1 along the cut before the
        strip.
    low, high : Number
        Of the first parameter, or along a cut of the second one.
    """

    curve: int
    phases: tuple[int, int]
    families: Families | None
    strip: int
    rank: int
    low: Number
    high: Number


@dataclass(frozen=True)
class PhaseDiagram:
    """Which families exist where on a rectangle of two parameters, decided exactly.

    Build with `phase_diagram`.

    Attributes
    ----------
    atlas : Charted
    window : Window
    reader : Reader
    arrangement : Arrangement
    """

    atlas: Charted
    window: Window
    reader: Reader = field(repr=False)
    arrangement: Arrangement = field(repr=False)

    def families(self, signs: Signs) -> Families | None:
        """Return the families that exist where curves have given signs."""
        truth = self.reader.truth
        if not all(truth(given, signs) for given in self.atlas.space.assumptions):
            return None
        return tuple(view.id for view in self.atlas.views if truth(view.region, signs))

    @cached_property
    def _inside(self) -> Mapping[Place, Families | None]:
        """The families in every sector."""
        return {
            (i, j): self.families(sector.signs)
            for i, sectors in enumerate(self.arrangement.sectors)
            for j, sector in enumerate(sectors)
        }

    @cached_property
    def _contacts(self) -> tuple[tuple[Place, Place, Families | None, Border], ...]:
        """Sectors that touch, with what exists where they do."""
        return (*self._over_strips(), *self._along_cuts())

    def _over_strips(self) -> Iterator[tuple[Place, Place, Families | None, Border]]:
        """Yield the branches of curves."""
        for i, strip in enumerate(self.arrangement.strips):
            for j, branch in enumerate(strip.branches):
                signs = list(self.arrangement.sectors[i][j].signs)
                signs[branch.curve] = 0
                there = self.families(tuple(signs))
                border = Border(branch.curve, (0, 0), there, i, branch.rank, strip.low, strip.high)
                yield (i, j), (i, j + 1), there, border

    def _along_cuts(self) -> Iterator[tuple[Place, Place, Families | None, Border]]:
        """Yield the stretches of cuts."""
        arrangement = self.arrangement
        for i, x in enumerate(arrangement.cuts[1:-1], start=1):
            standing = [n for n in range(len(arrangement.curves)) if arrangement.stands_on(n, x)]
            for wall in arrangement.walls(i):
                there = self.families(wall.signs)
                number = standing[0] if standing else -1
                border = Border(number, (0, 0), there, i, -1, wall.low, wall.high)
                yield (i - 1, wall.left), (i, wall.right), there, border

    @cached_property
    def phases(self) -> tuple[Phase, ...]:
        """The phases, from the left and from below."""
        inside = self._inside
        groups = Groups(inside)
        for one, other, there, _ in self._contacts:
            if inside[one] == there == inside[other]:
                groups.join(one, other)
        found = []
        for number, places in enumerate(groups.parts(), start=1):
            first = places[0]
            sector = self.arrangement.sectors[first[0]][first[1]]
            witness = (sector.x, sector.y)
            found.append(Phase(number, inside[first], witness, tuple(places)))
        return tuple(found)

    @cached_property
    def borders(self) -> tuple[Border, ...]:
        """The pieces of curves that part two phases, or a phase from what is not assumed."""
        owner = {place: phase.id for phase in self.phases for place in phase.sectors}
        return tuple(
            Border(
                border.curve,
                (owner[one], owner[other]),
                there,
                border.strip,
                border.rank,
                border.low,
                border.high,
            )
            for one, other, there, border in self._contacts
            if owner[one] != owner[other]
        )

    @property
    def throughout(self) -> Families:
        """The families that exist in every phase."""
        sets = [set(phase.families) for phase in self.phases if phase.families is not None]
        return tuple(sorted(set.intersection(*sets))) if sets else ()


class Groups:
    """Places joined into connected parts."""

    def __init__(self, places: Mapping[Place, object]) -> None:
        self.parent = {place: place for place in places}

    def root(self, place: Place) -> Place:
        """Return the place that stands for a part."""
        while self.parent[place] != place:
            place = self.parent[place]
        return place

    def join(self, one: Place, other: Place) -> None:
        """Join two parts; the first place stands for both."""
        first, second = sorted((self.root(one), self.root(other)))
        self.parent[second] = first

    def parts(self) -> list[list[Place]]:
        """Return the parts in the order of their first places."""
        found: dict[Place, list[Place]] = {}
        for place in sorted(self.parent):
            found.setdefault(self.root(place), []).append(place)
        return list(found.values())


def phase_diagram(atlas: Charted, window: Window) -> PhaseDiagram:
    """Decide which families exist where on a rectangle.

    Every condition of every region is a polynomial; on the rectangle its irreducible factors are
    curves, and the curves cut the rectangle into parts on which no condition changes.

    Raises
    ------
    AnalysisError
        If the assumptions hold nowhere on the rectangle.
    """
    plane = Ring([window.x, window.y])
    reader = Reader(atlas.space.ring, plane, window.values)
    formulas: Sequence[Formula] = [
        *atlas.space.assumptions,
        *(view.region for view in atlas.views),
    ]
    for formula in formulas:
        reader.prepare(formula)
    arrangement = Arrangement(reader.curves, plane, window.width, window.height)
    found = PhaseDiagram(atlas, window, reader, arrangement)
    if all(phase.families is None for phase in found.phases):
        raise AnalysisError("the assumptions hold nowhere on this plane")
    return found
