"""A signaling game in whole numbers: what the search computes with, as they are fast."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from math import gcd, lcm
from typing import cast

from gametheory_dprk.games import SignalingGame
from gametheory_dprk.games.signaling import Cell

ZERO, ONE = cast(Fraction, 0), cast(Fraction, 1)
"""Whole numbers for rows, where only what they have in common with fractions is used."""


def whole_game(game: SignalingGame[Fraction]) -> SignalingGame[Fraction]:
    """The game with payoffs times positive factors, which are whole numbers without common divisor.

    A factor for each type of the sender, and one for the receiver after each signal, change no
    best reply. Names, responses and the prior stay as they are.

    Examples
    --------
    >>> game = SignalingGame.from_arrays([1], [[["1/2", 0], [1, 1]]], [[[2, 4], [0, 0]]])
    >>> whole = whole_game(game)
    >>> list(whole.payoffs["sender"].values()), list(whole.payoffs["receiver"].values())
    ([1, 0, 2, 2], [1, 2, 0, 0])
    """
    sender, receiver = (game.payoffs[player] for player in game.players)
    payoffs = {
        game.sender: whole_table(sender, lambda cell: cell[0]),
        game.receiver: whole_table(receiver, lambda cell: cell[1]),
    }
    return replace(game, payoffs=payoffs)


def whole_table(
    table: Mapping[Cell, Fraction], group: Callable[[Cell], str]
) -> dict[Cell, Fraction]:
    """Payoffs times a factor for each group of outcomes."""
    groups: dict[str, list[Fraction]] = {}
    for cell, value in table.items():
        groups.setdefault(group(cell), []).append(value)
    factors = {name: whole_factor(values) for name, values in groups.items()}
    return {
        cell: cast(Fraction, value.numerator * (many // value.denominator) // few)
        for cell, value in table.items()
        for many, few in (factors[group(cell)],)
    }


def whole_factor(values: Iterable[Fraction]) -> tuple[int, int]:
    """A common denominator of some numbers, and the divisor that they then have in common."""
    values = tuple(values)
    many = lcm(*(value.denominator for value in values))
    few = gcd(*(value.numerator * (many // value.denominator) for value in values))
    return many, few or 1
