"""Families at one point of the parameter space, in exact numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from gametheory_dprk.analysis.atlas.systems.families import SystemFamily
from gametheory_dprk.analysis.atlas.view import Ratios
from gametheory_dprk.errors import AnalysisError, nearest_name
from gametheory_dprk.polynomials import Ratio, Ring
from gametheory_dprk.regions import Space
from gametheory_dprk.regions.samples import holds

if TYPE_CHECKING:
    from gametheory_dprk.analysis.atlas.systems.atlas import SystemAtlas


@dataclass(frozen=True, slots=True)
class SystemAtPoint:
    """One equilibrium of a family, in numbers.

    Attributes
    ----------
    family : SystemFamily
    strategies, beliefs : mappings
        By player, information set and move (or node).
    values : Mapping[str, Fraction]
    """

    family: SystemFamily
    strategies: Mapping[str, Mapping[str, Mapping[str, Fraction]]]
    beliefs: Mapping[str, Mapping[str, Mapping[str, Fraction]]]
    values: Mapping[str, Fraction]


def at_point(
    found: SystemAtlas, family: SystemFamily, point: Mapping[str, Fraction]
) -> SystemAtPoint | None:
    """Evaluate a family at a point; None where it does not exist there."""
    ring = found.ground.ring
    coordinates = ring.coordinates(point)
    if not all(holds(c, coordinates) for c in family.conditions):
        return None
    view = found.views[found.families.index(family)]
    full = dict(point)
    for name, free in view.free.items():
        full[name] = Fraction(1) if free.value is None else value_at(free.value, ring, point)

    def table(given: Ratios) -> dict[str, dict[str, dict[str, Fraction]]]:
        return {
            player: {
                label: {move: value_at(r, view.ring, full) for move, r in row.items()}
                for label, row in sets.items()
            }
            for player, sets in given.items()
        }

    values = {player: value_at(r, view.ring, full) for player, r in view.values.items()}
    return SystemAtPoint(family, table(view.strategies), table(view.beliefs), values)


def value_at(given: Ratio, ring: Ring, point: Mapping[str, Fraction]) -> Fraction:
    """Evaluate a rational function."""
    return ring.value(given.numerator, point) / ring.value(given.denominator, point)


def read_point(space: Space, parameters: Mapping[str, Fraction | int | str]) -> dict[str, Fraction]:
    """Read and check the values of the parameters."""
    names = space.ring.names
    for name in parameters:
        if name not in names:
            raise AnalysisError(f"unknown parameter {name!r} {nearest_name(name, names)}".rstrip())
    missing = [name for name in names if name not in parameters]
    if missing:
        raise AnalysisError(f"no value for {', '.join(missing)}")
    point = {name: Fraction(parameters[name]) for name in names}
    if not space.contains(point):
        raise AnalysisError("the point is outside the assumptions")
    return point
