"""LaTeX: paragraphs and plain tabulars that any document class takes."""

from __future__ import annotations

from fractions import Fraction

from gametheory_dprk.expr import parse, to_latex
from gametheory_dprk.number import Number, is_exact, number_text
from gametheory_dprk.report.blocks import (
    Block,
    Formula,
    Heading,
    Outline,
    Paragraph,
    Phrase,
    Piece,
    Report,
    Table,
)
from gametheory_dprk.report.formats.spec import FormatSpec, Page
from gametheory_dprk.report.numbers import LONGEST, decimal_text

_SPECIAL = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\textquotedbl{}",
    **{character: f"\\{character}" for character in "#$%&_{}"},
}
_LEVELS = {1: "section*", 2: "subsection*", 3: "paragraph"}


def escape(text: str) -> str:
    r"""Keep LaTeX from reading a name as a command.

    Examples
    --------
    >>> print(escape("w_N & 50%"))
    w\_N \& 50\%
    """
    return "".join(_SPECIAL.get(character, character) for character in text)


def number(value: Number) -> str:
    r"""Write a number in mathematics mode: a fraction where it is short, else a decimal.

    Examples
    --------
    >>> print(number(Fraction(-1, 5)))
    $-\tfrac{1}{5}$
    """
    if not is_exact(value):
        return f"${decimal_text(value)}$"
    if len(number_text(value)) > LONGEST:
        return rf"$\approx {decimal_text(value)}$"
    if not isinstance(value, Fraction):
        return f"${to_latex(parse(number_text(value)))}$"
    if value.denominator == 1:
        return f"${value}$"
    sign = "-" if value < 0 else ""
    return rf"${sign}\tfrac{{{abs(value.numerator)}}}{{{value.denominator}}}$"


def phrase(pieces: Phrase) -> str:
    """Write a phrase, its numbers and formulas in mathematics mode."""
    return "".join(map(_piece, pieces))


def _piece(piece: Piece) -> str:
    """One piece of a phrase."""
    if isinstance(piece, Formula):
        return f"${to_latex(piece.expr)}$"
    return escape(piece) if isinstance(piece, str) else number(piece)


def write(report: Report, page: Page) -> str:
    """Write headings, paragraphs and tabulars."""
    return "\n\n".join(_written(block) for block in report.blocks) + "\n"


def _written(block: Block) -> str:
    """One block as LaTeX."""
    match block:
        case Heading(text, level):
            return rf"\{_LEVELS[level]}{{{escape(text)}}}"
        case Paragraph(label, pieces):
            start = rf"\noindent\textit{{{escape(label)}:}} " if label else r"\noindent "
            return start + phrase(pieces)
        case Table():
            return _tabular(block)
        case Outline():
            lines = (rf"\hspace*{{{2 * k}em}}{phrase(text)}" for k, text in block.lines())
            return "\\noindent\n" + " \\\\\n".join(lines)


def _tabular(table: Table) -> str:
    """A tabular between rules, under its title in italics."""
    head = " & ".join(rf"\textbf{{{escape(column)}}}" for column in table.columns)
    rows = [" & ".join(map(phrase, row)) + r" \\" for row in table.rows]
    lines = [
        *([rf"\noindent\textit{{{escape(table.title)}}}\\"] if table.title else []),
        rf"\begin{{tabular}}{{{'l' * len(table.columns)}}}",
        r"\hline",
        head + r" \\",
        r"\hline",
        *rows,
        r"\hline",
        r"\end{tabular}",
    ]
    return "\n".join(lines)


SPEC = FormatSpec("latex", (".tex",), write, "LaTeX")
