"""Curved parts of a component of equilibria, in words."""

from __future__ import annotations

from collections.abc import Mapping

from gametheory_dprk.expr import Expr, Name, to_text
from gametheory_dprk.formula_cell import FormulaCell


def formula_words(formulas: FormulaCell) -> list[str]:
    """What is played and believed place by place, then for which parameters.

    Examples
    --------
    >>> from fractions import Fraction
    >>> from gametheory_dprk.expr import parse
    >>> crisis = ("US", "crisis")
    >>> cell = FormulaCell({"q": ("strategies", "US", "crisis", "strike")},
    ...                    {crisis: {"strike": parse("q"), "wait": parse("1 - q")}},
    ...                    {crisis: {"ploy": parse("q/(1 + q)"), "genuine": parse("1/(1 + q)")}},
    ...                    (parse("q <= 1/2"),), ({"q": Fraction(1, 4)},))
    >>> "; ".join(formula_words(cell))
    'US at crisis: strike = q, wait = 1 - q with beliefs ploy = q/(1 + q), genuine = 1/(1 + q);
     for every q in (0, 1) with q <= 1/2'
    """
    keys = dict.fromkeys([*formulas.strategies, *formulas.beliefs])
    return [*(place_words(formulas, key) for key in keys), range_words(formulas)]


def place_words(formulas: FormulaCell, key: tuple[str, str]) -> str:
    """One information set."""
    player, label = key
    parts = []
    if key in formulas.strategies:
        parts.append(shares_words(formulas.strategies[key]))
    if key in formulas.beliefs:
        parts.append(f"beliefs {shares_words(formulas.beliefs[key])}")
    return f"{player if player == label else f'{player} at {label}'}: {' with '.join(parts)}"


def shares_words(shares: Mapping[str, Expr]) -> str:
    """One distribution; what is zero throughout is left out."""
    texts = {name: to_text(each) for name, each in shares.items()}
    return ", ".join(f"{name} = {text}" for name, text in texts.items() if text != "0")


def range_words(formulas: FormulaCell) -> str:
    """The parameters for which that holds."""
    letters = " and ".join(to_text(Name(each)) for each in formulas.parameters)
    conditions = " and ".join(to_text(each) for each in formulas.conditions)
    within = f"for every {letters} in (0, 1)"
    return f"{within} with {conditions}" if conditions else within
