"""CSV: tidy rows, one observation each; exact numbers stay fractions."""

from __future__ import annotations

import csv
import io

from gametheory_dprk.number import number_text
from gametheory_dprk.report.blocks import Formula, Piece, Report
from gametheory_dprk.report.formats.spec import FormatSpec, Page
from gametheory_dprk.report.numbers import piece_text


def write(report: Report, page: Page) -> str:
    """Write the records under one line of column names."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(report.records.columns)
    writer.writerows([_plain(piece) for piece in row] for row in report.records.rows)
    return stream.getvalue()


def _plain(piece: Piece) -> str:
    """A number without its decimal; words and formulas as they are."""
    return piece_text(piece) if isinstance(piece, str | Formula) else number_text(piece)


SPEC = FormatSpec("csv", (".csv",), write, "long tidy rows for spreadsheets and data frames")
