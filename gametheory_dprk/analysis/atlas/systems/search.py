"""Depth-first search through the choices; contradictions end it early."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from gametheory_dprk.analysis.atlas.checker.systems import Alternative
from gametheory_dprk.analysis.atlas.linear.projection import Inequality, project
from gametheory_dprk.analysis.atlas.signaling.choices import choose_values
from gametheory_dprk.analysis.atlas.signaling.closed_forms import (
    ClosedForm,
    square_factors,
    unsigned_factors,
)
from gametheory_dprk.analysis.atlas.systems.expressions import (
    Expression,
    coefficients,
    expression,
    is_linear,
    substituted,
    unknowns_of,
)
from gametheory_dprk.analysis.atlas.systems.families import (
    Branch,
    Closed,
    Outcome,
    Path,
    Reduced,
    Refuted,
    SystemFamily,
    Unsolved,
)
from gametheory_dprk.analysis.atlas.systems.ground import Ground
from gametheory_dprk.analysis.atlas.systems.solving import Inconsistent, NotLinear, solve
from gametheory_dprk.polynomials import Polynomial
from gametheory_dprk.polynomials.ring import exact_quotient
from gametheory_dprk.regions import Condition, Refutation, Relation, Row, SignSplit, condition
from gametheory_dprk.regions.condition import strict
from gametheory_dprk.regions.simplification import simplified

DEPTHS = ((0, 1), (1, 1), (1, 2))


class Search:
    """Goes through all choices.

    Attributes
    ----------
    families : list of SystemFamily
        In the order in which they were found.
    unsolved : list of Unsolved
    """

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.space = ground.space
        self.families: list[SystemFamily] = []
        self.unsolved: list[Unsolved] = []

    def branches(self, path: Path = Path()) -> tuple[Branch, ...]:  # noqa: B008
        """Return what becomes of every alternative after some choices."""
        alternatives = self.ground.source.alternatives(list(path.chosen))
        assert alternatives is not None
        return tuple(self.branch(each, path) for each in alternatives)

    def branch(self, alternative: Alternative, before: Path) -> Branch:
        """Solve an alternative and go on from there."""
        self.space.budget.tick()
        chosen = (*before.chosen, alternative.name)
        equalities = {
            label: expression(f, self.space.ring) for label, f in alternative.equalities.items()
        }
        try:
            found = solve(
                self.space, alternative.unknowns, equalities, before.blocks, self.preference
            )
        except NotLinear as error:
            return Branch(alternative, before, (), self.open(chosen, str(error)))
        own = found.blocks if isinstance(found, Inconsistent) else found
        path = Path(chosen, (*before.blocks, *own), before.reduced)
        if isinstance(found, Inconsistent):
            refuted = self.refuted(alternative, before)
            if refuted is not None:
                return Branch(alternative, before, (), refuted)
            return Branch(alternative, path, own, found)
        reduced = self.reduced(alternative, path)
        if reduced is None:
            reason = "an inequality multiplies free unknowns by one another"
            return Branch(alternative, path, own, self.open(chosen, reason))
        path = Path(chosen, path.blocks, (*before.reduced, *reduced))
        path = replace(path, weak=before.weak or alternative.weak)
        outcome = self.outcome(path)
        if isinstance(outcome, Closed) and not all(block.signed for block in own):
            refuted = self.refuted(alternative, before)
            if refuted is not None:
                return Branch(alternative, before, (), refuted)
        return Branch(alternative, path, own, outcome)

    def refuted(self, alternative: Alternative, before: Path) -> Refuted | None:
        """Refute an alternative without solving it, so that no denominator is left out."""
        rows, labels = [], {}
        given = [(label, f, "==") for label, f in alternative.equalities.items()]
        given += [(label, f, r) for label, (f, r) in alternative.inequalities.items()]
        for label, f, relation in given:
            whole = substituted(before.blocks, expression(f, self.space.ring), self.space.ring)
            if is_linear(whole):
                kind: Relation = "==" if relation == "==" else ">" if relation == ">" else ">="
                rows.append(row_of(coefficients(whole), kind))
                labels[rows[-1].key] = label
        proof = self.space.refutation(before.conditions(), rows, frozenset(), DEPTHS)
        return None if proof is None else Refuted(proof, labels)

    def open(self, chosen: tuple[object, ...], reason: str) -> Unsolved:
        """Note that an alternative is left open."""
        self.unsolved.append(Unsolved(chosen, reason))
        return self.unsolved[-1]

    def preference(self, polynomial: Polynomial) -> int:
        """Prefer to divide by constants, then by what is never zero."""
        if polynomial.is_constant():
            return 0
        return 1 if self.space.sign(polynomial) in ("+", "-") else 2

    def reduced(self, alternative: Alternative, path: Path) -> list[Reduced] | None:
        """Put the formulas into the inequalities; None where some are not linear."""
        found: list[Reduced] = []
        for label, (f, relation) in alternative.inequalities.items():
            name = f"k{len(path.reduced) + len(found)}"
            whole = substituted(path.blocks, expression(f, self.space.ring), self.space.ring)
            strictly = relation == ">"
            if not unknowns_of(whole):
                raw = whole.get((), self.space.ring.zero)
                core = self.core(raw, path.blocks)
                holds = core.is_one() or (core.is_zero() and not strictly)
                kept = None if holds else condition(core, ">" if strictly else ">=")
                found.append(Reduced(name, label, raw, kept, None))
                continue
            if not is_linear(whole):
                return None
            row = reduced_row(whole, relation)
            found.append(Reduced(name, label, None, None, row))
        return found

    def core(self, raw: Polynomial, blocks: Sequence[ClosedForm]) -> Polynomial:
        """Take out factors of known sign and squares of denominators."""
        core = self.space.strip(raw).core
        for block in blocks:
            core, _ = square_factors(core, block)
        return core

    def outcome(self, path: Path) -> Outcome:
        """Close a path, end it in a family, or go on."""
        conditions = path.conditions()
        if self.space.empty([strict(c) for c in conditions]):
            return self.closed(path)
        if self.ground.source.alternatives(list(path.chosen)) is not None:
            return self.branches(path)
        if path.weak:
            closed = self.closed(path)
            return closed if closed.proof is not None else self.open(path.chosen, path.weak)
        return self.continuum(path) if path.rows() else self.family(path)

    def closed(self, path: Path) -> Closed:
        """Say why the conditions of a path contradict one another."""
        return Closed(self.contradiction(path.conditions(), path.rows()))

    def contradiction(
        self, conditions: Sequence[Condition], rows: Sequence[Row]
    ) -> Refutation | SignSplit | None:
        """Refute conditions, if need be off their boundaries."""
        for given in (list(conditions), [strict(c) for c in conditions]):
            found = self.space.contradiction(given)
            if found is None and rows:
                found = self.space.refutation(given, rows, frozenset(), DEPTHS)
            if found is not None:
                return found
        return None

    def family(self, path: Path) -> Outcome:
        """End a path in a family whose formulas are complete."""
        base = simplified(self.space, self.separated(path.conditions()))
        if base is None:
            return self.closed(path)
        return self.ended(path, [*base, *self.nonzero(path, base)])

    def separated(self, conditions: Sequence[Condition]) -> list[Condition]:
        """Split off factors that are not negative: a positive product makes each positive."""
        found: list[Condition] = []
        for one in conditions:
            factors = [f for f, _ in one.polynomial.factor()[1]] if one.relation == ">" else []
            rest = one.polynomial
            for factor in factors if len(factors) > 1 else ():
                sign = self.space.sign(factor)
                if sign in (">=", "<="):
                    own = factor if sign == ">=" else -factor
                    found.append(condition(own, ">"))
                    while (shorter := exact_quotient(rest, own)) is not None:
                        rest = shorter
            found.append(condition(rest, one.relation))
        return found

    def ended(self, path: Path, conditions: Sequence[Condition]) -> Outcome:
        """State a family with a witness."""
        witness = self.space.point([strict(c) for c in conditions]) or self.space.point(conditions)
        if witness is None:
            return self.open(path.chosen, "its region may be empty")
        family = SystemFamily(len(self.families) + 1, path, tuple(conditions), dict(witness))
        self.families.append(family)
        return family

    def continuum(self, path: Path) -> Outcome:
        """End a path on which unknowns stay free."""
        rows = [Inequality(row.coefficients, row.relation) for row in path.rows()]
        shadows = [
            shadow
            for shadow in project(self.space, rows, path.conditions())
            if not self.space.empty([strict(c) for c in shadow.conditions])
        ]
        if not shadows:
            return self.closed(path)
        if len(shadows) > 1:
            return self.open(path.chosen, "free unknowns exist in several regions")
        base = simplified(self.space, shadows[0].conditions)
        assert base is not None
        choice = choose_values(self.space, shadows[0], path.free, path.rows(), base)
        found = self.ended(path, [*base, *self.nonzero(path, base)])
        if not isinstance(found, SystemFamily):
            return found
        chosen = SystemFamily(found.id, path, found.conditions, found.witness, choice)
        self.families[-1] = chosen
        return chosen

    def nonzero(self, path: Path, base: Sequence[Condition]) -> list[Condition]:
        """State that denominators are not zero, where no strict condition says so."""
        factors = {str(f): f for block in path.blocks for f in unsigned_factors(self.space, block)}
        strictly = [c.polynomial for c in base if c.relation == ">"]
        return [
            condition(factor**2, ">")
            for factor in factors.values()
            if all(exact_quotient(f, factor) is None for f in strictly)
            and not any(self.space.implies(base, condition(factor * side, ">")) for side in (1, -1))
        ]


def reduced_row(whole: Expression, relation: str) -> Row:
    """State an inequality with free unknowns."""
    return row_of(coefficients(whole), ">" if relation == ">" else ">=")


def row_of(parts: Mapping[str, Polynomial], relation: Relation) -> Row:
    """State a constraint, with a key that says all of it."""
    text = ";".join(f"{unknown}:{f}" for unknown, f in parts.items())
    return Row(parts, relation, f"{relation}{text}")
