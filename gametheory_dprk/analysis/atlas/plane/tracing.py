"""Points along the pieces of a phase diagram, for drawing."""

from __future__ import annotations

from fractions import Fraction
from math import cos, pi

from gametheory_dprk.analysis.atlas.plane.curves import Curve, roots
from gametheory_dprk.analysis.sign_sets import bounds
from gametheory_dprk.number import Number

STEPS = 48
"""Pieces into which a curved branch is cut."""
CLOSE = 1e-9
"""How near to the end of a strip the first root is taken, as a share of its width."""

Points = list[tuple[float, float]]


def trace(curve: Curve, rank: int, low: Number, high: Number) -> Points:
    """Follow the root of a given rank over a strip, each point by exact root isolation.

    Points are denser near the ends, where curves may be steep.

    Examples
    --------
    >>> from gametheory_dprk.analysis.atlas.plane.curves import curve
    >>> from gametheory_dprk.polynomials import Ring
    >>> plane = Ring(["x", "y"])
    >>> x, y = plane.generators.values()
    >>> line = trace(curve(y - x, plane), 0, Fraction(0), Fraction(1))
    >>> [(round(x, 6), round(y, 6)) for x, y in line]
    [(0.0, 0.0), (1.0, 1.0)]
    """
    left, right = bounds(low, 64)[1], bounds(high, 64)[0]
    steps = 1 if straight(curve) else STEPS
    points = []
    for i in range(steps + 1):
        share = (1 - cos(pi * i / steps)) / 2
        inner = Fraction(min(max(share, CLOSE), 1 - CLOSE)).limit_denominator(10**12)
        x = left + (right - left) * inner
        y = roots(curve.above(x))[rank]
        points.append((float(left) + float(right - left) * share, float(y)))
    return points


def straight(curve: Curve) -> bool:
    """Whether a curve is a line."""
    return int(curve.polynomial.total_degree()) == 1
