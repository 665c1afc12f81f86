"""How well truth can be recovered, as a function of the number of episodes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from gametheory_dprk.analysis.calibration.posteriors import Inference, Posterior
from gametheory_dprk.analysis.calibration.simulation import Simulated, simulate
from gametheory_dprk.analysis.calibration.study import Study
from gametheory_dprk.analysis.calibration.world import World
from gametheory_dprk.analysis.compare.batches.arrays import Floats
from gametheory_dprk.limits import Budget
from gametheory_dprk.scenario.model import Scenario

LOG_LAMBDA = "log lambda"

FEWEST = 50.0
"""Where a posterior rests on fewer effective points, the correlation is flagged."""


@dataclass(frozen=True, slots=True)
class Recovery:
    """How well truth is recovered from records of one length.

    Attributes
    ----------
    correlations : Mapping[str, float or None]
        Between truth and posterior mean; None where one of them does not vary.
    probability_of_truth : float
        The posterior of the hypothesis that holds, on average.
    effective : float
        Median over records of the effective number of points that stand for a posterior.
    """

    episodes: int
    simulations: int
    correlations: Mapping[str, float | None]
    probability_of_truth: float
    effective: float

    @property
    def flagged(self) -> bool:
        """Whether too few points stand for the posteriors."""
        return self.effective < FEWEST

    def to_document(self) -> dict[str, Any]:
        """One length as JSON."""
        return {
            "episodes": self.episodes,
            "simulations": self.simulations,
            "correlation": dict(self.correlations),
            "probability_of_truth": self.probability_of_truth,
            "effective_sample_size": self.effective,
            "flagged": self.flagged,
        }


def recovery(
    scenario: Scenario, study: Study, episodes: Sequence[int], budget: Budget | None = None
) -> tuple[Recovery, ...]:
    """Hold estimates against the truth, for records of several lengths.

    Examples
    --------
    A cost that is the only unknown shows in many plays better than in one:

    >>> from gametheory_dprk.scenario.reader import read
    >>> study = Study(simulations=100, points=256, free=("c",), width="wide", played="exact")
    >>> one, many = recovery(read("dprk/agreed_framework_1994"), study, (1, 50))
    >>> one.correlations["c"] < many.correlations["c"]
    True
    """
    world = World.of(scenario, study, budget or Budget())
    inference = Inference.of(world)
    return tuple(
        recovered(inference, simulate(world, study.simulations, each)) for each in episodes
    )


def recovered(inference: Inference, records: Simulated) -> Recovery:
    """Hold estimates against the truth."""
    world, size = inference.world, len(records.hypothesis)
    estimates: dict[str, Floats] = {}
    effective = np.zeros(size)
    chance = np.zeros(size)
    for rows, posterior in inference.posteriors(records):
        effective[rows] = posterior.effective
        chance[rows] = posterior.hypothesis[records.hypothesis[rows]]
        for name, mean in means(inference, posterior):
            estimates.setdefault(name, np.zeros(size))[rows] = mean
    grid = np.array(list(world.rationality))
    truths: dict[str, Floats] = {**records.values}
    if LOG_LAMBDA in estimates:
        truths[LOG_LAMBDA] = np.log(grid[records.rationality])
    return Recovery(
        records.episodes.shape[1],
        size,
        {name: correlation(truths[name], each) for name, each in estimates.items()},
        float(chance.mean()),
        float(np.median(effective)),
    )


def means(inference: Inference, posterior: Posterior) -> Iterator[tuple[str, float]]:
    """Posterior means, of lambda on a logarithmic scale."""
    grid = np.array(list(inference.world.rationality))
    if len(grid) > 1 and grid.min() > 0:
        yield LOG_LAMBDA, float(posterior.rationality @ np.log(grid))
    for name, pool in inference.values.items():
        yield name, float(posterior.points @ pool)


def correlation(ones: Floats, others: Floats) -> float | None:
    """Correlation of truth and estimate."""
    if len(ones) < 2 or not ones.std() or not others.std():
        return None
    return float(np.corrcoef(ones, others)[0, 1])
