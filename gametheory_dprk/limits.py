"""Time budgets: long work asks now and then whether it may go on."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from gametheory_dprk.errors import LimitReached


@dataclass(slots=True)
class Budget:
    """A time allowance that running code spends by calling `tick`.

    Parameters
    ----------
    seconds : float or None
        Wall-clock allowance; None for no limit.

    Examples
    --------
    >>> Budget(None).tick()
    >>> Budget(0.0).tick()
    Traceback (most recent call last):
    ...
    gametheory_dprk.errors.LimitReached: time limit of 0 seconds reached
    """

    seconds: float | None = None
    started: float = field(default_factory=time.monotonic)

    def tick(self) -> None:
        """Raise `LimitReached` once the allowance is spent."""
        if self.seconds is not None and time.monotonic() - self.started >= self.seconds:
            raise LimitReached(f"time limit of {self.seconds:g} seconds reached")

    def elapsed(self) -> float:
        """Seconds since the budget was opened."""
        return time.monotonic() - self.started
