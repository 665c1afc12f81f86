"""Model recovery: records simulated under each hypothesis, all hypotheses compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np

from gametheory_dprk.analysis.calibration.posteriors import Inference
from gametheory_dprk.analysis.calibration.simulation import Simulated, simulate
from gametheory_dprk.analysis.calibration.study import Study
from gametheory_dprk.analysis.calibration.world import Prediction, World
from gametheory_dprk.analysis.compare.batches.arrays import Floats
from gametheory_dprk.limits import Budget
from gametheory_dprk.scenario.model import Scenario

UNDECIDED = "undecided"
"""Where two hypotheses or more are as likely as each other, and none is more likely."""

TIE = 1e-9
"""Posteriors closer than this are the same."""


@dataclass(frozen=True, slots=True)
class Row:
    """Records simulated under one hypothesis.

    Attributes
    ----------
    found : Mapping[str, float]
        Share of the records after which each hypothesis is the likeliest, odds before being
        even; the share of ties is under "undecided".
    posterior : Mapping[str, float]
        Posterior of each hypothesis, on average.
    alike : tuple of str
        Other hypotheses that predict the same whatever is drawn: no record can tell.
    """

    truth: str
    simulations: int
    found: Mapping[str, float]
    posterior: Mapping[str, float]
    alike: tuple[str, ...]

    @property
    def verdict(self) -> str:
        """Whether the truth is what is found most often."""
        if self.alike:
            return f"not identified from {', '.join(self.alike)}"
        best = max(self.found.values())
        return "found" if self.found[self.truth] == best else "missed"

    def to_document(self) -> dict[str, Any]:
        """One row as JSON."""
        return {
            "truth": self.truth,
            "simulations": self.simulations,
            "found": dict(self.found),
            "posterior": dict(self.posterior),
            "alike": list(self.alike),
            "verdict": self.verdict,
        }


def confusion(
    scenario: Scenario, study: Study, episodes: int = 1, budget: Budget | None = None
) -> tuple[Row, ...]:
    """Simulate under each hypothesis, and compare all of them with even odds.

    Examples
    --------
    Whether Washington never meant to deliver or enrichment paid anyway, the same is seen:

    >>> from gametheory_dprk.scenario.reader import read
    >>> study = Study(simulations=20, width="stated", played="exact")
    >>> rows = confusion(read("dprk/agreed_framework_implementation"), study)
    >>> [(row.found["undecided"], row.verdict) for row in rows]
    [(1.0, 'not identified from nk_cheated'), (1.0, 'not identified from us_stalled')]
    """
    world = World.of(scenario, study, budget or Budget())
    inference = Inference.of(world)
    alike = alikes(inference)
    return tuple(
        row(inference, name, simulate(world, study.simulations, episodes, name), alike[name])
        for name in world.prior
    )


def alikes(inference: Inference) -> dict[str, tuple[str, ...]]:
    """For every hypothesis the others that predict the same."""
    found: dict[str, list[str]] = {name: [] for name in inference.predictions}
    for (one, mine), (other, own) in combinations(inference.predictions.items(), 2):
        if same(mine, own, inference.usable):
            found[one].append(other)
            found[other].append(one)
    return {name: tuple(each) for name, each in found.items()}


def same(one: Prediction, other: Prediction, usable: Any) -> bool:
    """Whether two hypotheses predict the same at every point."""
    tables = [
        [*(each for kind in p.kinds for each in (kind.weight[None, None], kind.chances))]
        + ([] if p.earlier is None else [p.earlier])
        for p in (one, other)
    ]
    return len(tables[0]) == len(tables[1]) and all(
        np.allclose(np.exp(a[..., usable]), np.exp(b[..., usable]), rtol=0, atol=TIE)
        for a, b in zip(*tables, strict=True)
    )


def row(inference: Inference, truth: str, records: Simulated, alike: tuple[str, ...]) -> Row:
    """Compare all hypotheses on records of one."""
    names = list(inference.predictions)
    odds = np.array(list(inference.world.prior.values()))
    found = dict.fromkeys([*names, UNDECIDED], 0.0)
    mean: Floats = np.zeros(len(names))
    size = len(records.hypothesis)
    for rows, posterior in inference.posteriors(records):
        with np.errstate(divide="ignore", invalid="ignore"):
            even = np.nan_to_num(posterior.hypothesis / odds)
        even = even / even.sum()
        best = np.flatnonzero(even >= even.max() - TIE)
        found[names[best[0]] if len(best) == 1 else UNDECIDED] += len(rows) / size
        mean += even * len(rows) / size
    shares = {name: round(share, 12) for name, share in found.items()}
    return Row(truth, size, shares, dict(zip(names, mean.tolist(), strict=True)), alike)
