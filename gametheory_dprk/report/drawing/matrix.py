"""Lays out a normal-form game as the usual table: rows of one player, columns of another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product

from gametheory_dprk.expr import Expr, to_latex, to_text
from gametheory_dprk.games import NormalGame, Profile
from gametheory_dprk.report.drawing.labels import formula_words, player_colors
from gametheory_dprk.report.drawing.marks import (
    FAINT,
    INK,
    RULE,
    Line,
    Mark,
    Picture,
    Words,
    text_width,
)
from gametheory_dprk.report.numbers import short_number

MARGIN, TOP, LINE, PAD = 28.0, 52.0, 17.0, 18.0


def panels(game: NormalGame[Expr]) -> list[Profile]:
    """The moves of the third and later players: one table for each combination.

    Examples
    --------
    >>> panels(NormalGame(("A", "B"), {"A": ("a",), "B": ("b",)}, {}))
    [()]
    """
    return list(product(*(game.moves[player] for player in game.players[2:])))


def sides(game: NormalGame[Expr]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Moves of the rows and of the columns; a single player has one unnamed column."""
    first, *others = game.players
    return game.moves[first], game.moves[others[0]] if others else ("",)


def cell_profile(game: NormalGame[Expr], row: str, column: str, panel: Profile) -> Profile:
    """The profile of moves that a cell stands for."""
    return (row, *((column,) if len(game.players) > 1 else ()), *panel)


def matrix_picture(
    template: NormalGame[Expr], exact: NormalGame[Fraction], title: str, description: str
) -> Picture:
    """Draw a normal-form game, one table below the other where more than two play."""
    colors = player_colors(template.players)
    cell_width = _cell_width(template, exact)
    cell_height = LINE * len(template.players) + PAD
    rows, columns = sides(template)
    left = MARGIN + 24 + max(map(text_width, rows)) + PAD
    marks: list[Mark] = [Words(MARGIN, 28, title, size=15, bold=True)]
    y = TOP
    for panel in panels(template):
        marks += _heads(template, panel, colors, left, y, cell_width)
        y += 44.0 + (LINE if panel else 0)
        marks += _grid(left, y, cell_width, cell_height, len(rows), len(columns))
        for k, row in enumerate(rows):
            middle = y + (k + 0.5) * cell_height
            marks.append(Words(left - 10, middle + 4.5, row, anchor="end"))
            for j, column in enumerate(columns):
                profile = cell_profile(template, row, column, panel)
                place = (left + j * cell_width, middle - cell_height / 2)
                marks += _cell(template, exact, profile, place, (cell_width, cell_height), colors)
        first = template.players[0]
        marks.append(Words(MARGIN, y - 10, first, colors[first], 13, bold=True))
        y += len(rows) * cell_height + 24
    width = max(left + cell_width * len(columns), text_width(title, 15, True) + MARGIN) + MARGIN
    return Picture(width, y + MARGIN - 24, tuple(marks), title, description)


def _heads(
    game: NormalGame[Expr],
    panel: Profile,
    colors: Mapping[str, str],
    left: float,
    y: float,
    cell_width: float,
) -> Iterator[Mark]:
    """The column player's name and moves, and what the others do in this table."""
    if panel:
        others = zip(game.players[2:], panel, strict=True)
        words = ", ".join(f"{player} plays {move}" for player, move in others)
        yield Words(MARGIN, y + 6, words, colors[game.players[2]], 13, bold=True)
        y += LINE
    columns = sides(game)[1]
    if len(game.players) > 1:
        second = game.players[1]
        middle = left + cell_width * len(columns) / 2
        yield Words(middle, y + 10, second, colors[second], 13, "middle", bold=True)
    for j, column in enumerate(columns):
        yield Words(left + (j + 0.5) * cell_width, y + 34, column, anchor="middle")


def _grid(
    left: float, top: float, width: float, height: float, rows: int, columns: int
) -> Iterator[Mark]:
    """The rules of the table."""
    right, bottom = left + width * columns, top + height * rows
    for k in range(rows + 1):
        color = INK if k in (0, rows) else RULE
        yield Line(((left, top + k * height), (right, top + k * height)), color, 1)
    for j in range(columns + 1):
        color = INK if j in (0, columns) else RULE
        yield Line(((left + j * width, top), (left + j * width, bottom)), color, 1)


def _cell(
    template: NormalGame[Expr],
    exact: NormalGame[Fraction],
    profile: Profile,
    place: tuple[float, float],
    size: tuple[float, float],
    colors: Mapping[str, str],
) -> Iterator[Mark]:
    """The payoffs of one profile, from lower left to upper right."""
    count = len(template.players)
    for k, player in enumerate(template.players):
        value, formula = exact.payoffs[player][profile], template.payoffs[player][profile]
        words = formula_words(formula)
        span = size[0] - 2 * PAD - _payoff_width(value, words)
        x = place[0] + PAD + (span * k / (count - 1) if count > 1 else span / 2)
        y = place[1] + PAD / 2 + LINE * (count - k) - 4
        number = short_number(value)
        yield Words(x, y, number, colors[player], 13, bold=True, tip=to_text(formula))
        if words:
            beside = x + text_width(number, bold=True) + 8
            yield Words(beside, y, words, FAINT, 11, formula=to_latex(formula))


def _payoff_width(value: Fraction, words: str) -> float:
    """The width of a value with its formula."""
    beside = 8 + text_width(words, 11) if words else 0.0
    return text_width(short_number(value), bold=True) + beside


def _cell_width(template: NormalGame[Expr], exact: NormalGame[Fraction]) -> float:
    """Wide enough for every payoff and every column's name."""
    widths = [
        _payoff_width(exact.payoffs[player][profile], formula_words(formula))
        for player, table in template.payoffs.items()
        for profile, formula in table.items()
    ]
    names = max(map(text_width, sides(template)[1]))
    return max(max(widths) * 1.15 + 2 * PAD, names + PAD, 84.0)
