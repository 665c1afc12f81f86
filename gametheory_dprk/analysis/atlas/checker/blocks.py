"""Unknowns as formulas over one denominator, and why the equalities leave no others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from .algebra import (
    Poly,
    add,
    polynomial_of,
    rational,
    require,
    times,
)
from .claims import Claims, Label, Row

State = tuple[frozenset[str], frozenset[str]]


@dataclass
class Block:
    """Unknowns over one denominator; what is not listed is zero."""

    values: dict[str, Row]
    denominator: Poly
    positive: bool
    surfaces: frozenset[str] = frozenset()

    def substitute(self, row: Row) -> Row:
        """Put the values into a row; the sign stays what it was."""
        total: Row = {}
        for unknown, f in row.items():
            for key, g in self.values.get(unknown, {unknown: self.denominator}).items():
                total[key] = add(total.get(key, {}), times(f, g))
        if not self.positive:
            total = {key: times(f, self.denominator) for key, f in total.items()}
        return {key: f for key, f in total.items() if f}


def read_block(
    claims: Claims,
    given: Mapping[str, Any],
    present: Sequence[str],
    every: Sequence[str],
    rows: Mapping[Label, Row],
    *,
    strict: bool = False,
) -> Block:
    """Read formulas and check that the equalities leave no others."""
    denominator = polynomial_of(given["denominator"])
    require(bool(denominator), "a denominator is zero")
    factors = given["factors"]
    require(claims.product(factors, "afs") == denominator, "a denominator is not explained")
    positive = rational(factors[0]) > 0 and all(name[0] != "s" for name, _ in factors[1])
    values: dict[str, Row] = {unknown: {} for unknown in every}
    free = [unknown for unknown in present if unknown not in given["multipliers"]]
    require(list(given["free"]) == free, "free unknowns are not listed")
    for unknown in present:
        parts = {key: polynomial_of(text) for key, text in given["numerators"][unknown].items()}
        require(set(parts) <= {"", *free}, "a formula uses an unknown")
        values[unknown] = {key: f for key, f in parts.items() if f}
        if unknown in free:
            require(values[unknown] == {unknown: denominator}, "a free unknown has a formula")
            continue
        total: Row = {}
        for label, text in given["multipliers"][unknown]:
            require(tuple(label) in rows, f"{label} is no equality of the case")
            factor = polynomial_of(text)
            for key, f in rows[tuple(label)].items():
                require(not strict or key in present or key == "", f"{key} is not of this block")
                if key in present or key == "":
                    total[key] = add(total.get(key, {}), times(f, factor))
        for key, f in values[unknown].items():
            total[key] = add(total.get(key, {}), f)
        total[unknown] = add(total.get(unknown, {}), denominator, Fraction(-1))
        require(not any(total.values()), f"equalities do not give {unknown}")
    surfaces = frozenset(name for name, _ in factors[1] if name[0] == "s")
    return Block(values, denominator, positive, surfaces)
