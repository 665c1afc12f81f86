"""Time and memory budgets: long work asks now and then whether it may go on."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, field, replace

from gametheory_dprk.errors import LimitReached

BETWEEN = 0.02
"""Seconds between two looks at the memory in use."""


@dataclass(slots=True)
class Budget:
    """A time and a memory allowance that running code spends; it calls `tick` to ask.

    Parameters
    ----------
    seconds : float or None
        Wall-clock allowance; None for no limit.
    megabytes : float or None
        Memory allowance of the process; None for no limit. Where the operating system does not
        say how much is in use, nothing is limited.

    Examples
    --------
    >>> Budget(None).tick()
    >>> Budget(0.0).tick()
    Traceback (most recent call last):
    ...
    gametheory_dprk.errors.LimitReached: time limit of 0 seconds reached
    >>> Budget(megabytes=1).tick()
    Traceback (most recent call last):
    ...
    gametheory_dprk.errors.LimitReached: memory limit of 1 megabytes reached
    """

    seconds: float | None = None
    started: float = field(default_factory=time.monotonic)
    megabytes: float | None = None
    looked: float = float("-inf")
    share: float = 1.0

    def tick(self) -> None:
        """Raise `LimitReached` once an allowance is spent."""
        if self.seconds is not None and self.elapsed() >= self.share * self.seconds:
            raise LimitReached(f"time limit of {self.seconds:g} seconds reached")
        if self.megabytes is not None:
            self.weigh(self.megabytes)

    def weigh(self, megabytes: float) -> None:
        """Look at the memory in use, if the last look is some time ago."""
        now = time.monotonic()
        if now - self.looked >= BETWEEN:
            self.looked = now
            if megabytes_in_use() >= megabytes:
                raise LimitReached(f"memory limit of {megabytes:g} megabytes reached")

    def part(self, share: float) -> Budget:
        """A budget from the same start whose time is over after a share of the allowance.

        Examples
        --------
        >>> Budget(10.0).part(0.0).tick()
        Traceback (most recent call last):
        ...
        gametheory_dprk.errors.LimitReached: time limit of 10 seconds reached
        """
        return replace(self, share=share * self.share)

    def elapsed(self) -> float:
        """Seconds since the budget was opened."""
        return time.monotonic() - self.started


def megabytes_in_use() -> float:
    """Memory for the data of this process; 0 where the operating system does not say.

    Examples
    --------
    >>> megabytes_in_use() >= 0
    True
    """
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            pages = int(file.read().split()[5])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
