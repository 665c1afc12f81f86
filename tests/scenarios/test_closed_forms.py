"""The formulas that files ship agree with independent numbers, and would be caught if not."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

FOLDER = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture(scope="module")
def closed_forms() -> ModuleType:
    spec = importlib.util.spec_from_file_location("closed_forms", FOLDER / "closed_forms.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["closed_forms"] = module
    spec.loader.exec_module(module)
    return module


def test_every_formula_agrees(closed_forms: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    status = closed_forms.main(["--draws", "60", "--program", "3"])
    text = capsys.readouterr().out
    assert status == 0, text
    rows = [line.split() for line in text.splitlines()[1:] if line.endswith(("-", "3/3"))]
    assert len(rows) == len(closed_forms.studies())
    assert all(row[-2] == "0" for row in rows)
    # the published condition for preventive war errs only where war is dear
    (line,) = (line for line in text.splitlines() if line.startswith("power_shift: the published"))
    assert "errs at 0 " not in line


def test_a_wrong_region_is_caught(closed_forms: ModuleType) -> None:
    """A year of detection lag left out: a/(f + x) instead of its square root."""
    oracles = closed_forms.oracles
    study = closed_forms.region(
        "wrong", "dprk/self_enforcing_lag", "equilibrium(grim)", oracles.freeze_margin
    )
    line, trouble = closed_forms.report(study, 60, 0)
    assert "counterexample to wrong: delta_N = " in trouble[0]
    assert int(line.split()[-2]) > 0


def test_a_wrong_value_is_caught(closed_forms: ModuleType) -> None:
    study = closed_forms.value(
        "wrong",
        "textbook/rubinstein_1982",
        "value(A)",
        lambda at: closed_forms.share({**at, "s": 0.01}),
    )
    assert closed_forms.report(study, 5, 0)[1]


def test_policies_are_compared_from_the_first_deviation_on(closed_forms: ModuleType) -> None:
    """Grim punishment of 4 a year for a gain of 1: worth it from patience 1/5 on."""
    problem = {
        "deal": {"keep": (1.0, {"deal": 1.0}), "break": (2.0, {"gone": 1.0})},
        "gone": {"stay": (-3.0, {"gone": 1.0})},
    }
    policy = {"deal": "keep", "gone": "stay"}
    oracles = closed_forms.oracles
    assert abs(oracles.margin(problem, 0.2, policy, "deal")) < 1e-12
    assert oracles.margin(problem, 0.21, policy, "deal") > 0
    assert oracles.margin(problem, 0.19, policy, "deal") < 0
