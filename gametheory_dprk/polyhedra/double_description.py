"""The double description method of Motzkin, Raiffa, Thompson and Thrall (1953), in integers.

The extreme rays of a cone inside the nonnegative orthant are kept while its inequalities are added
one by one. A new inequality cuts off the rays on which it is negative; each pair of adjacent rays
on either side of the cut spans a new one. Two extreme rays are adjacent if and only if no third one
meets every inequality with equality that both of them meet with equality (the combinatorial test;
see Fukuda and Prodon 1996). That holds for degenerate cones and for redundant inequalities too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import mul

from gametheory_dprk.polyhedra.integers import primitive
from gametheory_dprk.polyhedra.ticks import Tick, never_stop


@dataclass(slots=True)
class Ray:
    """An extreme ray and, as the bits of a whole number, the inequalities it meets with equality.

    Bit j stands for the sign of coordinate j; the bits of the added inequalities follow.
    """

    direction: list[int]
    tight: int


def extreme_rays(
    dimension: int, inequalities: Sequence[Sequence[int]], tick: Tick = never_stop
) -> list[Ray]:
    """Find all extreme rays of the cone where coordinates and linear forms are at least 0.

    Parameters
    ----------
    dimension
        The number of coordinates.
    inequalities
        The coefficients of the forms, one number a coordinate. Bit ``dimension + i`` of a ray
        belongs to form i.
    tick
        Called regularly; may raise to stop.

    Examples
    --------
    The orthant of the plane cut by x <= 2 y:

    >>> [(ray.direction, bin(ray.tight)) for ray in extreme_rays(2, [(-1, 2)])]
    [([0, 1], '0b1'), ([2, 1], '0b100')]
    """
    rays = [_unit_ray(dimension, j) for j in range(dimension)]
    order = sorted(range(len(inequalities)), key=lambda i: tuple(inequalities[i]))
    for i in order:
        tick()
        rays = _cut(rays, inequalities[i], 1 << (dimension + i), dimension, tick)
    return rays


def _unit_ray(dimension: int, axis: int) -> Ray:
    """Return an axis of the orthant, the cone to start from."""
    return Ray([int(j == axis) for j in range(dimension)], ((1 << dimension) - 1) & ~(1 << axis))


def _cut(rays: list[Ray], form: Sequence[int], bit: int, dimension: int, tick: Tick) -> list[Ray]:
    """Intersect the cone with the halfspace where a form is at least 0."""
    values = [sum(map(mul, form, ray.direction)) for ray in rays]
    above = [k for k, value in enumerate(values) if value > 0]
    below = [k for k, value in enumerate(values) if value < 0]
    pairs = list(_adjacent(rays, above, below, dimension, tick)) if below else []
    for ray, value in zip(rays, values, strict=True):
        if value == 0:
            ray.tight |= bit
    kept = [ray for ray, value in zip(rays, values, strict=True) if value >= 0]
    kept.extend(
        Ray(
            _combined(rays[up].direction, rays[down].direction, values[up], -values[down]),
            common | bit,
        )
        for up, down, common in pairs
    )
    return kept


def _combined(above: list[int], below: list[int], height: int, depth: int) -> list[int]:
    """Return the ray between two where the form is 0."""
    return primitive([depth * a + height * b for a, b in zip(above, below, strict=True)])


def _adjacent(
    rays: list[Ray], above: list[int], below: list[int], dimension: int, tick: Tick
) -> Iterator[tuple[int, int, int]]:
    """List the adjacent pairs across a cut, with the inequalities that are tight on both."""
    members = _members(rays)
    everyone = (1 << len(rays)) - 1
    for up in above:
        tick()
        tight = rays[up].tight
        for down in below:
            common = tight & rays[down].tight
            # The face two adjacent rays span has dimension 2, so this many forms vanish on it.
            if common.bit_count() >= dimension - 2:
                tick()
                pair = 1 << up | 1 << down
                if _meeting(common, members, everyone, pair) == pair:
                    yield up, down, common


def _members(rays: list[Ray]) -> dict[int, int]:
    """Return for each inequality, given as a bit, the set of rays that meet it with equality."""
    sets: dict[int, bytearray] = {}
    size = len(rays) // 8 + 1
    for k, ray in enumerate(rays):
        byte, member = k >> 3, 1 << (k & 7)
        for bit in _bits(ray.tight):
            sets.setdefault(bit, bytearray(size))[byte] |= member
    return {bit: int.from_bytes(members, "little") for bit, members in sets.items()}


def _meeting(common: int, members: dict[int, int], everyone: int, pair: int) -> int:
    """Intersect the members of the common inequalities until only the pair is left."""
    meeting = everyone
    for bit in _bits(common):
        meeting &= members[bit]
        if meeting == pair:
            break
    return meeting


def _bits(number: int) -> Iterator[int]:
    """Yield the bits of a number that are set, lowest first."""
    while number:
        bit = number & -number
        yield bit
        number ^= bit
