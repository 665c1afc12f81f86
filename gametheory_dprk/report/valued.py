"""Formulas with their values, and what is likely to follow, as parts of reports on games."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from gametheory_dprk.expr import Expr, Number
from gametheory_dprk.report.blocks import Formula, Phrase, Table, joined
from gametheory_dprk.report.drawing.diagram import Arrow
from gametheory_dprk.report.drawing.labels import chance_words


def valued(formula: Expr, value: Fraction) -> Phrase:
    """A formula and its value, or the value alone where the formula says the same."""
    return (value,) if isinstance(formula, Number) else (Formula(formula), " = ", value)


def next_phrase(formulas: Mapping[str, Expr], values: Mapping[str, Fraction]) -> Phrase:
    """The states that can follow, with their probabilities where nothing is sure."""
    possible = {name: chance for name, chance in values.items() if chance}
    if len(possible) == 1:
        return (next(iter(possible)),)
    return joined((f"{name} ", *valued(formulas[name], possible[name])) for name in possible)


def arrows(words: Mapping[tuple[str, str], list[str]]) -> tuple[Arrow, ...]:
    """One arrow for every pair of states, with all that leads from one to the other."""
    return tuple(Arrow(*pair, " | ".join(filter(None, texts))) for pair, texts in words.items())


def with_chance(what: str, formula: Expr, value: Fraction) -> str:
    """What happens, with its probability where that is not sure."""
    return what if value == 1 else f"{what} ({chance_words((formula, value))})"


def discount_table(formulas: Mapping[str, Expr], values: Mapping[str, Fraction]) -> Table:
    """How much the next period counts."""
    rows = tuple(((player,), valued(formulas[player], values[player])) for player in formulas)
    return Table("discount", ("player", "weight of the next period"), rows)
