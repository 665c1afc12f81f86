"""Many polynomials at many points: straight-line array code that shares its monomials.

Every value comes with a bound on its rounding error, so that signs can be trusted or decided
exactly. No text is compiled: a program is a list of products and sums that numpy carries out.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from gametheory_dprk.polynomials.ring import Polynomial, Ring, fraction

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array: TypeAlias = NDArray[np.float64]

Exponents: TypeAlias = tuple[int, ...]

UNIT = 2.0**-53 * 1.01
"""Unit roundoff of float64, with room for terms of second order."""


class Program:
    """Polynomials that are evaluated together.

    Parameters
    ----------
    ring : Ring

    Examples
    --------
    >>> import numpy as np
    >>> ring = Ring(["x", "y"])
    >>> x, y = ring.generators.values()
    >>> program = Program(ring)
    >>> places = [program.add(f) for f in (x * y - 1, x * y + x**2)]
    >>> values = program.values([np.array([1.0, 2.0]), np.array([1.0, 3.0])])
    >>> [values[place].tolist() for place in places]
    [[0.0, 5.0], [2.0, 10.0]]
    """

    def __init__(self, ring: Ring) -> None:
        self.ring = ring
        self._monomials: dict[Exponents, int] = {}
        self._products: list[tuple[int, int]] = []
        self._sums: list[list[tuple[int, float]]] = []
        self._known: dict[str, int] = {}
        self._errors: list[float] = []
        self._monomial((0,) * len(ring.names))

    def __len__(self) -> int:
        return len(self._sums)

    @property
    def degree(self) -> int:
        """The largest total degree."""
        return max(map(sum, self._monomials))

    def is_constant(self, place: int) -> bool:
        """Whether a polynomial is a constant that float64 holds with its sign."""
        return all(monomial == 0 for monomial, _ in self._sums[place])

    def add(self, polynomial: Polynomial) -> int:
        """Add a polynomial, unless it is there; return its place among the values."""
        text = str(polynomial)
        if text not in self._known:
            terms = list(self.ring.terms(polynomial))
            self._known[text] = len(self._sums)
            self._sums.append(
                [(self._monomial(powers), as_float(fraction(c))) for powers, c in terms]
            )
            steps = 2 * int(polynomial.total_degree()) + len(terms) + 4 if terms else 0
            self._errors.append(steps * UNIT)
        return self._known[text]

    def _monomial(self, powers: Exponents) -> int:
        """Find a product of parameters: one factor times a product that comes before it."""
        powers = powers[: len(self.ring.names)]
        known = self._monomials.get(powers)
        if known is None:
            last = max((j for j, power in enumerate(powers) if power), default=None)
            if last is not None:
                rest = (*powers[:last], powers[last] - 1, *powers[last + 1 :])
                self._products.append((self._monomial(rest), last))
            known = self._monomials[powers] = len(self._monomials)
        return known

    def values(self, columns: Sequence[Array]) -> Array:
        """Evaluate at some points.

        Parameters
        ----------
        columns
            One array of the same length for each parameter, in the order of the ring.

        Returns
        -------
        array, shape (polynomials, points)
        """
        return self._totals(self._products_at(columns))

    def bounded(self, columns: Sequence[Array]) -> tuple[Array, Array]:
        """Evaluate, with a bound on the error of each polynomial that holds at all points."""
        import numpy as np

        products = self._products_at(columns)
        largest = np.abs(products).max(axis=1)
        return self._totals(products), self._bounds(largest[:, None])[:, 0]

    def bounds(self, columns: Sequence[Array]) -> Array:
        """Bound the rounding errors point by point; shape (polynomials, points)."""
        import numpy as np

        return self._bounds(np.abs(self._products_at(columns)))

    def _products_at(self, columns: Sequence[Array]) -> Array:
        """Multiply out all monomials."""
        import numpy as np

        count = len(columns[0]) if columns else 1
        found = np.empty((len(self._monomials), count))
        found[0] = 1.0
        for place, (rest, last) in enumerate(self._products, start=1):
            np.multiply(found[rest], columns[last], out=found[place])
        return found

    def _totals(self, products: Array) -> Array:
        """Add up the terms of each polynomial."""
        import numpy as np

        found = np.zeros((len(self._sums), products.shape[1]))
        term = np.empty(products.shape[1])
        for total, terms in zip(found, self._sums, strict=True):
            for place, number in terms:
                if abs(number) == 1.0:
                    (np.add if number > 0 else np.subtract)(total, products[place], out=total)
                else:
                    np.multiply(products[place], number, out=term)
                    total += term
        return found

    def _bounds(self, sizes: Array) -> Array:
        """Add up the sizes of the terms, times the error of each."""
        import numpy as np

        found = np.zeros((len(self._sums), sizes.shape[1]))
        for total, terms, error in zip(found, self._sums, self._errors, strict=True):
            for place, number in terms:
                total += sizes[place] * (abs(number) * error)
        return found


def as_float(number: Fraction) -> float:
    """Round a coefficient; infinite where float64 does not reach."""
    try:
        return float(number)
    except OverflowError:
        return float("inf") if number > 0 else float("-inf")
