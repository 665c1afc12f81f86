"""Proofs that polynomial conditions imply another: products of them that sum to zero.

Whatever proposes the products, they are multiplied out here again and must cancel exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from gametheory_dprk.polynomials import Polynomial, Ratio, Ring
from gametheory_dprk.regions import Condition, condition
from gametheory_dprk.regions.columns import Columns
from gametheory_dprk.regions.refutation import Refutation, refute

DEPTHS = ((0, 1), (0, 2), (0, 3), (0, 4))
"""How many conditions are multiplied, in turn."""


@dataclass
class Signs:
    """What follows from polynomial conditions.

    Parameters
    ----------
    ring : Ring
    given : sequence of Condition
        Inequalities, strict or not.

    Examples
    --------
    >>> ring = Ring(["p", "q"])
    >>> p, q = ring.generators.values()
    >>> signs = Signs(ring, [condition(f, ">") for f in (p, q, 1 - p, 1 - q)])
    >>> one = ring.one
    >>> signs.is_at_least_zero(Ratio.of(p + q - p * q, one))
    True
    >>> signs.is_at_least_zero(Ratio.of(p - q, one))
    False
    """

    ring: Ring
    given: Sequence[Condition]
    known: dict[str, int] = field(default_factory=dict)

    def is_at_least_zero(self, ratio: Ratio) -> bool:
        """Whether a ratio is shown not to be negative wherever it is defined."""
        if ratio.is_zero():
            return True
        left = self.ring.one
        sign = 1
        for part in (ratio.numerator, ratio.denominator):
            content, factors = factored(part)
            sign *= 1 if content > 0 else -1
            for factor, power in factors:
                known = self.sign(factor)
                if known == 0 and power % 2:
                    left = left * factor
                elif power % 2:
                    sign *= known
        if left.is_constant():
            return sign > 0
        return self.implies(condition(left * sign, ">="))

    def sign(self, factor: Polynomial) -> int:
        """1 or -1 where a polynomial is shown to be positive or negative, else 0."""
        text = str(factor)
        if text not in self.known:
            self.known[text] = next(
                (s for s in (1, -1) if self.implies(condition(factor * s, ">"))), 0
            )
        return self.known[text]

    def implies(self, claim: Condition) -> bool:
        """Whether the opposite of an inequality contradicts the conditions."""
        if any(each.key == claim.key for each in self.given):
            return True
        opposite = condition(-claim.polynomial, ">=" if claim.relation == ">" else ">")
        proof = refute(Columns(self.ring), (), [*self.given, opposite], depths=DEPTHS)
        return proof is not None and self.is_proof(proof, opposite)

    def is_proof(self, proof: Refutation, opposite: Condition) -> bool:
        """Whether products of conditions and of the opposite cancel, one of them being positive."""
        allowed = {each.key: each for each in (*self.given, opposite)}
        total, positive = self.ring.zero, False
        for term in proof.terms:
            if term.row is not None or term.multiplier is not None or term.weight <= 0:
                return False
            product = self.ring.constant(term.weight)
            for factor in term.factors:
                if factor.key not in allowed:
                    return False
                product = product * allowed[factor.key].polynomial
            total = total + product
            relations = {allowed[factor.key].relation for factor in term.factors}
            positive |= relations <= {">"}
        return positive and total.is_zero()


def factored(form: Polynomial) -> tuple[int, list[tuple[Polynomial, int]]]:
    """The sign of the content of a polynomial, and its irreducible factors with powers."""
    try:
        content, factors = form.factor()
    except OverflowError:
        return 1, [(form, 1)]
    return (1 if content > 0 else -1), [(factor, int(power)) for factor, power in factors]
