"""Conditions on a plane as products of curves, so that signs of curves decide them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TypeAlias

from gametheory_dprk.analysis.atlas.plane.curves import Curve, curve, restricted
from gametheory_dprk.polynomials import Polynomial, Ring
from gametheory_dprk.regions import Condition
from gametheory_dprk.regions.formula import Every, Formula, Some

Signs: TypeAlias = Sequence[int]
"""The sign of every curve, in the order of `Reader.curves`."""

Product: TypeAlias = tuple[int, tuple[tuple[int, int], ...]]
"""A sign, and curves by number with their powers."""


class Reader:
    """Reads conditions on all parameters as conditions on the curves of a plane.

    Attributes
    ----------
    curves : list of Curve
        The curves met so far, each once.

    Examples
    --------
    >>> from gametheory_dprk.regions import condition
    >>> ring = Ring(["p", "c", "g"])
    >>> p, c, g = ring.generators.values()
    >>> reader = Reader(ring, Ring(["p", "c"]), {"g": Fraction(1)})
    >>> below = condition((g - c) * p, ">=")
    >>> reader.prepare(below)
    >>> [str(each.polynomial) for each in reader.curves]
    ['c - 1', 'p']
    >>> reader.truth(below, [-1, 1]), reader.truth(below, [1, 1]), reader.truth(below, [0, 1])
    (True, False, True)
    """

    def __init__(self, ring: Ring, plane: Ring, values: Mapping[str, Fraction]) -> None:
        self.ring = ring
        self.plane = plane
        self.values = values
        self.curves: list[Curve] = []
        self._numbers: dict[str, int] = {}
        self._products: dict[str, Product] = {}

    def prepare(self, formula: Formula) -> None:
        """Meet the curves of a formula."""
        match formula:
            case Condition():
                self.product(formula)
            case Every() | Some():
                for part in formula.parts:
                    self.prepare(part)

    def product(self, given: Condition) -> Product:
        """Return a condition's polynomial on the plane as a product."""
        known = self._products.get(given.text)
        if known is None:
            flat = restricted(given.polynomial, self.ring, self.plane, self.values)
            known = self._products[given.text] = self.factored(flat)
        return known

    def factored(self, flat: Polynomial) -> Product:
        """Split a polynomial on the plane into curves."""
        if flat.is_zero():
            return 0, ()
        content, powers = flat.factor()
        sign, found = (1 if content > 0 else -1), []
        for factor, exponent in powers:
            number, turned = self.number(factor)
            sign *= turned ** int(exponent)
            found.append((number, int(exponent)))
        return sign, tuple(found)

    def number(self, factor: Polynomial) -> tuple[int, int]:
        """Return a curve's number, and by which sign its polynomial differs from a factor."""
        primitive = Ring.primitive(factor)[1]
        turned = 1
        if primitive.coeffs()[0] < 0:
            primitive, turned = -primitive, -1
        key = str(primitive)
        if key not in self._numbers:
            self._numbers[key] = len(self.curves)
            self.curves.append(curve(primitive, self.plane))
        return self._numbers[key], turned

    def truth(self, formula: Formula, signs: Signs) -> bool:
        """Decide a formula where the curves have given signs."""
        match formula:
            case bool():
                return formula
            case Condition():
                return self._holds(formula, signs)
            case Every():
                return all(self.truth(part, signs) for part in formula.parts)
            case Some():
                return any(self.truth(part, signs) for part in formula.parts)

    def _holds(self, given: Condition, signs: Signs) -> bool:
        """Multiply the signs of a condition's curves."""
        sign, powers = self.product(given)
        for number, exponent in powers:
            sign *= signs[number] ** exponent
        match given.relation:
            case ">":
                return sign > 0
            case ">=":
                return sign >= 0
            case "==":
                return sign == 0
