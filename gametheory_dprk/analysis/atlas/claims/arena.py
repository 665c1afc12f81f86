"""Where a question about one family is decided: the parameters, and what its free unknowns add."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from gametheory_dprk.analysis.atlas.settling import at_ratios
from gametheory_dprk.analysis.atlas.view import FamilyView
from gametheory_dprk.expr import Expr
from gametheory_dprk.games import Game
from gametheory_dprk.polynomials import Polynomial, Ratio, Ring, ratio_of
from gametheory_dprk.regions import Condition, Space, condition
from gametheory_dprk.regions.formula import Every, Formula, Some, every, some


@dataclass(frozen=True)
class Arena:
    """A ring that holds the parameters of a space, and perhaps further unknowns.

    Attributes
    ----------
    own : Space
        Of the parameters alone.
    ring : Ring
    start : Mapping[str, Fraction]
        A point over the ring.
    """

    own: Space
    ring: Ring
    start: Mapping[str, Fraction]

    @property
    def scales(self) -> Mapping[tuple[str, str], Polynomial]:
        """Nothing was multiplied."""
        return {}

    @property
    def larger(self) -> bool:
        """Whether there are further unknowns."""
        return self.ring.names != self.own.ring.names

    @cached_property
    def space(self) -> Space:
        """The space over the ring: the assumptions say nothing of further unknowns."""
        if not self.larger:
            return self.own
        given = [self.condition(a) for a in self.own.assumptions]
        return Space(self.ring, given, self.start, self.own.budget)

    def ratio(self, given: Ratio) -> Ratio:
        """Read a quotient of polynomials in the parameters."""
        if not self.larger:
            return given
        names = {name: Ratio(self.ring.generators[name], self.ring.one) for name in self.names}
        return at_ratios(given, self.own.ring, names, self.ring)

    def wider(self, given: Ratio, ring: Ring) -> Ratio:
        """Read a quotient over a ring whose names are all among those of the arena."""
        if ring.names == self.ring.names:
            return given
        names = {name: Ratio(self.ring.generators[name], self.ring.one) for name in ring.names}
        return at_ratios(given, ring, names, self.ring)

    def wider_condition(self, given: Condition, ring: Ring) -> Condition:
        """Read a condition over such a ring."""
        found = self.wider(Ratio(given.polynomial, ring.one), ring)
        return condition(found.numerator, given.relation)

    @property
    def names(self) -> tuple[str, ...]:
        """The parameters."""
        return self.own.ring.names

    def condition(self, given: Condition) -> Condition:
        """Read a condition on the parameters."""
        lifted = self.ratio(Ratio(given.polynomial, self.own.ring.one)).numerator
        return condition(lifted, given.relation)

    def formula(self, given: Formula) -> Formula:
        """Read a formula in the parameters."""
        match given:
            case Condition():
                return self.condition(given)
            case Every():
                return every(self.formula(part) for part in given.parts)
            case Some():
                return some(self.formula(part) for part in given.parts)
        return given

    def game(self, template: Game[Expr]) -> Game[Ratio]:
        """Read the formulas of a game as rational functions."""
        return template.map(lambda formula: ratio_of(formula, self.ring))


def arena_of(space: Space, view: FamilyView) -> Arena:
    """Return where questions about a family are decided."""
    start = dict(view.witness)
    for name, free in view.free.items():
        value = free.value
        start[name] = Fraction(1, 2)
        if value is not None:
            below = space.ring.value(value.denominator, view.witness)
            start[name] = space.ring.value(value.numerator, view.witness) / below
    return Arena(space, view.ring, start)
