"""`gtd validate`: every error of a scenario file at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import click

from gametheory_dprk.cli.completion import ScenarioName
from gametheory_dprk.cli.options import common_options
from gametheory_dprk.cli.running import Run
from gametheory_dprk.errors import Problem, ScenarioError

if TYPE_CHECKING:
    from gametheory_dprk.report.blocks import Report
    from gametheory_dprk.solution import Notice

COLUMNS = ("scenario", "file", "line", "column", "path", "message", "hint")
INVALID = 3


@click.command("validate")
@click.argument("scenarios", metavar="SCENARIO...", nargs=-1, required=True, type=ScenarioName())
@click.option("--strict", is_flag=True, help="Also demand a source for every parameter.")
@common_options()
def COMMAND(run: Run, scenarios: tuple[str, ...], strict: bool) -> int:  # noqa: N802
    """Tell every error of scenario files at once.

    One line an error, as file:line:col: path: message; exit code 3 if there is one. What is valid
    and yet odd is told on standard error as a warning.
    """
    found = {name: read_whole(name, strict) for name in scenarios}
    if run.format == "table":
        tell(run, found)
    else:
        run.emit(validation_report(found))
    return INVALID if any(each.problems for each in found.values()) else 0


class Reading(NamedTuple):
    """What reading a scenario tells of it."""

    problems: tuple[Problem, ...] = ()
    warnings: tuple[Notice, ...] = ()


def read_whole(name: str, strict: bool) -> Reading:
    """Read a scenario."""
    from gametheory_dprk.cli.reading import read_scenario

    try:
        return Reading(warnings=read_scenario(name, strict).warnings)
    except ScenarioError as error:
        return Reading(error.problems)


def tell(run: Run, found: dict[str, Reading]) -> None:
    """Write one line a problem, the way compilers do."""
    lines = [str(problem) for each in found.values() for problem in each.problems]
    run.emit_text("".join(f"{line}\n" for line in lines))
    for name, each in found.items():
        for notice in each.warnings:
            run.say(f"{name}: warning: {notice.message} [{notice.code}]")
    valid = sum(not each.problems for each in found.values())
    run.say(f"{valid} of {len(found)} valid")


def validation_report(found: dict[str, Reading]) -> Report:
    """The report in the other formats."""
    from gametheory_dprk.report.blocks import Records, Report, table_of
    from gametheory_dprk.report.document import envelope

    rows = [row_of(name, each) for name, reading in found.items() for each in reading.problems]
    document = {
        **envelope("validate"),
        "files": [
            {
                "scenario": name,
                "valid": not reading.problems,
                "problems": list(map(entry, reading.problems)),
                "warnings": [
                    {"code": each.code, "message": each.message} for each in reading.warnings
                ],
            }
            for name, reading in found.items()
        ],
    }
    blocks = (table_of("problems", COLUMNS, rows),)
    return Report(document, blocks, Records(COLUMNS, tuple(rows)))


def entry(problem: Problem) -> dict[str, Any]:
    """One problem for programs."""
    span = problem.span
    return {
        "file": span.file if span else None,
        "line": span.line if span else None,
        "column": span.column if span else None,
        "path": problem.where,
        "message": problem.message,
        "hint": problem.hint,
    }


def row_of(name: str, problem: Problem) -> tuple[str, ...]:
    """One problem as a row."""
    return (name, *("" if each is None else str(each) for each in entry(problem).values()))
