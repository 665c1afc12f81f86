"""`gtd solve --certify` and what `gtd verify` says of completeness."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

SINGAPORE = "dprk/singapore_2018"


def saved(gtd: Any, path: Path, *options: str) -> str:
    outcome = gtd("solve", SINGAPORE, *options, "-o", str(path))
    assert outcome.code == 0
    return str(path)


def test_a_certificate_is_written_and_rechecked(here: Any, tmp_path: Path) -> None:
    path = saved(here, tmp_path / "all.json", "--certify")
    outcome = here("verify", SINGAPORE, path)
    assert outcome.code == 0
    assert "Completeness: rechecked: each of 4096 support cases" in outcome.out


def test_without_one_verify_says_so(here: Any, tmp_path: Path) -> None:
    path = saved(here, tmp_path / "bare.json")
    assert "completeness" not in json.loads(Path(path).read_text())["solution"]
    outcome = here("verify", SINGAPORE, path)
    assert outcome.code == 0
    assert "Completeness: claimed complete, not rechecked: ask for --certify" in outcome.out


def test_a_forged_certificate_is_refuted(here: Any, tmp_path: Path) -> None:
    path = Path(saved(here, tmp_path / "forged.json", "--certify"))
    document = json.loads(path.read_text())
    multipliers = document["solution"]["completeness"]["reasons"][0]["multipliers"]
    multipliers[next(iter(multipliers))] = "2"
    path.write_text(json.dumps(document))
    outcome = here("verify", SINGAPORE, str(path), "--json")
    verification = json.loads(outcome.out)["verification"]
    assert outcome.code == 1
    assert verification["completeness"].startswith("REFUTED: case ")
    assert verification["failures"][0]["place"] == "solution.completeness"
