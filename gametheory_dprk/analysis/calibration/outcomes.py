"""What is seen of one play of a game: the moves of players, and how likely each sequence is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeAlias

import numpy as np

from gametheory_dprk.analysis.compare.batches.arrays import Floats
from gametheory_dprk.analysis.compare.likelihood import Noise, Telling, draws
from gametheory_dprk.analysis.compare.record import Match
from gametheory_dprk.games import CHANCE, Game, Play
from gametheory_dprk.scenario.model import Event

Outcome: TypeAlias = tuple[tuple[str, str], ...]
"""The moves of players in one complete play, each as player and move."""

TINY = 1e-300
"""Probabilities are kept above this, so that their logarithms are numbers."""


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Everything that may be seen of one play.

    Attributes
    ----------
    plays : tuple of Play
    names : tuple of Outcome
    number : tuple of int
        By play, which outcome it is. Plays that differ in moves of chance alone are one.
    """

    plays: tuple[Play[Any], ...]
    names: tuple[Outcome, ...]
    number: tuple[int, ...]

    @classmethod
    def of(cls, game: Game[Any]) -> Outcomes:
        """List the outcomes of a game.

        Examples
        --------
        >>> from gametheory_dprk.scenario.reader import read
        >>> found = Outcomes.of(read("dprk/agreed_framework_1994").game)
        >>> [".".join(move for _, move in name) for name in found.names]
        ['talk.relief.comply', 'talk.relief.defect', 'talk.hold', 'provoke']
        """
        plays = tuple(game.plays())
        seen = [moves(play) for play in plays]
        names = tuple(dict.fromkeys(seen))
        return cls(plays, names, tuple(names.index(each) for each in seen))

    def chances(self, telling: Telling[Floats], types: tuple[str, ...], eta: Fraction) -> Floats:
        """Probability of every outcome, given that chance draws one of the types.

        Returns
        -------
        ndarray, shape (outcomes, points)
        """
        found = np.zeros((len(self.names), len(telling.one)))
        for number, play in enumerate(self.plays):
            if draws(play, types):
                weight = telling.weight(number, reports(play), Noise(eta))
                found[self.number[number]] += weight
        whole: Floats = found / found.sum(axis=0)
        return whole


def moves(play: Play[Any]) -> Outcome:
    """The moves of players in a play."""
    return tuple((step.player, step.move) for step in play.steps if step.player != CHANCE)


def reports(play: Play[Any]) -> Match:
    """Every move of a player as an event."""
    return {
        position: Event("", step.player, step.move)
        for position, step in enumerate(play.steps)
        if step.player != CHANCE
    }


def logs(chances: Floats) -> Floats:
    """Logarithms of probabilities, those of zero very small."""
    found: Floats = np.log(np.maximum(chances, TINY))
    return found


def counted(episodes: Sequence[int], size: int) -> tuple[int, ...]:
    """How often each outcome was seen.

    Examples
    --------
    >>> counted([3, 3, 0], 4)
    (1, 0, 0, 2)
    """
    return tuple(np.bincount(np.asarray(episodes, dtype=int), minlength=size).tolist())


def events(names: Mapping[int, Outcome] | Sequence[Outcome], seen: Sequence[int]) -> list[Event]:
    """A record of plays one after the other, each an episode of its own."""
    return [
        Event("2000", player, move, details={"episode": str(number)})
        for number, outcome in enumerate(seen)
        for player, move in names[outcome]
    ]
