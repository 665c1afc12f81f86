"""Hypotheses, parameters and rationality as one model: what may be true, and what it predicts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from gametheory_dprk.analysis.calibration.outcomes import Outcomes, logs
from gametheory_dprk.analysis.calibration.playing import Playing
from gametheory_dprk.analysis.calibration.study import STATED, Study
from gametheory_dprk.analysis.compare.batches.arrays import Floats, Values
from gametheory_dprk.analysis.compare.batches.charts import Played
from gametheory_dprk.analysis.compare.batches.evidence import types_of
from gametheory_dprk.analysis.compare.batches.points import draw_arrays, spread_out
from gametheory_dprk.analysis.compare.batches.telling import Replay
from gametheory_dprk.analysis.compare.contenders import Contender, analyst_prior, contenders
from gametheory_dprk.analysis.compare.draws import Space, uncertain
from gametheory_dprk.analysis.compare.likelihood import Noise, Reading, drawn_types, type_weight
from gametheory_dprk.analysis.compare.record import Offers
from gametheory_dprk.analysis.compare.sides import Side
from gametheory_dprk.analysis.compare.uncertainty import groups
from gametheory_dprk.analysis.solved import Solver
from gametheory_dprk.errors import AnalysisError, nearest_name
from gametheory_dprk.limits import Budget
from gametheory_dprk.scenario.model import Scenario
from gametheory_dprk.scenario.values import parameter_values


@dataclass(frozen=True, slots=True)
class Kind:
    """Who may be playing: how likely, and what is then seen.

    Attributes
    ----------
    weight : ndarray, shape (points,)
        Logarithm of its probability.
    chances : ndarray, shape (outcomes, lambdas, points)
        Logarithms.
    """

    weight: Floats
    chances: Floats


@dataclass(frozen=True, slots=True)
class Prediction:
    """What a hypothesis says of records, at some points.

    Attributes
    ----------
    kinds : tuple of Kind
        Who plays the last episode, or all of them where one type does.
    earlier : ndarray, shape (outcomes, lambdas, points), or None
        Logarithms of chances in episodes before the last; None where one type plays all.
    played : tuple of Mapping
        What is played, by lambda.
    """

    kinds: tuple[Kind, ...]
    earlier: Floats | None
    played: tuple[Played, ...]

    def log_likelihood(self, earlier: Floats, last: Floats) -> Floats:
        """Logarithm of the probability of a record.

        Parameters
        ----------
        earlier, last : ndarray, shape (outcomes,)
            How often each outcome was seen before the last episode, and in it.

        Returns
        -------
        ndarray, shape (lambdas, points)
        """
        own = last if self.earlier is not None else earlier + last
        each = np.array([k.weight + np.tensordot(own, k.chances, axes=1) for k in self.kinds])
        found: Floats = np.logaddexp.reduce(each, axis=0)
        if self.earlier is not None:
            found = found + np.tensordot(earlier, self.earlier, axes=1)
        return found


@dataclass(frozen=True)
class World:
    """All that may be true, with its prior.

    Attributes
    ----------
    prior : Mapping[str, float]
        The analyst's, of the named hypotheses.
    rationality : Mapping[float, float]
        Values of lambda in order, with their weights; one value that means nothing in exact play.
    """

    study: Study
    side: Side
    contenders: tuple[Contender, ...]
    space: Space
    prior: Mapping[str, float]
    rationality: Mapping[float, float]
    outcomes: Outcomes
    playing: Playing

    @classmethod
    def of(cls, scenario: Scenario, study: Study, budget: Budget) -> World:
        """Read the hypotheses of a scenario.

        Raises
        ------
        AnalysisError
            If there are fewer than two, or no quantal response can be found.
        """
        asked = study.asked
        side = make_side(scenario, study, budget)
        found = contenders((side,), asked.cross)
        prior = analyst_prior(found, asked.prior, asked.other)
        named = sum(float(prior[each.id]) for each in found)
        quantal = study.played == "quantal"
        grid = {float(k): float(asked.rationality[k]) for k in sorted(asked.rationality)}
        return cls(
            study,
            side,
            found,
            uncertain_space(side, study),
            {each.id: float(prior[each.id]) / named for each in found},
            grid if quantal else {0.0: 1.0},
            Outcomes.of(scenario.game),
            Playing.of(side, study, budget),
        )

    def points(self, count: int, seed: int) -> Values:
        """Draws of the parameters, common to all hypotheses; of none where none is free."""
        if not self.space.axes:
            return {}
        budget = self.playing.budget
        return draw_arrays(self.space, self.contenders, self.study.width, count, seed, budget)

    def predictions(self, values: Values) -> dict[str, Prediction]:
        """What every hypothesis says at some points."""
        size = len(next(iter(values.values()))) if values else 1
        found: dict[str, Prediction] = {}
        for group in groups(self.contenders):
            given = group[0].hypothesis.set
            point = spread_out(self.side, {**self.space.point(self.side, values), **given}, size)
            played = self.playing.at(point, tuple(self.rationality))
            found |= self.of_game(group, point, played)
        return {each.id: found[each.id] for each in self.contenders}

    def of_game(
        self, group: Sequence[Contender], point: Values, played: Sequence[Played]
    ) -> dict[str, Prediction]:
        """What hypotheses say that share a game."""
        replay = Replay.of(self.side.reading, point)
        where = np.arange(len(next(iter(point.values()))) if point else 1)
        tellings = [replay.telling(each, where) for each in played]
        eta = self.study.asked.eta

        def table(types: tuple[str, ...]) -> Floats:
            each = [self.outcomes.chances(telling, types, eta) for telling in tellings]
            return logs(np.stack(each, axis=1))

        def kinds(types: tuple[str, ...]) -> tuple[Kind, ...]:
            if not self.side.reading.persistent:
                return (Kind(np.zeros(len(where)), table(types)),)
            single: list[tuple[str, ...]]
            single = [(kind,) for kind in drawn_types(tellings[0], types)] or [()]
            weights = [type_weight(tellings[0], self.side.reading, each) for each in single]
            whole = sum(weights, np.zeros(len(where)))
            return tuple(
                Kind(logs(weight / whole), table(each))
                for weight, each in zip(weights, single, strict=True)
            )

        earlier = None if self.side.reading.persistent else table(())
        return {
            each.id: Prediction(kinds(types_of(each)), earlier, tuple(played)) for each in group
        }


def make_side(scenario: Scenario, study: Study, budget: Budget) -> Side:
    """A scenario whose record does not matter."""
    asked = study.asked
    offers = Offers.of(scenario.game)
    reading = Reading.of(offers, (), Noise(asked.eta), asked.types == "persistent")
    base = parameter_values(scenario, asked.values)
    solver = Solver(scenario, budget, asked.concept, asked.refine)
    return Side(scenario.id, scenario, base, tuple(asked.values), reading, solver)


def uncertain_space(side: Side, study: Study) -> Space:
    """The parameters that are drawn.

    Raises
    ------
    AnalysisError
        If one that should be free has no prior.
    """
    whole = uncertain((side,))
    if study.width == STATED:
        return replace(whole, axes=())
    if study.free is None:
        return whole
    known = [axis.label for axis in whole.axes]
    for name in study.free:
        if name not in known:
            hint = nearest_name(name, known) or f"those with a prior are {', '.join(known)}"
            raise AnalysisError(f"{name!r:.40} is not a parameter that can be drawn ({hint})")
    return replace(whole, axes=tuple(axis for axis in whole.axes if axis.label in study.free))
