"""Partial pooling: intervals of types share signals, found by playing best responses.

Play starts from intervals of equal length. Again and again the receiver responds to who sends
what, and every type turns to the signal it then likes best, staying where it is in case of a tie.
Where play comes to rest, nobody gains among the signals sent.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from gametheory_dprk.solvers.compact_signaling.replies import Replies

Array = npt.NDArray[Any]

MOST_ROUNDS = 200
"""Rounds of best responses."""

MOST_GROUPS = 64
"""Intervals that play may start from."""


def resting_signals(replies: Replies) -> Iterator[Array]:
    """Signals of all types where play comes to rest, from few intervals to many.

    The number of intervals grows until twice in a row play that starts from one more interval ends
    with no more than before.
    """
    largest, idle = 1, 0
    for groups in range(2, min(replies.types, replies.signals, MOST_GROUPS) + 1):
        sends = settled(replies, intervals(replies, groups))
        used = 0 if sends is None else len(np.unique(sends))
        if sends is not None and used > largest:
            largest, idle = used, 0
            yield sends
        else:
            idle += 1
            if idle == 2:
                return


def intervals(replies: Replies, groups: int) -> Array:
    """Types in intervals of equal length, with signals spread over all there are."""
    chosen = np.linspace(0, replies.signals - 1, groups).round().astype(np.int64)
    return chosen[replies.every_type * groups // replies.types]


def settled(replies: Replies, sends: Array) -> Array | None:
    """Play best responses among the signals sent until nobody moves."""
    for _ in range(MOST_ROUNDS):
        sent = np.unique(sends)
        answers = np.array([replies.to_group(np.flatnonzero(sends == m), m) for m in sent.tolist()])
        worth = replies.worth_to_types(answers, sent)
        own = worth[replies.every_type, np.searchsorted(sent, sends)]
        slack = 1e-12 * max(1e-300, float(np.abs(own).max()))
        better = worth.max(axis=1) > own + slack
        if not better.any():
            return sends
        sends = np.where(better, sent[worth.argmax(axis=1)], sends)
    return None
