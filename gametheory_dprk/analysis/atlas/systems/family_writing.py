"""Families in a certificate: proofs that their conditions are necessary and suffice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from gametheory_dprk.analysis.atlas.proving.factoring import by_factors
from gametheory_dprk.analysis.atlas.signaling.closed_forms import (
    ClosedForm,
    unsigned_factors,
)
from gametheory_dprk.analysis.atlas.systems.families import (
    Reduced,
    SystemFamily,
)
from gametheory_dprk.analysis.atlas.systems.search import DEPTHS
from gametheory_dprk.number import number_text
from gametheory_dprk.polynomials import Polynomial
from gametheory_dprk.polynomials.ring import exact_quotient
from gametheory_dprk.regions import Condition, Refutation, Row, SignSplit, condition, negation
from gametheory_dprk.regions.columns import CONSTANT
from gametheory_dprk.regions.condition import strict

if TYPE_CHECKING:
    from gametheory_dprk.analysis.atlas.systems.writing import BranchWriter

Proof = Refutation | SignSplit


class FamilyWriter:
    """Writes a family with proofs that its conditions are necessary and suffice."""

    def __init__(self, branches: BranchWriter, family: SystemFamily) -> None:
        self.branches = branches
        self.writer = branches.writer
        self.space = branches.space
        self.family = family

    def end(self) -> dict[str, Any]:
        """Write the family."""
        family, text = self.family, self.writer.text
        one = self.space.ring.one
        choice = {u: (r.numerator, r.denominator) for u, r in family.choice.items()}
        choice |= {u: (one, one) for u in family.path.free if u not in choice}
        return {
            "conditions": [
                [text(c.polynomial), c.relation, self.necessary(c)] for c in family.conditions
            ],
            "witness": {name: number_text(x) for name, x in family.witness.items()},
            "choice": {
                u: [text(top), text(below), self.claim(condition(below**2, ">"))]
                for u, (top, below) in choice.items()
            },
            "sufficient": [self.sufficient(each) for each in family.path.reduced],
            "nonzero": self.nonzero(),
        }

    def necessary(self, claim: Condition) -> Any:
        """Prove that a condition holds wherever the case has an equilibrium."""
        path, opposite = self.family.path, negation(claim)
        root = factor_of_square(claim, path.blocks)
        if root is not None:
            surface = self.writer.surface(root)
            return [["1", None, [f"n{surface[1:]}!"]], ["1", None, ["p0"]]]
        for tried in (opposite, strict(opposite)):
            for given in (path.conditions(), [strict(c) for c in path.conditions()]):
                proof = self.proof([*given, tried], path.rows())
                if proof is not None:
                    return self.branches.settled(proof, path, [opposite])
        self.writer.open.append(f"that {self.writer.text(claim.polynomial)} is necessary")
        return None

    def proof(self, given: Sequence[Condition], rows: Sequence[Row]) -> Proof | None:
        """Refute conditions."""
        if rows:
            return self.space.refutation(given, rows, frozenset(), DEPTHS)
        return self.space.contradiction(given)

    def sufficient(self, given: Reduced) -> Any:
        """Prove that an inequality holds in the region."""
        if given.row is not None:
            return self.chosen(given.row)
        return self.how(given.core)

    def chosen(self, row: Row) -> Any:
        """Prove an inequality at the chosen values of free unknowns."""
        f, below = self.space.ring.zero, self.space.ring.one
        for unknown, g in row.coefficients.items():
            if unknown == CONSTANT:
                f = f + g * below
            elif unknown in self.family.choice:
                ratio = self.family.choice[unknown]
                f = f * ratio.denominator + g * ratio.numerator * below
                below = below * ratio.denominator
            else:
                self.writer.open.append("values of free unknowns")
                return None
        return self.claim(condition(f * below, row.relation))

    def claim(self, given: Condition) -> Any:
        """Write why a condition holds in the region."""
        core = self.space.strip(given.polynomial).core
        reduced = None if core.is_one() else condition(core, given.relation)
        return [*self.writer.hint(given), self.how(reduced)]

    def how(self, given: Condition | None) -> Any:
        """Refer to a condition, or prove it from those of the region."""
        if given is None or (given.polynomial.is_zero() and given.relation == ">="):
            return None
        own = {c.key: f"c{i}" for i, c in enumerate(self.family.conditions)}
        for key in (given.key, f"> {given.text}"):
            if key in own:
                return own[key]
        found = self.proved(given) or by_factors(self.writer, given, self.one_how)
        if found is None:
            self.writer.open.append(f"that {given.key} suffices")
        return found

    def one_how(self, given: Condition) -> Any:
        """Refer to a condition of the family, or prove one."""
        own = {c.key: f"c{i}" for i, c in enumerate(self.family.conditions)}
        return own.get(given.key) or own.get(f"> {given.text}") or self.proved(given)

    def proved(self, given: Condition) -> Any:
        """Prove a condition from those of the region."""
        opposite = negation(given)
        proof = self.space.refutation([*self.family.conditions, opposite])
        if proof is None:
            return None
        names = {c.key: f"c{i}" for i, c in enumerate(self.family.conditions)}
        return self.writer.terms(proof, {opposite.key: "p0", **names, **self.writer.assumed})

    def nonzero(self) -> list[Any]:
        """Show that no factor of a denominator vanishes in the region."""
        blocks = self.family.path.blocks
        factors = {str(f): f for block in blocks for f in unsigned_factors(self.space, block)}
        return [self.one_nonzero(factor) for factor in factors.values()]

    def one_nonzero(self, factor: Polynomial) -> list[Any]:
        """Show a strict condition of which a polynomial is a factor, or on which side it is."""
        surface = self.writer.surface(factor)
        listed = factor if str(factor) in self.writer.surfaces else -factor
        for i, one in enumerate(self.family.conditions):
            quotient = exact_quotient(one.polynomial, listed)
            if one.relation == ">" and quotient is not None:
                return [surface, f"c{i}", self.writer.text(quotient)]
        for side in (1, -1):
            how = self.proved(condition(listed * side, ">"))
            if how is not None:
                return [surface, side, how]
        self.writer.open.append(f"that {self.writer.text(factor)} is not zero")
        return [surface, 1, None]


def factor_of_square(claim: Condition, blocks: Iterable[ClosedForm]) -> Polynomial | None:
    """Return the factor of a denominator that a condition says is not zero."""
    if claim.relation != ">":
        return None
    for block in blocks:
        for factor, _ in block.denominator.factor()[1]:
            if factor**2 == claim.polynomial:
                found: Polynomial = factor
                return found
    return None
