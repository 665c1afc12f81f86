"""Options that many commands share."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from gametheory_dprk.cli.completion import ParameterValue, ScenarioName
from gametheory_dprk.cli.limits import limited
from gametheory_dprk.cli.running import FORMATS, SUFFIXES, Run
from gametheory_dprk.limits import Budget

Function = TypeVar("Function", bound=Callable[..., Any])
Decorator = Callable[[Function], Function]


def common_options(*formats: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Give a command the common options; it gets them as one `Run`, its first argument.

    Parameters
    ----------
    *formats : str
        The formats of this command, the default first; all common ones if none is given.
    """
    known = formats or FORMATS

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(command)
        def wrapper(**options: Any) -> Any:
            common = {name: options.pop(name) for name in NAMES}
            with limited(common["limit_seconds"], common["limit_memory"]):
                return command(open_run(known, **common), **options)

        for option in reversed(listed(known)):
            wrapper = option(wrapper)
        return wrapper

    return decorate


NAMES = ("format_name", "as_json", "as_csv", "output", "quiet", "limit_seconds", "limit_memory")


def listed(formats: tuple[str, ...]) -> list[Callable[[Callable[..., Any]], Callable[..., Any]]]:
    """The common options, in the order in which help shows them."""
    return [
        click.option(
            "--format",
            "format_name",
            type=click.Choice(formats),
            help=f"How to write the result; {formats[0]} unless the suffix of -o says otherwise.",
        ),
        click.option("--json", "as_json", is_flag=True, help="Short for --format json."),
        click.option("--csv", "as_csv", is_flag=True, help="Short for --format csv."),
        click.option(
            "-o",
            "--output",
            metavar="FILE",
            type=click.Path(dir_okay=False, path_type=Path, allow_dash=True),
            help="Write to FILE, whole or not at all, instead of standard output.",
        ),
        click.option("--quiet", is_flag=True, help="No words on standard error but errors."),
        click.option(
            "--limit-seconds",
            metavar="S",
            type=click.FloatRange(min=0),
            help="Stop after S seconds with what was found (exit code 5).",
        ),
        click.option(
            "--limit-memory",
            metavar="MB",
            type=click.IntRange(min=1),
            help="Stop where more than MB megabytes would be needed (exit code 5).",
        ),
    ]


def open_run(
    known: tuple[str, ...],
    format_name: str | None,
    as_json: bool,
    as_csv: bool,
    output: Path | None,
    quiet: bool,
    limit_seconds: float | None,
    limit_memory: int | None,
) -> Run:
    """Make the run that the common options ask for.

    Raises
    ------
    click.UsageError
        If they ask for two formats, or for one that the command does not have.
    """
    asked = {name for name, flag in (("json", as_json), ("csv", as_csv)) if flag}
    asked |= {format_name} if format_name else set()
    if len(asked) > 1:
        raise click.UsageError(f"asked for several formats: {', '.join(sorted(asked))}")
    if asked - set(known):
        raise click.UsageError(f"this command writes {', '.join(known)}, not {asked.pop()}")
    path = None if output is None or str(output) == "-" else output
    by_suffix = SUFFIXES.get(path.suffix) if path else None
    name = asked.pop() if asked else by_suffix if by_suffix in known else known[0]
    return Run(name or known[0], path, quiet, Budget(limit_seconds, megabytes=limit_memory))


def scenario_argument(command: Function) -> Function:
    """Give a command its SCENARIO."""
    return click.argument("scenario", type=ScenarioName())(command)


def parameter_option(command: Function) -> Function:
    """Give a command the option `-p NAME=VALUE`."""
    return click.option(
        "-p",
        "--parameter",
        "parameters",
        metavar="NAME=VALUE",
        multiple=True,
        type=ParameterValue(),
        help="Set a parameter, exactly: p=0.3 or p=1/3. May be repeated.",
    )(command)
