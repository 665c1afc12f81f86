"""Limits hold where running code never asks, and leave nothing behind."""

from __future__ import annotations

import resource
import signal

import pytest

from gametheory_dprk.cli import limits
from gametheory_dprk.cli.limits import limited
from gametheory_dprk.errors import LimitReached


def test_code_that_never_asks_is_interrupted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "GRACE", 0.0)
    with pytest.raises(LimitReached, match=r"0\.05 seconds"):
        never_ask()


@limited(0.05, None)
def never_ask() -> None:
    while True:
        pass


def test_nothing_is_left_behind() -> None:
    memory = resource.getrlimit(resource.RLIMIT_DATA)
    handler = signal.getsignal(signal.SIGALRM)
    with limited(60, 100_000):
        assert resource.getrlimit(resource.RLIMIT_DATA)[0] == (100_000 + limits.RESERVE) * 1_000_000
        assert signal.getitimer(signal.ITIMER_REAL)[0] > 60
    assert resource.getrlimit(resource.RLIMIT_DATA) == memory
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    assert signal.getsignal(signal.SIGALRM) == handler


def test_no_limit_changes_nothing() -> None:
    with limited(None, None):
        assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
