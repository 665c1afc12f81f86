"""Proofs that a family exists wherever its conditions hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from gametheory_dprk.analysis.atlas.proving.case_proofs import CaseProofs
from gametheory_dprk.analysis.atlas.proving.certificate import Names, Writer
from gametheory_dprk.analysis.atlas.proving.factoring import by_factors
from gametheory_dprk.analysis.atlas.signaling.closed_forms import (
    ClosedForm,
    unsigned_factors,
)
from gametheory_dprk.analysis.atlas.signaling.families import Family
from gametheory_dprk.analysis.atlas.signaling.offpath import Alternative, Vertex
from gametheory_dprk.number import number_text
from gametheory_dprk.polynomials import Polynomial
from gametheory_dprk.polynomials.ring import exact_quotient
from gametheory_dprk.regions import (
    Condition,
    Row,
    condition,
    negation,
)
from gametheory_dprk.regions.columns import CONSTANT


class Sufficiency:
    """Proofs that a family exists wherever its conditions hold."""

    def __init__(self, proofs: CaseProofs, family: Family) -> None:
        self.proofs = proofs
        self.writer = proofs.writer
        self.space = proofs.space
        self.family = family

    def names(self, more: Sequence[Condition] = ()) -> Names:
        """Name the assumptions and the conditions of the family and of an option."""
        found = dict(self.writer.assumed)
        for letter, conditions in (("c", self.family.conditions), ("o", more)):
            for i, one in enumerate(conditions):
                found.setdefault(one.key, f"{letter}{i}")
        return found

    def end(self) -> dict[str, Any]:
        """Write a point of the region and why the conditions on the path hold in it."""
        path = []
        for label in self.proofs.labels:
            if label in self.family.solved.rows:
                row = self.family.solved.rows[label]
                path.append([list(label), self.chosen(row)])
            else:
                core = self.proofs.core(label)
                path.append([list(label), self.how(core)])
        choice = self.family.choice
        one = self.space.ring.one
        ratios = {
            u: [self.writer.text(r.numerator), self.writer.text(r.denominator)]
            for u, r in choice.items()
        }
        ratios |= {u: ["1", "2"] for u in self.family.solved.free if u not in choice}
        return {
            "witness": {n: number_text(x) for n, x in self.family.witness.items()},
            "path": path,
            "choice": ratios,
            "nonzero": {
                "sender": self.nonzero(self.family.solved.sender),
                "receiver": self.nonzero(self.family.solved.receiver),
            },
            "defined": {
                u: self.claim(condition((choice[u].denominator if u in choice else one) ** 2, ">"))
                for u in ratios
            },
        }

    def nonzero(self, form: ClosedForm) -> list[Any]:
        """Show for each factor of a denominator a strict condition of which it is a factor."""
        found: list[Any] = []
        for factor in unsigned_factors(self.space, form):
            for i, one in enumerate(self.family.conditions):
                quotient = exact_quotient(one.polynomial, factor)
                if one.relation == ">" and quotient is not None:
                    text = self.writer.text
                    found.append([self.writer.surface(factor), f"c{i}", text(quotient)])
                    break
            else:
                found.append([self.writer.surface(factor), *self.one_sided(factor)])
        return found

    def one_sided(self, factor: Polynomial) -> tuple[int, Any]:
        """Show on which side of zero a polynomial is in the region."""
        listed = self.writer.surfaces.get(str(factor))
        surface = factor if listed is not None else -factor
        for side in (1, -1):
            how = self.proved(condition(surface * side, ">"))
            if how is not None:
                return side, how
        self.writer.open.append(f"that {self.writer.text(factor)} is not zero")
        return 1, None

    def proved(self, given: Condition, more: Sequence[Condition] = ()) -> Any:
        """Prove a condition from those of the region."""
        opposite = negation(given)
        proof = self.space.refutation([*self.family.conditions, *more, opposite])
        if proof is None:
            return None
        return self.writer.terms(proof, {opposite.key: "p0", **self.names(more)})

    def chosen(self, row: Row) -> Any:
        """Prove an inequality at the chosen values of free unknowns."""
        if not set(row.coefficients) - {CONSTANT} <= set(self.family.choice):
            self.writer.open.append("values of free unknowns")
            return None
        f, below = self.space.ring.zero, self.space.ring.one
        for unknown, g in row.coefficients.items():
            if unknown == CONSTANT:
                f = f + g * below
                continue
            ratio = self.family.choice[unknown]
            f = f * ratio.denominator + g * ratio.numerator * below
            below = below * ratio.denominator
        return self.claim(condition(f * below, row.relation))

    def claim(self, given: Condition, more: Sequence[Condition] = ()) -> Any:
        """Write why a condition holds in the region."""
        core = self.space.strip(given.polynomial).core
        reduced = None if core.is_one() else condition(core, given.relation)
        return [*self.writer.hint(given), self.how(reduced, more)]

    def how(self, given: Condition | None, more: Sequence[Condition] = ()) -> Any:
        """Refer to a condition, or prove it from those of the region."""
        if given is None or (given.polynomial.is_zero() and given.relation == ">="):
            return None
        names = self.names(more)
        for key in (given.key, f"> {given.text}"):
            if names.get(key, "a")[0] in "co":
                return names[key]
        how = self.proved(given, more)
        if how is None:
            how = by_factors(self.writer, given, lambda one: self.proved(one, more))
        if how is None:
            self.writer.open.append(f"that {given.key} suffices")
        return how

    def option(self, m: str, option: Alternative) -> dict[str, Any]:
        """Write a way to deter, with proofs that it does."""
        text = self.writer.text
        return {
            "answers": vertex_texts(self.writer, option.answers),
            "over": text(option.answers.denominator),
            "belief": vertex_texts(self.writer, option.belief),
            "belief_over": text(option.belief.denominator),
            "conditions": [[text(c.polynomial), c.relation] for c in option.conditions],
            "claims": [self.claim(c, option.conditions) for c in self.claims(m, option)],
        }

    def claims(self, m: str, option: Alternative) -> Iterator[Condition]:
        """Yield what an option must satisfy, in the checker's order."""
        answers, belief = option.answers, option.belief
        for vertex in (answers, belief):
            yield condition(vertex.denominator**2, ">")
        for vertex in (answers, belief):
            for f in vertex.numerators.values():
                yield condition(f * vertex.denominator, ">=")
        constraints = self.proofs.lemmas.constraints
        for t in self.proofs.form.types:
            row = self.proofs.offered(
                constraints.row(("prefers", t, self.family.solved.paths[t], m))
            )
            yield condition(at_vertex(row.coefficients, "rho", m, answers), ">=")
        for r in option.responses:
            for q in self.proofs.form.responses(m):
                if q != r:
                    coefficients = constraints.row(("belief", m, r, q)).coefficients
                    yield condition(at_vertex(coefficients, "mu", m, belief), ">=")


def vertex_texts(writer: Writer, vertex: Vertex) -> dict[str, str]:
    """Write the numerators of a distribution."""
    return {name: writer.text(f) for name, f in vertex.numerators.items()}


def at_vertex(
    coefficients: Mapping[str, Polynomial], what: str, m: str, vertex: Vertex
) -> Polynomial:
    """Put a distribution into a row; the result has its sign."""
    names = {f"{what}({name}|{m})": f for name, f in vertex.numerators.items()}
    total = vertex.denominator * 0
    for unknown, f in coefficients.items():
        if unknown == CONSTANT:
            total += f * vertex.denominator
        elif unknown in names:
            total += f * names[unknown]
    return total * vertex.denominator
