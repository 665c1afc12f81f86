"""Best responses in a large signaling game, in floats and without looking at every outcome.

For a response that is best to a known type, or to the prior, the slope of the receiver's payoff
along the responses is followed by bisection, at all types and signals at once. This is right where
payoffs rise and then fall along the responses; elsewhere a full search is made. What comes out is a
guess in either case: the checker looks at every response to the beliefs that are stated.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from gametheory_dprk.games.grid_signaling import GridSignalingGame

Array = npt.NDArray[Any]

BLOCK = 1 << 17
"""Outcomes looked at at a time, so that all intermediate arrays stay in the cache."""


class Replies:
    """Payoffs of one game, and best responses.

    Parameters
    ----------
    game
    peaked
        Whether the receiver's payoff is taken to rise and then fall along the responses.
    tick
        Raises `LimitReached` when the time is up.
    """

    def __init__(
        self, game: GridSignalingGame[Fraction], peaked: bool, tick: Callable[[], None]
    ) -> None:
        self.types, self.signals, self.responses = game.shape
        self.prior = np.array([float(chance) for chance in game.chances])
        self.sender, self.receiver = game.floats(game.sender), game.floats(game.receiver)
        self.peaked, self.tick = peaked, tick
        self.every_type, self.every_signal = np.arange(self.types), np.arange(self.signals)
        self._known: Array | None = None

    def to_types(self) -> Array:
        """The response to each type and signal, as an array of int [type, signal]."""
        if self._known is None:
            self._known = self._blockwise(self._to_some)
        return self._known

    def _blockwise(self, some: Callable[[Array], Array]) -> Array:
        """Types cut so that each block of types and signals has few entries."""
        step = max(1, BLOCK // self.signals)
        return np.concatenate(
            [some(self.every_type[k : k + step]) for k in range(0, self.types, step)]
        )

    def _to_some(self, kinds: Array) -> Array:
        """The response to some types and every signal."""
        rows, columns = kinds[:, None], self.every_signal[None, :]

        def worth(response: Array) -> Array:
            """What a response to each type and signal is worth."""
            self.tick()
            return np.asarray(self.receiver(rows, columns, response))

        shape = (len(kinds), self.signals)
        return self._peak(worth, shape) if self.peaked else self._scan(worth, shape)

    def to_prior(self) -> Array:
        """The response to every signal while types have their prior probabilities."""
        rows, columns = self.every_type[:, None], self.every_signal[None, :]
        step = max(1, BLOCK // self.signals)

        def worth(response: Array) -> Array:
            """What a response to each signal is worth."""
            self.tick()
            total = np.zeros(self.signals)
            for k in range(0, self.types, step):
                block = self.receiver(rows[k : k + step], columns, response[None, :])
                total += self.prior[k : k + step] @ block
            return total

        shape = (self.signals,)
        return self._peak(worth, shape) if self.peaked else self._scan(worth, shape)

    def _peak(self, worth: Callable[[Array], Array], shape: tuple[int, ...]) -> Array:
        """Follow the slope by bisection."""
        low, high = np.zeros(shape, np.int64), np.full(shape, self.responses - 1)
        for _ in range((self.responses - 1).bit_length()):
            middle = (low + high) >> 1
            rises = worth(np.minimum(middle + 1, self.responses - 1)) > worth(middle)
            low, high = np.where(rises, middle + 1, low), np.where(rises, high, middle)
        return np.minimum(low, self.responses - 1)

    def _scan(self, worth: Callable[[Array], Array], shape: tuple[int, ...]) -> Array:
        """Look at every response."""
        best, most = np.zeros(shape, np.int64), worth(np.zeros(shape, np.int64))
        for response in range(1, self.responses):
            value = worth(np.full(shape, response))
            better = value > most
            best[better], most = response, np.where(better, value, most)
        return best

    def to_group(self, group: Array, signal: int) -> int:
        """The response to a signal that exactly some types send."""
        every = np.arange(self.responses)[None, :]
        total = np.zeros(self.responses)
        step = max(1, BLOCK // self.responses)
        for k in range(0, len(group), step):
            some = group[k : k + step]
            total += self.prior[some] @ self.receiver(some[:, None], np.intp(signal), every)
        self.tick()
        return int(total.argmax())

    def worth_to_types(self, answers: Array, columns: Array | None = None) -> Array:
        """What signals bring each type, given the answers to them, as an array [type, signal]."""
        columns = self.every_signal if columns is None else columns
        self.tick()
        return self._sent(columns, answers)

    def _sent(self, columns: Array, answers: Array) -> Array:
        """The sender's payoffs, worked out block by block."""
        result = np.empty((self.types, len(columns)))
        step = max(1, BLOCK // max(1, len(columns)))
        for k in range(0, self.types, step):
            rows = self.every_type[k : k + step, None]
            result[k : k + step] = self.sender(rows, columns[None, :], answers[None, :])
        return result
