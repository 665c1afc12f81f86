"""Lines of text with upright and slanted letters, Greek and subscripts, and how wide they are."""
# ruff: noqa: RUF001

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeAlias

from gametheory_dprk.expr import Expr, to_text
from gametheory_dprk.report.figures.widths import FIRST, OTHER, SYMBOLS, WIDTHS

GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "zeta": "ζ",
    "eta": "η", "theta": "θ", "kappa": "κ", "lam": "λ", "lambda": "λ", "mu": "μ", "nu": "ν",
    "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "phi": "φ", "chi": "χ",
    "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ",
    "Pi": "Π", "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
}  # fmt: skip
SIGNS = {"<=": "≤", ">=": "≥", "!=": "≠", "==": "=", "-": "−", "*": " "}
SPACED = ("=", "<", ">", "≤", "≥", "≠", "+", "−")
SMALLER, LOWER = 0.72, 0.22
"""The size of a subscript, and how far it is lowered, as shares of the size of the text."""

ROMAN, ITALIC, BOLD, SYMBOL = "Times-Roman", "Times-Italic", "Times-Bold", "Symbol"


@dataclass(frozen=True, slots=True)
class Run:
    """Letters of one font and size; `drop` lowers them, as a share of the line's size."""

    text: str
    font: str = ROMAN
    scale: float = 1.0
    drop: float = 0.0

    @property
    def width(self) -> float:
        """The width at size 1."""
        return self.scale * sum(letter_width(letter, self.font) for letter in self.text) / 1000


Line: TypeAlias = tuple[Run, ...]


def letter_width(letter: str, font: str) -> int:
    """Return the width of a letter in thousandths of the size."""
    if letter in SYMBOLS:
        return SYMBOLS[letter][1]
    place = ord(letter) - FIRST
    table = WIDTHS.get(font, WIDTHS[ROMAN])
    return table[place] if 0 <= place < len(table) else OTHER


def line_width(line: Line, size: float) -> float:
    """Return the width of a line.

    Examples
    --------
    >>> line_width(words("talk"), 10.0)
    15.0
    """
    return size * sum(run.width for run in line)


def words(text: str, font: str = ROMAN) -> Line:
    """Write words in one font; Greek letters and signs come from another."""
    return tuple(split(Run(text, font)))


def formula(expr: Expr) -> Line:
    """Write a formula in a line: names slanted, with Greek letters and subscripts.

    Examples
    --------
    >>> from gametheory_dprk.expr import parse
    >>> "".join(run.text for run in formula(parse("c <= g_P*(1 - mu)")))
    'c ≤ gP (1 − μ)'
    """
    runs: list[Run] = []
    for kind, text in tokens(to_text(expr)):
        if kind == "name":
            runs += name_runs(text)
        else:
            sign = SIGNS.get(text, text)
            runs.append(Run(f" {sign} " if sign in SPACED else sign))
    return tuple(part for run in merged(runs) for part in split(run))


def tokens(text: str) -> Iterator[tuple[str, str]]:
    """Split a formula into names, numbers and signs."""
    i = 0
    while i < len(text):
        j = i + 1
        if text[i].isalpha() or text[i] == "_":
            while j < len(text) and (text[j].isalnum() or text[j] in "_."):
                j += 1
            yield "name", text[i:j]
        elif text[i] in "<>!=":
            j += j < len(text) and text[j] == "="
            yield "sign", text[i:j]
        elif text[i] != " ":
            yield "sign", text[i]
        i = j


def name_runs(name: str) -> Iterator[Run]:
    """Write a name; what follows an underscore, and a number at its end, is a subscript."""
    stem, _, index = name.partition("_")
    if not index and stem.rstrip("0123456789") not in ("", stem):
        bare = stem.rstrip("0123456789")
        stem, index = bare, stem[len(bare) :]
    yield Run(GREEK.get(stem, stem), ITALIC)
    if index:
        slant = ROMAN if index.isdigit() else ITALIC
        yield Run(GREEK.get(index, index), slant, SMALLER, LOWER)


def merged(runs: list[Run]) -> Iterator[Run]:
    """Join neighbors of one look; no two blanks follow one another."""
    waiting = Run("")
    for run in runs:
        if replace(run, text="") == replace(waiting, text=""):
            waiting = replace(waiting, text=(waiting.text + run.text).replace("  ", " "))
        else:
            yield waiting
            waiting = run
    yield waiting


def split(run: Run) -> Iterator[Run]:
    """Take letters that only the font Symbol has apart from the others."""
    places = [
        i for i, (a, b) in enumerate(pairwise(run.text), 1) if (a in SYMBOLS) != (b in SYMBOLS)
    ]
    for start, end in pairwise([0, *places, len(run.text)]):
        part = run.text[start:end]
        if part:
            yield replace(run, text=part, font=SYMBOL if part[0] in SYMBOLS else run.font)
