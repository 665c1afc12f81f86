"""What is played at many points, as likelihoods need it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import numpy as np

from gametheory_dprk.analysis.compare.batches.arrays import Floats, Integers, Values
from gametheory_dprk.analysis.compare.batches.charts import Played
from gametheory_dprk.analysis.compare.batches.points import evaluated
from gametheory_dprk.analysis.compare.likelihood import (
    Reading,
    Telling,
    cumulative,
    move_counts,
)
from gametheory_dprk.games import Play


@dataclass(frozen=True, slots=True)
class Replay:
    """The record of one game at many points, whatever is played.

    Attributes
    ----------
    plays : sequence of Play
        Of the template: chance moves with formulas.
    """

    reading: Reading
    plays: Sequence[Play[Any]]
    values: Values
    _chances: dict[int, Floats] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, reading: Reading, values: Values) -> Replay:
        """Prepare for points at which all parameters have values."""
        return cls(reading, list(reading.offers.game.plays()), values)

    def run(self, types: tuple[str, ...], played: Played, where: Integers) -> Floats:
        """Probability of the first n clues at some of the points, what is played given there.

        Returns
        -------
        ndarray, shape (clues + 1, points)
        """
        return np.array(cumulative(self.telling(played, where), self.reading, types))

    def telling(self, played: Played, where: Integers) -> Telling[Floats]:
        """What is played at some of the points."""
        known: dict[int, Floats] = {}

        def step(play: int, position: int) -> Floats:
            taken = self.plays[play].steps[position]
            if taken.probability is None:
                return played[taken.player, taken.information_set, taken.move]
            key = id(taken.probability)
            if key not in known:
                known[key] = self.chance(taken.probability)[where]
            return known[key]

        return Telling(
            self.plays,
            move_counts(self.reading.offers, self.plays),
            step,
            np.ones(len(where)),
            lambda chance: False,
            as_float,
        )

    def chance(self, probability: Any) -> Floats:
        """A move of chance at all points."""
        key = id(probability)
        if key not in self._chances:
            self._chances[key] = evaluated(probability, self.values)
        return self._chances[key]


def as_float(number: Fraction) -> float:
    """An exact number as a float."""
    return float(number)


def joined(size: int, length: int, parts: Mapping[int, tuple[Integers, Floats]]) -> Floats:
    """Runs over some points each, as one array over all; nan where none has a point."""
    found = np.full((length, size), np.nan)
    for where, run in parts.values():
        found[:, where] = run
    return found
