"""Exact sample points of the parameters, for checks that one point cannot settle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from random import Random

from gametheory_dprk.expr import Expr
from gametheory_dprk.scenario.model import Interval, Parameter
from gametheory_dprk.scenario.values import broken_relations

_TRIES = 60
_GRID = 997


def sample_points(
    parameters: Mapping[str, Parameter], assume: Sequence[Expr], count: int = 4
) -> tuple[dict[str, Fraction], ...]:
    """Return the default values, then up to `count` random points at which the relations hold.

    The points are the same every time.

    Examples
    --------
    >>> unit = Interval(Fraction(0), Fraction(1))
    >>> points = sample_points({"p": Parameter("p", Fraction(1, 2), unit)}, ())
    >>> len(points), all(point["p"] in unit for point in points)
    (5, True)
    """
    random = Random(1994)
    points = [{name: parameter.value for name, parameter in parameters.items()}]
    for _ in range(_TRIES):
        if len(points) > count or not parameters:
            break
        point = {name: _draw(parameter, random) for name, parameter in parameters.items()}
        if not broken_relations(assume, point):
            points.append(point)
    return tuple(points)


def _draw(parameter: Parameter, random: Random) -> Fraction:
    """Draw a value inside the range, or around the default where a side is open-ended."""
    reach = max(abs(parameter.value), Fraction(1))
    interval = parameter.range or Interval(None, None)
    low = parameter.value - reach if interval.low is None else interval.low
    high = max(parameter.value, low) + reach if interval.high is None else interval.high
    return low + (high - low) * Fraction(random.randrange(1, _GRID), _GRID)
