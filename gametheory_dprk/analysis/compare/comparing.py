"""Compares hypotheses: solves the game of each and weighs the record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from gametheory_dprk.analysis.compare.averages import Spread, spread_notices
from gametheory_dprk.analysis.compare.clues import Clue, clue
from gametheory_dprk.analysis.compare.comparison import Comparison
from gametheory_dprk.analysis.compare.contenders import OTHER, analyst_prior, contenders
from gametheory_dprk.analysis.compare.draws import uncertain
from gametheory_dprk.analysis.compare.evidence import posterior
from gametheory_dprk.analysis.compare.experiment import Experiment
from gametheory_dprk.analysis.compare.grid import grid
from gametheory_dprk.analysis.compare.identification import Identification, identify
from gametheory_dprk.analysis.compare.indices import indices
from gametheory_dprk.analysis.compare.likelihood import Reading
from gametheory_dprk.analysis.compare.marginals import marginals
from gametheory_dprk.analysis.compare.notices import notices
from gametheory_dprk.analysis.compare.observations import next_observations
from gametheory_dprk.analysis.compare.other import other_run
from gametheory_dprk.analysis.compare.quantal import QuantalSolver, Unresponsive, quantal_response
from gametheory_dprk.analysis.compare.recorded import recorded
from gametheory_dprk.analysis.compare.results import hypothesis_results
from gametheory_dprk.analysis.compare.rivals import Run, make_rival, normalised
from gametheory_dprk.analysis.compare.selections import different_equilibria, selections
from gametheory_dprk.analysis.compare.sensitivity import (
    Sensitivity,
    reaches_of,
    tippings,
    tornado,
)
from gametheory_dprk.analysis.compare.settings import Settings
from gametheory_dprk.analysis.compare.sides import Side, make_sides
from gametheory_dprk.analysis.compare.statement import draw_statement, statement
from gametheory_dprk.analysis.compare.uncertainty import FAST_DRAWS, PRIORS, Drawing, find_charts
from gametheory_dprk.errors import LimitReached
from gametheory_dprk.limits import Budget
from gametheory_dprk.scenario.model import Scenario
from gametheory_dprk.solution import Notice


def compare(
    scenarios: Scenario | Sequence[Scenario],
    settings: Settings | None = None,
    *,
    budget: Budget | None = None,
    **changes: Any,
) -> Comparison:
    """Weigh a dated record for hypotheses of one scenario or of several.

    Parameters
    ----------
    scenarios : Scenario or sequence of Scenario
        Where there are several, hypotheses of different games are held against one record: that
        of the first, in the names that `moves` gives to its moves in the others.
    settings : Settings, optional
        What is asked.
    budget : Budget, optional
        Where it is spent after the stated values are done, the rest is left out and `limit` says
        so.
    **changes
        Settings by name, in place of those of `settings`.

    Raises
    ------
    AnalysisError
        If there is no record, or fewer than two hypotheses, or two that are the same, or an event
        that a game cannot take, or scenarios are about different records.
    SolveError
        If the game of a hypothesis cannot be solved.

    Examples
    --------
    Charm is certain if it is meant to win over Seoul; if Seoul refuses anyway, it can only be
    a report that says nothing, and one report in twenty does.

    >>> from gametheory_dprk.scenario.reader import read
    >>> found = compare(read("dprk/alliance_wedge"), other=0)
    >>> [(each.id, str(each.posterior)) for each in found.hypotheses]
    [('wedge', '39/40'), ('refuses_anyway', '1/40')]
    """
    asked = replace(settings or Settings(), **changes)
    several = (scenarios,) if isinstance(scenarios, Scenario) else tuple(scenarios)
    work = Work(recorded(several, asked.record), asked, budget or Budget())
    return work.result()


class Work:
    """One comparison under way."""

    def __init__(self, scenarios: Sequence[Scenario], asked: Settings, budget: Budget) -> None:
        self.asked, self.budget = asked, budget
        self.sides = make_sides(scenarios, asked, budget)
        self.contenders = contenders(self.sides, asked.cross)
        self.prior = analyst_prior(self.contenders, asked.prior, asked.other)
        self.named = normalised({e.id: self.prior[e.id] for e in self.contenders})
        self.rivals = [make_rival(each, each.side.base) for each in self.contenders]
        self.rest = None if self.prior.keys() == self.named.keys() else other_run(self.reading)
        self.spreads: list[Spread] = []
        self.limit: str | None = None

    @property
    def runs(self) -> dict[str, Run]:
        """Likelihoods of the record by hypothesis, `other` last."""
        found = {rival.id: rival.run for rival in self.rivals}
        return found if self.rest is None else {**found, OTHER: self.rest}

    @property
    def reading(self) -> Reading:
        """The record as plays of the first game."""
        return self.sides[0].reading

    def result(self) -> Comparison:
        """All that was asked, or as much of it as there was time for."""
        first = self.sides[0].scenario
        evidence = {name: run[-1] for name, run in self.runs.items()}
        after = posterior(self.prior, evidence)
        within = posterior(self.named, {rival.id: rival.run[-1] for rival in self.rivals})
        branches = [QuantalSolver(side.scenario, self.budget) for side in self.sides]
        solvers = dict(zip(self.sides, branches, strict=True))
        found = Comparison(
            scenario={
                "id": first.id,
                "title": first.title,
                "kind": first.kind,
                "digest": first.digest,
            },
            parameters=self.sides[0].base,
            hypotheses=hypothesis_results(self.rivals, self.runs, self.prior, after),
            clues=tuple(self.clues()),
            next_observations=next_observations(self.rivals, self.reading, within),
            settings=statement(self.asked, self.sides, self.rivals, self.prior),
            warnings=notices(self.rivals, self.reading, self.named),
            marginals=marginals(self.contenders, self.prior, evidence, after),
        )
        return self.completed(found, solvers)

    def clues(self) -> Iterator[Clue]:
        """What each event says."""
        episodes = self.reading.episodes
        events = [(k, event) for k, episode in enumerate(episodes, 1) for event in episode]
        for row, (episode, event) in enumerate(events):
            yield clue(event, row, episode, self.runs, self.prior, self.named)

    def completed(self, found: Comparison, solvers: Mapping[Side, QuantalSolver]) -> Comparison:
        """Add what takes longer, as far as time allows."""
        warnings = list(found.warnings)
        parts: dict[str, Any] = {}
        drawing = Drawing(uncertain(self.sides), self.contenders, {}, self.asked.seed, self.budget)
        try:
            parts["selections"] = selections(self.rivals, self.budget)
            warnings += different_equilibria(self.rivals, parts["selections"])
            parts["quantal"], refusals = quantal_response(
                solvers, self.rivals, self.asked.rationality, self.prior, self.rest
            )
            warnings += refusals
            drawing = self.with_charts(drawing)
            self.draw(drawing)
            parts |= self.sensitivities(drawing, solvers)
        except LimitReached as reached:
            self.limit = str(reached)
            warnings.append(Notice("limit", f"{reached}; the rest was left out"))
        spreads = tuple(self.spreads)
        if spreads and not self.limit:
            warnings += spread_notices(spreads, self.count(drawing))
        return replace(
            found,
            **parts,
            spreads=spreads,
            warnings=tuple(warnings),
            limit=self.limit,
            settings={
                **found.settings,
                **draw_statement(self.asked, drawing, spreads),
                "rerun": self.asked.to_document(),
            },
        )

    def with_charts(self, drawing: Drawing) -> Drawing:
        """Find the formulas of equilibria, where many points are to be looked at."""
        asked = self.asked
        if not drawing.space.axes or (asked.draws == 0 and not asked.sensitivity):
            return drawing
        charts = find_charts(self.sides, asked.concept, asked.refine is not None, self.budget)
        self.budget.tick()
        return replace(drawing, charts=charts)

    def count(self, drawing: Drawing) -> int:
        """How many draws are made for each prior."""
        if self.asked.draws is not None:
            return self.asked.draws
        return FAST_DRAWS if drawing.fast else 0

    def draw(self, drawing: Drawing) -> None:
        """Weigh the record at draws from every prior; what was drawn is kept if time is spent."""
        from gametheory_dprk.analysis.compare.drawing import spreads

        count = self.count(drawing)
        if count and drawing.space.axes:
            rest = None if self.rest is None else [float(each) for each in self.rest]
            for each in spreads(drawing, PRIORS, count, self.asked, self.prior, rest):
                self.spreads.append(each)

    def sensitivities(
        self, drawing: Drawing, solvers: Mapping[Side, QuantalSolver]
    ) -> dict[str, Any]:
        """What parameters do, where that is asked."""
        found: dict[str, Any] = {}
        if self.asked.grid:
            found["grid"] = grid(drawing, self.named, self.asked.grid)
        if self.asked.sensitivity:
            experiment = Experiment(drawing, self.named)
            reaches = reaches_of(experiment)
            found["sensitivity"] = Sensitivity(
                tornado(experiment, reaches),
                tuple(tippings(experiment, reaches)),
                indices(drawing),
            )
            found.setdefault("grid", grid(drawing, self.named, ("prior", "eta")))
            found["identification"] = self.open_combinations(drawing, solvers)
        return found

    def open_combinations(
        self, drawing: Drawing, solvers: Mapping[Side, QuantalSolver]
    ) -> Identification | None:
        """What outcomes of the first game leave open at the middle value of lambda."""
        side = self.sides[0]
        middle = sorted(value for value in self.asked.rationality if value)
        priors = {
            axis.names[side.name]: axis.prior
            for axis in drawing.space.axes
            if side.name in axis.names
        }
        try:
            if not middle:
                return None
            return identify(solvers[side], side.base, priors, middle[len(middle) // 2])
        except Unresponsive:
            return None
