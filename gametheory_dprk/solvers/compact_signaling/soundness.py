"""Whether pure play of a large signaling game is an equilibrium: floats with bounds, then exact."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from gametheory_dprk.errors import ExpressionError
from gametheory_dprk.games.grid_signaling import GridSignalingGame
from gametheory_dprk.solvers.compact_signaling.profile import PureProfile

Array = npt.NDArray[Any]

BLOCK = 1 << 18
"""Outcomes whose payoffs are worked out at a time."""


def is_sound(
    game: GridSignalingGame[Fraction], profile: PureProfile, tick: Callable[[], None]
) -> bool:
    """Whether no type gains by another signal, and no response is better than what is played."""
    try:
        return all(sender_doubts(game, profile, tick)) and all(receiver_doubts(game, profile, tick))
    except ExpressionError:
        return False


def sender_doubts(
    game: GridSignalingGame[Fraction], profile: PureProfile, tick: Callable[[], None]
) -> Iterator[bool]:
    """For every signal that floats do not show to be worse, whether it is no better."""
    exact = game.exact(game.sender)
    enclosed, (columns, alike) = game.enclosure(game.sender), different_signals(game, profile)

    @cache
    def worth(kind: int, column: int) -> Fraction:
        """What a signal brings a type, exactly."""
        signal = int(columns[column])
        return exact(kind, signal, int(profile.answers[signal]))

    for kinds in cut(len(game.types), len(columns)):
        tick()
        values, errors = enclosed(kinds[:, None], columns, profile.answers[columns])
        own = alike[profile.sends[kinds]]
        for k, column in doubtful(values, errors, own):
            yield worth(int(kinds[k]), column) <= worth(int(kinds[k]), int(own[k]))


def different_signals(
    game: GridSignalingGame[Fraction], profile: PureProfile
) -> tuple[Array, Array]:
    """Signals that can pay senders differently, and which of them each signal is like.

    Where signals are cheap talk, all that have the same answer pay the same.
    """
    if game.depends_on_signals(game.sender):
        every = np.arange(len(game.signals))
        return every, every
    _, firsts, alike = np.unique(profile.answers, return_index=True, return_inverse=True)
    return firsts, alike.reshape(-1)


def receiver_doubts(
    game: GridSignalingGame[Fraction], profile: PureProfile, tick: Callable[[], None]
) -> Iterator[bool]:
    """For every response that floats do not show to be worse, whether it is no better."""
    exact = game.exact(game.receiver)
    enclosed, every = game.enclosure(game.receiver), np.arange(len(game.responses))[None, :]
    single, groups = profile.believed(len(game.types))

    @cache
    def worth(signal: int, response: int) -> Fraction:
        """What a response earns, up to the probability of the signal, exactly."""
        if signal not in groups:
            return exact(int(single[signal]), signal, response)
        return sum(
            (game.chances[t] * exact(t, signal, response) for t in groups[signal].tolist()),
            Fraction(0),
        )

    for places in cut(len(game.signals), every.size):
        tick()
        values, errors = enclosed(single[places, None], places[:, None], every)
        for k, response in doubtful(values, errors, profile.answers[places]):
            if (signal := int(places[k])) not in groups:
                yield worth(signal, response) <= worth(signal, int(profile.answers[signal]))
    for signal, group in groups.items():
        answer = int(profile.answers[signal])
        values, errors = mixed(game, enclosed, group, signal, every)
        for _, response in doubtful(values, errors, np.array([answer])):
            yield worth(signal, response) <= worth(signal, answer)


def mixed(
    game: GridSignalingGame[Fraction], enclosed: Any, group: Array, signal: int, every: Array
) -> tuple[Array, Array]:
    """What responses earn, up to the probability of the signal, against a group of types."""
    values, errors = np.zeros(every.shape), np.zeros(every.shape)
    for some in (group[k] for k in cut(len(group), every.size)):
        near = np.array([float(game.chances[t]) for t in some.tolist()])[:, None]
        value, error = enclosed(some[:, None], np.intp(signal), every)
        values += (near * value).sum(axis=0)
        errors += (near * (error * 2 + np.abs(value) * (len(group) + 4) * 2.0**-52)).sum(axis=0)
    return values, errors + 2.0**-1000


def doubtful(values: Array, errors: Array, own: Array) -> Iterator[tuple[int, int]]:
    """Rows and columns that may be better than a row's own column."""
    rows = np.arange(len(values))
    floor = np.nextafter(values[rows, own] - errors[rows, own], -np.inf)
    doubts = values + errors >= floor[:, None]
    doubts[rows, own] = False
    yield from zip(*(each.tolist() for each in doubts.nonzero()), strict=True)


def cut(count: int, width: int) -> Iterator[Array]:
    """Places in blocks that have few outcomes."""
    step = max(1, BLOCK // max(1, width))
    for first in range(0, count, step):
        yield np.arange(first, min(count, first + step))
