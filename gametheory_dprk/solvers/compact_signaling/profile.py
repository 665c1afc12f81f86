"""Pure play of a large signaling game as places on its axes, and how it becomes an assessment."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from gametheory_dprk.games.grid_signaling import GridSignalingGame
from gametheory_dprk.solution import Assessment, Candidate

if TYPE_CHECKING:
    import numpy.typing as npt

    Array = npt.NDArray[Any]

ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class PureProfile:
    """A pure strategy of each player, and what the receiver believes after unsent signals.

    Attributes
    ----------
    sends : ndarray of int, shape (types,)
        The signal of each type.
    answers : ndarray of int, shape (signals,)
        The response to each signal.
    blames : ndarray of int, shape (signals,)
        The one type that is believed to have sent a signal that no type sends.
    """

    sends: Array
    answers: Array
    blames: Array

    def believed(self, types: int) -> tuple[Array, dict[int, Array]]:
        """The one type behind each signal, and the types where several send the same.

        Examples
        --------
        >>> import numpy as np
        >>> play = PureProfile(np.array([1, 0, 1]), np.array([0, 0, 0]), np.array([2, 2, 2]))
        >>> play.believed(3)
        (array([1, 2, 2]), {1: array([0, 2])})
        """
        import numpy as np

        single = self.blames.copy()
        single[self.sends] = np.arange(types)
        sent, counts = np.unique(self.sends, return_counts=True)
        shared = sent[counts > 1].tolist()
        return single, {signal: np.flatnonzero(self.sends == signal) for signal in shared}

    def candidate(self, game: GridSignalingGame[Fraction]) -> Candidate:
        """The assessment, with only what has positive probability."""
        types, signals, responses = (axis.names for axis in game.axes)
        single, groups = self.believed(len(types))
        beliefs = {signals[m]: {types[t]: ONE} for m, t in enumerate(single.tolist())}
        for m, group in groups.items():
            total = sum((game.chances[t] for t in group.tolist()), Fraction(0))
            beliefs[signals[m]] = {types[t]: game.chances[t] / total for t in group.tolist()}
        sends = {types[t]: {signals[m]: ONE} for t, m in enumerate(self.sends.tolist())}
        answers = {signals[m]: {responses[r]: ONE} for m, r in enumerate(self.answers.tolist())}
        strategies = {game.sender: sends, game.receiver: answers}
        return Candidate(Assessment(strategies, {game.receiver: beliefs}))
