"""The page of benchmarks: what is measured, what is over a limit, and what has no time."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1] / "benchmarks"


@pytest.fixture
def report(monkeypatch):
    monkeypatch.syspath_prepend(str(FOLDER))
    import report

    yield report
    for name in ("report", "measurements", "targets"):
        sys.modules.pop(name, None)


def line(solver, seed, median=None, size="1000", workload="W1", **info):
    """A line of results."""
    about = {"workload": workload, "size": size, "seed": seed, "solver": solver, **info}
    test = {"test": f"{workload} {size} {solver} {seed}", "load": 0.5, "info": about}
    if median is not None:
        test["median"] = median
    return json.dumps(test)


MACHINE = json.dumps({"cpu": "one", "cores": 2, "python": "3", "bandwidth": 1.6e10, "flops": 5e10})


def row(report, *lines):
    """The cells of the first row, by their heads."""
    text = list(report.page([MACHINE, *lines]))
    heads = next(k for k, each in enumerate(text) if each.startswith("| size"))
    cells = ([c.strip() for c in text[k].strip("|").split("|")] for k in (heads, heads + 2))
    return dict(zip(*cells, strict=True)), text


def test_ratios_are_of_the_same_instance(report):
    lines = [line("ours", 0, 0.001), line("ours", 1, 0.004)]
    lines += [line("quantecon", 0, 0.1), line("quantecon", 1, 0.04)]
    cells, _ = row(report, *lines)
    assert cells["ours"] == "2.5 ms"
    assert cells["slowest"] == "4 ms"
    assert cells["quantecon"] == "70 ms"
    assert cells["ratio to quantecon"] == "55 (10 to 100)"
    assert cells["target"] == "10 ms: met"


def test_a_peer_over_its_limit_is_a_bound(report):
    cells, text = row(report, line("ours", 0, 0.1), line("quantecon", 0, over=20.0))
    assert cells["quantecon"] == ">20 s"
    assert cells["ratio to quantecon"] == ">200"
    assert "- W1, 1000, quantecon: more than 20 s" in text


def test_a_target_that_is_missed_has_a_sentence(report):
    cells, text = row(
        report, *(line("ours", k, took) for k, took in enumerate((0.003, 0.012, 0.02)))
    )
    assert cells["target"] == "10 ms: **missed**"
    assert "- *1000*: 2 of 3 take longer than 10 ms, up to 20 ms." in text


def test_a_target_for_all_instances_is_missed_by_one(report):
    hard = {"size": "200, correlation -0.5", "workload": "W1b"}
    cells, _ = row(report, line("ours", 0, 0.5, **hard), line("ours", 1, 1.5, **hard))
    assert cells["target"] == "1 s in all: **missed**"
    cells, _ = row(report, line("ours", 0, 0.5, **hard), line("ours", 1, 0.9, **hard))
    assert cells["target"] == "1 s in all: met"


def test_what_fails_spoils_nothing(report):
    lines = [line("ours", 0, 0.003), line("quantecon", 0, missing="not installed")]
    cells, text = row(report, *lines, line("ours", 0, size="2000"))
    assert cells["quantecon"] == "not installed"
    assert "- W1, 2000, ours: failed" in text


def test_the_machine_bounds_the_least_there_is_to_do(report):
    cells, _ = row(report, line("ours", 0, 0.004, least_bytes=1.6e7))
    assert cells["over limit"] == "4"


def test_later_results_count(report):
    cells, _ = row(report, line("ours", 0, 0.004), line("ours", 0, 0.002))
    assert cells["ours"] == "2 ms"
