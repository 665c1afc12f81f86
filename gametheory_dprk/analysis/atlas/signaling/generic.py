"""A fast test whether linear equations have solutions for generic parameters.

Parameters are replaced by random numbers modulo a large prime. Equations that are inconsistent
there are inconsistent for all parameters but those on some surface; the test only decides where
to look for that surface, so that bad luck costs time and never truth.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from gametheory_dprk.analysis.atlas.linear.elimination import Equation
from gametheory_dprk.polynomials import Polynomial, Ring
from gametheory_dprk.regions.columns import CONSTANT

PRIME = (1 << 61) - 1


class Generic:
    """Random parameters modulo a prime."""

    def __init__(self, ring: Ring) -> None:
        random = Random(1994)
        self.ring = ring
        self.point = [random.randrange(1, PRIME) for _ in ring.names]
        self._values: dict[str, int] = {}

    def value(self, polynomial: Polynomial) -> int:
        """Evaluate a polynomial."""
        text = str(polynomial)
        known = self._values.get(text)
        if known is None:
            known = self._values[text] = self._evaluate(polynomial)
        return known

    def _evaluate(self, polynomial: Polynomial) -> int:
        """Evaluate term by term."""
        total = 0
        for exponents, number in self.ring.terms(polynomial):
            term = int(number.p) * pow(int(number.q), -1, PRIME)
            for x, exponent in zip(self.point, exponents, strict=False):
                if exponent:
                    term = term * pow(x, exponent, PRIME) % PRIME
            total += term
        return total % PRIME

    def consistent(self, equations: Sequence[Equation]) -> bool:
        """Whether equations have a solution at the random point.

        Examples
        --------
        >>> ring = Ring(["a"])
        >>> a, one = ring.generators["a"], ring.one
        >>> Generic(ring).consistent([{"x": one, "": -a}, {"x": one, "": one}])
        False
        """
        lines = [
            {u: x for u, f in equation.items() if (x := self.value(f))} for equation in equations
        ]
        while lines:
            line = lines.pop()
            unknown = next((u for u in line if u != CONSTANT), None)
            if unknown is None:
                if line:
                    return False
                continue
            inverse = pow(line[unknown], -1, PRIME)
            lines = [_reduced(other, line, unknown, inverse) for other in lines]
        return True


def _reduced(
    line: dict[str, int], pivot: dict[str, int], unknown: str, inverse: int
) -> dict[str, int]:
    """Take an unknown out of a line."""
    here = line.get(unknown)
    if not here:
        return line
    factor = here * inverse % PRIME
    mixed = dict(line)
    for key, x in pivot.items():
        mixed[key] = (mixed.get(key, 0) - factor * x) % PRIME
    return {key: x for key, x in mixed.items() if x}
