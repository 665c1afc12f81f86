"""Checking a completeness certificate: every branch of the tree of cases is closed.

The tree splits on facts, and a fact holds or does not: whatever its shape, its branches cover all
support cases, and a branch that is missing shows as one that the tree leaves open. The count of
cases closed is compared with 2 to the number of facts besides.

A refuted branch is closed where its reason is a contradiction and rests on facts of the branch
only: multipliers of inequalities are not negative, the rows of the reason, rebuilt from the game
and multiplied out, cancel in every variable, and what is left is negative, or zero with a strict
row in use. Then the rows cannot all hold (Farkas; Motzkin for strict rows). A listed branch is
closed where all its equilibria lie in the cell it names; how that is shown depends on the game
form, which supplies an `Account`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias

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
from gametheory_dprk.number import Number
from gametheory_dprk.solution import Check

Variable: TypeAlias = tuple[str, ...]
"""The names that make out a variable."""

UNIT: Variable = ()
"""Stands for 1 in a form: its coefficient is the constant."""

ZERO = Fraction(0)
Form: TypeAlias = Mapping[Variable, Number]


@dataclass(frozen=True, slots=True)
class Row:
    """A statement on a form (`form relation 0`) that is true of every equilibrium with some facts.

    Attributes
    ----------
    form : Mapping
        Coefficients of variables, and the constant under `UNIT`.
    facts : Mapping[str, bool]
        All that must be known of an equilibrium for the row to hold.
    """

    form: Form
    relation: Literal["==", ">=", ">"]
    facts: Case


@dataclass(frozen=True, slots=True)
class Account:
    """What the certificates of a game are checked against.

    Attributes
    ----------
    facts : tuple of str
        Every fact on supports of strategies.
    systems : Mapping[str, Mapping[str, Row]]
        Rows by the name of their system and their own; each system has a row of its own for the
        sign of every variable.
    outside : callable
        `outside(case, listed) -> str`: why equilibria of a case are not shown to lie in the cell
        named, or "" where they are. A case may leave facts open.
    partial : bool
        Whether a certificate may leave cases without a proof.
    further : tuple of str
        Facts on supports of beliefs. Those on which a certificate splits are counted as the others.
    """

    facts: tuple[str, ...]
    systems: Mapping[str, Mapping[str, Row]]
    outside: Callable[[Case, Listed], str]
    partial: bool = False
    further: tuple[str, ...] = ()

    def known(self, certificate: Completeness) -> frozenset[str]:
        """The facts that make up the cases of a certificate."""
        split = {step.fact for step in certificate.tree if isinstance(step, Split)}
        return frozenset(self.facts) | split.intersection(self.further)


def completeness_checks(account: Account, certificate: Completeness) -> Iterator[Check]:
    """Claim that every case is refuted or listed: one check a branch, and one of their count.

    Examples
    --------
    A game with one fact, `x is positive`, where x is at least 1 in every equilibrium:

    >>> rows = {
    ...     "x >= 1": Row({("x",): Fraction(1), UNIT: Fraction(-1)}, ">=", {}),
    ...     "x = 0": Row({("x",): Fraction(1)}, "==", {"x is positive": False}),
    ... }
    >>> account = Account(("x is positive",), {"only": rows}, lambda case, listed: "")
    >>> reason = Reason("only", {"x >= 1": Fraction(1), "x = 0": Fraction(-1)})
    >>> tree = (Split("x is positive"), Listed(1, 1), Refuted(1))
    >>> checks = list(completeness_checks(account, Completeness(tree, (reason,))))
    >>> [check.holds for check in checks]
    [True, True, True, True]
    >>> checks = completeness_checks(account, Completeness(tree[:2], ()))
    >>> [check.claim for check in checks if not check.holds]
    ['case not (x is positive): not accounted for', 'support cases accounted for']
    """
    every_fact = (*account.facts, *account.further)
    distinct = len(set(every_fact)) == len(every_fact)
    known = account.known(certificate)
    yield truth("facts have names of their own", distinct)
    judged = [judge(account, reason) for reason in certificate.reasons]
    closed = 0
    for case, step in branches(certificate.tree, known):
        why = f": {complaint}" if (complaint := objection(account, judged, case, step)) else ""
        closed += 0 if why else 2 ** (len(known) - len(case))
        yield truth(f"case {case_text(case)}{why or f': {step_text(step)}'}", not why)
    every = Fraction(2 ** len(known))
    yield Check("support cases accounted for", Fraction(closed), "==", every)


def branches(tree: tuple[Step, ...], known: frozenset[str]) -> Iterator[tuple[Case, Step | None]]:
    """Every branch with its last step; None where the tree leaves the branch open.

    A branch also ends where the tree splits on what is no fact or has been split on already, and
    a last branch of no facts stands for steps that belong to none.
    """
    waiting: list[Case] = [{}]
    for step in tree:
        if not waiting:
            yield {}, None
            return
        case = waiting.pop()
        if not isinstance(step, Split):
            yield case, step
        elif step.fact in known and step.fact not in case:
            waiting += [{**case, step.fact: False}, {**case, step.fact: True}]
        else:
            waiting.append(case)
            break
    for case in reversed(waiting):
        yield case, None


def objection(
    account: Account, judged: list[tuple[str, Case]], case: Case, step: Step | None
) -> str:
    """Why a branch is not closed by its last step, or "" where it is."""
    if isinstance(step, Refuted):
        if not 1 <= step.reason <= len(judged):
            return f"there is no reason {step.reason}"
        fault, facts = judged[step.reason - 1]
        if fault:
            return f"reason {step.reason}: {fault}"
        beyond = [fact for fact, holds in facts.items() if case.get(fact) is not holds]
        return f"reason {step.reason} rests on more: {beyond[0]}" if beyond else ""
    if isinstance(step, Listed):
        return account.outside(case, step)
    return "" if isinstance(step, Open) and account.partial else "not accounted for"


def open_cases(account: Account, certificate: Completeness) -> Fraction:
    """How many support cases a certificate leaves without a proof."""
    known = account.known(certificate)
    return sum(
        (
            Fraction(2 ** (len(known) - len(case)))
            for case, step in branches(certificate.tree, known)
            if isinstance(step, Open)
        ),
        ZERO,
    )


def judge(account: Account, reason: Reason) -> tuple[str, Case]:
    """What is wrong with a reason ("" where nothing is), and the facts it rests on."""
    rows = account.systems.get(reason.about, {})
    facts: dict[str, bool] = {}
    for name, multiplier in reason.multipliers.items():
        if name not in rows:
            return f"the game has no row {name!r} in {reason.about!r}", {}
        if multiplier < 0 and rows[name].relation != "==":
            return f"the multiplier of {name!r}, an inequality, is negative", {}
        if any(facts.setdefault(fact, holds) != holds for fact, holds in rows[name].facts.items()):
            return f"row {name!r} and another one rest on opposite facts", {}
    return contradiction(rows, reason.multipliers), facts


def contradiction(rows: Mapping[str, Row], multipliers: Mapping[str, Fraction]) -> str:
    """Why rows times multipliers do not add up to a contradiction, or "" where they do."""
    total: dict[Variable, Number] = {UNIT: ZERO}
    for name, multiplier in multipliers.items():
        for variable, value in rows[name].form.items():
            total[variable] = total.get(variable, ZERO) + multiplier * value
    constant = total.pop(UNIT)
    left = [variable for variable, value in total.items() if value]
    if left:
        return f"the rows do not cancel in {' '.join(left[0])}"
    strict = any(x > 0 and rows[name].relation == ">" for name, x in multipliers.items())
    if constant < 0 or (strict and not constant):
        return ""
    return "the rows add up to no contradiction"


def case_text(case: Case) -> str:
    """A case in words.

    Examples
    --------
    >>> case_text({"weak sends quiche": True, "duel answers beer": False})
    'weak sends quiche, not (duel answers beer)'
    """
    return ", ".join(f if holds else f"not ({f})" for f, holds in case.items()) or "of no facts"


def step_text(step: Step | None) -> str:
    """How a branch is closed, in words."""
    if step == Listed(0, 0):
        return "no equilibrium is left"
    if isinstance(step, Listed):
        return f"in cell {step.cell} of equilibrium {step.equilibrium}"
    return f"refuted by reason {step.reason}" if isinstance(step, Refuted) else "not certified"


def truth(claim: str, holds: bool) -> Check:
    """A yes-or-no claim as a check."""
    return Check(claim, Fraction(int(holds)), "==", Fraction(1))
