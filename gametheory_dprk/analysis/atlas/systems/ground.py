"""A game that is solved choice by choice, over a parameter space."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from gametheory_dprk.analysis.atlas.checker.algebra import quotient_of
from gametheory_dprk.analysis.atlas.checker.claims import Claims
from gametheory_dprk.analysis.atlas.checker.systems import Source
from gametheory_dprk.analysis.atlas.checker.verdict import READERS
from gametheory_dprk.analysis.atlas.preparing.assumptions import conditions_of
from gametheory_dprk.analysis.atlas.proving.certificate import Writer
from gametheory_dprk.analysis.atlas.signaling.form import common_scale, refuse_constant
from gametheory_dprk.analysis.atlas.systems.expressions import plain
from gametheory_dprk.expr import Expr
from gametheory_dprk.limits import Budget
from gametheory_dprk.polynomials import Polynomial, Ratio, Ring
from gametheory_dprk.regions import Condition, Space, condition


@dataclass(frozen=True)
class Ground:
    """A game with the parameters that satisfy its assumptions.

    Attributes
    ----------
    data : Mapping
        The game as its own formulas, which is all that the checker takes as given.
    scales : Mapping[tuple of str, Polynomial]
        By what payoffs are multiplied to have no denominators.
    """

    data: Mapping[str, Any]
    space: Space
    scales: Mapping[tuple[str, str], Polynomial]

    @property
    def ring(self) -> Ring:
        """The ring of the parameters."""
        return self.space.ring

    @cached_property
    def source(self) -> Source:
        """The alternatives, as the checker builds them from the game."""
        writer = Writer(self)
        scales = writer.scales()
        facts = [quotient_of(text)[0] for text, _ in writer.facts()]
        given = [quotient_of(writer.text(a.polynomial))[0] for a in self.space.assumptions]
        claims = Claims([])
        for letter, polynomials in (("a", given), ("f", facts)):
            claims.conditions |= {f"{letter}{i}": (f, ">") for i, f in enumerate(polynomials)}
        found: Source = READERS[self.data["kind"]][1](claims, self.data, scales)
        return found

    def scale(self, name: str) -> Ratio:
        """Return by what a player's payoffs are multiplied."""
        return Ratio(self.scales.get(("pay", name), self.ring.one), self.ring.one)


def build_ground(
    data: Mapping[str, Any],
    relations: Iterable[Expr],
    ring: Ring,
    payoffs: Mapping[str, Iterable[Ratio]],
    start: Mapping[str, Fraction] | None = None,
    budget: Budget | None = None,
) -> Ground:
    """Read a game over the parameters that satisfy some relations.

    Parameters
    ----------
    data
        As the checker reads it; `assume` has the relations too.
    payoffs
        Amounts whose denominators are multiplied away together, by name.

    Raises
    ------
    AnalysisError
        If a formula is no rational function, a denominator may vanish, or no parameters satisfy
        the relations.
    """
    conditions = [c for relation in relations for c in conditions_of(relation, ring)]
    conditions += implied(data, ring)
    known = {c.key: c for c in conditions if not c.polynomial.is_constant()}
    refuse_constant(conditions)
    space = Space(ring, without_weak(known), start, budget)
    space.signs.trusting = False
    scales = {}
    for name, amounts in payoffs.items():
        where = f"payoff of {name}" if name else "amounts"
        scale = common_scale(space, amounts, where)
        if not scale.is_one():
            scales["pay", name] = scale
    return Ground(data, space, scales)


def without_weak(known: Mapping[str, Condition]) -> list[Condition]:
    """Leave out what a strict condition says as well."""
    return [c for c in known.values() if c.relation == ">" or f"> {c.text}" not in known]


def implied(data: Mapping[str, Any], ring: Ring) -> list[Condition]:
    """Return what the form of the game says of its parameters: chances are positive, say."""
    stated = READERS[data["kind"]][0](data)
    return [condition(plain(f, ring), ">" if r == ">" else ">=") for f, r in stated]
