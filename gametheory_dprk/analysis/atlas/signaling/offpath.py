"""What can happen off the path: threats that deter every type, and beliefs that make them best.

After a signal that nobody sends, the answers that deter form a polytope and so do the beliefs
that make given answers best. A polytope is not empty if and only if it has a vertex, and a
vertex solves as many of its inequalities as equations as there are unknowns. So "some threat
deters" is a list of alternatives, each with the threat and the belief as formulas, and no case is
split by the signs of coefficients.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from gametheory_dprk.analysis.atlas.linear.elimination import Equation, eliminate
from gametheory_dprk.analysis.atlas.signaling.closed_forms import ClosedForm
from gametheory_dprk.analysis.atlas.signaling.constraints import Constraints, Label, mu, rho
from gametheory_dprk.polynomials import Polynomial
from gametheory_dprk.regions import Condition, Space, condition
from gametheory_dprk.regions.columns import CONSTANT
from gametheory_dprk.regions.simplification import simplified


class Unresolved(Exception):
    """What the elimination does not cover; the atlas then says what it left open."""


@dataclass(frozen=True, slots=True)
class Vertex:
    """A distribution as formulas over one denominator, and when it is one.

    Attributes
    ----------
    numerators : Mapping[str, Polynomial]
        By name of response or type; the others are zero.
    """

    numerators: Mapping[str, Polynomial]
    denominator: Polynomial
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way to deter every type from a signal off the path.

    Attributes
    ----------
    answers, belief : Vertex
    conditions : tuple of Condition
        Under which it works, given that the rest of the family exists.
    """

    answers: Vertex
    belief: Vertex
    conditions: tuple[Condition, ...]

    @property
    def responses(self) -> tuple[str, ...]:
        """The answers of positive probability."""
        return tuple(name for name, f in self.answers.numerators.items() if not f.is_zero())


class OffPath:
    """The alternatives after one signal, given what the path pays."""

    def __init__(
        self,
        constraints: Constraints,
        paths: Mapping[str, str],
        sender: ClosedForm,
        signal: str,
    ) -> None:
        self.constraints = constraints
        self.form = constraints.form
        self.space: Space = constraints.form.space
        self.paths = paths
        self.sender = sender
        self.signal = signal

    def label(self, kind: str) -> Label:
        """Name the row that says that a type is deterred."""
        return ("prefers", kind, self.paths[kind], self.signal)

    def deterrence(self, kind: str) -> Equation:
        """Return what a type loses by the signal, in the answers to it."""
        row = self.constraints.row(self.label(kind))
        found = self.sender.substitute(row.coefficients, self.form.ring)
        if set(found) & set(self.sender.free):
            raise Unresolved(f"what deters from {self.signal} varies with {self.sender.free[0]}")
        return found

    def alternatives(self, base: Sequence[Condition]) -> list[Alternative]:
        """Return all alternatives that some parameters in a region allow, none superfluous.

        The first that needs no condition of its own ends the search.
        """
        found: list[Alternative] = []
        for answers in self.threats():
            first = self._combined(base, answers.conditions)
            if first is None:
                continue
            support = [name for name, f in answers.numerators.items() if not f.is_zero()]
            for belief in self.beliefs(support):
                joint = self._combined(base, [*first, *belief.conditions])
                if joint is None:
                    continue
                new = Alternative(answers, belief, tuple(joint))
                if not joint:
                    return [new]
                found = self._absorb(base, found, new)
        return found

    def _combined(
        self, base: Sequence[Condition], conditions: Iterable[Condition]
    ) -> list[Condition] | None:
        """Simplify conditions within a region; None where no parameters satisfy them."""
        reduced = simplified(self.space, conditions, base)
        if reduced is None or (reduced and self.space.empty([*base, *reduced])):
            return None
        return reduced

    def _absorb(
        self, base: Sequence[Condition], found: list[Alternative], new: Alternative
    ) -> list[Alternative]:
        """Add an alternative, unless it is a special case; drop special cases of it."""
        if any(self._within(base, new, old) for old in found):
            return found
        return [old for old in found if not self._within(base, old, new)] + [new]

    def _within(self, base: Sequence[Condition], one: Alternative, other: Alternative) -> bool:
        """Whether an alternative works only where another does."""
        given = [*base, *one.conditions]
        return all(self.space.implies(given, c) for c in other.conditions)

    # vertices

    def threats(self) -> Iterator[Vertex]:
        """Yield the vertices of the deterring answers, pure ones first."""
        rows = {kind: self.deterrence(kind) for kind in self.form.types}
        for size in range(1, len(self.form.responses(self.signal)) + 1):
            for support in combinations(self.form.responses(self.signal), size):
                for tight in combinations(self.form.types, size - 1):
                    equal = [rows[kind] for kind in tight]
                    slack = [row for kind, row in rows.items() if kind not in tight]
                    unknowns = {rho(self.signal, r): r for r in support}
                    yield from self.vertex(unknowns, equal, slack)

    def beliefs(
        self, answers: Sequence[str], kinds: Sequence[str] | None = None
    ) -> Iterator[Vertex]:
        """Yield the vertices of the beliefs that make answers best, certain ones first.

        Parameters
        ----------
        kinds
            The types that beliefs may be on; by default all.
        """
        types = self.form.types if kinds is None else kinds
        responses = self.form.responses(self.signal)
        others = [r for r in responses if r not in answers]
        first = answers[0]
        for extra in range(len(others) + 1):
            if extra and len(answers) == 1 and len(responses) == 2:
                return
            for added in combinations(others, extra):
                tied = [*answers[1:], *added]
                equal = [self.constraints.belief(self.signal, first, r) for r in tied]
                rest = [r for r in responses if r != first and r not in tied]
                slack = [self.constraints.belief(self.signal, first, r) for r in rest]
                for support in combinations(types, len(tied) + 1):
                    unknowns = {mu(self.signal, kind): kind for kind in support}
                    yield from self.vertex(unknowns, equal, slack)

    def vertex(
        self, unknowns: Mapping[str, str], equal: Sequence[Equation], slack: Sequence[Equation]
    ) -> Iterator[Vertex]:
        """Yield the distribution that solves equations, if they have one solution."""
        ring, space = self.form.ring, self.space
        total = dict.fromkeys(unknowns, ring.one) | {CONSTANT: -ring.one}
        present = set(unknowns) | {CONSTANT}
        lines = [total, *({u: f for u, f in row.items() if u in present} for row in equal)]
        found = eliminate(lines, ring, lambda f: 0)
        if found.contradiction is not None or len(found.solved) < len(unknowns):
            return
        denominator = ring.one
        for unknown, line in found.solved.items():
            own = line.coefficients[unknown]
            denominator *= own // denominator.gcd(own)
        if space.sign(denominator) == "-":
            denominator = -denominator
        numerators = {}
        for unknown, line in found.solved.items():
            factor = denominator // line.coefficients[unknown]
            numerators[unknown] = -(line.coefficients.get(CONSTANT, ring.zero) * factor)
        signed = space.sign(denominator) == "+"
        form = ClosedForm(
            {u: {CONSTANT: f} for u, f in numerators.items()}, denominator, {}, (), signed
        )
        conditions = [
            condition(form.substitute({u: ring.one}, ring).get(CONSTANT, ring.zero), ">=")
            for u in unknowns
            if len(unknowns) > 1
        ]
        for row in slack:
            kept = {u: f for u, f in row.items() if u in present}
            value = form.substitute(kept, ring).get(CONSTANT, ring.zero)
            conditions.append(condition(value, ">="))
        if not signed:
            conditions.append(condition(denominator**2, ">"))
        named = {name: numerators[u] for u, name in unknowns.items()}
        yield Vertex(named, denominator, tuple(conditions))
