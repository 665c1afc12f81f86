"""Formulas of curved cells as JSON, and back."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from gametheory_dprk.errors import ExpressionError
from gametheory_dprk.expr import Expr, parse, to_text
from gametheory_dprk.formula_cell import Entry, FormulaCell, Formulas
from gametheory_dprk.number import decode_number, encode_number

SAYS = {"move": "strategies", "belief": "beliefs"}
"""Under which word a parameter names its move, or the node whose belief it is."""


def encode_formulas(cell: FormulaCell | None) -> Any:
    """Formulas as text; None for a cell that is straight.

    Examples
    --------
    >>> strike = {"strike": parse("q"), "wait": parse("1 - q")}
    >>> cell = FormulaCell({"q": ("strategies", "US", "crisis", "strike")},
    ...                    {("US", "crisis"): strike}, {}, (parse("q <= 1/2"),),
    ...                    ({"q": Fraction(1, 4)},))
    >>> encode_formulas(cell)["parameters"]
    {'q': {'player': 'US', 'information_set': 'crisis', 'move': 'strike'}}
    >>> decode_formulas(encode_formulas(cell)) == cell
    True
    """
    if cell is None:
        return None
    return {
        "parameters": {symbol: encode_entry(each) for symbol, each in cell.parameters.items()},
        "strategies": encode_table(cell.strategies),
        "beliefs": encode_table(cell.beliefs),
        "conditions": [to_text(each) for each in cell.conditions],
        "members": [
            {symbol: encode_number(value) for symbol, value in each.items()}
            for each in cell.members
        ],
    }


def encode_entry(entry: Entry) -> dict[str, str]:
    """What a parameter is."""
    kind, player, label, name = entry
    word = next(word for word, each in SAYS.items() if each == kind)
    return {"player": player, "information_set": label, word: name}


def encode_table(formulas: Formulas) -> dict[str, dict[str, dict[str, str]]]:
    """Formulas by player and information set."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    for (player, label), each in formulas.items():
        texts = {name: to_text(formula) for name, formula in each.items()}
        found.setdefault(player, {})[label] = texts
    return found


def decode_formulas(document: Any) -> FormulaCell | None:
    """Formulas from text.

    Raises
    ------
    ValueError
        If the layout is not that of formulas, or a formula cannot be read.
    """
    if document is None:
        return None
    parameters = expect(document, "parameters", dict)
    return FormulaCell(
        {symbol: decode_entry(each, symbol) for symbol, each in parameters.items()},
        decode_table(expect(document, "strategies", dict)),
        decode_table(expect(document, "beliefs", dict)),
        tuple(decode_formula(each) for each in expect(document, "conditions", list)),
        tuple(decode_point(each) for each in expect(document, "members", list)),
    )


def expect(document: Any, key: str, kind: type) -> Any:
    """A part of the kind expected."""
    if not isinstance(document, dict) or not isinstance(document.get(key), kind):
        word = "an object" if kind is dict else "a list" if kind is list else "a text"
        raise ValueError(f"{key}: expected {word}")
    return document[key]


def decode_entry(document: Any, symbol: str) -> Entry:
    """What a parameter is."""
    word = next((each for each in SAYS if isinstance(document, dict) and each in document), "move")
    player, label, name = (
        expect(document, key, str) for key in ("player", "information_set", word)
    )
    if not symbol.isidentifier():
        raise ValueError(f"{symbol!r} cannot be the name of a parameter")
    return ("beliefs" if word == "belief" else "strategies", player, label, name)


def decode_table(document: Mapping[str, Any]) -> dict[tuple[str, str], dict[str, Expr]]:
    """Formulas by player and information set."""
    found: dict[tuple[str, str], dict[str, Expr]] = {}
    for player in document:
        for label, texts in expect(document, player, dict).items():
            if not isinstance(texts, dict):
                raise ValueError(f"{player}.{label}: expected an object of formulas")
            found[player, label] = {name: decode_formula(text) for name, text in texts.items()}
    return found


def decode_formula(text: Any) -> Expr:
    """A formula."""
    if not isinstance(text, str):
        raise ValueError("a formula is no text")
    try:
        return parse(text)
    except ExpressionError as error:
        raise ValueError(str(error)) from None


def decode_point(document: Any) -> dict[str, Fraction]:
    """Rational values of parameters."""
    if not isinstance(document, dict):
        raise ValueError("members: expected objects of numbers")
    found = {}
    for symbol, each in document.items():
        value = decode_number(each)
        if not isinstance(value, Fraction):
            raise ValueError(f"members.{symbol}: expected a fraction")
        found[symbol] = value
    return found
