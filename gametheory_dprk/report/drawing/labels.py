"""Words on pictures: probabilities, moves, formulas, and the colors of players."""

from __future__ import annotations

from fractions import Fraction

from gametheory_dprk.expr import Expr, Number, to_text
from gametheory_dprk.games import CHANCE
from gametheory_dprk.report.drawing.branches import Branch
from gametheory_dprk.report.drawing.marks import CHANCE_COLOR, PLAYER_COLORS
from gametheory_dprk.report.numbers import short_number

LONGEST_FORMULA = 40
LONGEST_CHANCE = 16


def player_colors(players: tuple[str, ...]) -> dict[str, str]:
    """A color for every player, and gray for chance."""
    colors = {p: PLAYER_COLORS[k % len(PLAYER_COLORS)] for k, p in enumerate(players)}
    return {CHANCE: CHANCE_COLOR, **colors}


def chance_words(chance: tuple[Expr, Fraction]) -> str:
    """The probability of a move of chance: formula and value.

    Examples
    --------
    >>> from gametheory_dprk.expr import parse
    >>> chance_words((parse("1 - p"), Fraction(9, 10)))
    '1 - p = 0.9'
    """
    formula, value = chance
    text = to_text(formula)
    plain = isinstance(formula, Number) or len(text) > LONGEST_CHANCE
    return short_number(value) if plain else f"{text} = {short_number(value)}"


def edge_words(branch: Branch) -> str:
    """What stands on the edge that leads to a node."""
    return f"{branch.move} ({chance_words(branch.chance)})" if branch.chance else branch.move


def formula_words(formula: Expr) -> str:
    """A formula that is worth showing beside its value, else nothing."""
    text = "" if isinstance(formula, Number) else to_text(formula)
    return text if len(text) <= LONGEST_FORMULA else ""
