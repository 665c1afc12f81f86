"""`gtd convert`, and the other commands on Gambit's files."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_runner import Outcome, compare_with_golden

from gametheory_dprk.cli.conversion import check_readable
from gametheory_dprk.errors import AnalysisError
from gametheory_dprk.games import NormalGame
from gametheory_dprk.interchange import nfg
from gametheory_dprk.interchange.spec import Document

Gtd = Callable[..., Outcome]

GOLDEN = {
    "convert_toll.yaml": ("toll.efg", "yaml"),
    "convert_toll.json": ("toll.efg", "json"),
    "convert_duel.yaml": ("duel.nfg", "yaml"),
    "convert_duel.efg": ("duel.nfg", "efg"),
    "convert_talks.efg": ("talks.yaml", "efg"),
    "convert_talks.tex": ("talks.yaml", "latex"),
    "convert_breakfast.efg": ("breakfast.yaml", "efg"),
    "convert_breakfast.yaml": ("breakfast.yaml", "yaml"),
    "convert_inspection.nfg": ("inspection.yaml", "nfg"),
}


@pytest.mark.parametrize("name", GOLDEN)
def test_output_is_golden(here: Gtd, name: str, tmp_path: Path) -> None:
    source, form = GOLDEN[name]
    outcome = here("convert", source, "--format", form)
    assert outcome.code == 0
    compare_with_golden(name, outcome.out)
    written = tmp_path / name
    assert here("convert", source, str(written), "--quiet") == Outcome(0, "", "")
    assert written.read_text(encoding="utf-8") == outcome.out


def test_a_gambit_file_solves_as_it_does_by_hand(here: Gtd) -> None:
    """Let the owner stop with probability s. Driving pays 5/2 - 4s when dry, s - 1/2 when wet,
    staying 0. Both drive: stop pays 2/3 - 2/3 = 0 and wave 0 on top of the toll, so the owner is
    indifferent for 1/2 <= s <= 5/8. Only dry: stop is strictly better, s = 1, and dry stays.
    Only wet: wave, s = 0, and wet stays. Nobody drives: s >= 5/8 and s <= 1/2, which no s is."""
    outcome = here("solve", "toll.efg", "--json")
    solution = json.loads(outcome.out)["solution"]
    assert (outcome.code, solution["complete"], len(solution["equilibria"])) == (0, True, 1)
    (found,) = solution["equilibria"]
    assert found["strategies"]["Driver 1"]["dry"] == {"drive 1_x2e_5 h": "1", "stay": "0"}
    (cell,) = found["component"]["cells"]
    ends = cell["drive 1_x2e_5 h"]["strategies"]
    assert {end["stop"] for end in ends} == {"1/2", "5/8"}


@pytest.mark.parametrize("source", ["toll.efg", "duel.nfg"])
@pytest.mark.parametrize("suffix", ["yaml", "json", "efg"])
def test_a_conversion_has_the_same_equilibria(
    here: Gtd, tmp_path: Path, source: str, suffix: str
) -> None:
    written = tmp_path / f"other.{suffix}"
    here("convert", source, str(written))
    first, second = (
        json.loads(here("solve", file, "--json", "--concept", "nash").out)["solution"]["equilibria"]
        for file in (source, str(written))
    )
    assert first
    for one, other in zip(first, second, strict=True):
        assert [*one["values"].values()] == [*other["values"].values()]


@pytest.mark.parametrize(
    "command", [("show",), ("validate",), ("solve",), ("show", "--format", "svg")]
)
@pytest.mark.parametrize("source", ["toll.efg", "duel.nfg"])
def test_other_commands_take_gambit_files(here: Gtd, command: tuple[str, ...], source: str) -> None:
    outcome = here(command[0], source, *command[1:])
    assert (outcome.code, outcome.err.replace("1 of 1 valid\n", "")) == (0, "")


def test_a_saved_solution_of_a_gambit_file_verifies(here: Gtd, tmp_path: Path) -> None:
    saved = tmp_path / "saved.json"
    here("solve", "toll.efg", "-o", str(saved))
    assert here("verify", "toll.efg", str(saved)).code == 0


def test_parameters_are_filled_in_and_losses_told(here: Gtd) -> None:
    outcome = here("convert", "breakfast.yaml", "--format", "efg")
    assert "note: the game is written as a tree" in outcome.err
    for lost in ("formulas and parameters", "the record", "hypotheses", "expectations"):
        assert lost in outcome.err
    assert here("convert", "breakfast.yaml", "--format", "efg", "--quiet").err == ""
    changed = here("convert", "inspection.yaml", "--format", "nfg", "-p", "h=7").out
    assert changed != here("convert", "inspection.yaml", "--format", "nfg").out


def test_names_come_back_from_scenario_files(here: Gtd, tmp_path: Path) -> None:
    middle, last = tmp_path / "middle.yaml", tmp_path / "last.efg"
    here("convert", "toll.efg", str(middle))
    here("convert", str(middle), str(last))
    assert last.read_text() == here("convert", "toll.efg", "--format", "efg").out


@pytest.mark.parametrize(
    ("code", "arguments", "message"),
    [
        (2, ("convert",), "Missing argument"),
        (2, ("convert", "talks.yaml", "out.txt"), "'.txt' names no format"),
        (2, ("convert", "talks.yaml", "out"), "'no suffix' names no format"),
        (2, ("convert", "talks.yaml", "out.efg", "--format", "nfg"), "leave out -o and --format"),
        (2, ("convert", "talks.yaml", "out.efg", "-o", "x"), "leave out -o and --format"),
        (2, ("convert", "talks.yaml", "out.efg", "-p", "pp=1"), "unknown parameter"),
        (2, ("convert", "talks.yaml", "/no/such/place.efg"), "cannot write"),
        (2, ("convert", "talks.yaml", "--csv"), "this command writes yaml"),
        (3, ("convert", "broken.yaml", "out.efg"), "broken.yaml:9:19: "),
        (3, ("convert", "nowhere.efg", "out.yaml"), "no such file"),
        (3, ("convert", "breakfast.yaml", "out.nfg"), ".nfg holds no game of this form"),
    ],
)
def test_refusal(here: Gtd, code: int, arguments: tuple[str, ...], message: str) -> None:
    outcome = here(*arguments)
    assert (outcome.code, outcome.out) == (code, "")
    assert message in outcome.err
    assert not Path("out.efg").exists()


def test_what_a_format_cannot_hold_is_refused(here: Gtd, tmp_path: Path) -> None:
    """A driver who forgets having passed the same corner: scenario files want perfect recall."""
    driver = tmp_path / "driver.efg"
    corner = 'p "" 1 1 "" { "on" "off" } 0\n'
    driver.write_text('EFG 2 R "Absent" { "D" }\n' + corner * 2 + 't "" 0\n' * 3)
    outcome = here("convert", str(driver), str(tmp_path / "driver.yaml"))
    assert outcome.code == 3
    assert ".yaml cannot hold this game" in outcome.err
    assert "a play passes twice through information set set1" in outcome.err
    assert not (tmp_path / "driver.yaml").exists()
    assert here("convert", str(driver), str(tmp_path / "copy.efg")).code == 0
    assert here("solve", str(driver)).code == 4


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"\x00", b"EFG 2 R", b'EFG 2 R "t" { "A" }'])
def test_broken_gambit_files_end_with_one_clear_error(
    here: Gtd, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "broken.efg"
    file.write_bytes(content)
    outcome = here("solve", str(file))
    assert (outcome.code, outcome.out) == (3, "")
    assert outcome.err.startswith(f"{file}:1:")
    assert "Traceback" not in outcome.err


def test_help_needs_no_heavy_import() -> None:
    program = "import sys; from gametheory_dprk.cli import run; run(['convert', '--help'])"
    check = f"{program}; assert not {{'yaml', 'pydantic', 'sympy', 'numpy'}} & set(sys.modules)"
    assert subprocess.run([sys.executable, "-c", check], capture_output=True).returncode == 0


def test_a_file_that_would_be_read_differently_is_refused() -> None:
    one, other = (NormalGame.from_arrays([[k, 0]], [[0, 1]]) for k in (1, 2))
    text = nfg.SPEC.write(Document(one))
    check_readable(Document(one), nfg.SPEC, text)
    with pytest.raises(AnalysisError, match="read differently"):
        check_readable(Document(other), nfg.SPEC, text)
