"""A claim at one parameter point, decided by the exact solver."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from gametheory_dprk.analysis.atlas.view import Shown
from gametheory_dprk.analysis.claims import ClaimResult, evaluate_claim
from gametheory_dprk.analysis.solved import Solved, Solver
from gametheory_dprk.errors import AnalysisError, SolveError
from gametheory_dprk.expr import evaluate
from gametheory_dprk.limits import Budget
from gametheory_dprk.planner import solve
from gametheory_dprk.scenario.model import Claim

Point = Mapping[str, Fraction]


@dataclass(frozen=True)
class Pointwise:
    """Solves the game of an atlas at points."""

    found: Shown

    @cached_property
    def solver(self) -> Solver | None:
        """The scenario's own way to be solved."""
        scenario = self.found.scenario
        return None if scenario is None else Solver(scenario, Budget())

    def result(self, claim: Claim, point: Point) -> ClaimResult | None:
        """Evaluate a claim at a point; None where no solver is sure to find all equilibria."""
        try:
            at = self.at(point)
            found = evaluate_claim(claim, at.game, at.solution, at.values)
        except (SolveError, AnalysisError):
            return None
        return found if found.settled else None

    def at(self, point: Point) -> Solved:
        """Solve at a point."""
        values = self.point(point)
        if self.solver is not None:
            return self.solver.at(values)
        game = self.found.game
        numbers = {n: evaluate(f, values) for n, f in self.found.definitions.items()}
        return Solved(game.at(values), solve(game, "pbe", values=values), {**values, **numbers})

    def point(self, point: Point) -> dict[str, Fraction]:
        """Add the parameters that the atlas does not vary."""
        values = {**point, **self.found.fixed}
        scenario = self.found.scenario
        if scenario is None:
            return values
        return {name: values.get(name, p.value) for name, p in scenario.parameters.items()}
