"""Scenarios solved at parameter points, each point once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from gametheory_dprk.analysis.points import definitions_at
from gametheory_dprk.games import Game
from gametheory_dprk.limits import Budget
from gametheory_dprk.planner import solve
from gametheory_dprk.scenario.model import Scenario
from gametheory_dprk.solution import Solution


@dataclass(frozen=True, slots=True)
class Solved:
    """A scenario at one point: the exact game, its solution, and what formulas may name.

    Attributes
    ----------
    game : Game
    solution : Solution
    values : Mapping[str, Fraction]
        Of parameters and definitions.
    """

    game: Game[Any]
    solution: Solution
    values: Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class Solver:
    """Solves a scenario with its own concept and refinements, or with others."""

    scenario: Scenario
    budget: Budget
    concept: str | None = None
    refine: tuple[str, ...] | None = None
    _found: dict[tuple[Fraction, ...], Solved] = field(default_factory=dict, repr=False)

    def at(self, point: Mapping[str, Fraction]) -> Solved:
        """Solve at a point, unless that was done before.

        Raises
        ------
        SolveError
            If no solver applies, or the time is spent.
        """
        key = tuple(point.values())
        if key not in self._found:
            self.budget.tick()
            self._found[key] = self._solve(point)
        return self._found[key]

    def _solve(self, point: Mapping[str, Fraction]) -> Solved:
        """Solve at a point."""
        block = self.scenario.solve
        solution = solve(
            self.scenario.game,
            self.concept or block.concept,
            values=point,
            refine=block.refine if self.refine is None else self.refine,
            budget=self.budget,
            options=block.options_for(self.concept, {}),
        )
        return Solved(self.scenario.game.at(point), solution, definitions_at(self.scenario, point))
