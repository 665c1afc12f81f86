"""Values for free unknowns that work in a whole region, so that an equilibrium can be shown."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from gametheory_dprk.analysis.atlas.linear.projection import Bounds, Shadow, inner_values
from gametheory_dprk.polynomials import Ratio
from gametheory_dprk.regions import Condition, Row, Space, condition
from gametheory_dprk.regions.columns import CONSTANT

MAX_TRIES = 60


def choose_values(
    space: Space,
    shadow: Shadow,
    unknowns: Sequence[str],
    rows: Collection[Row],
    base: Sequence[Condition],
) -> Mapping[str, Ratio]:
    """Return values for all free unknowns, or nothing where no simple choice works."""
    free = [bounds.unknown for bounds in shadow.bounds]
    loose = [unknown for unknown in unknowns if unknown not in free]
    one = Ratio(space.ring.one, space.ring.one)
    for count, values in enumerate(candidates(shadow, one)):
        if count >= MAX_TRIES:
            break
        full = {**values, **dict.fromkeys(loose, one)}
        if all(works(space, row, full, base) for row in rows):
            return full
    return {}


def candidates(shadow: Shadow, one: Ratio) -> Iterator[Mapping[str, Ratio]]:
    """Yield values inside the bounds, the unknown eliminated last first."""
    return extended(list(reversed(shadow.bounds)), {}, one)


def extended(
    bounds: Sequence[Bounds], known: Mapping[str, Ratio], one: Ratio
) -> Iterator[Mapping[str, Ratio]]:
    """Yield values of the unknowns that remain, given those chosen."""
    if not bounds:
        yield known
        return
    first, *rest = bounds
    for value in inner_values(first, known, one):
        yield from extended(rest, {**known, first.unknown: value}, one)


def works(space: Space, row: Row, values: Mapping[str, Ratio], base: Sequence[Condition]) -> bool:
    """Whether an inequality holds at some values in a whole region."""
    claim = space.normal(at_values(space, row, values))
    return claim is True or (isinstance(claim, Condition) and space.implies(base, claim))


def at_values(space: Space, row: Row, values: Mapping[str, Ratio]) -> Condition:
    """Put values into an inequality."""
    ring = space.ring
    total = Ratio(ring.zero, ring.one)
    for unknown, f in row.coefficients.items():
        part = Ratio(f, ring.one)
        total = total + (part if unknown == CONSTANT else part * values[unknown])
    return condition(total.numerator * total.denominator, row.relation)
