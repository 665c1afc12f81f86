"""Plays of a game made move by move, at one point; this knows nothing of likelihoods."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from gametheory_dprk.analysis.compare.batches.arrays import Values
from gametheory_dprk.analysis.compare.batches.charts import Played
from gametheory_dprk.analysis.compare.batches.points import evaluated
from gametheory_dprk.games import CHANCE, Play, Step

if TYPE_CHECKING:
    from numpy.random import Generator


@dataclass(frozen=True, slots=True)
class Fork:
    """A place in a tree where somebody moves.

    Attributes
    ----------
    steps : tuple of Step
        What may be done there.
    next : tuple
        Where each of them leads: another fork, or the number of a play.
    """

    steps: tuple[Step[Any], ...]
    next: tuple[Fork | int, ...]


def fork(plays: Sequence[Play[Any]], numbers: Sequence[int], depth: int = 0) -> Fork | int:
    """The place after the first moves that some plays have in common."""
    if len(plays[numbers[0]].steps) == depth:
        return numbers[0]
    branches: dict[str, list[int]] = {}
    for number in numbers:
        branches.setdefault(plays[number].steps[depth].move, []).append(number)
    steps = tuple(plays[each[0]].steps[depth] for each in branches.values())
    return Fork(steps, tuple(fork(plays, each, depth + 1) for each in branches.values()))


@dataclass(frozen=True)
class Walk:
    """Walks at one point, what is played given.

    Attributes
    ----------
    types : tuple of str
        Those that chance draws where it may draw one of them.
    eta : float
        Probability that a report says nothing, and any move is as likely.
    row : int
        The position of the point in what is played.
    """

    start: Fork | int
    types: tuple[str, ...]
    played: Played
    row: int
    values: Values
    eta: float
    random: Generator
    _known: dict[int, list[float]] = field(default_factory=dict, repr=False)

    def play(self) -> int:
        """Play once; the number of the play."""
        place = self.start
        while isinstance(place, Fork):
            if id(place) not in self._known:
                self._known[id(place)] = self.cumulative(place)
            whole = self._known[id(place)]
            place = place.next[min(bisect(whole, self.random.random()), len(whole) - 1)]
        return place

    def cumulative(self, place: Fork) -> list[float]:
        """Sums of the probabilities of moves, in order."""
        named = {step.move: step for step in place.steps}
        drawn = place.steps[0].player == CHANCE
        chances = self.of_chance(named) if drawn else self.of_player(named)
        sums: list[float] = np.cumsum(np.array(chances) / sum(chances)).tolist()
        return sums

    def of_player(self, steps: Mapping[str, Step[Any]]) -> list[float]:
        """What a player does, as it is reported."""
        own = (self.played[s.player, s.information_set, s.move][self.row] for s in steps.values())
        return [(1 - self.eta) * float(each) + self.eta / len(steps) for each in own]

    def of_chance(self, steps: Mapping[str, Step[Any]]) -> list[float]:
        """What chance draws, of the types wanted if there are some."""
        formulas = (s.probability for s in steps.values() if s.probability is not None)
        drawn = [float(evaluated(each, self.values)[0]) for each in formulas]
        wanted = [move in self.types for move in steps]
        return [d * w for d, w in zip(drawn, wanted, strict=True)] if any(wanted) else drawn
