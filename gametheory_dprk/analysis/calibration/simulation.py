"""Records of which the truth is known: drawn from the prior, played move by move."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from gametheory_dprk.analysis.calibration.world import Prediction, World
from gametheory_dprk.analysis.compare.batches.arrays import Floats, Integers, Truths, Values
from gametheory_dprk.analysis.compare.batches.charts import Played
from gametheory_dprk.analysis.compare.batches.evidence import types_of
from gametheory_dprk.analysis.compare.batches.points import evaluated, spread_out
from gametheory_dprk.games import CHANCE, Step

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
    walks = Walks(world, values, count, random)
    for row in np.flatnonzero(whole):
        world.playing.budget.tick()
        walk = walks.of(row, hypothesis[row], predictions[hypothesis[row]], rationality[row])
        found[row] = list(walk.record(episodes))
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
class Walks:
    """Walks down the tree of a game at one simulation after another."""

    world: World
    values: Values
    count: int
    random: Generator

    def of(self, row: int, hypothesis: int, prediction: Prediction, rationality: int) -> Walk:
        """How one simulation is played."""
        contender = self.world.contenders[hypothesis]
        size = self.count if self.values else 1
        given = {**self.world.space.point(self.world.side, self.values), **contender.hypothesis.set}
        point = spread_out(self.world.side, given, size)
        at = row if self.values else 0
        here = {name: each[at : at + 1] for name, each in point.items()}
        played = prediction.played[rationality]
        return Walk(self.world, types_of(contender), played, at, here, self.random)


@dataclass(frozen=True)
class Walk:
    """One simulation: who plays, what is played, and chance."""

    world: World
    types: tuple[str, ...]
    played: Played
    row: int
    values: Values
    random: Generator

    def record(self, episodes: int) -> Iterator[int]:
        """Yield the outcome of each play."""
        kinds = self.types
        if self.world.side.reading.persistent:
            opening = self.world.outcomes.plays[self.walk(self.types)].steps[:1]
            kinds = tuple(s.move for s in opening if s.player == CHANCE) or self.types
        for number in range(episodes):
            last = number == episodes - 1 or self.world.side.reading.persistent
            yield self.world.outcomes.number[self.walk(kinds if last else ())]

    def walk(self, types: tuple[str, ...]) -> int:
        """Play once; the number of the play."""
        plays = self.world.outcomes.plays
        left, depth = list(range(len(plays))), 0
        while len(left) > 1 or len(plays[left[0]].steps) > depth:
            steps = {plays[k].steps[depth].move: plays[k].steps[depth] for k in left}
            names = list(steps)
            move = names[self.random.choice(len(names), p=self.chances(steps, types))]
            left = [k for k in left if plays[k].steps[depth].move == move]
            depth += 1
        return left[0]

    def chances(self, steps: Mapping[str, Step[Any]], types: tuple[str, ...]) -> Floats:
        """Probability of each move that may come next."""
        first = next(iter(steps.values()))
        if first.player != CHANCE:
            eta = float(self.world.study.asked.eta)
            own = [
                self.played[s.player, s.information_set, s.move][self.row] for s in steps.values()
            ]
            mixed: Floats = (1 - eta) * np.array(own) + eta / len(own)
            return mixed / mixed.sum()
        drawn = np.array([float(evaluated(s.probability, self.values)[0]) for s in steps.values()])
        wanted = np.array([move in types for move in steps])
        drawn = np.where(wanted, drawn, 0.0) if wanted.any() else drawn
        found: Floats = drawn / drawn.sum()
        return found
