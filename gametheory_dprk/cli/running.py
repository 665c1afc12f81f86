"""One run of a command: where its result goes, in which format, and what it may spend."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gametheory_dprk.limits import Budget

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gametheory_dprk.report.blocks import Report
    from gametheory_dprk.solution import Notice

FORMATS = ("table", "json", "csv", "md", "latex")
SUFFIXES = {
    ".json": "json",
    ".csv": "csv",
    ".md": "md",
    ".tex": "latex",
    ".svg": "svg",
    ".tikz": "tikz",
    ".yaml": "yaml",
    ".efg": "efg",
    ".nfg": "nfg",
}
PIPED_WIDTH = 100
"""Characters a line where no terminal says how many there are."""


@dataclass(frozen=True, slots=True)
class Run:
    """What the common options ask for.

    Attributes
    ----------
    format : str
        One of `FORMATS`, or a format of this command alone.
    output : Path or None
        None for standard output.
    """

    format: str = "table"
    output: Path | None = None
    quiet: bool = False
    budget: Budget = field(default_factory=Budget)

    def emit(self, report: Report) -> None:
        """Write a report in the format asked for."""
        from gametheory_dprk.registry import discover
        from gametheory_dprk.report.formats.spec import Page

        width = shutil.get_terminal_size((PIPED_WIDTH, 24)).columns
        page = Page(width if self.on_screen else PIPED_WIDTH, self.on_screen and colors_wanted())
        write = discover("gametheory_dprk.report.formats")[self.format].write
        self.emit_text(write(report, page))

    def emit_text(self, text: str) -> None:
        """Write data: to the file, all of it or nothing, or to standard output."""
        if self.output is None:
            click.echo(text, nl=False, color=True)
            return
        write_whole(self.output, text)
        self.say(f"wrote {self.output}")

    def say(self, words: str) -> None:
        """Write words to standard error, unless told to be quiet."""
        if not self.quiet:
            click.echo(words, err=True)

    def warn(self, warnings: Iterable[Notice]) -> None:
        """Write warnings to standard error where the data do not show them to a reader."""
        if self.format in ("json", "csv"):
            for warning in warnings:
                self.say(f"warning: {warning.message} [{warning.code}]")

    @property
    def on_screen(self) -> bool:
        """Whether the result is read in a terminal."""
        return self.output is None and sys.stdout.isatty()


def colors_wanted() -> bool:
    """Whether the environment allows colors (see no-color.org)."""
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file so that a reader never sees half of it.

    Raises
    ------
    click.UsageError
        If the place cannot be written to.
    """
    import tempfile

    try:
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~current_umask()
        with tempfile.NamedTemporaryFile(
            dir=path.parent, prefix=f".{path.name}.", delete=False
        ) as file:
            file.write(content.encode() if isinstance(content, str) else content)
        os.chmod(file.name, mode)
        os.replace(file.name, path)
    except OSError as error:
        raise click.UsageError(f"cannot write {path}: {error.strerror}") from None


def current_umask() -> int:
    """The permissions that new files of this process do not get."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
