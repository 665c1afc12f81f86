"""Refinements of a family as formulas: it survives always, never, or exactly where ... holds.

For each signal off the path: a type is struck out if it would not send it (intuitive: it loses
by every best reply; D1: some other type gains whenever it would not lose). The family survives if
some best reply to beliefs on the types that are left still deters every type. Cases are split by
which replies are best and which types are struck out, so that no maximum is ever nested.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import combinations

from gametheory_dprk.analysis.atlas.linear.elimination import Equation
from gametheory_dprk.analysis.atlas.signaling.constraints import Constraints, rho
from gametheory_dprk.analysis.atlas.signaling.enumeration import subsets
from gametheory_dprk.analysis.atlas.signaling.families import Family
from gametheory_dprk.analysis.atlas.signaling.form import Form
from gametheory_dprk.analysis.atlas.signaling.offpath import OffPath, Unresolved
from gametheory_dprk.expr import to_text
from gametheory_dprk.polynomials import Polynomial
from gametheory_dprk.regions import Condition, condition
from gametheory_dprk.regions.columns import CONSTANT
from gametheory_dprk.regions.formula import Formula, Within, every, opposite, some
from gametheory_dprk.regions.space import ProductSpace
from gametheory_dprk.regions.wording import union_expr

NAMES = ("intuitive", "d1")


@dataclass(frozen=True, slots=True)
class Survival:
    """Where a family survives a refinement.

    Attributes
    ----------
    answer : str
        "always", "never", "unknown", or a relation that must hold besides the family's own.
    regions : tuple of tuple of Condition or None
        The conjunctions of that relation.
    """

    answer: str
    regions: tuple[tuple[Condition, ...], ...] | None


class Survivors:
    """Where families survive the intuitive criterion and D1 (Cho and Kreps 1987).

    Both are meant as in the point-wise refinements of these names. There is no word of z3 in the
    answers, so that they can be computed again.

    Attributes
    ----------
    known : callable
        Returns the `Survival` of a family, by its number and "intuitive" or "d1".
    """

    def __init__(self, form: Form, families: Sequence[Family]) -> None:
        self.families = {family.id: family for family in families}
        self.form = form
        self.known = cache(self._survival)

    @cached_property
    def constraints(self) -> Constraints:
        """The rows over a space that products alone decide."""
        space = self.form.space
        start = space.samples.witness([])
        proven = ProductSpace(space.ring, space.assumptions, start, space.budget)
        return Constraints(replace(self.form, space=proven))

    def formula(self, number: int, name: str) -> Formula | None:
        """Return where a family survives, given its region; None where that is not known."""
        found = self.known(number, name).regions
        return None if found is None else some(every(one) for one in found)

    def _survival(self, number: int, name: str) -> Survival:
        """Decide where a family survives the intuitive criterion or D1."""
        family = self.families[number]
        solved = family.solved
        sender = replace(solved.sender, signed=False)
        plain = replace(family, solved=replace(solved, sender=sender))
        within = Within(self.constraints.form.space, family.conditions)
        try:
            formula = every(
                Judgement(self.constraints, plain, signal, within).survives(name)
                for signal in solved.unsent
            )
        except Unresolved:
            return Survival("unknown", None)
        if isinstance(formula, bool):
            return Survival("always" if formula else "never", ((),) if formula else ())
        found = within.conjunctions(formula)
        return Survival("unknown", None) if found is None else worded(within, found)


def worded(within: Within, found: Sequence[Sequence[Condition]]) -> Survival:
    """Write where a family survives."""
    regions = tuple(tuple(conditions) for conditions in found)
    if not regions:
        return Survival("never", ())
    if not all(regions):
        return Survival("always", ((),))
    return Survival(to_text(union_expr(within.space, regions)), regions)


class Judgement:
    """One signal off the path of one family."""

    def __init__(
        self, constraints: Constraints, family: Family, signal: str, within: Within
    ) -> None:
        solved = family.solved
        self.form = constraints.form
        self.signal = signal
        self.within = within
        self.off = OffPath(constraints, solved.paths, solved.sender, signal)
        self.responses = self.form.responses(signal)
        self.losses = {kind: self.off.deterrence(kind) for kind in self.form.types}
        self.best = cache(self._best)

    def survives(self, name: str) -> Formula:
        """Return where the signal leaves the family alone."""
        rule: Callable[[str], Formula] = self.loses if name == "intuitive" else self.outweighed
        struck = {kind: rule(kind) for kind in self.form.types}
        return some(self.with_struck(struck, out) for out in self.choices(struck))

    def choices(self, struck: dict[str, Formula]) -> Iterator[frozenset[str]]:
        """Yield the sets of types that may be struck out."""
        sure = frozenset(kind for kind, formula in struck.items() if formula is True)
        open_kinds = [k for k, formula in struck.items() if not isinstance(formula, bool)]
        for size in range(len(open_kinds) + 1):
            for further in combinations(open_kinds, size):
                yield sure | frozenset(further)

    def with_struck(self, struck: dict[str, Formula], out: frozenset[str]) -> Formula:
        """Return where exactly some types are struck out and the rest is deterred from."""
        exactly = every(
            struck[kind] if kind in out else opposite(struck[kind]) for kind in self.form.types
        )
        left = tuple(kind for kind in self.form.types if kind not in out)
        if exactly is False or not left:
            return exactly
        return every([exactly, self.deterred(left)])

    def deterred(self, kinds: tuple[str, ...]) -> Formula:
        """Return where some best reply to beliefs on some types deters every type."""
        return some(self._threats(kinds))

    def _threats(self, kinds: tuple[str, ...]) -> Iterator[Formula]:
        """Yield, for each vertex of the deterring answers, where it is a best reply."""
        for answers in self.off.threats():
            works = every(self.within.atom(c) for c in answers.conditions)
            if works is not False:
                support = tuple(n for n, f in answers.numerators.items() if not f.is_zero())
                yield every([works, self.best(support, kinds)])

    def _best(self, answers: tuple[str, ...], kinds: tuple[str, ...]) -> Formula:
        """Return where some belief on some types makes all answers best."""
        return some(
            every(self.within.atom(c) for c in belief.conditions)
            for belief in self.off.beliefs(answers, kinds)
        )

    # striking out

    def gain(self, kind: str, response: str) -> Polynomial:
        """Return what a type gains by the signal if a response follows."""
        loss = self.losses[kind]
        zero = self.form.ring.zero
        return -(loss.get(rho(self.signal, response), zero) + loss.get(CONSTANT, zero))

    def loses(self, kind: str) -> Formula:
        """Return where a type loses by every best reply."""
        return every(
            some(
                [
                    self.within.atom(condition(-self.gain(kind, response), ">")),
                    opposite(self.best((response,), self.form.types)),
                ]
            )
            for response in self.responses
        )

    def outweighed(self, kind: str) -> Formula:
        """Return where some other type gains whenever this one would not lose."""
        return some(
            every([self.may_gain(other), self.more_inclined(other, kind)])
            for other in self.form.types
            if other != kind
        )

    def may_gain(self, kind: str) -> Formula:
        """Return where a type gains by some best reply."""
        return some(
            every(
                [
                    self.within.atom(condition(self.gain(kind, response), ">")),
                    self.best((response,), self.form.types),
                ]
            )
            for response in self.responses
        )

    def more_inclined(self, other: str, kind: str) -> Formula:
        """Return where a type gains by every mixed best reply by which another does not lose."""
        return every(
            some(
                [
                    opposite(self.best(tuple(sorted(replies)), self.form.types)),
                    opposite(self.possible(tuple(sorted(replies)), other, kind)),
                ]
            )
            for replies in subsets(self.responses)
        )

    def possible(self, replies: tuple[str, ...], other: str, kind: str) -> Formula:
        """Return where some mixture of replies lets one type not lose and the other not gain."""
        minus = {u: -f for u, f in self.losses[kind].items()}
        rows: list[Equation] = [minus, self.losses[other]]
        return some(self._vertices(replies, rows))

    def _vertices(self, replies: tuple[str, ...], rows: list[Equation]) -> Iterator[Formula]:
        """Yield, for each vertex of the mixtures that satisfy rows, where it is one."""
        for size in range(1, len(replies) + 1):
            for support in combinations(replies, size):
                for tight in combinations(range(len(rows)), size - 1):
                    unknowns = {rho(self.signal, r): r for r in support}
                    equal = [rows[i] for i in tight]
                    slack = [row for i, row in enumerate(rows) if i not in tight]
                    for vertex in self.off.vertex(unknowns, equal, slack):
                        yield every(self.within.atom(c) for c in vertex.conditions)
