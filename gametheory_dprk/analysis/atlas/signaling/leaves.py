"""From a case that the search left to a family, or to the reason why there is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TypeAlias

from gametheory_dprk.analysis.atlas.linear.projection import Inequality, Shadow, project
from gametheory_dprk.analysis.atlas.signaling.cases import Case, Nogood, State
from gametheory_dprk.analysis.atlas.signaling.closed_forms import (
    ClosedForm,
    solve_block,
    square_factors,
    unsigned_factors,
)
from gametheory_dprk.analysis.atlas.signaling.constraints import Label, rho, sigma
from gametheory_dprk.analysis.atlas.signaling.enumeration import subsets
from gametheory_dprk.analysis.atlas.signaling.families import Family, Solved, substituted
from gametheory_dprk.analysis.atlas.signaling.lemmas import Lemmas
from gametheory_dprk.analysis.atlas.signaling.naming import family_label
from gametheory_dprk.analysis.atlas.signaling.offpath import Alternative, OffPath, Unresolved
from gametheory_dprk.polynomials import Ratio
from gametheory_dprk.polynomials.ring import exact_quotient
from gametheory_dprk.regions import Condition, Row, condition
from gametheory_dprk.regions.condition import strict
from gametheory_dprk.regions.simplification import simplified


@dataclass(frozen=True, slots=True)
class Empty:
    """The conditions on the path contradict one another, perhaps only off their boundaries."""

    solved: Solved
    family: Family | None = None


@dataclass(frozen=True, slots=True)
class Undeterred:
    """Nothing deters every type from a signal."""

    solved: Solved
    signal: str


Leaf: TypeAlias = "Family | Empty | Undeterred | Nogood | Unsolved"


@dataclass(frozen=True, slots=True)
class Unsolved:
    """A case that could not be decided, and why."""

    case: Case
    reason: str


class Leaves:
    """Solves finished cases of one game."""

    def __init__(self, lemmas: Lemmas) -> None:
        self.lemmas = lemmas
        self.form = lemmas.form
        self.space = lemmas.form.space

    def solve(self, case: Case, number: int) -> Leaf:
        """Decide a case."""
        known = self.lemmas.excluded(case) or self.undeterred(case)
        if known is not None:
            return known
        solved = self.equalities(case)
        if solved is None:
            return Unsolved(case, "its equalities have no generic solution")
        if solved.rows:
            return self.continuum(solved, number)
        conditions = self.space.normalized(solved.necessary())
        if any(c is False for c in solved.conditions.values()) or conditions is None:
            return self.refuted(solved, solved.necessary())
        return self.with_conditions(solved, conditions, number)

    def with_conditions(self, solved: Solved, conditions: Sequence[Condition], number: int) -> Leaf:
        """Decide a case whose conditions on the path are known."""
        inner = [strict(c) for c in conditions]
        if self.space.witness(inner) is None and self.space.empty(inner):
            return self.refuted(solved, conditions)
        base = simplified(self.space, conditions)
        assert base is not None
        return self.off_path(solved, [*base, *self.nonzero(solved, base)], number)

    def nonzero(self, solved: Solved, base: Sequence[Condition]) -> list[Condition]:
        """State that denominators are not zero, where no strict condition says so."""
        factors = [
            factor
            for block in (solved.sender, solved.receiver)
            for factor in unsigned_factors(self.space, block)
        ]
        strictly = [c.polynomial for c in base if c.relation == ">"]
        return [
            condition(factor**2, ">")
            for factor in factors
            if all(exact_quotient(f, factor) is None for f in strictly)
            and not any(self.space.implies(base, condition(factor * side, ">")) for side in (1, -1))
        ]

    def off_path(
        self,
        solved: Solved,
        base: Sequence[Condition],
        number: int,
        choice: Mapping[str, Ratio] | None = None,
    ) -> Leaf:
        """Find what deters from each signal off the path."""
        found: dict[str, tuple[Alternative, ...]] = {}
        for signal in solved.unsent:
            space = OffPath(self.lemmas.constraints, solved.paths, solved.sender, signal)
            try:
                alternatives = space.alternatives(base)
            except Unresolved as reason:
                return Unsolved(solved.case, str(reason))
            if not alternatives:
                return Undeterred(solved, signal)
            found[signal] = tuple(alternatives)
        label = family_label(self.form, solved.case)
        conditions, kept = self.gathered(base, found)
        family = Family(number, label, solved, conditions, kept, {}, choice or {})
        witness = self.witness(family)
        if witness is None:
            return self.jointly_undeterred(family)
        return replace(family, witness=witness)

    def gathered(
        self, base: Sequence[Condition], found: Mapping[str, tuple[Alternative, ...]]
    ) -> tuple[tuple[Condition, ...], dict[str, tuple[Alternative, ...]]]:
        """Put the conditions of alternatives that leave no choice among those of the family."""
        sole = [c for options in found.values() if len(options) == 1 for c in options[0].conditions]
        conditions = simplified(self.space, [*base, *sole]) if sole else list(base)
        if conditions is None:
            conditions = [*base, *sole]
        plain = {
            m: (replace(options[0], conditions=()),) if len(options) == 1 else options
            for m, options in found.items()
        }
        return tuple(conditions), plain

    def jointly_undeterred(self, family: Family) -> Leaf:
        """Say why no parameters allow deterring from all signals at once."""
        for conditions in family.disjuncts():
            if not self.space.empty([strict(c) for c in conditions]):
                return Unsolved(family.case, "its region may be empty")
        return Empty(family.solved, family)

    def witness(self, family: Family) -> Mapping[str, Fraction] | None:
        """Find parameters at which a family exists, inside its region if possible."""
        disjuncts = list(family.disjuncts())
        for conditions in disjuncts:
            point = self.space.witness([strict(c) for c in conditions])
            if point is not None:
                return point
        points = (self.space.point(conditions) for conditions in disjuncts)
        return next((point for point in points if point is not None), None)

    def refuted(self, solved: Solved, conditions: Sequence[Condition]) -> Leaf:
        """Say why a case has no equilibria: by a lemma if there is one."""
        lemmas, case = self.lemmas, solved.case
        sent = {m: s for m, s in case.items() if s.kinds}
        lemma = lemmas.refute(case, lemmas.receiver_labels(case)) or lemmas.refute(
            case, lemmas.sender_labels(sent)
        )
        if lemma is not None:
            return lemma
        return Empty(solved)

    def undeterred(self, case: Case) -> Nogood | None:
        """Look for a signal off the path such that lemmas exclude every answer to it."""
        for signal, state in case.items():
            if not state.kinds:
                cases = [
                    dict(case) | {signal: State(frozenset(), replies)}
                    for replies in subsets(self.form.responses(signal))
                ]
                found = [self.lemmas.excluded(each) for each in cases]
                if all(found):
                    return found[0]
        return None

    # solving

    def equalities(self, case: Case) -> Solved | None:
        """Solve the equalities of a case and substitute into its inequalities."""
        sender, receiver = self.sender_block(case), self.receiver_block(case)
        if sender is None or receiver is None:
            return None
        paths = {
            kind: next(m for m in self.form.signals if kind in case[m].kinds)
            for kind in self.form.types
        }
        conditions: dict[Label, Condition | bool] = {}
        rows: dict[Label, Row] = {}
        for block, labels in (
            (receiver, self.receiver_inequalities(case)),
            (sender, self.sender_inequalities(case, paths)),
        ):
            for label in labels:
                found = substituted(block, self.lemmas.constraints.row(label), self.form.ring)
                if isinstance(found, Row):
                    rows[label] = found
                else:
                    core = self.space.strip(found.polynomial).core
                    core, _ = square_factors(core, block)
                    conditions[label] = self.space.normal(condition(core, found.relation))
        return Solved(case, paths, sender, receiver, conditions, rows)

    def sender_block(self, case: Case) -> ClosedForm | None:
        """Solve for the answers on the path."""
        sent = {m: s for m, s in case.items() if s.kinds}
        present = [rho(m, r) for m, s in sent.items() for r in sorted(s.replies)]
        every = [rho(m, r) for m in sent for r in self.form.responses(m)]
        return self.block(self.lemmas.equal_labels(sent), present, every)

    def receiver_block(self, case: Case) -> ClosedForm | None:
        """Solve for the chances of signals."""
        present = [sigma(t, m) for t in self.form.types for m, s in case.items() if t in s.kinds]
        every = [sigma(t, m) for t in self.form.types for m in case]
        return self.block(self.lemmas.tie_labels(case), present, every)

    def block(
        self, labels: Sequence[Label], present: Sequence[str], every: Sequence[str]
    ) -> ClosedForm | None:
        """Solve equalities for the unknowns present."""
        absent = [unknown for unknown in every if unknown not in present]
        constraints, prefer = self.lemmas.constraints, self.lemmas.preference
        found = solve_block(constraints, labels, present, absent, prefer)
        return found if isinstance(found, ClosedForm) else None

    def receiver_inequalities(self, case: Case) -> list[Label]:
        """Name the inequalities on sigma that the equalities do not settle."""
        found: list[Label] = []
        for kind in self.form.types:
            sent = [m for m, s in case.items() if kind in s.kinds]
            if len(sent) > 1:
                found += [("sends", kind, m) for m in sent]
        for signal, state in case.items():
            if state.kinds:
                first = min(state.replies)
                others = [r for r in self.form.responses(signal) if r not in state.replies]
                found += [("reply", signal, first, r) for r in others]
        return found

    def sender_inequalities(self, case: Case, paths: Mapping[str, str]) -> list[Label]:
        """Name the inequalities on rho that the equalities do not settle."""
        found: list[Label] = []
        sent = [m for m, s in case.items() if s.kinds]
        for signal in sent:
            if len(case[signal].replies) > 1:
                found += [("answers", signal, r) for r in sorted(case[signal].replies)]
        for kind in self.form.types:
            others = [m for m in sent if kind not in case[m].kinds]
            found += [("prefers", kind, paths[kind], m) for m in others]
        return found

    # continua

    def continuum(self, solved: Solved, number: int) -> Leaf:
        """Decide a case in which unknowns stay free."""
        from gametheory_dprk.analysis.atlas.signaling.choices import choose_values

        rows = [Inequality(row.coefficients, row.relation) for row in solved.rows.values()]
        conditions = self.space.normalized(solved.necessary())
        if conditions is None or any(c is False for c in solved.conditions.values()):
            return self.refuted(solved, solved.necessary())
        shadows = [s for s in project(self.space, rows, conditions) if self.thick(s)]
        if not shadows:
            return self.refuted(solved, conditions)
        if len(shadows) > 1:
            return Unsolved(solved.case, "free unknowns exist in several regions")
        base = simplified(self.space, shadows[0].conditions)
        assert base is not None
        choice = choose_values(self.space, shadows[0], solved.free, solved.rows.values(), base)
        return self.off_path(solved, [*base, *self.nonzero(solved, base)], number, choice)

    def thick(self, shadow: Shadow) -> bool:
        """Whether a region is more than a knife edge."""
        return not self.space.empty([strict(c) for c in shadow.conditions])
