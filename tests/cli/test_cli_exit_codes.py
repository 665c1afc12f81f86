"""Every exit code of the contract, and the stream that each message goes to."""

from __future__ import annotations

import importlib
import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from cli_runner import SCENARIOS, Outcome, gtd

from gametheory_dprk.solution import Solution

Gtd = Callable[..., Outcome]


@pytest.mark.parametrize(
    ("code", "arguments", "message"),
    [
        (2, ("solve",), "Missing argument"),
        (2, ("slove", "x"), "did you mean 'solve'?"),
        (2, ("solve", "talks.yaml", "-p", "p"), "expected NAME=VALUE"),
        (2, ("solve", "talks.yaml", "-p", "pp=1"), "unknown parameter"),
        (2, ("solve", "talks.yaml", "-p", "p=3"), "outside the range"),
        (2, ("solve", "talks.yaml", "-p", "p=__import__('os')"), "p"),
        (2, ("solve", "talks.yaml", "--json", "--csv"), "several formats"),
        (2, ("schema", "--csv"), "this command writes json"),
        (2, ("new", "riddle"), "kinds are bargaining"),
        (2, ("solve", "talks.yaml", "-o", "/no/such/place.json"), "cannot write"),
        (3, ("solve", "broken.yaml"), "broken.yaml:9:19: "),
        (3, ("solve", "nowhere.yaml"), "no such file"),
        (3, ("verify", "talks.yaml", "nowhere.json"), "cannot be read"),
        (3, ("verify", "talks.yaml", "talks.yaml"), "is not JSON"),
        (3, ("compare", "talks.yaml"), "on record"),
        (4, ("solve", "talks.yaml", "--concept", "correlated"), "available: nash, pbe"),
        (4, ("solve", "inspection.yaml", "--concept", "pbe"), "available: correlated, nash, qre"),
        (4, ("solve", "inspection.yaml", "--refine", "intuitive"), "refinement 'intuitive'"),
    ],
)
def test_refusal(here: Gtd, code: int, arguments: tuple[str, ...], message: str) -> None:
    outcome = here(*arguments)
    assert outcome.code == code
    assert message in outcome.err
    assert outcome.out == ""
    assert "Traceback" not in outcome.err


def test_validate_tells_every_error_with_its_place_as_data(here: Gtd) -> None:
    outcome = here("validate", "broken.yaml", "talks.yaml")
    places = [line.split(": ")[0] for line in outcome.out.splitlines()]
    assert outcome.code == 3
    assert places == ["broken.yaml:6:14", "broken.yaml:9:19"]
    assert outcome.err == "1 of 2 valid\n"


def test_valid_files_leave_no_words_when_quiet(here: Gtd) -> None:
    assert here("validate", "talks.yaml", "--quiet") == Outcome(0, "", "")


def test_validate_strict_demands_sources(here: Gtd) -> None:
    outcome = here("validate", "--strict", "talks.yaml")
    assert outcome.code == 3
    assert "source" in outcome.out


def test_a_broken_promise_fails_the_check(here: Gtd) -> None:
    assert here("check", "inspection.yaml").code == 1
    assert here("check", "breakfast.yaml").code == 0


def test_verification_accepts_what_solve_wrote_and_refuses_a_forgery(
    here: Gtd, tmp_path: Path
) -> None:
    saved = tmp_path / "solution.json"
    assert here("solve", "talks.yaml", "-o", str(saved)).code == 0
    assert here("verify", "talks.yaml", str(saved)).code == 0
    document = json.loads(saved.read_text())
    mixed = document["solution"]["equilibria"][1]["strategies"]["N"]["ploy"]
    mixed.update(talk="1/2", provoke="1/2")
    saved.write_text(json.dumps(document))
    outcome = here("verify", "talks.yaml", str(saved), "--json")
    assert outcome.code == 1
    assert not json.loads(outcome.out)["verification"]["valid"]


def test_verification_notes_another_scenario(here: Gtd, tmp_path: Path) -> None:
    saved = tmp_path / "solution.json"
    here("solve", "talks.yaml", "-o", str(saved))
    other = tmp_path / "talks.yaml"
    other.write_text((SCENARIOS / "talks.yaml").read_text() + "# changed\n")
    assert "digest differs" in here("verify", str(other), str(saved)).out


def test_refinements_of_the_scenario_apply_unless_none_is_asked_for(here: Gtd) -> None:
    refined = json.loads(here("solve", "breakfast.yaml", "--json").out)["solution"]
    assert [each["removed_by"] for each in refined["removed"]] == ["intuitive"]
    assert len(refined["equilibria"]) == 1
    whole = json.loads(here("solve", "breakfast.yaml", "--refine", "none", "--json").out)
    assert len(whole["solution"]["equilibria"]) == 2


def test_no_equilibrium_is_exit_code_four_with_the_document(
    here: Gtd, monkeypatch: pytest.MonkeyPatch
) -> None:
    shares = {"g": "1", "f": "3", "d": "4/5", "c_I": "2/5", "h": "2"}
    values = {name: Fraction(share) for name, share in shares.items()}
    nothing = Solution("nash", "none", True, (), (), parameters=values)
    planner = importlib.import_module("gametheory_dprk.planner")
    monkeypatch.setattr(planner, "solve", lambda *_, **__: nothing)
    outcome = here("solve", "inspection.yaml")
    assert outcome.code == 4
    assert "no nash equilibrium (complete" in outcome.out


def test_a_spent_budget_prints_what_was_found(here: Gtd) -> None:
    outcome = here("solve", "inspection.yaml", "--limit-seconds", "0", "--json")
    document = json.loads(outcome.out)
    assert outcome.code == 5
    assert document["solution"]["status"] == "limit"
    assert not document["solution"]["complete"]
    assert "time limit" in document["warnings"][0]["message"]


def test_a_memory_limit_is_reported() -> None:
    outcome = gtd("solve", "talks.yaml", "--limit-memory", "1")
    assert outcome.code == 5
    assert "memory limit" in outcome.out + outcome.err
    assert "Traceback" not in outcome.err


def test_an_error_of_the_program_is_told_as_such(
    here: Gtd, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("planted")

    monkeypatch.setattr("gametheory_dprk.cli.reading.read_scenario", fail)
    outcome = here("solve", "talks.yaml")
    assert outcome.code == 70
    assert "internal error: ZeroDivisionError: planted" in outcome.err
    monkeypatch.setenv("GTD_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        here("solve", "talks.yaml")


def test_an_interrupt_is_quiet() -> None:
    slow = (
        "import time, sys; from gametheory_dprk.cli import run;"
        "import gametheory_dprk.cli.reading as reading;"
        "reading.read_scenario = lambda *a: (print('ready', flush=True), time.sleep(30));"
        "sys.exit(run(['validate', 'x']))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", slow], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "Traceback" not in err


def test_a_broken_pipe_is_quiet() -> None:
    """The reader is gone before anything is written, so the signal ends the process."""
    command = f"{sys.executable} -m gametheory_dprk schema | true; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=60)
    assert done.stderr == ""
    assert done.stdout == f"{128 + signal.SIGPIPE}\n"
