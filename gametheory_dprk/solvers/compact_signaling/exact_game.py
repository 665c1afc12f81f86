"""A signaling game by places, with payoffs as floats and as exact numbers."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
from flint import fmpq

from gametheory_dprk.games import SignalingGame


class ExactGame:
    """A signaling game by places: payoffs as floats and as exact numbers.

    Attributes
    ----------
    sender, receiver : ndarray, shape (signals, types, responses)
        Payoffs, each player's moved and scaled to lie between 0 and 1.
    absent : ndarray of bool, shape (signals, responses)
    """

    def __init__(self, game: SignalingGame[Fraction]) -> None:
        self.game = game
        self.prior = np.array([float(chance) for chance in game.prior.values()])
        most = max(len(each) for each in game.responses.values())
        shape = (len(game.signals), len(game.types), most)
        self.absent = np.ones((shape[0], most), bool)
        for m, responses in enumerate(game.responses.values()):
            self.absent[m, : len(responses)] = False
        self.sender, self.receiver = np.zeros(shape), np.zeros(shape)
        self.exact: list[list[list[list[Any]]]] = []
        for player, table in ((game.sender, self.sender), (game.receiver, self.receiver)):
            values = game.payoffs[player]
            low, high = min(values.values()), max(values.values())
            scale = 1 / (high - low) if high > low else Fraction(1)
            scaled = [
                [[(values[t, m, r] - low) * scale for r in responses] for t in game.types]
                for m, responses in game.responses.items()
            ]
            self.exact.append(
                [[[fmpq(x.numerator, x.denominator) for x in row] for row in s] for s in scaled]
            )
            for m, rows in enumerate(scaled):
                for t, row in enumerate(rows):
                    table[m, t, : len(row)] = [float(x) for x in row]

    def chances(self) -> list[Any]:
        """Prior probabilities as flint's fractions."""
        return [fmpq(x.numerator, x.denominator) for x in self.game.prior.values()]


def rational(value: Any) -> Fraction:
    """Flint's fraction as Python's."""
    return Fraction(int(value.p), int(value.q))
