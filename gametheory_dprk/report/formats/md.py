"""Markdown, for notes and issue trackers."""

from __future__ import annotations

import re

from gametheory_dprk.report.blocks import Block, Heading, Outline, Paragraph, Report, Table
from gametheory_dprk.report.formats.spec import FormatSpec, Page
from gametheory_dprk.report.numbers import phrase_text

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~$])")


def escape(text: str) -> str:
    r"""Keep Markdown from reading a name as markup, and a line break from ending a row.

    Examples
    --------
    >>> print(escape("w_N | <b>"))
    w\_N \| \<b\>
    """
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()) if "\n" in text else text)


def write(report: Report, page: Page) -> str:
    """Write headings, paragraphs and pipe tables."""
    return "\n\n".join(_written(block) for block in report.blocks) + "\n"


def _written(block: Block) -> str:
    """One block as Markdown."""
    match block:
        case Heading(text, level):
            return f"{'#' * level} {escape(text)}"
        case Paragraph(label, phrase):
            start = f"**{escape(label)}:** " if label else ""
            return start + escape(phrase_text(phrase))
        case Table():
            return _grid(block)
        case Outline():
            lines = block.lines()
            return "\n".join(f"{'  ' * k}- {escape(phrase_text(text))}" for k, text in lines)


def _grid(table: Table) -> str:
    """A pipe table, under its title in italics."""
    rows = [[escape(phrase_text(cell)) for cell in row] for row in table.rows]
    lines = [[escape(column) for column in table.columns], ["---"] * len(table.columns), *rows]
    title = f"*{escape(table.title)}*\n\n" if table.title else ""
    return title + "\n".join(f"| {' | '.join(line)} |" for line in lines)


SPEC = FormatSpec("md", (".md",), write, "Markdown")
