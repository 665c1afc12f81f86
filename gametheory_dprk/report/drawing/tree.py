"""Lays out a game tree from left to right: moves in columns, payoffs aligned at the right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from gametheory_dprk.expr import Expr, to_latex, to_text
from gametheory_dprk.report.drawing.branches import Branch
from gametheory_dprk.report.drawing.labels import edge_words, formula_words, player_colors
from gametheory_dprk.report.drawing.links import Linked, lane_room, link_marks, linked_sets
from gametheory_dprk.report.drawing.marks import (
    FAINT,
    INK,
    PAPER,
    RULE,
    Box,
    Line,
    Mark,
    Picture,
    Words,
    text_width,
)
from gametheory_dprk.report.drawing.spots import PILL, Spot, place
from gametheory_dprk.report.numbers import short_number

MARGIN, TOP, ROW = 28.0, 64.0, 36.0
SLOPE, GAP = 26.0, 14.0


def tree_picture(root: Branch, players: tuple[str, ...], title: str, description: str) -> Picture:
    """Draw a game tree.

    Parameters
    ----------
    root : Branch
    players : tuple of str
        In the order of the payoffs.
    title, description : str
        Told by screen readers; the title also stands above the tree.
    """
    colors = player_colors(players)
    top = place(root, 0)
    spots = list(top.walk())
    _set_rows(top)
    sets = linked_sets(spots)
    right = _set_columns(spots, sets)
    leaves = [spot for spot in spots if spot.branch.payoffs]
    columns, width = _payoff_marks(leaves, players, colors, right)
    marks: list[Mark] = [Words(MARGIN, 28, title, size=15, bold=True), *columns]
    turns = {spot.depth: 0.0 for spot in spots}
    for spot in spots:
        turns[spot.depth] = max(turns[spot.depth], spot.x + spot.width)
    marks += [mark for spot in spots for mark in _edges(spot, colors, turns[spot.depth])]
    marks += [mark for each in sets for mark in link_marks(each, colors[each.player])]
    marks += [mark for spot in spots for mark in _node(spot, colors)]
    width = max(width, MARGIN * 2 + text_width(title, 15, bold=True))
    height = TOP + ROW * len(leaves) + MARGIN / 2
    return Picture(width, height, tuple(marks), title, description)


def _set_rows(top: Spot) -> None:
    """Give every end its row, and every node the middle of its children."""
    ends = [spot for spot in top.walk() if not spot.children]
    for k, spot in enumerate(ends):
        spot.y = TOP + (k + 0.5) * ROW
    for spot in reversed([*top.walk()]):
        if spot.children:
            spot.y = (spot.children[0].y + spot.children[-1].y) / 2


def _set_columns(spots: list[Spot], sets: list[Linked]) -> float:
    """Give every depth its column, as wide as its boxes and the words after them need."""
    x = MARGIN
    for depth in range(max(spot.depth for spot in spots) + 1):
        column = [spot for spot in spots if spot.depth == depth]
        for spot in column:
            spot.x = x
        words = [edge_words(child.branch) for spot in column for child in spot.children]
        if words:
            x += max(spot.width for spot in column) + SLOPE + 2 * GAP + max(map(text_width, words))
            x += lane_room(depth + 1, sets)
    return x


def _edges(spot: Spot, colors: Mapping[str, str], turn: float) -> Iterator[Mark]:
    """The moves of a node: a slope, then a level stroke that carries the words."""
    start = spot.x + spot.width
    for child in spot.children:
        knee = ((turn, spot.y), (turn + SLOPE, child.y))
        yield Line(((start, spot.y), *knee, (child.x, child.y)), colors[spot.branch.player])
        yield Words(turn + SLOPE + 8, child.y - 6, edge_words(child.branch))


def _node(spot: Spot, colors: Mapping[str, str]) -> Iterator[Mark]:
    """The box with the player's name, or the dot at the end of a play."""
    if not spot.branch.player:
        yield Box(spot.x - 3, spot.y - 3, 6, 6, INK, 3)
        return
    color = colors[spot.branch.player]
    yield Box(spot.x, spot.y - PILL / 2, spot.width, PILL, color, PILL / 2)
    middle = spot.x + spot.width / 2
    yield Words(middle, spot.y + 4.5, spot.branch.player, PAPER, 12, "middle", bold=True)


def _payoff_marks(
    leaves: list[Spot], players: tuple[str, ...], colors: Mapping[str, str], right: float
) -> tuple[list[Mark], float]:
    """Payoffs in one column a player: the value, and its formula where it is short."""
    marks: list[Mark] = []
    x = right + GAP * 2
    for spot in leaves:
        marks.append(Line(((spot.x, spot.y), (x - GAP / 2, spot.y)), RULE, 1))
    for player in players:
        cells = [spot.branch.payoffs[player] for spot in leaves]
        formulas = [formula_words(formula) for formula, _ in cells]
        numbers = max(text_width(short_number(value), bold=True) for _, value in cells)
        numbers = max(numbers, 24.0)
        marks.append(Words(x + numbers, TOP - 14, player, colors[player], 13, "end", bold=True))
        for spot, (formula, value), words in zip(leaves, cells, formulas, strict=True):
            marks += _payoff(spot, x + numbers, formula, value, words, colors[player])
        x += numbers + max(text_width(each, 11) for each in formulas) + GAP * 2
    return marks, max(x, right) + MARGIN - GAP


def _payoff(
    spot: Spot, x: float, formula: Expr, value: Fraction, words: str, color: str
) -> Iterator[Mark]:
    """One payoff, its number ending at `x`."""
    yield Words(
        x, spot.y + 4.5, short_number(value), color, 13, "end", bold=True, tip=to_text(formula)
    )
    if words:
        yield Words(x + 8, spot.y + 4, words, FAINT, 11, formula=to_latex(formula))
