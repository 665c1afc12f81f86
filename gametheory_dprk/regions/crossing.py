"""The products by which elimination would cancel an unknown between two rows.

Fourier-Motzkin multiplies a row by the coefficient that an unknown has in another one. Where a
distribution sums to one, an unknown is first expressed by the others, so that differences of
coefficients take the place of coefficients.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, TypeAlias

from gametheory_dprk.polynomials import Polynomial
from gametheory_dprk.regions.columns import CONSTANT, Row
from gametheory_dprk.regions.condition import Condition

if TYPE_CHECKING:
    from gametheory_dprk.regions.refutation import Extra
    from gametheory_dprk.regions.space import Space

Factors: TypeAlias = tuple[Condition, ...]


def crossed(
    space: Space,
    rows: Sequence[Row],
    conditions: Sequence[Condition],
    absent: frozenset[str],
) -> list[Extra]:
    """Return products that may cancel unknowns, each once.

    Examples
    --------
    >>> from gametheory_dprk.polynomials import Ring
    >>> from gametheory_dprk.regions import Space, condition
    >>> ring = Ring(["a", "b"])
    >>> a, b = ring.generators.values()
    >>> space = Space(ring, [condition(a, ">"), condition(b, ">")])
    >>> rows = [Row({"x": a}, ">=", "low"), Row({"x": -b, "": ring.one}, ">=", "high")]
    >>> products = crossed(space, rows, [], frozenset())
    >>> [(row.key, [c.key for c in factors]) for row, factors, _ in products]
    [('low', ['> a']), ('low', ['> b']), ('high', ['> a']), ('high', ['> b'])]
    """
    found: dict[tuple[str, ...], Extra] = {}
    coefficients = [list(present(row, absent)) for row in rows]
    every: dict[tuple[str, ...], Factors] = {}
    for row, own in zip(rows, coefficients, strict=True):
        for unknown, _ in own:
            for other in coefficients:
                for _, f in (pair for pair in other if pair[0] == unknown):
                    factors = signed_factors(space, f)
                    if factors:
                        key = tuple(c.key for c in factors)
                        every[key] = factors
                        found[row.key, *key] = (row, factors, None)
    for total, unknowns in totals(rows, absent, space):
        for row, own in zip(rows, coefficients, strict=True):
            if row is not total:
                found |= through(space, total, unknowns, dict(own), rows, absent)
    for given in conditions:
        for key, factors in every.items():
            found["", given.key, *key] = (None, (given, *factors), None)
    return list(found.values())


def present(row: Row, absent: frozenset[str]) -> Iterator[tuple[str, Polynomial]]:
    """Yield the unknowns of a row that are not absent, with their coefficients."""
    for unknown, f in row.coefficients.items():
        if unknown != CONSTANT and unknown not in absent:
            yield unknown, f


def totals(
    rows: Sequence[Row], absent: frozenset[str], space: Space
) -> Iterator[tuple[Row, list[str]]]:
    """Yield the rows that say that unknowns sum to one."""
    for row in rows:
        unknowns = list(present(row, absent))
        if row.relation == "==" and all(f.is_one() for _, f in unknowns):
            yield row, [unknown for unknown, _ in unknowns]


def through(
    space: Space,
    total: Row,
    unknowns: Sequence[str],
    own: dict[str, Polynomial],
    rows: Sequence[Row],
    absent: frozenset[str],
) -> dict[tuple[str, ...], Extra]:
    """Return products that cancel the unknowns of a distribution in one row."""
    found: dict[tuple[str, ...], Extra] = {}
    zero = space.ring.zero
    if not set(own) & set(unknowns):
        return found
    for base in unknowns:
        f = own.get(base, zero)
        if not f.is_constant():
            found[total.key, "*", str(f)] = (total, (), f)
        for unknown in unknowns:
            if unknown != base:
                factors = signed_factors(space, own.get(unknown, zero) - f)
                if factors:
                    for row in rows:
                        if [u for u, _ in present(row, absent)] == [unknown]:
                            found[row.key, *(c.key for c in factors)] = (row, factors, None)
    return found


def signed_factors(space: Space, f: Polynomial) -> Factors:
    """Write a polynomial of known sign as a product of facts; empty where it is none."""
    stripped = space.strip(f)
    if not stripped.core.is_constant():
        return ()
    return tuple(
        space.facts[text].condition
        for text, exponent in stripped.factors
        for _ in range(exponent)
        if text in space.facts
    )
