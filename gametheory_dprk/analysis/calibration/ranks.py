"""Simulation-based calibration: where the truth lies in its posterior.

If truths are drawn from the prior and records are played by them, the rank of the truth among
draws from the posterior is uniform (Talts, Betancourt, Simpson, Vehtari and Gelman 2018).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Any

import numpy as np

from gametheory_dprk.analysis.calibration.posteriors import Inference, Posterior
from gametheory_dprk.analysis.calibration.simulation import Simulated, simulate
from gametheory_dprk.analysis.calibration.study import Study
from gametheory_dprk.analysis.calibration.world import World
from gametheory_dprk.analysis.compare.batches.arrays import Floats, Integers
from gametheory_dprk.limits import Budget
from gametheory_dprk.scenario.model import Scenario

DRAWS = 99
"""Draws from a posterior among which the truth has a rank, from 0 to this."""

BINS = 20
"""Ranks are counted in so many bins of equal width."""

INTERVAL = 0.9
"""Probability of the interval between two quantiles of a posterior, as much on either side."""

LEAST_P = 0.01
"""Calibration fails where a p-value, times the number of quantities, is below this."""

FEWEST = 200.0
"""Where a posterior rests on fewer effective points, its own error may show in the ranks."""

LAMBDA = "lambda"
HYPOTHESIS = "hypothesis"


@dataclass(frozen=True, slots=True)
class Quantity:
    """How the truth of one quantity ranks.

    Attributes
    ----------
    counts : tuple of int
        Simulations by bin of the rank.
    p_value : float
        Of the chi-square test that all bins are as likely.
    coverage, error : float
        Share of simulations whose 90 % interval holds the truth, and its standard error. Where a
        quantity has few values, one at the end of the interval counts in proportion.
    """

    name: str
    counts: tuple[int, ...]
    chi_square: float
    p_value: float
    coverage: float
    error: float

    def to_document(self) -> dict[str, Any]:
        """One quantity as JSON."""
        return {
            "name": self.name,
            "counts": list(self.counts),
            "chi_square": self.chi_square,
            "p_value": self.p_value,
            "coverage": {"estimate": self.coverage, "se": self.error},
        }


@dataclass(frozen=True, slots=True)
class Ranks:
    """Whether posteriors are calibrated.

    Attributes
    ----------
    simulations : int
        Those at whose parameters something is played.
    least_effective : float
        Least effective number of points that stood for a posterior.
    """

    quantities: tuple[Quantity, ...]
    simulations: int
    episodes: int
    least_effective: float

    @property
    def calibrated(self) -> bool:
        """Whether no quantity speaks against it, several being tested (Bonferroni)."""
        return min(each.p_value for each in self.quantities) * len(self.quantities) > LEAST_P

    @property
    def flagged(self) -> bool:
        """Whether too few points stand for some posterior."""
        return self.least_effective < FEWEST

    def to_document(self) -> dict[str, Any]:
        """The result as JSON."""
        return {
            "simulations": self.simulations,
            "episodes": self.episodes,
            "interval": INTERVAL,
            "least_effective_sample_size": self.least_effective,
            "calibrated": self.calibrated,
            "quantities": [each.to_document() for each in self.quantities],
        }


def ranks(
    scenario: Scenario,
    study: Study,
    episodes: int = 1,
    believed: Study | None = None,
    budget: Budget | None = None,
) -> Ranks:
    """Rank the truth in its posterior, over many simulated records.

    Parameters
    ----------
    episodes : int
        Plays of each record.
    believed : Study, optional
        With what posteriors are found, where that differs from how records are made: what should
        be noticed.

    Examples
    --------
    >>> from gametheory_dprk.scenario.reader import read
    >>> study = Study(simulations=200, points=512, played="exact")
    >>> ranks(read("dprk/agreed_framework_1994"), study).calibrated
    True
    """
    budget = budget or Budget()
    made = World.of(scenario, study, budget)
    world = made if believed is None else World.of(scenario, believed, budget)
    return ranked(Inference.of(world), simulate(made, study.simulations, episodes))


def ranked(inference: Inference, records: Simulated) -> Ranks:
    """Rank the truth of simulated records."""
    random = np.random.default_rng([inference.world.study.asked.seed, len(records.hypothesis)])
    found: dict[str, Floats] = {}
    least = float("inf")
    orders = {name: np.argsort(each) for name, each in inference.values.items()}
    truths = Truth(inference, records, random, orders)
    for rows, posterior in inference.posteriors(records):
        least = min(least, posterior.effective)
        for name, below in truths.below(rows, posterior):
            found.setdefault(name, np.zeros(len(records.hypothesis)))[rows] = below
    quantities = (quantity(name, below, random) for name, below in found.items())
    return Ranks(tuple(quantities), len(records.hypothesis), records.episodes.shape[1], least)


@dataclass(frozen=True)
class Truth:
    """Probability that a posterior puts below the truth; ties are broken at random."""

    inference: Inference
    records: Simulated
    random: np.random.Generator
    orders: Mapping[str, Integers]

    def below(self, rows: Integers, posterior: Posterior) -> Iterator[tuple[str, Floats]]:
        """Yield it for every quantity, at simulations that have a posterior."""
        records = self.records
        yield HYPOTHESIS, self.among(posterior.hypothesis, records.hypothesis[rows])
        if len(posterior.rationality) > 1:
            yield LAMBDA, self.among(posterior.rationality, records.rationality[rows])
        for name, pool in self.inference.values.items():
            order = self.orders[name]
            whole = np.concatenate([[0.0], np.cumsum(posterior.points[order])])
            place = np.searchsorted(pool[order], records.values[name][rows])
            yield name, np.minimum(whole[place], 1.0)

    def among(self, weights: Floats, truth: Integers) -> Floats:
        """For a quantity of few values."""
        whole = np.concatenate([[0.0], np.cumsum(weights)])
        found: Floats = whole[truth] + self.random.random(len(truth)) * weights[truth]
        return np.minimum(found, 1.0)


def quantity(name: str, below: Floats, random: np.random.Generator) -> Quantity:
    """Test the ranks of one quantity.

    So many of the draws from a posterior lie below the truth as a binomial draw says, given the
    probability that the posterior puts there.
    """
    from scipy.stats import chi2

    rank = random.binomial(DRAWS, below)
    counts = np.bincount(rank * BINS // (DRAWS + 1), minlength=BINS)
    expected = len(below) / BINS
    statistic = float(((counts - expected) ** 2).sum() / expected)
    tail = (1 - INTERVAL) / 2
    coverage = float(((below >= tail) & (below <= 1 - tail)).mean())
    return Quantity(
        name,
        tuple(counts.tolist()),
        statistic,
        float(chi2.sf(statistic, BINS - 1)),
        coverage,
        sqrt(coverage * (1 - coverage) / len(below)),
    )
