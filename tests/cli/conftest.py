"""Tests of this folder run `gtd` inside this process, in the folder of the golden scenarios."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from cli_runner import SCENARIOS, Outcome

from gametheory_dprk.cli import run

Gtd = Callable[..., Outcome]


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Gtd:
    monkeypatch.chdir(SCENARIOS)

    def call(*arguments: str) -> Outcome:
        code = run(arguments)
        captured = capsys.readouterr()
        return Outcome(code, captured.out, captured.err)

    return call
