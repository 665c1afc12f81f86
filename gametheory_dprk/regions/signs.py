"""What is known of the signs of polynomials under assumptions, and conditions without such factors.

A sign is found by coefficients, by samples that show both signs, by factors, by a product proof,
and last by z3; what is proved becomes a fact that certificates may use.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias

from gametheory_dprk.polynomials import Polynomial, Ring
from gametheory_dprk.regions.condition import Condition, condition, negation
from gametheory_dprk.regions.refutation import Refutation, Term
from gametheory_dprk.regions.samples import Samples

Sign: TypeAlias = Literal["+", "-", "0", ">=", "<=", "?"]

Prover: TypeAlias = Callable[[Condition], "Refutation | bool"]
"""Refutes a condition: a proof, or whether z3 says that it is never true."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A polynomial that the assumptions make positive (or not negative), and why.

    Attributes
    ----------
    proof : Refutation or None
        Of the opposite; None where only z3 says so.
    """

    condition: Condition
    proof: Refutation | None


@dataclass(frozen=True, slots=True)
class Stripped:
    """A polynomial written as content * facts * core, with a positive content.

    Attributes
    ----------
    factors : tuple of (str, int)
        Texts of positive polynomials, with their powers.
    """

    content: Fraction
    factors: tuple[tuple[str, int], ...]
    core: Polynomial


class Signs:
    """Signs of polynomials under some assumptions.

    Attributes
    ----------
    facts : dict of str to Fact
        Polynomials known to be positive, by their text; assumptions first.
    trusting : bool
        Whether a sign for which there is only z3's word counts as known.
    """

    def __init__(
        self, ring: Ring, assumptions: Sequence[Condition], samples: Samples, prover: Prover
    ) -> None:
        self.ring = ring
        self.samples = samples
        self.prover = prover
        self.facts: dict[str, Fact] = {
            a.text: Fact(a, None) for a in assumptions if a.relation == ">"
        }
        self._bounded = {
            a.text: a
            for a in sorted(assumptions, key=lambda a: a.relation, reverse=True)
            if a.text in ring.names and a.relation != "=="
        } | {name: self.facts[name].condition for name in set(self.facts) & set(ring.names)}
        self.trusting = True
        self._signs: dict[str, Sign] = {}
        self._stripped: dict[str, Stripped] = {}

    def sign(self, polynomial: Polynomial) -> Sign:
        """Return the sign of a polynomial under the assumptions, "?" where it varies."""
        if polynomial.is_zero():
            return "0"
        if polynomial.is_constant():
            return "+" if polynomial.coeffs()[0] > 0 else "-"
        text = str(polynomial)
        known = self._signs.get(text)
        if known is None:
            known = self._signs[text] = self._find_sign(polynomial, text)
        return known

    def negative(self, polynomial: Polynomial) -> bool | None:
        """Whether a polynomial is negative (or zero); None where its sign varies."""
        sign = self.sign(polynomial)
        return None if sign == "?" else sign in ("-", "<=")

    def _find_sign(self, polynomial: Polynomial, text: str) -> Sign:
        """Try samples, then factors, then proof."""
        values = self.samples.values(polynomial, text)
        above, below = bool((values > 1e-9).any()), bool((values < -1e-9).any())
        if above and below:
            return "?"
        _, powers = polynomial.factor()
        if len(powers) > 1 or int(powers[0][1]) > 1:
            return self._sign_of_product(polynomial)
        orders = (1, -1) if above else (-1, 1)
        for order in orders:
            found = self._prove_sign(polynomial * order)
            if found:
                return found if order > 0 else OPPOSITE[found]
        return "?"

    def _sign_of_product(self, polynomial: Polynomial) -> Sign:
        """Multiply the signs of the factors."""
        content, powers = polynomial.factor()
        result: Sign = "+" if content > 0 else "-"
        for factor, exponent in powers:
            sign = self.sign(factor)
            if sign == "?":
                return "?"
            for _ in range(int(exponent)):
                result = _times(result, sign)
        return result

    def _prove_sign(self, polynomial: Polynomial) -> Sign | None:
        """Prove that an irreducible polynomial is positive, or at least not negative."""
        _, primitive = Ring.primitive(polynomial)
        for relation in (">", ">="):
            claim = condition(primitive, ">" if relation == ">" else ">=")
            if claim.text in self.facts and relation == ">":
                return "+"
            proof = self._by_coefficients(claim) or self.prover(negation(claim))
            if proof is False:
                continue
            if relation == ">" and proof is True and not self.trusting:
                return None
            if relation == ">":
                known = proof if isinstance(proof, Refutation) else None
                self.facts[claim.text] = Fact(claim, known)
                return "+"
            return ">="
        return None

    def _by_coefficients(self, claim: Condition) -> Refutation | None:
        """Prove a sum of positive terms in positive parameters positive."""
        terms = []
        for exponents, number in self.ring.terms(claim.polynomial):
            named = self.ring.monomial(exponents)
            if number < 0 or any(name not in self._bounded for name, _ in named):
                return None
            factors = tuple(
                self._bounded[name] for name, exponent in named for _ in range(exponent)
            )
            terms.append(Term(Fraction(int(number.p), int(number.q)), None, factors))
        first = Term(Fraction(1), None, (negation(claim),))
        if not any(all(f.relation == ">" for f in t.factors) for t in (first, *terms)):
            return None
        return Refutation((first, *terms))

    def strip(self, polynomial: Polynomial) -> Stripped:
        """Take out all factors whose sign is known.

        A polynomial of known sign becomes 1 or -1. Factors of even power and unknown sign stay
        as squares.
        """
        text = str(polynomial)
        known = self._stripped.get(text)
        if known is None:
            known = self._stripped[text] = self._strip(polynomial)
        return known

    def _strip(self, polynomial: Polynomial) -> Stripped:
        """Sort the factors."""
        if polynomial.is_zero() or polynomial.is_constant():
            return Stripped(*_constant_parts(polynomial))
        constant, powers = polynomial.factor()
        content = Fraction(int(constant.p), int(constant.q))
        core, factors = self.ring.one, []
        for factor, power in powers:
            exponent = int(power)
            scale, primitive = Ring.primitive(factor)
            content *= scale**exponent
            sign = self.sign(primitive)
            if sign == "-":
                primitive = -primitive
                content *= (-1) ** exponent
            if sign in ("+", "-"):
                factors.append((str(primitive), exponent))
            else:
                core *= primitive**exponent
        if content < 0:
            content, core = -content, -core
        return Stripped(content, tuple(factors), core)

    def normal(self, given: Condition) -> Condition | bool:
        """Return the condition without factors of known sign, or its truth where it is known."""
        core = self.strip(given.polynomial).core
        if core.is_constant():
            if given.relation == "==":
                return bool(core.is_zero())
            value = 0 if core.is_zero() else core.coeffs()[0]
            return bool(value > 0 or (value == 0 and given.relation == ">="))
        sign = self.sign(core)
        if given.relation == ">=" and sign == ">=":
            return True
        if given.relation == ">" and sign == "<=":
            return False
        if given.relation == "==" and str(-core) < str(core):
            core = -core
        return condition(core, given.relation)

    def normalized(self, conditions: Iterable[Condition]) -> list[Condition] | None:
        """Normalize a conjunction, each condition once; None where one is false."""
        found: dict[str, Condition] = {}
        for given in conditions:
            reduced = self.normal(given)
            if reduced is False:
                return None
            if isinstance(reduced, Condition):
                found[reduced.key] = reduced
        return [c for c in found.values() if c.relation != ">=" or f"> {c.text}" not in found]


def _constant_parts(polynomial: Polynomial) -> tuple[Fraction, tuple[()], Polynomial]:
    """Write a constant as a positive content times 1, 0 or -1."""
    content, core = Ring.primitive(polynomial)
    return content, (), core


OPPOSITE: Mapping[Sign, Sign] = {"+": "-", "-": "+", ">=": "<=", "<=": ">=", "0": "0", "?": "?"}


def _times(one: Sign, other: Sign) -> Sign:
    """Multiply signs that are known."""
    negative = (one in ("-", "<=")) != (other in ("-", "<="))
    weak = one in (">=", "<=") or other in (">=", "<=")
    if weak:
        return "<=" if negative else ">="
    return "-" if negative else "+"
