"""HTML: one fragment that carries its own style, for notebooks."""

from __future__ import annotations

from html import escape

from gametheory_dprk.report.blocks import Block, Heading, Outline, Paragraph, Phrase, Report, Table
from gametheory_dprk.report.formats.spec import FormatSpec, Page
from gametheory_dprk.report.numbers import phrase_text

_TABLE = "border-collapse:collapse;margin:0.4em 0"
_HEAD = "text-align:left;padding:0.25em 0.9em 0.25em 0;border-bottom:1px solid currentColor"
_CELL = "text-align:left;padding:0.25em 0.9em 0.25em 0;vertical-align:top"


def write(report: Report, page: Page) -> str:
    """Write headings, paragraphs and tables inside one `div`."""
    inner = "\n".join(map(_written, report.blocks))
    return f'<div class="gtd-report">\n{inner}\n</div>\n'


def _text(pieces: Phrase) -> str:
    """A phrase as escaped text."""
    return escape(phrase_text(pieces))


def _written(block: Block) -> str:
    """One block as HTML."""
    match block:
        case Heading(text, level):
            return f"<h{level + 2}>{escape(text)}</h{level + 2}>"
        case Paragraph(label, pieces):
            start = f"<b>{escape(label)}:</b> " if label else ""
            return f'<p style="margin:0.2em 0">{start}{_text(pieces)}</p>'
        case Table():
            return _grid(block)
        case Outline():
            return f"<ul>{_item(block)}</ul>"


def _item(outline: Outline) -> str:
    """A line of an outline and those below it."""
    below = "".join(map(_item, outline.children))
    return f"<li>{_text(outline.phrase)}{f'<ul>{below}</ul>' if below else ''}</li>"


def _grid(table: Table) -> str:
    """A table with its title as caption."""
    title = f"<caption>{escape(table.title)}</caption>" if table.title else ""
    head = "".join(f'<th style="{_HEAD}">{escape(column)}</th>' for column in table.columns)
    rows = "".join(map(_row, table.rows))
    return (
        f'<table style="{_TABLE}">{title}\n<thead><tr>{head}</tr></thead>\n'
        f"<tbody>\n{rows}</tbody></table>"
    )


def _row(row: tuple[Phrase, ...]) -> str:
    """One row of a table."""
    cells = "".join(f'<td style="{_CELL}">{_text(cell)}</td>' for cell in row)
    return f"<tr>{cells}</tr>\n"


SPEC = FormatSpec("html", (".html",), write, "an HTML fragment")
