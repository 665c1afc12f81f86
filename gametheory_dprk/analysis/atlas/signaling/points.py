"""Families at one point of the parameter space, in exact numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from gametheory_dprk.analysis.atlas.signaling.closed_forms import ClosedForm
from gametheory_dprk.analysis.atlas.signaling.constraints import rho, sigma
from gametheory_dprk.analysis.atlas.signaling.families import Family
from gametheory_dprk.analysis.atlas.signaling.form import Form
from gametheory_dprk.analysis.atlas.signaling.offpath import Alternative, Vertex
from gametheory_dprk.games import SignalingGame
from gametheory_dprk.regions.columns import CONSTANT
from gametheory_dprk.regions.samples import holds
from gametheory_dprk.solution import Assessment, PerSet

Point = Mapping[str, Fraction]
Chances = Mapping[str, Mapping[str, Fraction]]


@dataclass(frozen=True, slots=True)
class FamilyAtPoint:
    """One equilibrium of a family, in numbers.

    Attributes
    ----------
    family : Family
    assessment : Assessment
    values : Mapping[str, Fraction]
        Expected payoffs of both players.
    """

    family: Family
    assessment: Assessment
    values: Mapping[str, Fraction]

    @property
    def strategies(self) -> PerSet:
        """Behavior strategies by player and information set."""
        return self.assessment.strategies


def family_at(form: Form, family: Family, point: Point) -> FamilyAtPoint | None:
    """Evaluate a family at a point; None where it does not exist there."""
    coordinates = form.ring.coordinates(point)
    if not all(holds(c, coordinates) for c in family.conditions):
        return None
    threats: dict[str, Alternative] = {}
    for signal, options in family.alternatives.items():
        working = (a for a in options if all(holds(c, coordinates) for c in a.conditions))
        chosen = next(working, None)
        if chosen is None:
            return None
        threats[signal] = chosen
    if not all(
        defined(form, block, point) for block in (family.solved.sender, family.solved.receiver)
    ):
        return None
    sending, answering, beliefs = played_at(form, family, threats, point)
    game = form.template
    strategies = {game.sender: sending, game.receiver: answering}
    assessment = Assessment(strategies, {game.receiver: beliefs})
    return FamilyAtPoint(family, assessment, expected(form, sending, answering, point))


def defined(form: Form, block: ClosedForm, point: Point) -> bool:
    """Whether a denominator is not zero."""
    return block.signed or form.ring.value(block.denominator, point) != 0


def played_at(
    form: Form, family: Family, threats: Mapping[str, Alternative], point: Point
) -> tuple[Chances, Chances, Chances]:
    """Evaluate what the sender and the receiver play, and beliefs."""
    free = free_values(form, family, point)
    sending = {
        kind: {
            m: unknown_at(form, family.solved.receiver, sigma(kind, m), point, free)
            for m in form.signals
        }
        for kind in form.types
    }
    answering: dict[str, dict[str, Fraction]] = {}
    beliefs: dict[str, dict[str, Fraction]] = {}
    for m, state in family.case.items():
        if state.kinds:
            answering[m] = {
                r: unknown_at(form, family.solved.sender, rho(m, r), point, free)
                for r in form.responses(m)
            }
            beliefs[m] = posterior(form, sending, m, point)
        else:
            answering[m] = vertex_at(form, threats[m].answers, form.responses(m), point)
            beliefs[m] = vertex_at(form, threats[m].belief, form.types, point)
    return sending, answering, beliefs


def free_values(form: Form, family: Family, point: Point) -> dict[str, Fraction]:
    """Evaluate the values chosen for free unknowns."""
    ring = form.ring
    return {
        unknown: ring.value(ratio.numerator, point) / ring.value(ratio.denominator, point)
        for unknown, ratio in family.choice.items()
    }


def unknown_at(
    form: Form, block: ClosedForm, unknown: str, point: Point, free: Mapping[str, Fraction]
) -> Fraction:
    """Evaluate the formula of an unknown; zero outside the support."""
    parts = block.numerators.get(unknown, {})
    total = sum(
        (
            form.ring.value(f, point) * (Fraction(1) if key == CONSTANT else free[key])
            for key, f in parts.items()
        ),
        Fraction(0),
    )
    return total / form.ring.value(block.denominator, point)


def vertex_at(
    form: Form, vertex: Vertex, names: tuple[str, ...], point: Point
) -> dict[str, Fraction]:
    """Evaluate a distribution."""
    total = form.ring.value(vertex.denominator, point)
    zero = form.ring.zero
    return {
        name: form.ring.value(vertex.numerators.get(name, zero), point) / total for name in names
    }


def posterior(
    form: Form, sending: Mapping[str, Mapping[str, Fraction]], signal: str, point: Point
) -> dict[str, Fraction]:
    """Update the prior by Bayes' rule."""
    weights = {
        kind: form.ring.value(form.weights[kind], point) * sending[kind][signal]
        for kind in form.types
    }
    total = sum(weights.values())
    return {kind: weight / total for kind, weight in weights.items()}


def exact_game(form: Form, point: Point) -> SignalingGame[Fraction]:
    """Fill the template."""
    return form.exact.map(
        lambda ratio: (
            form.ring.value(ratio.numerator, point) / form.ring.value(ratio.denominator, point)
        )
    )


def expected(form: Form, sending: Chances, answering: Chances, point: Point) -> dict[str, Fraction]:
    """Return the expected payoff of each player."""
    game = exact_game(form, point)
    return {
        player: sum(
            (
                game.prior[t] * sending[t][m] * answering[m][r] * game.payoffs[player][t, m, r]
                for t, m, r in game.cells()
                if sending[t][m] and answering[m][r]
            ),
            Fraction(0),
        )
        for player in game.players
    }
