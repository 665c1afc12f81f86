"""Polynomial conditions and formulas at arrays of points."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import reduce

import numpy as np

from gametheory_dprk.analysis.atlas.view import Ratios
from gametheory_dprk.analysis.compare.batches.arrays import Floats, Integers, Truths
from gametheory_dprk.polynomials import Polynomial, Ratio, Ring
from gametheory_dprk.polynomials.evaluation import compile_polynomial
from gametheory_dprk.regions import Condition
from gametheory_dprk.regions.formula import Every, Formula


@dataclass(frozen=True, slots=True)
class Sampled:
    """Points of a ring's parameters; each polynomial is evaluated once."""

    ring: Ring
    points: Floats
    _known: dict[str, Floats] = field(default_factory=dict, repr=False)

    def value(self, polynomial: Polynomial) -> Floats:
        """A polynomial at every point."""
        key = str(polynomial)
        if key not in self._known:
            self._known[key] = compile_polynomial(polynomial, self.ring)(self.points)
        return self._known[key]

    def ratio(self, given: Ratio) -> Floats:
        """A rational function at every point."""
        with np.errstate(all="ignore"):
            found: Floats = self.value(given.numerator) / self.value(given.denominator)
        return found

    def truth(self, formula: Formula) -> Truths:
        """Where a formula holds."""
        match formula:
            case bool():
                return np.full(len(self.points), formula)
            case Condition():
                value = self.value(formula.polynomial)
                found = {">": value > 0, ">=": value >= 0, "==": value == 0}
                return np.asarray(found[formula.relation])
        join = np.logical_and if isinstance(formula, Every) else np.logical_or
        return np.asarray(reduce(join, (self.truth(part) for part in formula.parts)))

    def all_of(self, conditions: Iterable[Condition]) -> Truths:
        """Where all conditions hold."""
        truths = (self.truth(each) for each in conditions)
        return np.asarray(reduce(np.logical_and, truths, self.truth(True)))

    def at(self, where: Integers) -> Sampled:
        """The same at some of the points."""
        return Sampled(self.ring, self.points[where])

    def played(self, strategies: Ratios) -> dict[tuple[str, str, str], Floats]:
        """Formulas of strategies at every point."""
        return {
            (player, label, move): self.ratio(ratio)
            for player, sets in strategies.items()
            for label, moves in sets.items()
            for move, ratio in moves.items()
        }
