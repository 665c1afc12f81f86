"""The record under agent quantal response, with rationality marginalised.

Every agent errs, so that no history is impossible and one surprise does not decide everything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from gametheory_dprk.analysis.compare.contenders import OTHER
from gametheory_dprk.analysis.compare.evidence import decibel, log10, posterior, ratio
from gametheory_dprk.analysis.compare.numbers import json_number, rounded
from gametheory_dprk.analysis.compare.rationality import RationalityPrior
from gametheory_dprk.analysis.compare.rivals import Rival, Run
from gametheory_dprk.analysis.compare.sides import Side
from gametheory_dprk.analysis.points import Point
from gametheory_dprk.errors import NoSolverError
from gametheory_dprk.limits import Budget
from gametheory_dprk.number import Number
from gametheory_dprk.planner import solve
from gametheory_dprk.scenario.model import Scenario
from gametheory_dprk.solution import Assessment, Notice


class Unresponsive(ArithmeticError):
    """No quantal response equilibrium was found."""


@dataclass(frozen=True, slots=True)
class QuantalSolver:
    """Principal branches of logit equilibria, payoffs rescaled; each point solved once.

    The branch is that of McKelvey and Palfrey (1998).
    """

    scenario: Scenario
    budget: Budget
    _found: dict[tuple[Fraction, ...], Assessment] = field(default_factory=dict, repr=False)

    def at(self, point: Point, rationality: Fraction) -> Assessment:
        """What is played at a parameter point and a value of lambda.

        Raises
        ------
        Unresponsive
            If no solver takes the game, or the branch is lost.
        """
        key = (rationality, *point.values())
        if key not in self._found:
            self.budget.tick()
            self._found[key] = self._solve(point, rationality)
        return self._found[key]

    def _solve(self, point: Point, rationality: Fraction) -> Assessment:
        """Follow the branch."""
        options = {"lambda": str(rationality), "rescale": "yes"}
        game = self.scenario.game
        try:
            found = solve(game, "qre", values=point, budget=self.budget, options=options)
        except NoSolverError as error:
            raise Unresponsive(str(error)) from None
        self.budget.tick()
        if not found.equilibria:
            reasons = "; ".join(each.message for each in found.warnings)
            raise Unresponsive(f"at lambda = {rationality}: {reasons}")
        return found.equilibria[0].assessment


@dataclass(frozen=True, slots=True)
class Quantal:
    """The record under agent quantal response.

    Attributes
    ----------
    rationality : Mapping[Fraction, Fraction]
        The prior over lambda.
    runs : Mapping[str, Run]
        For each hypothesis the probability of the first n clues, averaged over lambda.
    given : Mapping[Fraction, Mapping[str, Run]]
        The same at each value of lambda.
    posterior : Mapping[str, float]
        Empty where the record is impossible.
    """

    rationality: RationalityPrior
    runs: Mapping[str, Run]
    given: Mapping[Fraction, Mapping[str, Run]]
    posterior: Mapping[str, Number]

    @property
    def factors(self) -> dict[str, float | None]:
        """Log10 Bayes factor of each hypothesis against the first."""
        return factors(self.runs)

    def by_rationality(self) -> Iterator[tuple[Fraction, dict[str, float | None]]]:
        """The same at each value of lambda."""
        for rationality in self.rationality:
            yield rationality, factors(self.given[rationality])

    def decibels(self, row: int) -> dict[str, float | None]:
        """Weight of evidence of one clue, given the history before it, against the first."""
        chances = [ratio(run[row + 1], run[row]) for run in self.runs.values()]
        return {
            name: None if None in (chance, chances[0]) else decibel(ratio(chance, chances[0]))  # type: ignore[arg-type]
            for name, chance in zip(self.runs, chances, strict=True)
        }

    def to_document(self) -> dict[str, Any]:
        """The block as JSON."""
        length = len(next(iter(self.runs.values()))) - 1
        return {
            "hypotheses": [
                {
                    "id": name,
                    "log10_evidence": json_number(rounded(log10(run[-1]))),
                    "log10_bayes_factor": json_number(rounded(self.factors[name])),
                    "posterior": rounded(self.posterior.get(name)),
                }
                for name, run in self.runs.items()
            ],
            "clues": [
                {"row": row + 1, "decibel": plain(self.decibels(row))} for row in range(length)
            ],
            "by_rationality": [
                {
                    "lambda": str(rationality),
                    "weight": str(weight),
                    "log10_bayes_factor": plain(found),
                }
                for (rationality, found), weight in zip(
                    self.by_rationality(), self.rationality.values(), strict=True
                )
            ],
        }


def factors(runs: Mapping[str, Run]) -> dict[str, float | None]:
    """Log10 Bayes factor of each hypothesis against the first."""
    first = next(iter(runs.values()))[-1]
    return {name: log10(ratio(run[-1], first)) for name, run in runs.items()}


def plain(values: Mapping[str, float | None]) -> dict[str, float | str | None]:
    """Numbers by name, as JSON can hold them."""
    return {name: json_number(rounded(value)) for name, value in values.items()}


def quantal_response(
    solvers: Mapping[Side, QuantalSolver],
    rivals: Sequence[Rival],
    rationality: RationalityPrior,
    prior: Mapping[str, Number],
    rest: Run | None = None,
) -> tuple[Quantal | None, tuple[Notice, ...]]:
    """Weigh the record under agent quantal response, or say why that cannot be done.

    Reports are read with the same noise as under exact equilibria.

    Parameters
    ----------
    rest : Run, optional
        Likelihood of the record under `other`, which quantal response leaves as it is.
    """
    try:
        given = {
            value: {rival.id: response_run(solvers, rival, value) for rival in rivals}
            for value in rationality
        }
    except Unresponsive as error:
        return None, (Notice("no_quantal_response", f"no quantal response: {error}"),)
    if rest is not None:
        given = {value: {**runs, OTHER: rest} for value, runs in given.items()}
    runs = {
        name: averaged(rationality, {value: given[value][name] for value in rationality})
        for name in prior
    }
    after = posterior(prior, {name: run[-1] for name, run in runs.items()})
    return Quantal(rationality, runs, given, after), ()


def response_run(solvers: Mapping[Side, QuantalSolver], rival: Rival, rationality: Fraction) -> Run:
    """Probability of the first n clues at one value of lambda."""
    return rival.run_of(solvers[rival.contender.side].at(rival.point, rationality))


def averaged(weights: RationalityPrior, runs: Mapping[Fraction, Run]) -> Run:
    """The average of runs over lambda."""
    columns = zip(*(runs[value] for value in weights), strict=True)
    return tuple(
        sum((w * chance for w, chance in zip(weights.values(), column, strict=True)), Fraction(0))
        for column in columns
    )
