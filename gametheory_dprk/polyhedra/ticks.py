"""The hook by which long loops ask whether they may go on."""

from __future__ import annotations

from collections.abc import Callable

Tick = Callable[[], None]


def never_stop() -> None:
    """Let a loop go on for ever: the tick of an unlimited run.

    Examples
    --------
    >>> never_stop()
    """
