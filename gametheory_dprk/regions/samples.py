"""Sample points: most satisfiable questions end at one of them, with a witness."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeAlias

from flint import fmpq

from gametheory_dprk.polynomials.evaluation import compile_polynomial
from gametheory_dprk.polynomials.ring import Polynomial, Ring, rational
from gametheory_dprk.regions.condition import Condition

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers: TypeAlias = NDArray[Any]

CLOSE = 1e-9
"""Values nearer to zero are not trusted in float64."""
RECHECKED = 6
"""Candidates that are rechecked exactly before giving up."""


class Samples:
    """Points of a parameter space with the values of polynomials there.

    Parameters
    ----------
    points : array, shape (points, parameters)
        Dyadic numbers, which float64 holds exactly.
    """

    def __init__(self, ring: Ring, points: Numbers) -> None:
        self.ring = ring
        self.points = points
        self._values: dict[str, Numbers] = {}
        self._truths: dict[str, Numbers] = {}
        self._exact: dict[int, list[fmpq]] = {}

    def __len__(self) -> int:
        return int(self.points.shape[0])

    def values(self, polynomial: Polynomial, text: str) -> Numbers:
        """Evaluate in float64, once."""
        known = self._values.get(text)
        if known is None:
            known = compile_polynomial(polynomial, self.ring)(self.points)
            self._values[text] = known
        return known

    def truths(self, given: Condition) -> Numbers:
        """Tell where a condition holds, up to rounding."""
        known = self._truths.get(given.key)
        if known is None:
            values = self.values(given.polynomial, given.text)
            if given.relation == "==":
                known = abs(values) < 1e-12
            else:
                known = values > CLOSE if given.relation == ">" else values >= -1e-12
            self._truths[given.key] = known
        return known

    def coordinates(self, row: int) -> list[fmpq]:
        """Return a point exactly."""
        if row not in self._exact:
            found = [rational(Fraction(float(x))) for x in self.points[row]]
            self._exact[row] = found or [fmpq(0)]
        return self._exact[row]

    def witness(self, conditions: Iterable[Condition]) -> dict[str, Fraction] | None:
        """Find a point at which all conditions hold exactly."""
        row = self.found(conditions)
        if row is None:
            return None
        numbers = [Fraction(int(x.p), int(x.q)) for x in self.coordinates(row)]
        return dict(zip(self.ring.names, numbers, strict=False))

    def found(self, conditions: Iterable[Condition]) -> int | None:
        """Find the number of such a point."""
        import numpy as np

        given = list(conditions)
        found = np.ones(len(self), dtype=bool)
        for one in given:
            found &= self.truths(one)
            if not found.any():
                return None
        for row in np.flatnonzero(found)[:RECHECKED]:
            coordinates = self.coordinates(int(row))
            if all(holds(one, coordinates) for one in given):
                return int(row)
        return None

    def add(self, point: Mapping[str, Fraction]) -> None:
        """Remember a point, if float64 holds it."""
        import numpy as np

        row = [float(point[name]) for name in self.ring.names]
        if any(Fraction(x) != point[n] for x, n in zip(row, self.ring.names, strict=True)):
            return
        self.points = np.vstack([self.points, np.array([row])])
        self._values.clear()
        self._truths.clear()


def holds(given: Condition, coordinates: Sequence[fmpq]) -> bool:
    """Decide a condition exactly at one point."""
    value = Ring.rational_value(given.polynomial, coordinates)
    if given.relation == "==":
        return bool(value == 0)
    return bool(value > 0 or (value == 0 and given.relation == ">="))
