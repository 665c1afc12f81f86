"""Every cell of the notebook runs, and says what theory says."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

EXAMPLES = Path(__file__).parents[1] / "examples"

# mu = 1/5 and p = 1/10: Pr(talk) is p, then p/mu; the ratio (1 - p) mu/(p (1 - mu)) is 9/4
LINES = (
    r"^s = +0\.35 +Pr\(talk\) = +0 +likelihood ratio of talk: -$",
    r"^s = +0\.5 +Pr\(talk\) = 1/10 +likelihood ratio of talk: infinite$",
    r"^s = +0\.9 +Pr\(talk\) = +1/2 +likelihood ratio of talk: 9/4$",
    # pi W = .5 > c = .2: all talk in every equilibrium
    r"^chance of a strike 0\.1: .* \[\{'genuine': '1', 'ploy': '1'\}\]$",
    # c2_G <= v and w <= c2_P: the genuine type alone takes the step
    r"step by type: \{'genuine': '1', 'ploy': '0', 'bystander': '0'\}$",
)


def cells(notebook: Path) -> list[dict[str, object]]:
    return list(json.loads(notebook.read_text(encoding="utf-8"))["cells"])


def test_notebook_runs_and_says_what_theory_says() -> None:
    (notebook,) = EXAMPLES.glob("*.ipynb")
    code = ["".join(cell["source"]) for cell in cells(notebook) if cell["cell_type"] == "code"]  # type: ignore[arg-type]
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(code)],
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, "MPLBACKEND": "Agg"},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    missing = [line for line in LINES if not re.search(line, done.stdout, re.MULTILINE)]
    assert not missing, done.stdout


def test_notebook_is_shipped_without_outputs() -> None:
    (notebook,) = EXAMPLES.glob("*.ipynb")
    for cell in cells(notebook):
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None
