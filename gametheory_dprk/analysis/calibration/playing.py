"""What is played at many points: quantal response, or the equilibrium that is selected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from gametheory_dprk.analysis.calibration.study import Study
from gametheory_dprk.analysis.compare.batches.arrays import Floats, Values
from gametheory_dprk.analysis.compare.batches.charts import Charts, Played
from gametheory_dprk.analysis.compare.batches.evidence import selected
from gametheory_dprk.analysis.compare.batches.responses import Responses
from gametheory_dprk.analysis.compare.sides import Side
from gametheory_dprk.analysis.compare.uncertainty import charts_of
from gametheory_dprk.analysis.selection import select
from gametheory_dprk.errors import AnalysisError, LimitReached, SolveError
from gametheory_dprk.limits import Budget
from gametheory_dprk.scenario.values import parameter_values
from gametheory_dprk.solution import Assessment

CHUNK = 1024
"""Points whose branches are followed between looks at the clock."""


@dataclass(frozen=True, slots=True)
class Playing:
    """Finds what is played; nan where nothing was found."""

    side: Side
    responses: Responses | None
    charts: Charts | None
    budget: Budget

    @classmethod
    def of(cls, side: Side, study: Study, budget: Budget) -> Playing:
        """Prepare one way of playing.

        Raises
        ------
        AnalysisError
            If quantal response is asked for and the game is too large for it.
        """
        if study.played == "exact":
            refined = study.asked.refine is not None
            concept = study.asked.concept
            return cls(
                side, None, None if refined else charts_of(side.scenario, concept, budget), budget
            )
        responses = Responses.of(side.scenario.game)
        if responses is None:
            raise AnalysisError(f"{side.scenario.id}: too large a game; ask for exact play")
        return cls(side, responses, None, budget)

    def at(self, point: Values, rationality: Sequence[float]) -> list[Played]:
        """What is played at every point, by lambda."""
        if self.responses is not None:
            return self.quantal(self.responses, point, rationality)
        if self.charts is not None and point:
            return [by_formula(self.charts, point)]
        return [self.one_by_one(point)]

    def quantal(
        self, responses: Responses, point: Values, rationality: Sequence[float]
    ) -> list[Played]:
        """Quantal response, some points at a time."""
        size = len(next(iter(point.values()))) if point else 1
        parts = []
        for begin in range(0, size, CHUNK):
            self.budget.tick()
            some = {name: each[begin : begin + CHUNK] for name, each in point.items()}
            parts.append(responses.played(some, rationality))
        return [joined([part[k] for part in parts]) for k in range(len(rationality))]

    def one_by_one(self, point: Values) -> Played:
        """Solve every point exactly."""
        size = len(next(iter(point.values()))) if point else 1
        sets = self.side.scenario.game.information_sets()
        found = {(s.player, s.label, m): np.full(size, np.nan) for s in sets for m in s.moves}
        for row in range(size):
            assessment = self.exactly({name: exact(each[row]) for name, each in point.items()})
            for player, label, move in found if assessment is not None else ():
                assert assessment is not None
                chance = assessment.strategies[player][label][move]
                found[player, label, move][row] = float(chance)
        return found

    def exactly(self, point: dict[str, Fraction]) -> Assessment | None:
        """The equilibrium that is selected at one point; None where there is none."""
        try:
            here = parameter_values(self.side.scenario, point)
            chosen = select(self.side.solver.at(here).solution.equilibria)
        except LimitReached:
            raise
        except SolveError:
            return None
        return None if chosen is None else chosen.assessment


def exact(value: float) -> Fraction:
    """A short fraction near a drawn value, so that exact solving stays fast."""
    return Fraction(float(value)).limit_denominator(10**6)


def joined(parts: Sequence[Played]) -> Played:
    """The same moves at more points."""
    return {key: np.concatenate([part[key] for part in parts]) for key in parts[0]}


def by_formula(charts: Charts, point: Values) -> Played:
    """The equilibrium that is selected, from the formulas of all of them."""
    size = len(next(iter(point.values())))
    present = list(charts.present(point))
    chosen = selected(present, size)
    found: dict[tuple[str, str, str], Floats] = {}
    for number, family in enumerate(present):
        mine = chosen[family.where] == number
        for key, chances in family.played.items():
            column = found.setdefault(key, np.full(size, np.nan))
            column[family.where[mine]] = chances[mine]
    return found
