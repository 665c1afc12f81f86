"""From who sends what to an equilibrium: responses, and beliefs that deter from unsent signals."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from gametheory_dprk.solvers.compact_signaling.profile import PureProfile
from gametheory_dprk.solvers.compact_signaling.replies import Replies

Array = npt.NDArray[Any]

SLACK = 1e-12
"""Of the range of values: what roundings may hide, which is left to the checker."""


def complete(replies: Replies, sends: Array, suspects: tuple[int, ...]) -> PureProfile | None:
    """Fill in responses and beliefs, or None where no belief in a single type deters.

    Parameters
    ----------
    sends : ndarray of int, shape (types,)
        The signal of each type.
    suspects : tuple of int
        Types that are blamed first for a signal that nobody sends.
    """
    answers, blames = blamed(replies, suspects[0])
    sent, firsts, counts = np.unique(sends, return_index=True, return_counts=True)
    answers[sent] = replies.to_types()[firsts, sent]
    for signal in sent[counts > 1].tolist():
        answers[signal] = replies.to_group(np.flatnonzero(sends == signal), signal)
    worth = replies.worth_to_types(answers)
    values = worth[replies.every_type, sends]
    slack = SLACK * max(1e-300, float(np.ptp(values)), float(np.abs(values).max()))
    tempting = np.flatnonzero((worth > values[:, None] + slack).any(axis=0))
    if np.isin(tempting, sent).any():
        return None
    for suspect in suspects[1:] if len(tempting) else ():
        tempting = deter(replies, tempting, suspect, values + slack, answers, blames)
    while len(tempting):
        if not deter_one(replies, int(tempting[0]), values + slack, answers, blames):
            return None
        culprit = int(blames[tempting[0]])
        tempting = deter(replies, tempting[1:], culprit, values + slack, answers, blames)
    return PureProfile(sends, answers, blames)


def blamed(replies: Replies, suspect: int) -> tuple[Array, Array]:
    """Responses to every signal while one type is blamed, and who is."""
    answers = replies.to_types()[suspect].copy()
    return answers, np.full(replies.signals, suspect)


def deter(
    replies: Replies, tempting: Array, suspect: int, limit: Array, answers: Array, blames: Array
) -> Array:
    """Blame another type for signals that still tempt; return those that go on doing so."""
    if not len(tempting):
        return tempting
    tried = replies.to_types()[suspect][tempting]
    worth = replies.worth_to_types(tried, tempting)
    calm = (worth <= limit[:, None]).all(axis=0)
    answers[tempting[calm]], blames[tempting[calm]] = tried[calm], suspect
    return tempting[~calm]


def deter_one(replies: Replies, signal: int, limit: Array, answers: Array, blames: Array) -> bool:
    """Blame whichever type deters from one signal."""
    tried = replies.to_types()[:, signal]
    options, firsts = np.unique(tried, return_index=True)
    columns = np.full(len(options), signal)
    calm = np.flatnonzero((replies.worth_to_types(options, columns) <= limit[:, None]).all(axis=0))
    if not len(calm):
        return False
    answers[signal], blames[signal] = options[calm[0]], firsts[calm[0]]
    return True
