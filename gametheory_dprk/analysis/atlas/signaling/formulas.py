"""A family's strategies, beliefs and values as rational functions.

Free unknowns become parameters of their own, x1, x2, ...
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gametheory_dprk.analysis.atlas.signaling.closed_forms import ClosedForm
from gametheory_dprk.analysis.atlas.signaling.constraints import rho, sigma
from gametheory_dprk.analysis.atlas.signaling.families import Family
from gametheory_dprk.analysis.atlas.signaling.form import Form
from gametheory_dprk.analysis.atlas.signaling.offpath import Alternative, Vertex
from gametheory_dprk.polynomials import Polynomial, Ratio, Ring
from gametheory_dprk.regions import Condition, condition
from gametheory_dprk.regions.columns import CONSTANT

Formulas = Mapping[str, Mapping[str, Ratio]]


@dataclass(frozen=True, slots=True)
class FamilyFormulas:
    """What a family plays, believes and earns.

    Attributes
    ----------
    ring : Ring
        The parameters, and the free unknowns.
    free : Mapping[str, str]
        For each free unknown the name under which it appears.
    sending, answering, beliefs : Formulas
        By type or signal.
    values : Mapping[str, Ratio]
        By player.
    """

    ring: Ring
    free: Mapping[str, str]
    sending: Formulas
    answering: Formulas
    beliefs: Formulas
    values: Mapping[str, Ratio]


def family_formulas(form: Form, family: Family) -> FamilyFormulas:
    """Write out a family; off the path with its first alternative."""
    free = {unknown: f"x{i}" for i, unknown in enumerate(free_names(form, family), start=1)}
    ring = formula_ring(form, free)
    writer = _Writer(form, ring, free)
    solved = family.solved
    sending = {
        t: {m: writer.unknown(solved.receiver, sigma(t, m)) for m in form.signals}
        for t in form.types
    }
    answering: dict[str, Mapping[str, Ratio]] = {}
    beliefs: dict[str, Mapping[str, Ratio]] = {}
    for m, state in family.case.items():
        if state.kinds:
            chances = {r: writer.unknown(solved.sender, rho(m, r)) for r in form.responses(m)}
            answering[m], beliefs[m] = chances, writer.posterior(sending, m)
        else:
            first = family.alternatives[m][0]
            answering[m], beliefs[m] = answer_formulas(form, free, m, first)
    values = {
        player: writer.expected(player, sending, answering) for player in form.template.players
    }
    return FamilyFormulas(ring, free, sending, answering, beliefs, values)


def stakes(form: Form, found: FamilyFormulas, family: Family, m: str) -> tuple[Formulas, Formulas]:
    """Return what types lose by a signal off the path, and what its answers are worth.

    Both by type and answer. A type's loss is compared with what it earns on the path.
    """
    game, writer = form.exact, _Writer(form, found.ring, found.free)
    sender, receiver = game.payoffs[game.sender], game.payoffs[game.receiver]
    losses, worth = {}, {}
    for t in form.types:
        path = family.solved.paths[t]
        parts = [x * writer.ratio(sender[t, path, r]) for r, x in found.answering[path].items()]
        earned = writer.sum([part for part in parts if not part.is_zero()])
        losses[t] = {r: earned - writer.ratio(sender[t, m, r]) for r in form.responses(m)}
        worth[t] = {r: writer.ratio(receiver[t, m, r]) for r in form.responses(m)}
    return losses, worth


def free_names(form: Form, family: Family) -> list[str]:
    """Return the free unknowns that appear in a formula of the path."""
    return [u for u in family.solved.free if not u.startswith("mu(")]


def answer_formulas(
    form: Form, free: Mapping[str, str], signal: str, way: Alternative
) -> tuple[Mapping[str, Ratio], Mapping[str, Ratio]]:
    """Return the answers and the belief of one way to deter from a signal."""
    writer = _Writer(form, formula_ring(form, free), free)
    answers = {r: writer.share(way.answers, r) for r in form.responses(signal)}
    return answers, {t: writer.share(way.belief, t) for t in form.types}


def formula_ring(form: Form, free: Mapping[str, str]) -> Ring:
    """Return the ring of the parameters and the names of the free unknowns."""
    return Ring([*form.ring.names, *free.values()]) if free else form.ring


def free_conditions(form: Form, found: FamilyFormulas, family: Family) -> tuple[Condition, ...]:
    """Return what the free unknowns must satisfy."""
    writer = _Writer(form, found.ring, found.free)
    return tuple(
        condition(writer.combined(row.coefficients), row.relation)
        for row in family.solved.rows.values()
    )


class _Writer:
    """Builds rational functions over the parameters and the free unknowns."""

    def __init__(self, form: Form, ring: Ring, free: Mapping[str, str]) -> None:
        self.form = form
        self.ring = ring
        self.free = free
        self.zero = Ratio(ring.zero, ring.one)

    def lift(self, f: Polynomial) -> Polynomial:
        """Read a polynomial in the parameters in the larger ring."""
        if not self.free:
            return f
        total = self.ring.zero
        for exponents, number in self.form.ring.terms(f):
            term = self.ring.one * number
            for name, exponent in self.form.ring.monomial(exponents):
                term *= self.ring.generators[name] ** exponent
            total += term
        return total

    def ratio(self, given: Ratio) -> Ratio:
        """Read a quotient in the larger ring."""
        return Ratio(self.lift(given.numerator), self.lift(given.denominator))

    def unknown(self, block: ClosedForm, unknown: str) -> Ratio:
        """Return the formula of an unknown on the path."""
        total = self.combined(block.numerators.get(unknown, {}))
        return Ratio.of(total, self.lift(block.denominator))

    def combined(self, coefficients: Mapping[str, Polynomial]) -> Polynomial:
        """Add up multiples of free unknowns and a constant."""
        total = self.ring.zero
        for key, f in coefficients.items():
            factor = self.ring.one if key == CONSTANT else self.ring.generators[self.free[key]]
            total += self.lift(f) * factor
        return total

    def share(self, vertex: Vertex, name: str) -> Ratio:
        """Return a chance off the path."""
        top = vertex.numerators.get(name, self.form.ring.zero)
        return Ratio.of(self.lift(top), self.lift(vertex.denominator))

    def posterior(self, sending: Formulas, m: str) -> dict[str, Ratio]:
        """Update the prior by Bayes' rule."""
        prior = self.form.exact.prior
        weights = {t: self.ratio(prior[t]) * sending[t][m] for t in self.form.types}
        total = self.sum(list(weights.values()))
        return {t: weight / total for t, weight in weights.items()}

    def expected(self, player: str, sending: Formulas, answering: Formulas) -> Ratio:
        """Return what a player earns before anything is known."""
        game = self.form.exact
        parts = [
            self.ratio(game.prior[t])
            * sending[t][m]
            * answering[m][r]
            * self.ratio(game.payoffs[player][t, m, r])
            for t, m, r in game.cells()
            if not sending[t][m].is_zero() and not answering[m][r].is_zero()
        ]
        return self.sum(parts)

    def sum(self, parts: list[Ratio]) -> Ratio:
        """Add up."""
        total = self.zero
        for part in parts:
            total = total + part
        return total
