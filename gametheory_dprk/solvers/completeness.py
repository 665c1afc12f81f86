"""Growing the tree of a completeness certificate, with a reason for every branch that ends.

A game form supplies its facts, its linear systems and where a surviving case is listed; the
growing, the linear programs and the reading of their multipliers are the same for all forms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeAlias

from gametheory_dprk.completeness import (
    Case,
    Completeness,
    Listed,
    Open,
    Reason,
    Refuted,
    Split,
    Step,
)
from gametheory_dprk.polyhedra import Infeasible, LinearSystem, Row, feasible_point
from gametheory_dprk.polyhedra.ticks import Tick

UNIT = ""
"""The variable that stands for 1; no other has this name."""

ZERO = Fraction(0)
Form: TypeAlias = Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A homogeneous row, and the fact that must hold for it (none: it always holds)."""

    name: str
    form: Form
    fact: str | None = None


@dataclass(frozen=True, slots=True)
class CaseSystem:
    """What must hold of one family of nonnegative variables.

    Attributes
    ----------
    about : str
    support : Mapping[str, tuple of str]
        For each variable the facts that together make it positive; where one does not hold the
        variable is zero. None where no fact tells.
    totals : tuple of CaseRow
        Forms that are zero.
    conditions : tuple of CaseRow
        Forms that are not negative where their fact holds.
    """

    about: str
    support: Mapping[str, tuple[str, ...]]
    totals: tuple[CaseRow, ...]
    conditions: tuple[CaseRow, ...]

    def facts(self) -> frozenset[str]:
        """The facts on which the system depends."""
        named = {fact for facts in self.support.values() for fact in facts}
        return frozenset(named | {row.fact for row in self.conditions if row.fact is not None})

    def gone(self, variable: str, case: Case) -> str | None:
        """The fact that makes a variable zero in a case, if one does."""
        facts = self.support[variable]
        return next((fact for fact in facts if case.get(fact) is False), None)

    def is_positive(self, variable: str, case: Case) -> bool:
        """Whether the facts of a case make a variable positive."""
        facts = self.support[variable]
        return bool(facts) and all(map(case.get, facts))

    def zero_row(self, variable: str, fact: str) -> str:
        """The name of the row that says that a variable is zero."""
        alone = len(self.support[variable]) == 1
        return f"{variable} = 0" if alone else f"{variable} = 0: not ({fact})"


@dataclass(frozen=True, slots=True)
class Refutation:
    """A reason, and the facts that its rows rest on."""

    reason: Reason
    case: Case


def refute(system: CaseSystem, case: Case, tick: Tick) -> Refutation | None:
    """Refute a case by one system, if that is possible.

    The strict "positive" is asked as "at least one" with the unit free, and at least one too: the
    system is homogeneous. A refutation is then a combination of rows whose coefficients are not
    positive and do not all vanish on the unit and the positive variables; what is missing to zero
    goes to the signs of the variables.
    """
    zeros = {v for v in system.support if system.gone(v, case)}
    positive = {v for v in system.support if system.is_positive(v, case)} | {UNIT}
    names = (UNIT, *(v for v in system.support if v not in zeros))
    conditions = [row for row in system.conditions if row.fact is None or case.get(row.fact)]
    linear = LinearSystem(
        names,
        tuple(shifted(row.form, zeros, positive) for row in system.totals),
        tuple(shifted(row.form, zeros, positive) for row in conditions),
        frozenset(names),
    )
    answer = feasible_point(linear, tick)
    if not isinstance(answer, Infeasible):
        return None
    used = [
        *zip(system.totals, answer.multipliers.equalities, strict=True),
        *zip(conditions, answer.multipliers.inequalities, strict=True),
    ]
    return explained(system, case, [(row, x) for row, x in used if x])


def shifted(form: Form, zeros: set[str], positive: set[str]) -> Row[str]:
    """A row without zeros, in which what must be positive stands for what exceeds one."""
    kept = {v: x for v, x in form.items() if v not in zeros}
    return Row(kept, sum((x for v, x in kept.items() if v in positive), ZERO))


def explained(
    system: CaseSystem, case: Case, used: Sequence[tuple[CaseRow, Fraction]]
) -> Refutation:
    """Make the combination vanish by the signs of the variables, resting on as few facts."""
    multipliers = {row.name: x for row, x in used}
    facts = {row.fact: True for row, _ in used if row.fact is not None}
    rest = combination(used)
    strict = rest.pop(UNIT, ZERO) < 0
    for variable, value in rest.items():
        fact = system.gone(variable, case)
        if value and fact:
            multipliers[system.zero_row(variable, fact)] = -value
            facts[fact] = False
        elif value and not strict and system.is_positive(variable, case):
            multipliers[f"{variable} > 0"] = -value
            facts |= dict.fromkeys(system.support[variable], True)
            strict = True
        elif value:
            multipliers[f"{variable} >= 0"] = -value
    return Refutation(Reason(system.about, multipliers), facts)


def combination(used: Sequence[tuple[CaseRow, Fraction]]) -> dict[str, Fraction]:
    """The sum of rows, each times its multiplier."""
    total: dict[str, Fraction] = {}
    for row, multiplier in used:
        for variable, value in row.form.items():
            total[variable] = total.get(variable, ZERO) + multiplier * value
    return total


@dataclass(slots=True)
class Tree:
    """A certificate that grows.

    Attributes
    ----------
    facts : sequence of str
        In the order in which branches split on them.
    systems : sequence of CaseSystem
    listed : callable
        Where the equilibria of a case that decides every fact are listed; `Open` where that is
        not shown.
    """

    facts: Sequence[str]
    systems: Sequence[CaseSystem]
    listed: Callable[[Case], Listed | Open]
    tick: Tick
    steps: list[Step] = field(default_factory=list)
    found: list[Refutation] = field(default_factory=list)

    def grown(self) -> Completeness:
        """The certificate of the whole game."""
        self.grow({})
        return Completeness(tuple(self.steps), tuple(each.reason for each in self.found))

    def grow(self, case: dict[str, bool]) -> None:
        """Add all that is below a case."""
        self.tick()
        reason = self.reason(case)
        if reason is not None:
            self.steps.append(Refuted(reason + 1))
        elif len(case) == len(self.facts):
            self.steps.append(self.listed(case))
        else:
            fact = self.facts[len(case)]
            self.steps.append(Split(fact))
            for holds in (True, False):
                self.grow(case | {fact: holds})

    def reason(self, case: dict[str, bool]) -> int | None:
        """The position of a reason that refutes a case, made now where none is known."""
        for k, known in enumerate(self.found):
            if known.case.items() <= case.items():
                return k
        new = next(self.refutations(case), None)
        if new is None:
            return None
        self.found.append(new)
        return len(self.found) - 1

    def refutations(self, case: dict[str, bool]) -> Iterator[Refutation]:
        """Refutations by the systems that the latest fact concerns; the others are as before."""
        latest = next(reversed(case), None)
        for system in self.systems:
            if latest is None or latest in system.facts():
                refutation = refute(system, case, self.tick)
                if refutation is not None:
                    yield refutation
