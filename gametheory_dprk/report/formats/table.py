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

WIDEST_WORD = 32
"""Characters of a word that a column never breaks."""


def write(report: Report, page: Page) -> str:
    """Write headings, labelled lines and ruled tables."""
    console = open_console(page)
    for block in report.blocks:
        if isinstance(block, Table) and block.title:
            console.print()
        console.print(_drawn(block))
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


def _drawn(block: Block) -> RenderableType:
    """One block as rich draws it."""
    from rich.text import Text

    match block:
        case Heading(text, level):
            return Text(("" if level == 1 else "\n") + text, style="bold")
        case Paragraph(label, phrase):
            start = Text(f"{label}: ", style="cyan") if label else Text()
            return start + Text(phrase_text(phrase))
        case Table():
            return _grid(block)
        case Outline():
            return _tree(block)


def _tree(outline: Outline) -> Tree:
    """An outline with guides."""
    from rich.text import Text
    from rich.tree import Tree

    tree = Tree(Text(phrase_text(outline.phrase)), guide_style="dim")
    tree.children = [_tree(child) for child in outline.children]
    return tree


def _grid(table: Table) -> RenderableType:
    """A table with a line under its head."""
    from rich import box
    from rich.cells import cell_len
    from rich.table import Table as Grid
    from rich.text import Text

    title = Text(table.title, style="italic") if table.title else None
    grid = Grid(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for k, column in enumerate(table.columns):
        words = " ".join([column, *(phrase_text(row[k]) for row in table.rows)]).split()
        longest = max(map(cell_len, words), default=1)
        grid.add_column(Text(column), overflow="fold", min_width=min(longest, WIDEST_WORD))
    for row in table.rows:
        grid.add_row(*(Text(phrase_text(phrase)) for phrase in row))
    return grid


SPEC = FormatSpec("table", (".txt",), write, "for people, on a screen")
