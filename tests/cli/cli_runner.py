"""Runs `gtd` the way a shell does, or inside this process where that is enough."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

GOLDEN = Path(__file__).parents[1] / "golden"
SCENARIOS = GOLDEN / "scenarios"


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str


def gtd(*arguments: str, stdin: str = "", **environment: str) -> Outcome:
    """A process of its own, in the folder of the golden scenarios."""
    done = subprocess.run(
        [sys.executable, "-m", "gametheory_dprk", *arguments],
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        cwd=SCENARIOS,
        env={**os.environ, **environment},
        timeout=120,
    )
    return Outcome(done.returncode, done.stdout, done.stderr)


def masked(text: str) -> str:
    """Without what differs from run to run, or from one release to the next."""
    text = re.sub(r"\d+ exact checks", "N exact checks", text)
    text = re.sub(r'"checks": \d+', '"checks": 0', text)
    text = re.sub(r'"seconds": [0-9.e-]+', '"seconds": 0', text)
    return re.sub(r'"version": "[^"]+"', '"version": "X"', text)


def compare_with_golden(name: str, text: str) -> None:
    """Compare with a golden file; GTD_UPDATE_GOLDEN=1 in the environment rewrites it."""
    path = GOLDEN / "cli" / name
    if os.environ.get("GTD_UPDATE_GOLDEN"):
        path.write_text(masked(text), encoding="utf-8")
    assert masked(text) == path.read_text(encoding="utf-8")
