"""W10: whole processes that derive every equilibrium as a formula, write proofs, and recheck."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from processes import command, run_process
from workloads import smoke

GAMES = {
    "beer and quiche": "textbook/cho_kreps_1987",
    "agreed_framework_1994": "dprk/agreed_framework_1994",
    "singapore_2018": "dprk/singapore_2018",
    "3 x 3 x 3 in two symbols": str(Path(__file__).parent / "three_by_three.yaml"),
}
TASKS = ("formulas shown", "proofs written", "proofs rechecked")


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("name", GAMES)
def test_whole_process(benchmark, request, tmp_path, name, task):
    if smoke(request) and name != "beer and quiche":
        pytest.skip("smoke")
    game, file = GAMES[name], tmp_path / "atlas.json"
    derive = [command("gtd"), "atlas", game]
    written = [*derive, "-o", str(file)]
    check = [command("gtd"), "verify", game, str(file)]
    if task == "proofs rechecked":
        subprocess.run(written, check=True, capture_output=True)
    call = dict(zip(TASKS, (derive, written, check), strict=True))[task]
    run_process(benchmark, "W10", f"{name}: {task}", "ours", call)
    if file.exists():
        benchmark.extra_info["kilobytes"] = file.stat().st_size // 1024
