"""Proofs that a case, perhaps an unfinished one, is no equilibrium's: the atlas's lemmas.

A proof uses a few named rows, so what it refutes is a pattern, and the pattern refutes many
cases at once. Lemmas are remembered by the signals they speak of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from gametheory_dprk.analysis.atlas.linear.elimination import eliminate
from gametheory_dprk.analysis.atlas.signaling.cases import (
    Case,
    Nogood,
    State,
    Vanishing,
    patterns_of,
)
from gametheory_dprk.analysis.atlas.signaling.constraints import Constraints, Label, mu, rho, sigma
from gametheory_dprk.analysis.atlas.signaling.form import Form
from gametheory_dprk.analysis.atlas.signaling.generic import Generic
from gametheory_dprk.polynomials import Polynomial
from gametheory_dprk.regions import Refutation, Row, Term

DEPTHS = ((0, 1), (1, 2))
"""How many assumptions may multiply a row, and one another, in a lemma."""


class Lemmas:
    """The lemmas of one game.

    Attributes
    ----------
    found : list of Nogood
        In the order in which they were found.
    """

    def __init__(self, form: Form) -> None:
        self.form = form
        self.constraints = Constraints(form)
        self.generic = Generic(form.ring)
        self.found: list[Nogood] = []
        self.by_signals: dict[frozenset[str], list[Nogood]] = {}

    def excluding(self, case: Case, signals: Iterable[str]) -> Nogood | None:
        """Return a known lemma that excludes a case and speaks of exactly some signals."""
        known = self.by_signals.get(frozenset(signals), ())
        return next((nogood for nogood in known if nogood.excludes(case)), None)

    def excluded(self, case: Case) -> Nogood | None:
        """Return any known lemma that excludes a case."""
        return next((nogood for nogood in self.found if nogood.excludes(case)), None)

    def learn(self, nogood: Nogood) -> Nogood:
        """Remember a lemma."""
        self.found.append(nogood)
        self.by_signals.setdefault(frozenset(nogood.patterns), []).append(nogood)
        return nogood

    # what holds in a case

    def belief_labels(self, signal: str, state: State) -> Iterator[Label]:
        """Name the rows on beliefs after a signal."""
        responses, types = self.form.responses(signal), self.form.types
        yield "total", "mu", signal
        for kind in types:
            if not state.kinds or kind in state.kinds:
                yield "holds" if kind in state.kinds else "mu", signal, kind
        for reply in sorted(state.replies):
            yield from (("belief", signal, reply, other) for other in responses if other != reply)

    def answer_labels(self, case: Case) -> Iterator[Label]:
        """Name the rows on rho alone."""
        for signal, state in case.items():
            yield "total", "rho", signal
            for response in self.form.responses(signal):
                if not state.replies:
                    yield "rho", signal, response
                elif response in state.replies:
                    yield "answers", signal, response

    def sender_labels(self, case: Case) -> Iterator[Label]:
        """Name the rows on what the sender prefers among the signals decided."""
        yield from self.answer_labels(case)
        for signal, state in case.items():
            for kind in sorted(state.kinds):
                others = (other for other in case if other != signal)
                yield from (("prefers", kind, signal, other) for other in others)

    def receiver_labels(self, case: Case) -> Iterator[Label]:
        """Name the rows on sigma of a case in which every signal is decided."""
        for kind in self.form.types:
            yield "total", "sigma", kind
        for signal, state in case.items():
            yield from (("sends", kind, signal) for kind in sorted(state.kinds))
            for reply in sorted(state.replies) if state.kinds else ():
                others = (other for other in self.form.responses(signal) if other != reply)
                yield from (("reply", signal, reply, other) for other in others)

    def absent(self, case: Case) -> Mapping[str, Label]:
        """Return the unknowns that a case sets to zero, with the name of that fact."""
        found: dict[str, Label] = {}
        for signal, state in case.items():
            for kind in self.form.types:
                if kind not in state.kinds:
                    found[sigma(kind, signal)] = ("absent", "sigma", kind, signal)
                    if state.kinds:
                        found[mu(signal, kind)] = ("absent", "mu", signal, kind)
            if state.replies:
                for response in self.form.responses(signal):
                    if response not in state.replies:
                        found[rho(signal, response)] = ("absent", "rho", signal, response)
        return found

    # proofs

    def refute(self, case: Case, labels: Iterable[Label]) -> Nogood | None:
        """Try to refute a case by some of its rows, and remember the lemma."""
        named = {self.constraints.row(label).key: label for label in labels}
        rows = [self.constraints.row(label) for label in named.values()]
        absent = self.absent(case)
        unknowns = frozenset(absent)
        proof = self.form.space.refutation([], rows, unknowns, DEPTHS, crossing=False)
        if proof is None:
            return None
        used = [named[term.row.key] for term in proof.terms if term.row is not None]
        multiplied = [
            (term.row, multiplier(self.form, term)) for term in proof.terms if term.row is not None
        ]
        rest = residual(multiplied, absent)
        return self.learn(self.nogood([*dict.fromkeys(used), *rest], proof))

    def vanish(self, case: Case, labels: Sequence[Label]) -> Nogood | None:
        """Try to derive from equalities of a case that a polynomial in the parameters is zero."""
        absent = self.absent(case)
        rows = [self.constraints.row(label) for label in labels]
        equations = [{u: f for u, f in row.coefficients.items() if u not in absent} for row in rows]
        if self.generic.consistent(equations):
            return None
        line = eliminate(equations, self.form.ring, self.preference).contradiction
        if line is None:
            return None
        multipliers = [(labels[i], factor) for i, factor in line.origin.items()]
        rest = residual([(rows[i], factor) for i, factor in line.origin.items()], absent)
        reason = Vanishing(tuple(multipliers), line.coefficients[""])
        return self.learn(self.nogood([*(label for label, _ in multipliers), *rest], reason))

    def preference(self, polynomial: Polynomial) -> int:
        """Prefer to divide by constants, then by what is never zero."""
        if polynomial.is_constant():
            return 0
        return 1 if self.form.space.sign(polynomial) in ("+", "-") else 2

    def nogood(self, labels: Sequence[Label], reason: Refutation | Vanishing) -> Nogood:
        """State a lemma."""
        return Nogood(patterns_of(labels), tuple(labels), reason)

    def even_labels(self, signal: str, state: State) -> list[Label]:
        """Name the equalities on beliefs after a signal."""
        first, *others = sorted(state.replies)
        return [("total", "mu", signal), *(("even", signal, first, r) for r in others)]

    def tie_labels(self, case: Case) -> list[Label]:
        """Name the equalities on sigma of a case in which every signal is decided."""
        found: list[Label] = [("total", "sigma", kind) for kind in self.form.types]
        for signal, state in case.items():
            if state.kinds:
                first, *others = sorted(state.replies)
                found += [("tie", signal, first, r) for r in others]
        return found

    def equal_labels(self, case: Case) -> list[Label]:
        """Name the equalities on rho in a case: totals, and who is indifferent."""
        found: list[Label] = [("total", "rho", signal) for signal in case]
        for kind in self.form.types:
            sent = [signal for signal, state in case.items() if kind in state.kinds]
            found += [("equal", kind, sent[0], other) for other in sent[1:]]
        return found


def multiplier(form: Form, term: Term) -> Polynomial:
    """Return by what a term multiplies its row."""
    product = form.ring.constant(term.weight)
    for factor in term.factors:
        product *= factor.polynomial
    return product if term.multiplier is None else product * term.multiplier


def residual(used: Iterable[tuple[Row, Polynomial]], absent: Mapping[str, Label]) -> list[Label]:
    """Return the absent unknowns that a combination of rows does not cancel by itself."""
    total: dict[str, Polynomial] = {}
    for row, multiplier in used:
        for unknown, f in row.coefficients.items():
            if unknown in absent:
                known = total.get(unknown)
                total[unknown] = f * multiplier if known is None else known + f * multiplier
    return [absent[unknown] for unknown, f in total.items() if not f.is_zero()]
