"""Points that speak against a statement, made readable."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from gametheory_dprk.analysis.atlas.view import Shown
from gametheory_dprk.regions import Condition, Space
from gametheory_dprk.regions.samples import holds

Point = Mapping[str, Fraction]

DENOMINATORS = (1, 2, 4, 5, 10, 20, 50, 100, 1000)
"""Of the numbers that are tried in place of a coordinate."""


@dataclass(frozen=True, slots=True)
class Suspect:
    """A point, and what must stay true of it."""

    point: Point
    keeps: Callable[[Point], bool]

    def readable(self, preferred: Point) -> Point:
        """Replace coordinates by preferred or rounder numbers as far as that is possible."""
        point = dict(self.point)
        for name in point:
            for value in rounder(point[name], preferred.get(name)):
                changed = {**point, name: value}
                if self.keeps(changed):
                    point = changed
                    break
        return point


def rounder(value: Fraction, preferred: Fraction | None) -> Iterator[Fraction]:
    """Yield numbers in the place of another, the most readable first.

    Examples
    --------
    >>> [str(x) for x in rounder(Fraction(37, 128), None)][:3]
    ['0', '1/2', '1/4']
    """
    if preferred is not None:
        yield preferred
    yield from (Fraction(round(value * d), d) for d in DENOMINATORS)


def at_case(space: Space, conditions: Sequence[Condition]) -> Callable[[Point], bool]:
    """Tell whether a point is inside the assumptions and some conditions."""

    def keeps(point: Point) -> bool:
        coordinates = space.ring.coordinates(point)
        return space.contains(point) and all(holds(c, coordinates) for c in conditions)

    return keeps


def outside(
    space: Space, regions: Iterable[Sequence[Condition]], scope: Sequence[Condition]
) -> Callable[[Point], bool]:
    """Tell whether a point is inside the assumptions and a scope, and outside some regions."""
    listed = [list(region) for region in regions]

    def keeps(point: Point) -> bool:
        coordinates = space.ring.coordinates(point)
        inside = space.contains(point) and all(holds(c, coordinates) for c in scope)
        return inside and not any(all(holds(c, coordinates) for c in one) for one in listed)

    return keeps


def defaults(found: Shown) -> dict[str, Fraction]:
    """The parameters' values in the scenario file."""
    if found.scenario is None:
        return {}
    names = found.space.ring.names
    parameters = found.scenario.parameters
    return {name: parameters[name].value for name in names if name in parameters}
