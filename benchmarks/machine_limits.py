"""What the machine can do at most on one core: bytes read and operations on numbers a second."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numpy as np

MEGABYTES, SIZE, TIMES = 256, 1000, 5


def bandwidth() -> float:
    """Bytes a second that a sum over an array larger than all caches reads."""
    numbers = np.ones(MEGABYTES * 2**20 // 8)
    return numbers.nbytes / quickest(numbers.sum)


def flops() -> float:
    """Operations a second of a product of matrices."""
    matrix = np.random.default_rng(0).random((SIZE, SIZE))
    return 2.0 * SIZE**3 / quickest(lambda: matrix @ matrix)


def quickest(work: Callable[[], Any]) -> float:
    """The least processor seconds of some runs."""
    taken = []
    for _ in range(TIMES):
        started = time.process_time()
        work()
        taken.append(time.process_time() - started)
    return min(taken)
