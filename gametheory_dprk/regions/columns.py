"""Products of constraints as columns of numbers, each computed once.

A constraint is linear in the unknowns of the game with polynomials in the parameters as
coefficients; a column lists the numbers by (unknown, monomial). Products multiply at most one
constraint that has unknowns with constraints on the parameters alone, which is all that the
elimination of the unknowns can ask for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from flint import fmpq

from gametheory_dprk.polynomials import Polynomial, Ring
from gametheory_dprk.regions.condition import Condition, Relation

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers: TypeAlias = NDArray[Any]

CONSTANT = ""
"""The key of the part of a row that has no unknown."""


@dataclass(frozen=True, slots=True)
class Row:
    """A constraint that is linear in unknowns.

    Attributes
    ----------
    coefficients : Mapping[str, Polynomial]
        By unknown; the part without unknown under "".
    key : str
        Identifies the row; equal keys must mean equal rows.
    """

    coefficients: Mapping[str, Polynomial] = field(compare=False)
    relation: Relation = field(compare=False)
    key: str

    @classmethod
    def of(cls, given: Condition) -> Row:
        """Read a condition on the parameters as a row without unknowns."""
        return cls({CONSTANT: given.polynomial}, given.relation, given.key)


class Column(NamedTuple):
    """The numbers of a product: positions, values in float64, and exactly."""

    places: Numbers
    values: Numbers
    exact: Sequence[fmpq]
    scale: float


class Columns:
    """The products of one parameter space.

    Attributes
    ----------
    described : dict
        Room for what others say of products, by the names of their factors.
    """

    def __init__(self, ring: Ring) -> None:
        self.ring = ring
        self.place: dict[tuple[str, tuple[int, ...]], int] = {}
        self.owner: list[str] = []
        self.products: dict[tuple[str, ...], Polynomial] = {(): ring.one}
        self.described: dict[tuple[str, tuple[str, ...], str], Any] = {}

    def column(
        self,
        row: Row | None,
        factors: tuple[Condition, ...],
        multiplier: Polynomial | None = None,
    ) -> Column:
        """Return the column of a row (or none) times conditions and, perhaps, a polynomial."""
        product = self.product(factors, tuple(factor.key for factor in factors))
        return self._build(row, product if multiplier is None else product * multiplier)

    def product(self, factors: tuple[Condition, ...], names: tuple[str, ...]) -> Polynomial:
        """Multiply conditions."""
        known = self.products.get(names)
        if known is None:
            known = self.product(factors[:-1], names[:-1]) * factors[-1].polynomial
            self.products[names] = known
        return known

    def _build(self, row: Row | None, multiplier: Polynomial) -> Column:
        """Multiply out and list the numbers."""
        import numpy as np

        parts = row.coefficients if row else {CONSTANT: self.ring.one}
        places, exact = [], []
        for unknown, coefficient in parts.items():
            product = coefficient * multiplier
            for exponents, number in self.ring.terms(product):
                places.append(self._place(unknown, exponents))
                exact.append(number)
        values = np.array([int(c.p) / int(c.q) for c in exact], dtype=np.float64)
        scale = float(np.abs(values).max()) if exact else 1.0
        return Column(np.array(places, dtype=np.int64), values / scale, exact, scale)

    def _place(self, unknown: str, exponents: tuple[int, ...]) -> int:
        """Number a pair of unknown and monomial."""
        key = (unknown, exponents)
        known = self.place.get(key)
        if known is None:
            known = self.place[key] = len(self.owner)
            self.owner.append(unknown)
        return known
