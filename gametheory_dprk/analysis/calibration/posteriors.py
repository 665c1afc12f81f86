"""Posteriors of hypotheses, parameters and lambda, from points drawn from their prior."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from gametheory_dprk.analysis.calibration.simulation import Simulated, solved
from gametheory_dprk.analysis.calibration.world import Prediction, World
from gametheory_dprk.analysis.compare.batches.arrays import Floats, Integers, Truths, Values


@dataclass(frozen=True, slots=True)
class Posterior:
    """What a record leaves likely.

    Attributes
    ----------
    hypothesis, rationality : ndarray
        Probability of each hypothesis and each value of lambda.
    points : ndarray
        Weights of the points.
    """

    hypothesis: Floats
    rationality: Floats
    points: Floats

    @property
    def effective(self) -> float:
        """Effective number of points, 1 / sum w^2 (Kish 1965)."""
        return 1 / float((self.points**2).sum())


@dataclass(frozen=True)
class Inference:
    """The prior as points, with what each hypothesis predicts there."""

    world: World
    values: Values
    predictions: Mapping[str, Prediction]
    usable: Truths

    @classmethod
    def of(cls, world: World) -> Inference:
        """Draw the points and find what is played at them."""
        values = world.points(world.study.points, world.study.asked.seed)
        predictions = world.predictions(values)
        size = len(next(iter(values.values()))) if values else 1
        return cls(world, values, predictions, solved(list(predictions.values()), size))

    @cached_property
    def prior(self) -> Floats:
        """Logarithm of the prior, shape (hypotheses, lambdas, 1)."""
        named = np.array(list(self.world.prior.values()))
        grid = np.array(list(self.world.rationality.values()))
        with np.errstate(divide="ignore"):
            found: Floats = np.log(named[:, None, None] * grid[None, :, None])
        return found

    def posterior(self, earlier: Floats, last: Floats) -> Posterior:
        """The posterior after a record, given as counts of outcomes."""
        joint = self.prior + np.array(
            [each.log_likelihood(earlier, last) for each in self.predictions.values()]
        )
        joint = np.where(self.usable, joint, -np.inf)
        weights = np.exp(joint - joint.max())
        weights /= weights.sum()
        return Posterior(
            weights.sum(axis=(1, 2)), weights.sum(axis=(0, 2)), weights.sum(axis=(0, 1))
        )

    def posteriors(self, records: Simulated) -> Iterator[tuple[Integers, Posterior]]:
        """Yield the posterior of each record that differs, with the simulations that have it."""
        size = len(self.world.outcomes.names)
        every = np.eye(size)
        earlier = every[records.episodes[:, :-1]].sum(axis=1)
        last = every[records.episodes[:, -1]]
        keys = np.concatenate([earlier, last], axis=1)
        different, number = np.unique(keys, axis=0, return_inverse=True)
        for position, key in enumerate(different):
            self.world.playing.budget.tick()
            found = self.posterior(key[:size], key[size:])
            yield np.flatnonzero(number.ravel() == position), found
