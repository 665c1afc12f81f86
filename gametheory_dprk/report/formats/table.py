"""Tables for people: in color where the screen has it, plain elsewhere."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from gametheory_dprk.report.blocks import Block, Heading, Outline, Paragraph, Report, Table
from gametheory_dprk.report.formats.spec import FormatSpec, Page
from gametheory_dprk.report.numbers import phrase_text

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.tree import Tree

PADDING = 3
"""Blanks beside a column."""

WIDEST_WORD = 40
"""Characters of a word that a column never breaks."""


def write(report: Report, page: Page) -> str:
    """Write headings, labelled lines and ruled tables."""
    console = open_console(page)
    for block in report.blocks:
        if isinstance(block, Table) and block.title:
            console.print()
        console.print(_drawn(block, page.width))
    return trimmed(console)


def open_console(page: Page) -> Console:
    """A console that writes into memory and takes every text literally."""
    from rich.console import Console

    return Console(
        file=io.StringIO(),
        width=page.width,
        force_terminal=page.color,
        no_color=not page.color,
        color_system="standard" if page.color else None,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
    )


def trimmed(console: Console) -> str:
    """What was written, without blanks at the ends of lines."""
    assert isinstance(console.file, io.StringIO)
    return "\n".join(line.rstrip() for line in console.file.getvalue().split("\n"))


def _drawn(block: Block, width: int) -> RenderableType:
    """One block as rich draws it."""
    from rich.text import Text

    match block:
        case Heading(text, level):
            return Text(("" if level == 1 else "\n") + text, style="bold")
        case Paragraph(label, phrase):
            start = Text(f"{label}: ", style="cyan") if label else Text()
            return start + Text(phrase_text(phrase))
        case Table():
            return _grid(block, width)
        case Outline():
            return _tree(block)


def _tree(outline: Outline) -> Tree:
    """An outline with guides."""
    from rich.text import Text
    from rich.tree import Tree

    tree = Tree(Text(phrase_text(outline.phrase)), guide_style="dim")
    tree.children = [_tree(child) for child in outline.children]
    return tree


def _grid(table: Table, width: int) -> RenderableType:
    """A table with a line under its head."""
    from rich import box
    from rich.table import Table as Grid
    from rich.text import Text

    title = Text(table.title, style="italic") if table.title else None
    grid = Grid(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for column, wide in zip(table.columns, column_widths(table, width), strict=True):
        grid.add_column(Text(column), overflow="fold", width=wide)
    for row in table.rows:
        grid.add_row(*(Text(phrase_text(phrase)) for phrase in row))
    return grid


def column_widths(table: Table, width: int) -> list[int]:
    """Widths that fit on a page: words whole where possible, and room where it is needed."""
    from rich.cells import cell_len

    columns = [
        [table.columns[k], *(phrase_text(row[k]) for row in table.rows)]
        for k in range(len(table.columns))
    ]
    natural = [max(map(cell_len, texts)) for texts in columns]
    words = [max(map(cell_len, " ".join(texts).split()), default=1) for texts in columns]
    widths = [min(word, WIDEST_WORD) for word in words]
    room = width - PADDING * len(columns)
    while sum(widths) > room and max(widths) > 1:
        widths[widths.index(max(widths))] -= 1
    for _ in range(min(room, sum(natural)) - sum(widths)):
        lines = [whole / wide for whole, wide in zip(natural, widths, strict=True)]
        widths[lines.index(max(lines))] += 1
    return widths


SPEC = FormatSpec("table", (".txt",), write, "for people, on a screen")
