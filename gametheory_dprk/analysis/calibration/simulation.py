"""Records of which the truth is known: drawn from the prior, played move by move."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from gametheory_dprk.analysis.calibration.walks import Fork, Walk, fork
from gametheory_dprk.analysis.calibration.world import Prediction, World
from gametheory_dprk.analysis.compare.batches.arrays import Integers, Truths, Values
from gametheory_dprk.analysis.compare.batches.charts import Played
from gametheory_dprk.analysis.compare.batches.evidence import types_of
from gametheory_dprk.analysis.compare.batches.points import spread_out
from gametheory_dprk.games import CHANCE

if TYPE_CHECKING:
    from numpy.random import Generator

OVERSAMPLING = 4
"""So many times more points are drawn than truths are picked among them, independently."""

OTHER_SEED = 1
"""Added to the seed of the posterior's points, for others."""


@dataclass(frozen=True, slots=True)
class Simulated:
    """Records with what is true of each.

    Attributes
    ----------
    hypothesis, rationality : ndarray of int
        Positions among the hypotheses and the values of lambda.
    values : Mapping[str, ndarray]
        Of the parameters.
    episodes : ndarray of int, shape (simulations, episodes)
        The outcome of every play.
    """

    hypothesis: Integers
    rationality: Integers
    values: Values
    episodes: Integers


def simulate(world: World, count: int, episodes: int, only: str | None = None) -> Simulated:
    """Draw what is true from the prior and play by it.

    Moves are made one after the other, each a report that says nothing with probability eta. This
    knows nothing of likelihoods.

    Parameters
    ----------
    only : str, optional
        The hypothesis that holds in all of them.
    """
    random = np.random.default_rng([world.study.asked.seed, OTHER_SEED, episodes, count])
    names = list(world.prior)
    hypothesis = (
        random.choice(len(names), count, p=list(world.prior.values()))
        if only is None
        else np.full(count, names.index(only))
    )
    rationality = random.choice(len(world.rationality), count, p=list(world.rationality.values()))
    values = truths(world, count, random)
    predictions = list(world.predictions(values).values())
    whole = solved(predictions, count)
    found = np.zeros((count, episodes), dtype=np.int64)
    plays = world.outcomes.plays
    simulator = Simulator(world, values, fork(plays, range(len(plays))), random)
    for row in np.flatnonzero(whole).tolist():
        world.playing.budget.tick()
        played = predictions[hypothesis[row]].played[rationality[row]]
        found[row] = list(simulator.record(row, int(hypothesis[row]), played, episodes))
    kept = {name: each[whole] for name, each in values.items()}
    return Simulated(hypothesis[whole], rationality[whole], kept, found[whole])


def solved(predictions: Sequence[Prediction], size: int) -> Truths:
    """The points at which every hypothesis says what is played."""
    found = np.ones(size, dtype=bool)
    for each in predictions:
        for kind in each.kinds:
            found &= np.isfinite(kind.chances).all(axis=(0, 1))
    return found


def truths(world: World, count: int, random: Generator) -> Values:
    """Independent draws of the parameters at which something is played."""
    pool = world.points(OVERSAMPLING * count, world.study.asked.seed + OTHER_SEED)
    if not pool:
        return {}
    size = len(next(iter(pool.values())))
    picked = random.integers(size, size=count)
    return {name: each[picked] for name, each in pool.items()}


@dataclass(frozen=True)
class Simulator:
    """Plays by what is true of one simulation after another."""

    world: World
    values: Values
    start: Fork | int
    random: Generator

    def record(self, row: int, hypothesis: int, played: Played, episodes: int) -> Iterator[int]:
        """Yield the outcome of each play of one simulation."""
        contender = self.world.contenders[hypothesis]
        at, types = row if self.values else 0, types_of(contender)
        here = {name: each[at : at + 1] for name, each in self.values.items()}
        given = {**self.world.space.point(self.world.side, here), **contender.hypothesis.set}
        point = spread_out(self.world.side, given, 1)
        eta = float(self.world.study.asked.eta)

        def walk(kinds: tuple[str, ...]) -> Walk:
            return Walk(self.start, kinds, played, at, point, eta, self.random)

        if self.world.side.reading.persistent:
            last = before = walk(self.drawn(walk(types).play()) or types)
        else:
            last, before = walk(types), walk(())
        for number in range(episodes):
            each = last if number == episodes - 1 else before
            yield self.world.outcomes.number[each.play()]

    def drawn(self, number: int) -> tuple[str, ...]:
        """The type that chance draws at the opening of a play."""
        opening = self.world.outcomes.plays[number].steps[:1]
        return tuple(step.move for step in opening if step.player == CHANCE)
