"""The certificate of a game that is solved choice by choice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from gametheory_dprk.analysis.atlas.proving.certificate import Writer
from gametheory_dprk.analysis.atlas.signaling.closed_forms import (
    ClosedForm,
    square_factors,
)
from gametheory_dprk.analysis.atlas.signaling.constraints import Label
from gametheory_dprk.analysis.atlas.systems.families import (
    Branch,
    Closed,
    Path,
    Reduced,
    Refuted,
    SystemFamily,
    Unsolved,
)
from gametheory_dprk.analysis.atlas.systems.family_writing import FamilyWriter
from gametheory_dprk.analysis.atlas.systems.solving import Inconsistent
from gametheory_dprk.number import number_text
from gametheory_dprk.polynomials import Polynomial
from gametheory_dprk.regions import Condition, Refutation, SignSplit, Term, condition
from gametheory_dprk.regions.condition import strict

Proof = Refutation | SignSplit


class BranchWriter:
    """Writes what became of the alternatives."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self.space = writer.space

    def branches(self, given: Iterable[Branch]) -> list[Any]:
        """Write alternatives."""
        return [self.branch(each) for each in given]

    def branch(self, given: Branch) -> dict[str, Any]:
        """Write one alternative."""
        written: dict[str, Any] = {
            "chosen": given.alternative.name,
            "blocks": [self.block(each) for each in given.own],
        }
        outcome, path = given.outcome, given.path
        if isinstance(outcome, Inconsistent):
            return written | {"vanishing": self.vanishing(outcome)}
        if isinstance(outcome, Refuted):
            return written | {"refuted": self.terms(outcome.proof, path, (), {}, outcome.labels)}
        if isinstance(outcome, Unsolved):
            self.writer.open.append(f"{outcome.chosen}: {outcome.reason}")
            return written | {"reduced": [], "closed": None}
        own = path.reduced[len(path.reduced) - len(given.alternative.inequalities) :]
        written["reduced"] = [self.reduced(each, path) for each in own if each.raw is not None]
        if isinstance(outcome, Closed):
            return written | {"closed": self.closed(outcome.proof, path)}
        if isinstance(outcome, SystemFamily):
            return written | {"end": FamilyWriter(self, outcome).end()}
        return written | {"next": self.branches(outcome)}

    def block(self, form: ClosedForm) -> dict[str, Any]:
        """Write formulas with the multiples of equalities that give them."""
        text = self.writer.text
        return {
            "unknowns": list(form.numerators),
            "denominator": text(form.denominator),
            "factors": self.writer.product(form.denominator),
            "free": list(form.free),
            "numerators": {
                u: {key: text(f) for key, f in parts.items()}
                for u, parts in form.numerators.items()
            },
            "multipliers": {
                u: [[list(label), text(f)] for label, f in multiples.items()]
                for u, multiples in form.multipliers.items()
            },
        }

    def vanishing(self, given: Inconsistent) -> dict[str, Any]:
        """Write why equalities contradict one another off surfaces."""
        return {
            "multipliers": [
                [list(label), self.writer.text(f)] for label, f in given.multipliers.items()
            ],
            "value": self.writer.product(given.value),
        }

    def reduced(self, given: Reduced, path: Path) -> list[Any]:
        """Write what an inequality comes to."""
        assert given.raw is not None
        written: list[Any] = [list(given.label), self.hint(given.raw, path.blocks)]
        if given.label[0] == "reached":
            written.append(self.writer.product(given.raw))
        return written

    def hint(self, raw: Polynomial, blocks: Sequence[ClosedForm]) -> list[Any]:
        """Write a polynomial as positive factors, squares of denominators, and a core."""
        stripped = self.space.strip(raw)
        factors = [[self.writer.reference(text), e] for text, e in stripped.factors]
        core = stripped.core
        for block in blocks:
            core, squares = square_factors(core, block)
            factors += [[self.writer.surface(f), e] for f, e in squares]
        return [[number_text(stripped.content), factors], self.writer.text(core)]

    # contradictions

    def closed(self, proof: Proof | None, path: Path) -> Any:
        """Write why the conditions of a path contradict one another."""
        if proof is None:
            self.writer.open.append(f"that {path.chosen} is impossible")
            return None
        return self.settled(proof, path, ())

    def settled(
        self,
        proof: Proof,
        path: Path,
        more: Sequence[Condition],
        sides: Mapping[str, str] | None = None,
        depth: int = 0,
    ) -> Any:
        """Write a contradiction, perhaps one on either side of a surface."""
        if isinstance(proof, Refutation):
            return self.terms(proof, path, more, sides or {})
        whole = Refutation((Term(Fraction(1), None, (proof.source,)),))
        written: dict[str, Any] = {
            "source": self.terms(whole, path, more, sides or {})[0][2][0],
            "factor": self.writer.text(proof.factor.polynomial),
            "quotient": self.writer.text(proof.quotient),
        }
        for name, part, side in (("above", proof.above, 1), ("below", proof.below, -1)):
            signs = {
                condition(proof.factor.polynomial * side, ">").key: f"g{depth}",
                condition(proof.quotient * side, ">").key: f"h{depth}",
            }
            written[name] = self.settled(part, path, more, {**(sides or {}), **signs}, depth + 1)
        return written

    def terms(
        self,
        proof: Refutation,
        path: Path,
        more: Sequence[Condition],
        sides: Mapping[str, str],
        labels: Mapping[str, Label] | None = None,
    ) -> Any:
        """Write a refutation from what a path implies and a further condition."""
        known = [(r.core, r.name) for r in path.reduced if r.core is not None]
        known += [(c, "p0") for c in more]
        names = {**sides, **self.writer.assumed}
        for one, name in known:
            names.setdefault(one.key, name)
        used = proof.conditions()
        for one, name in known:
            inner = strict(one)
            if inner.key in used and inner.key not in names:
                self.writer.surface(one.polynomial)
                names[inner.key] = f"{name}!"
        rows = {r.row.key: (r.name,) for r in path.reduced if r.row is not None}
        return self.writer.terms(proof, names, rows if labels is None else labels)
