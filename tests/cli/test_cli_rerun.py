"""A report that can be run again from one file: the same bytes, and every number verified."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cli.test_cli_ledger import MAP, REST, ROWS
from cli_runner import Outcome, gtd

Gtd = Callable[..., Outcome]
FLAGSHIP = "dprk/agreed_framework_1994"
ASKED = ("--draws", "600", "--quantal-draws", "50", "--seed", "7", "--eta", "1/10")
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS")


def test_one_file_gives_the_same_bytes_again(tmp_path: Path) -> None:
    """Exact, quantal and draws; other hash seeds, and other numbers of threads."""
    ledger, map_file, saved = (tmp_path / name for name in ("kites.csv", "map.yaml", "out.json"))
    ledger.write_text(ROWS, encoding="utf-8")
    map_file.write_text(MAP.replace("Silence", "Nothing") + REST, encoding="utf-8")
    first = gtd(
        *("compare", FLAGSHIP, "--ledger", str(ledger), "--map", str(map_file)),
        *(*ASKED, "--types", "persistent", "--sensitivity", "-o", str(saved)),
        PYTHONHASHSEED="1",
        **dict.fromkeys(THREADS, "1"),
    )
    assert first.code == 0, first.err
    ledger.unlink()
    map_file.unlink()
    again = gtd(
        *("compare", FLAGSHIP, "--settings", str(saved), "--json"),
        PYTHONHASHSEED="2",
        **dict.fromkeys(THREADS, "2"),
    )
    assert again.out == saved.read_text(encoding="utf-8")


@pytest.fixture
def saved(here: Gtd, tmp_path: Path) -> Path:
    path = tmp_path / "out.json"
    assert here("compare", FLAGSHIP, *ASKED, "-o", str(path)).code == 0
    return path


def test_every_number_is_derived_again(here: Gtd, saved: Path) -> None:
    found = here("verify", FLAGSHIP, str(saved))
    assert found.code == 0
    assert "valid (" in found.out
    assert "numbers and texts derived again" in found.out


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Where the numbers of a document are."""
    if isinstance(value, dict):
        return [each for key, part in value.items() for each in places(part, (*path, key))]
    if isinstance(value, list):
        return [each for key, part in enumerate(value) for each in places(part, (*path, key))]
    return [path] if isinstance(value, float | int) and not isinstance(value, bool) else []


def test_a_number_that_was_changed_is_found(here: Gtd, saved: Path) -> None:
    document = json.loads(saved.read_text(encoding="utf-8"))
    parts = ("hypotheses", "clues", "quantal", "payoff_priors", "next_observations")
    for part in parts:
        changed = json.loads(json.dumps(document))
        *way, last = places(changed[part])[-1]
        target = changed[part]
        for key in way:
            target = target[key]
        target[last] += 0.001
        saved.write_text(json.dumps(changed), encoding="utf-8")
        found = here("verify", FLAGSHIP, str(saved), "--json")
        assert found.code == 1, part
        (failure,) = json.loads(found.out)["verification"]["failures"]
        assert failure["place"].startswith(part)


def test_a_result_is_of_its_scenario(here: Gtd, saved: Path) -> None:
    found = here("verify", "dprk/singapore_2018", str(saved))
    assert found.code == 1
    document = json.loads(saved.read_text(encoding="utf-8"))
    del document["settings"]["rerun"]
    saved.write_text(json.dumps(document), encoding="utf-8")
    refused = here("verify", FLAGSHIP, str(saved))
    assert refused.code == 3
    assert "there are no settings to compare again with" in refused.err
