"""Counterfactual regret minimization (CFR+) on the sequence form of a zero-sum tree.

A round is two products with the sparse payoffs and one pass up and down the information sets of
each player; the tree is never walked. At each set the player mixes in proportion to regrets that
never fall below zero, the players take turns, and the realization weights of the t-th round count
t squared in the average (Tammelin 2014). Whatever happens, the gap between the best replies to
the averages bounds the error.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from gametheory_dprk.kernels.compiled import compiled
from gametheory_dprk.kernels.treeplex import Floats, Integers, SequenceGame, Treeplex

ROUNDS = 50
"""Rounds between two looks at the gap and the clock."""


@dataclass(frozen=True, slots=True)
class Averages:
    """What the averages of both players guarantee.

    Attributes
    ----------
    x, y : ndarray
        Realization weights of the sequences of both players.
    lower, upper : float
        What each player can be sure of: the value of the game is between.
    rounds : int
    """

    x: Floats
    y: Floats
    lower: float
    upper: float
    rounds: int

    @property
    def exploitability(self) -> float:
        """Half the sum of what both could gain by a best reply."""
        return (self.upper - self.lower) / 2


def minimize_regret(
    game: SequenceGame, exploitability: float, most_rounds: int, tick: Callable[[], None]
) -> Averages:
    """Play until the averages are nearly optimal.

    Parameters
    ----------
    game : SequenceGame
    exploitability : float
        In units of payoffs.
    most_rounds : int
    tick : callable
        Asked after every few rounds; may raise `LimitReached`.

    Examples
    --------
    >>> from fractions import Fraction
    >>> from gametheory_dprk.kernels.treeplex import sequence_game, treeplex
    >>> side = treeplex([0], [2])
    >>> pays = {(1, 1): Fraction(2), (1, 2): Fraction(-1), (2, 1): Fraction(-1)}
    >>> game = sequence_game((side, side), {**pays, (2, 2): Fraction(1)})
    >>> minimize_regret(game, 1e-4, 10_000, lambda: None).x.round(2)
    array([1. , 0.4, 0.6])
    """
    values = game.floats()
    forward, backward = compressed(game, values, 0), compressed(game, values, 1)
    first, second = (Play.of(side) for side in game.sides)
    arrays: tuple[Any, ...] = (*forward, *backward, *first.arrays(), *second.arrays())
    played = 0
    while True:
        tick()
        rounds = min(ROUNDS, most_rounds - played)
        play_rounds(*[*arrays, played, rounds])
        played += rounds
        found = bounded(game, values, first.mean, second.mean, played)
        if found.exploitability <= exploitability or played >= most_rounds:
            return found


def compressed(game: SequenceGame, values: Floats, side: int) -> tuple[Integers, Integers, Floats]:
    """Payoffs by the sequences of one player: where each begins, the other's, the amounts."""
    own, other = (game.rows, game.columns)[:: 1 if side == 0 else -1]
    order = np.argsort(own, kind="stable")
    starts = np.searchsorted(own[order], np.arange(game.sides[side].size + 1))
    return starts, other[order], values[order]


@dataclass(frozen=True, slots=True)
class Play:
    """One player's sets, mixtures, realization weights, their average, regrets, and room."""

    side: Treeplex
    mixture: Floats
    weights: Floats
    mean: Floats
    regret: Floats
    pays: Floats

    @classmethod
    def of(cls, side: Treeplex) -> Play:
        """Begin with equal mixtures."""
        counts = np.diff(side.starts)
        mixture = np.concatenate([[1.0], np.repeat(1.0 / counts, counts)])
        weights = mixture.copy()
        down(side.before, side.starts, mixture, weights)
        return cls(side, mixture, weights, weights.copy(), *(np.zeros((2, side.size))))

    def arrays(self) -> tuple[Any, ...]:
        """What the kernel takes."""
        return (
            self.side.before,
            self.side.starts,
            self.mixture,
            self.weights,
            self.mean,
            self.regret,
            self.pays,
        )


def bounded(game: SequenceGame, values: Floats, x: Floats, y: Floats, rounds: int) -> Averages:
    """What averages guarantee, by the best replies to them."""
    pays = np.bincount(game.rows, values * y[game.columns], game.sides[0].size)
    costs = np.bincount(game.columns, values * x[game.rows], game.sides[1].size)
    upper = best(game.sides[0].before, game.sides[0].starts, pays)
    lower = -best(game.sides[1].before, game.sides[1].starts, -costs)
    return Averages(x.copy(), y.copy(), lower, upper, rounds)


@compiled
def play_rounds(
    starts: Any, others: Any, values: Any, turned_starts: Any, turned_others: Any,
    turned_values: Any, first_before: Any, first_starts: Any, first_mixture: Any, x: Any,
    mean_x: Any, first_regret: Any, pays: Any, second_before: Any, second_starts: Any,
    second_mixture: Any, y: Any, mean_y: Any, second_regret: Any, costs: Any, played: int,
    rounds: int,
) -> None:  # fmt: skip
    """Play some rounds, after others."""
    for t in range(played + 1, played + rounds + 1):
        weight = 6.0 * t / ((t + 1.0) * (2.0 * t + 1.0))
        product(starts, others, values, 1.0, y, pays)
        up(first_before, first_starts, pays, first_mixture, first_regret)
        down(first_before, first_starts, first_mixture, x)
        product(turned_starts, turned_others, turned_values, -1.0, x, costs)
        up(second_before, second_starts, costs, second_mixture, second_regret)
        down(second_before, second_starts, second_mixture, y)
        for s in range(len(x)):
            mean_x[s] += weight * (x[s] - mean_x[s])
        for s in range(len(y)):
            mean_y[s] += weight * (y[s] - mean_y[s])


@compiled
def product(starts: Any, others: Any, values: Any, sign: float, weights: Any, out: Any) -> None:
    """What each sequence of a player is worth against the other's realization weights."""
    for s in range(len(out)):
        total = 0.0
        for k in range(starts[s], starts[s + 1]):
            total += values[k] * weights[others[k]]
        out[s] = sign * total


@compiled
def up(before: Any, starts: Any, pays: Any, mixture: Any, regret: Any) -> None:
    """From the last sets to the first: what each is worth, its regrets and its next mixture."""
    for place in range(len(before) - 1, -1, -1):
        start, stop = starts[place], starts[place + 1]
        value = 0.0
        for s in range(start, stop):
            value += mixture[s] * pays[s]
        total = 0.0
        for s in range(start, stop):
            regret[s] = max(regret[s] + pays[s] - value, 0.0)
            total += regret[s]
        if total > 0.0:
            share = 1.0 / total
            for s in range(start, stop):
                mixture[s] = regret[s] * share
        pays[before[place]] += value


@compiled
def down(before: Any, starts: Any, mixture: Any, weights: Any) -> None:
    """Realization weights of mixtures."""
    for place in range(len(before)):
        weight = weights[before[place]]
        for s in range(starts[place], starts[place + 1]):
            weights[s] = weight * mixture[s]


@compiled
def best(before: Any, starts: Any, pays: Any) -> float:
    """What a best reply gets, the room of `pays` used up."""
    for place in range(len(before) - 1, -1, -1):
        most = pays[starts[place]]
        for s in range(starts[place] + 1, starts[place + 1]):
            most = max(most, pays[s])
        pays[before[place]] += most
    return float(pays[0])
