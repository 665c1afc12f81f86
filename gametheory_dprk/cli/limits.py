"""Limits of one run that hold even where running code never asks whether it may go on."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from gametheory_dprk.errors import LimitReached

GRACE = 2.0
"""Seconds that running code has, after its budget is spent, to hand in what it found."""

RESERVE = 256
"""Megabytes beyond the limit that code which asks now and then may need to hand in what it found.

Libraries are loaded into them as well, some of which end the process where they get no memory.
"""


@contextmanager
def limited(seconds: float | None, megabytes: int | None) -> Iterator[None]:
    """Hold what runs inside to a time and a memory limit.

    Raises
    ------
    LimitReached
        If the time is over by more than `GRACE`; code that keeps to its budget ends before.
    MemoryError
        Where an allocation would pass the memory limit by more than `RESERVE`; code that keeps to
        its budget ends before.
    """
    with memory_limited(megabytes), time_limited(seconds):
        yield


@contextmanager
def memory_limited(megabytes: int | None) -> Iterator[None]:
    """Cap the data of this process, where the operating system can."""
    try:
        import resource
    except ImportError:
        yield
        return
    before = resource.getrlimit(resource.RLIMIT_DATA)
    if megabytes is not None:
        resource.setrlimit(resource.RLIMIT_DATA, ((megabytes + RESERVE) * 1_000_000, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, before)


@contextmanager
def time_limited(seconds: float | None) -> Iterator[None]:
    """Interrupt this process some time after its budget is spent."""
    main = threading.current_thread() is threading.main_thread()
    if seconds is None or not main or not hasattr(signal, "setitimer"):
        yield
        return

    def ring(number: int, frame: FrameType | None) -> None:
        raise LimitReached(f"time limit of {seconds:g} seconds reached")

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds + GRACE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
