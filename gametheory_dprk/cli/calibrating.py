"""What the options of `gtd calibrate` ask, as a study."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from gametheory_dprk.analysis.calibration import Study

DEFAULTS: Mapping[str, Mapping[str, Any]] = {
    "ranks": {},
    "recovery": {"simulations": 500},
    "models": {"simulations": 500, "played": "exact", "width": "stated"},
}
"""Where they differ from those of a study."""

MOST_EPISODES = 10_000
OWN = ("simulations", "played", "width", "points")


def study_of(what: str, options: Mapping[str, Any]) -> Study:
    """The study that options ask for."""
    from gametheory_dprk.analysis.calibration import Study
    from gametheory_dprk.cli.comparing import asked

    given = {name: options[name] for name in OWN if options[name] is not None}
    if options["free"] is not None:
        given["free"] = tuple(part.strip() for part in options["free"].split(","))
    return Study(**{"asked": asked(None, {**UNASKED, **options}), **DEFAULTS[what], **given})


UNASKED: dict[str, Any] = {
    "as_of": None,
    "cross": None,
    "draws": None,
    "quantal_draws": None,
    "other": None,
    "sensitivity": False,
    "grid": None,
    "moves": (),
}
"""Options of `gtd compare` that mean nothing here."""


def lengths(text: str | None) -> tuple[int, ...]:
    """Numbers of episodes.

    Raises
    ------
    click.UsageError

    Examples
    --------
    >>> lengths("1, 10")
    (1, 10)
    """
    if text is None:
        return ()
    parts = [part.strip() for part in text.split(",")]
    if not all(part.isdecimal() and 1 <= int(part) <= MOST_EPISODES for part in parts):
        wanted = f"numbers from 1 to {MOST_EPISODES} with commas between them"
        raise click.UsageError(f"--episodes: expected {wanted}, got {text!r:.60}")
    return tuple(map(int, parts))
