"""Rational points inside the assumptions, drawn once and the same every time.

Points have dyadic coordinates, so that float64 holds them exactly. From one inner point, many
chains move one coordinate at a time within the interval that the assumptions leave it; chains
reach corners that independent draws would meet once in a million.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeAlias

from gametheory_dprk.polynomials.evaluation import compile_polynomial
from gametheory_dprk.polynomials.ring import Polynomial, Ring
from gametheory_dprk.regions.condition import Condition

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array: TypeAlias = NDArray[np.float64]

GRID = 2.0**14
"""Coordinates are multiples of its inverse."""
CHAINS = 250
SWEEPS = 16
KEPT = 12
"""The last sweeps of every chain are kept."""
TRIES = 4000


class Sampler:
    """Draws points at which some conditions hold."""

    def __init__(self, ring: Ring, assumptions: Sequence[Condition], seed: int = 1994) -> None:
        import numpy as np

        self.ring = ring
        self.random = np.random.default_rng(seed)
        self.tests = [(compile_polynomial(a.polynomial, ring), a.relation) for a in assumptions]
        self.linear = {
            name: [
                split
                for a in assumptions
                if (split := _linear_in(a.polynomial, name, ring)) is not None
            ]
            for name in ring.names
        }

    def holds(self, points: Array) -> NDArray[np.bool_]:
        """Tell at which points all assumptions hold, with a margin for rounding."""
        import numpy as np

        found = np.ones(points.shape[0], dtype=bool)
        for evaluate, relation in self.tests:
            values = evaluate(points)
            found &= values > 1e-12 if relation == ">" else values >= 0
        return found

    def start(self, given: Mapping[str, Fraction] | None) -> Array | None:
        """Find one inner point: the one given, rounded, or by trial."""
        import numpy as np

        count = len(self.ring.names)
        shape = (TRIES, count)
        scale = 2.0 ** self.random.integers(-3, 4, size=shape)
        signs = np.where(self.random.random(shape) < 0.25, -1.0, 1.0)
        trials = self._rounded(self.random.random(shape) * scale) * signs
        trials[: TRIES // 2] = np.abs(trials[: TRIES // 2])
        if given is not None:
            exact = np.array([float(given[name]) for name in self.ring.names])
            trials = np.vstack([self._rounded(exact), trials])
        inside = trials[self.holds(trials)]
        return inside[0] if len(inside) else None

    def draw(self, start: Array) -> Array:
        """Run the chains from an inner point."""
        import numpy as np

        points = np.tile(start, (CHAINS, 1))
        kept = [points[:1].copy()]
        for sweep in range(SWEEPS):
            for j in self.random.permutation(len(self.ring.names)):
                self._move(points, int(j))
            if sweep >= SWEEPS - KEPT:
                kept.append(points.copy())
        return np.unique(np.vstack(kept), axis=0)

    def _move(self, points: Array, j: int) -> None:
        """Move one coordinate of every point, where the assumptions still hold afterwards."""
        low, high = self._interval(points, j)
        moved = points.copy()
        moved[:, j] = self._rounded(self._within(points[:, j], low, high))
        good = self.holds(moved)
        points[good] = moved[good]

    def _interval(self, points: Array, j: int) -> tuple[Array, Array]:
        """Bounds on a coordinate from the assumptions that are linear in it."""
        import numpy as np

        low = np.full(points.shape[0], -np.inf)
        high = np.full(points.shape[0], np.inf)
        with np.errstate(all="ignore"):
            for slope, rest in self.linear[self.ring.names[j]]:
                slopes = slope(points)
                bound = -rest(points) / slopes
                low = np.where(slopes > 0, np.maximum(low, bound), low)
                high = np.where(slopes < 0, np.minimum(high, bound), high)
        return low, high

    def _within(self, now: Array, low: Array, high: Array) -> Array:
        """Draw between bounds; on an open side at a distance of any magnitude."""
        import numpy as np

        size = now.shape[0]
        share = self.random.random(size)
        reach = 2.0 ** self.random.integers(-4, 4, size=size) * share
        spread = np.where(self.random.random(size) < 0.5, reach, -reach)
        with np.errstate(all="ignore"):
            inner = low + (high - low) * share
            upward, downward = low + reach, high - reach
        bounded = np.where(np.isfinite(low), upward, np.where(np.isfinite(high), downward, spread))
        return np.where(np.isfinite(low) & np.isfinite(high), inner, bounded)

    @staticmethod
    def _rounded(values: Array) -> Array:
        """Put values on the grid, off zero."""
        import numpy as np

        on_grid: Array = np.round(values * GRID) / GRID
        return np.where(on_grid == 0, 1 / GRID, on_grid)


def _linear_in(polynomial: Polynomial, name: str, ring: Ring) -> tuple[Any, Any] | None:
    """Split a polynomial into slope and rest in one parameter, if its degree there is one."""
    if int(polynomial.degrees()[ring.names.index(name)]) != 1:
        return None
    slope = polynomial.derivative(name)
    rest = polynomial - slope * ring.generators[name]
    return compile_polynomial(slope, ring), compile_polynomial(rest, ring)
