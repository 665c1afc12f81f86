"""A comparison that is run again at other parameters."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from gametheory_dprk.analysis.compare.evidence import log10, posterior, ratio
from gametheory_dprk.analysis.compare.uncertainty import Drawing, rivals_at
from gametheory_dprk.number import Number

if TYPE_CHECKING:
    from gametheory_dprk.analysis.compare.batches.arrays import Floats

Factors = Mapping[str, float | None]
"""Log10 Bayes factors by hypothesis; empty where nothing was found."""

Values = Mapping[str, Fraction]
"""A value for every uncertain parameter."""

EVEN = 1e-9
"""A posterior found in floats that is this close to 1/2 counts as 1/2."""


@dataclass(frozen=True, slots=True)
class Experiment:
    """How to compare again.

    Attributes
    ----------
    prior : Mapping[str, Fraction]
        The analyst's, of the named hypotheses relative to each other.
    """

    drawing: Drawing
    prior: Mapping[str, Number]

    @property
    def base(self) -> dict[str, Fraction]:
        """The default values."""
        return self.drawing.space.base

    def factors(self, points: Sequence[Values]) -> list[Factors]:
        """Log10 Bayes factors against the first hypothesis at some points."""
        if not self.drawing.fast:
            return [self.exact_factors(point) for point in points]
        runs = self.lasts(points)
        first = next(iter(runs.values()))
        return [
            {name: factor(float(run[k]), float(first[k])) for name, run in runs.items()}
            if math.isfinite(float(sum(run[k] for run in runs.values())))
            else {}
            for k in range(len(points))
        ]

    def exact_factors(self, point: Values) -> Factors:
        """The same at one point, every game being solved exactly."""
        rivals = rivals_at(self.drawing.space, self.drawing.contenders, point)
        first = next(iter(rivals.values()), None)
        return (
            {}
            if first is None
            else {
                name: log10(ratio(rival.run[-1], first.run[-1])) for name, rival in rivals.items()
            }
        )

    def lasts(self, points: Sequence[Values]) -> dict[str, Floats]:
        """Evidence of every hypothesis at some points, by formulas."""
        import numpy as np

        labels = list(self.base)
        columns = {label: np.array([float(point[label]) for point in points]) for label in labels}
        return {name: run[-1] for name, run in self.drawing.at(columns).runs.items()}

    def side(self, point: Values, hypothesis: str) -> str:
        """Where the posterior of a hypothesis is at a point: exactly."""
        rivals = rivals_at(self.drawing.space, self.drawing.contenders, point)
        after = posterior(self.prior, {n: r.run[-1] for n, r in rivals.items()}) if rivals else {}
        if not after:
            return "undefined"
        chance, half = after[hypothesis], Fraction(1, 2)
        return "at" if chance == half else "above" if chance > half else "below"

    def sides(self, points: Sequence[Values], hypothesis: str) -> list[str]:
        """The same at many points, by formulas in floats where there are any."""
        if not self.drawing.fast:
            return [self.side(point, hypothesis) for point in points]
        return self.sides_of(self.lasts(points), hypothesis)

    def sides_along(
        self, label: str, start: Fraction, end: Fraction, steps: int, hypothesis: str
    ) -> list[str]:
        """The same at evenly spaced values of one parameter, by formulas in floats."""
        import numpy as np

        columns = {name: np.full(steps + 1, float(value)) for name, value in self.base.items()}
        columns[label] = float(start) + float(end - start) * np.arange(steps + 1) / steps
        runs = self.drawing.at(columns).runs
        return self.sides_of({name: run[-1] for name, run in runs.items()}, hypothesis)

    def sides_of(self, lasts: Mapping[str, Floats], hypothesis: str) -> list[str]:
        """Where posteriors are that follow from evidence."""
        import numpy as np

        joint = {name: float(self.prior[name]) * run for name, run in lasts.items()}
        with np.errstate(all="ignore"):
            after = joint[hypothesis] / sum(joint.values())
        return [side_of(float(each)) for each in after]


def side_of(chance: float) -> str:
    """Where a probability is."""
    if math.isnan(chance):
        return "undefined"
    if abs(chance - 0.5) < EVEN:
        return "at"
    return "above" if chance > 0.5 else "below"


def factor(one: float, other: float) -> float | None:
    """Log10 of a ratio."""
    if one and other:
        return math.log10(one / other) + 0.0
    return None if one == other else math.inf if one else -math.inf
