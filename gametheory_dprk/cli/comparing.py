"""What the options of `gtd compare` ask, as settings."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from gametheory_dprk.analysis.compare.settings import Settings
    from gametheory_dprk.scenario.model import Scenario

AS_THEY_ARE = ("as_of", "concept", "types", "cross", "draws", "quantal_draws", "seed")


def read_models(scenarios: Sequence[str], parameters: Sequence[tuple[str, str]]) -> list[Scenario]:
    """Read scenarios; with one of them values of parameters are checked against it alone."""
    from gametheory_dprk.cli.reading import read_scenario, read_values

    models = [read_scenario(name) for name in scenarios]
    if len(models) == 1:
        read_values(models[0], tuple(parameters))
    return models


def asked(file: Path | None, options: Mapping[str, Any]) -> Settings:
    """The settings of a file, changed by the options that were given."""
    from gametheory_dprk.analysis.compare.settings import Settings

    base = Settings() if file is None else read_settings(file)
    return replace(base, **dict(changes(options)))


def changes(options: Mapping[str, Any]) -> Iterable[tuple[str, Any]]:
    """Settings that options change."""
    from gametheory_dprk.analysis.compare.rationality import read_rationality_prior

    for name in AS_THEY_ARE:
        if options[name] is not None:
            yield name, options[name]
    for name in ("eta", "other"):
        if options[name] is not None:
            yield name, exactly(name, options[name])
    if options["parameters"]:
        yield "values", {name: exactly(name, each) for name, each in options["parameters"]}
    if options["priors"]:
        pairs = (split_pair(text, "--prior", "ID=W") for text in options["priors"])
        yield "prior", {name: exactly(name, each) for name, each in pairs}
    if options["rationality"] is not None:
        yield "rationality", read_rationality_prior(options["rationality"])
    if options["sensitivity"]:
        yield "sensitivity", True
    if options["grid"] is not None:
        yield "grid", read_grid(options["grid"])
    if options["moves"]:
        yield "moves", read_moves(options["moves"])


def exactly(name: str, text: str) -> Fraction:
    """A number that was given on the command line.

    Raises
    ------
    click.UsageError
    """
    from gametheory_dprk.errors import ExpressionError
    from gametheory_dprk.scenario.values import exact_number

    try:
        return exact_number(text)
    except ExpressionError:
        raise click.UsageError(f"{name}: expected a number, got {text!r:.40}") from None


def split_pair(text: str, option: str, form: str) -> tuple[str, str]:
    """A name and what is said of it.

    Raises
    ------
    click.UsageError
    """
    name, sign, said = text.partition("=")
    if not (name and sign and said):
        raise click.UsageError(f"{option}: expected {form}, got {text!r:.60}")
    return name, said


def read_grid(text: str) -> tuple[str, ...]:
    """The two axes of a grid.

    Raises
    ------
    click.UsageError
    """
    axes = tuple(part.strip() for part in text.split(","))
    if len(axes) != 2:
        raise click.UsageError(f"--grid: expected X,Y, got {text!r:.60}")
    return axes


def read_moves(texts: Sequence[str]) -> dict[str, dict[str, str]]:
    """Names of moves in other scenarios.

    Raises
    ------
    click.UsageError
    """
    found: dict[str, dict[str, str]] = {}
    for text in texts:
        left, own = split_pair(text, "--move", "SCENARIO:PLAYER.MOVE=PLAYER.MOVE")
        scenario, colon, move = left.rpartition(":")
        if not (scenario and colon and "." in move and "." in own):
            raise click.UsageError(
                f"--move: expected SCENARIO:PLAYER.MOVE=PLAYER.MOVE, got {text!r:.60}"
            )
        found.setdefault(scenario, {})[move] = own
    return found


def read_settings(file: Path) -> Settings:
    """The settings in a file: alone, or as a result holds them.

    Raises
    ------
    AnalysisError
        If there are none.
    """
    from gametheory_dprk.analysis.compare.settings import Settings
    from gametheory_dprk.errors import AnalysisError

    try:
        document = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise AnalysisError(f"{file}: {error}") from None
    if not isinstance(document, dict):
        raise AnalysisError(f"{file}: there are no settings in it")
    held = document.get("settings")
    return Settings.of(held["rerun"] if isinstance(held, dict) and "rerun" in held else document)
