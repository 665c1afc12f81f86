"""Separation at least cost, type by type (Riley 1979).

The first type, which none wants to be taken for, sends what it likes best. Each next type sends
what it likes best among the signals that the type before does not envy and that it does not itself
regret when it looks at the signal before. Under single crossing these neighbours are all that
matters; in any case the whole profile is checked afterwards.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from gametheory_dprk.solvers.compact_signaling.replies import Replies

Array = npt.NDArray[Any]


def separating_signals(replies: Replies, order: Array, slack: float) -> Array | None:
    """The signal of each type, or None where some type finds none.

    Parameters
    ----------
    order : ndarray of int
        All types, the one that others least want to be taken for first.
    slack : float
        By how much a type may seem to envy another without counting as envious.
    """
    if replies.types > replies.signals:
        return None
    answers = replies.to_types()[order]
    rows, columns = order[:, None], replies.every_signal[None, :]
    own = np.asarray(replies.sender(rows, columns, answers))
    envied = np.asarray(replies.sender(rows[:-1], columns, answers[1:]))
    regretted = np.asarray(replies.sender(rows[1:], columns, answers[:-1]))
    return chosen_signals(own, envied, regretted, order, slack)


def chosen_signals(
    own: Array, envied: Array, regretted: Array, order: Array, slack: float
) -> Array | None:
    """Go through the types in order.

    Parameters
    ----------
    own : ndarray [place, signal]
        What a signal brings a type that is known by it.
    envied : ndarray [place, signal]
        What it brings a type that is taken for the next.
    regretted : ndarray [place, signal]
        What it brings the next type if taken for this one.
    """
    sends = np.empty(len(order), np.int64)
    taken = np.zeros(own.shape[1], bool)
    signal = int(own[0].argmax())
    for place, kind in enumerate(order.tolist()):
        if place:
            worth, before = own[place], place - 1
            calm = envied[before] <= own[before, signal] + slack
            calm &= worth >= regretted[before, signal] - slack
            calm &= ~taken
            if not calm.any():
                return None
            signal = int(np.where(calm, worth, -np.inf).argmax())
        sends[kind] = signal
        taken[signal] = True
    return sends
