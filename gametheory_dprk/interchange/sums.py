"""Formulas as sums: a number times a name, or times moves that were made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

from gametheory_dprk.games.normal import Profile
from gametheory_dprk.interchange.scenario_tree import number


class Term(NamedTuple):
    """A number times a factor; times nothing where the factor is empty."""

    value: Fraction
    factor: str


def sum_text(terms: Iterable[Term]) -> int | str:
    """Write a sum; terms that are zero are left out.

    Examples
    --------
    >>> sum_text([Term(Fraction(1, 2), ""), Term(Fraction(-1), "c"), Term(Fraction(-2, 3), "d")])
    '1/2 - c - 2/3*d'
    >>> sum_text([]), sum_text([Term(Fraction(2), "")])
    (0, 2)
    """
    kept = [term for term in terms if term.value]
    if all(not term.factor for term in kept):
        return number(sum((term.value for term in kept), Fraction(0)))
    text = ""
    for value, factor in kept:
        size = "" if factor and abs(value) == 1 else str(abs(value))
        sign = ("-" if value < 0 else "") if not text else " - " if value < 0 else " + "
        text += sign + "*".join(filter(None, (size, factor)))
    return text


def profile_sum(
    table: Mapping[Profile, Fraction], moves: Mapping[str, tuple[str, ...]]
) -> int | str:
    """Write what depends on the moves made as a sum, without players on whom it does not depend.

    Examples
    --------
    >>> moves = {"A": ("x", "y"), "B": ("l", "r")}
    >>> table = {(a, b): Fraction(a == "x") for a in moves["A"] for b in moves["B"]}
    >>> profile_sum(table, moves)
    'A.x'
    """
    players = [player for player in moves if matters(table, list(moves).index(player))]
    terms: dict[str, Fraction] = {}
    for profile, value in table.items():
        made = zip(moves, profile, strict=True)
        factor = "*".join(f"{player}.{move}" for player, move in made if player in players)
        terms[factor] = value
    return sum_text(Term(value, factor) for factor, value in terms.items())


def matters(table: Mapping[Profile, Fraction], axis: int) -> bool:
    """Whether a value depends on one player's move."""
    seen: dict[Profile, Fraction] = {}
    for profile, value in table.items():
        rest = (*profile[:axis], *profile[axis + 1 :])
        if seen.setdefault(rest, value) != value:
            return True
    return False
