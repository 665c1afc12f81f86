"""An allowance that does not depend on how busy the machine is: steps instead of seconds."""

from __future__ import annotations

from dataclasses import dataclass, field

from gametheory_dprk.errors import LimitReached
from gametheory_dprk.limits import Budget


@dataclass(slots=True)
class Effort(Budget):
    """A number of steps, within another budget.

    Parameters
    ----------
    steps : int
        How often work may ask whether to go on.
    outer : Budget
        Asked as well.

    Examples
    --------
    >>> effort = Effort(steps=2)
    >>> effort.tick(), effort.tick()
    (None, None)
    >>> effort.tick()
    Traceback (most recent call last):
    ...
    gametheory_dprk.errors.LimitReached: limit of 2 steps reached
    """

    steps: int = 0
    outer: Budget = field(default_factory=Budget)
    taken: int = 0

    def tick(self) -> None:
        """Raise `LimitReached` once an allowance is spent."""
        self.outer.tick()
        if self.taken >= self.steps:
            raise LimitReached(f"limit of {self.steps} steps reached")
        self.taken += 1
