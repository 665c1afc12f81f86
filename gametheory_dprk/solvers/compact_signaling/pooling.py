"""Pooling: all types send one signal, and whoever sends another is blamed to deter it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from gametheory_dprk.solvers.compact_signaling.replies import Replies

Array = npt.NDArray[Any]

MOST = 8
"""Signals to pool on that are tried."""


def pooling_signals(replies: Replies, suspects: tuple[int, ...]) -> Iterator[int]:
    """Signals that may be pooled on, those that senders like best on average first.

    A signal qualifies where no type gains by any other while one and the same type, the first or
    the last of the suspects, is blamed for all of them.
    """
    pooled = replies.worth_to_types(replies.to_prior())
    liking = replies.prior @ pooled
    fitting = np.zeros(replies.signals, bool)
    for suspect in suspects[:2]:
        outside = replies.worth_to_types(replies.to_types()[suspect]).max(axis=1)
        slack = 1e-12 * max(1e-300, float(np.abs(outside).max()))
        fitting |= (pooled >= outside[:, None] - slack).all(axis=0)
    order = np.lexsort((-liking, ~fitting))
    yield from order[:MOST].tolist()
