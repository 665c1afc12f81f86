"""Rational functions with a scenario's definitions put in where that makes them shorter.

To write with ``mu = (k + b)/(v + d)``, one of its parameters is replaced by what the definition
says it is, ``k = mu*(v + d) - b``; whatever then cancels was said by the name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gametheory_dprk.expr import Expr, to_text
from gametheory_dprk.polynomials import Polynomial, Ratio, Ring, ratio_expr
from gametheory_dprk.polynomials.rendering import Negative, gathered_expr


@dataclass(frozen=True, slots=True)
class Definition:
    """A named rational function of the parameters."""

    name: str
    value: Ratio


class Shortener:
    """Writes rational functions as short as definitions allow.

    Parameters
    ----------
    parameters : Ring
        That of the definitions.
    ring : Ring
        That of what is written: the parameters, and perhaps more.
    negative
        Which factors to write with the opposite sign.

    Examples
    --------
    >>> ring = Ring(["p", "k", "v", "d"])
    >>> p, k, v, d = ring.generators.values()
    >>> share = Definition("mu", Ratio.of(k, v + d))
    >>> short = Shortener(ring, ring, [share], lambda f: f == p - 1)
    >>> to_text(short.shortest(Ratio.of(p * (v + d - k), (1 - p) * k)))
    'p*(1 - mu)/(mu*(1 - p))'
    """

    def __init__(
        self,
        parameters: Ring,
        ring: Ring,
        definitions: Sequence[Definition],
        negative: Negative,
    ) -> None:
        self.parameters = parameters
        self.ring = ring
        self.definitions = [d for d in definitions if d.name not in ring.generators]
        self.wide = Ring([*ring.names, *(d.name for d in self.definitions)])
        self.negative = negative

    def shortest(self, given: Ratio) -> Expr:
        """Put in definitions one after the other while the formula gets shorter."""
        best = self.lifted(given, self.ring)
        length = self.size(best)
        improved = len(self.definitions) > 0 and length > 2
        while improved:
            improved = False
            for candidate in self.rewritten(best):
                size = self.size(candidate)
                if size < length:
                    best, length, improved = candidate, size, True
        return self.finished(best)

    def size(self, given: Ratio) -> int:
        """Return how long a rational function is when it is written."""
        return len(to_text(ratio_expr(given, self.wide, self.known_sign)))

    def finished(self, given: Ratio) -> Expr:
        """Write a rational function with common factors taken out."""
        return ratio_expr(given, self.wide, self.known_sign, gathered_expr)

    def known_sign(self, f: Polynomial) -> bool | None:
        """Whether a polynomial in the parameters alone is negative; unknown for others."""
        if not self.wide.variables(f) <= set(self.parameters.names):
            return None
        return self.negative(moved(f, self.wide, self.parameters))

    def lifted(self, given: Ratio, ring: Ring) -> Ratio:
        """Read a rational function in the wide ring."""
        return Ratio(
            moved(given.numerator, ring, self.wide), moved(given.denominator, ring, self.wide)
        )

    def rewritten(self, given: Ratio) -> Iterator[Ratio]:
        """Yield a rational function with one parameter replaced by means of one definition."""
        present = self.wide.variables(given.numerator) | self.wide.variables(given.denominator)
        for definition in self.definitions:
            value = self.lifted(definition.value, self.parameters)
            equation = self.wide.generators[definition.name] * value.denominator - value.numerator
            for name in self.parameters.names:
                if name in present and int(degree(equation, self.wide, name)) == 1:
                    slope = equation.derivative(name)
                    rest = equation - slope * self.wide.generators[name]
                    yield replaced(given, self.wide, name, Ratio.of(-rest, slope))


def degree(f: Polynomial, ring: Ring, name: str) -> int:
    """Return the power with which a parameter occurs."""
    return int(f.degrees()[ring.names.index(name)])


def moved(f: Polynomial, source: Ring, target: Ring) -> Polynomial:
    """Read a polynomial of one ring in another one that has its parameters."""
    total = target.zero
    for exponents, number in source.terms(f):
        term = target.one * number
        for name, exponent in source.monomial(exponents):
            term *= target.generators[name] ** exponent
        total += term
    return total


def replaced(given: Ratio, ring: Ring, name: str, value: Ratio) -> Ratio:
    """Put a rational function for a parameter."""
    top, over = homogeneous(given.numerator, ring, name, value)
    bottom, under = homogeneous(given.denominator, ring, name, value)
    shift = over - under
    if shift > 0:
        return Ratio.of(top, bottom * value.denominator**shift)
    return Ratio.of(top * value.denominator**-shift, bottom)


def homogeneous(f: Polynomial, ring: Ring, name: str, value: Ratio) -> tuple[Polynomial, int]:
    """Put a quotient for a parameter; the result is over a power of the denominator."""
    highest, total = max(degree(f, ring, name), 0), ring.zero
    powers: Mapping[int, Polynomial] = {
        i: value.numerator**i * value.denominator ** (highest - i) for i in range(highest + 1)
    }
    for exponents, number in ring.terms(f):
        term, own = ring.one * number, 0
        for each, exponent in ring.monomial(exponents):
            if each == name:
                own = exponent
            else:
                term *= ring.generators[each] ** exponent
        total += term * powers[own]
    return total, highest
