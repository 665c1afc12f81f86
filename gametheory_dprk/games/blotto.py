"""Colonel Blotto: two players spread troops over fields, and the larger number takes each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import comb
from typing import Any

Allocation = tuple[int, ...]
"""Troops on each field."""


@dataclass(frozen=True, slots=True)
class Blotto:
    """A zero-sum game with more strategies than can be listed (Borel 1921).

    A field is worth its value to the player with more troops there, from the other's pocket, and
    nothing in case of a tie.

    Attributes
    ----------
    first, second : int
        Troops of both players, all of which are sent out.
    values : tuple of Fraction
        What each field is worth.

    Examples
    --------
    >>> game = Blotto.of(5, 4, [1, 1, 1])
    >>> game.sizes, game.payoff((5, 0, 0), (0, 2, 2))
    ((21, 15), Fraction(-1, 1))
    """

    first: int
    second: int
    values: tuple[Fraction, ...]

    @classmethod
    def of(cls, first: int, second: int, values: Sequence[Any]) -> Blotto:
        """Build a game from plain numbers.

        Raises
        ------
        ValueError
            If troops are negative, or there is no field, or a value is no finite number.
        """
        from gametheory_dprk.games.arrays import exact_entry

        if not all(isinstance(each, int) and each >= 0 for each in (first, second)):
            raise ValueError("first, second: expected numbers of troops, 0 or more")
        exact = tuple(exact_entry(each, "values") for each in values)
        if not exact:
            raise ValueError("values: expected at least one field")
        return cls(first, second, exact)

    @property
    def sizes(self) -> tuple[int, int]:
        """Numbers of pure strategies of both players."""
        others = len(self.values) - 1
        return comb(self.first + others, others), comb(self.second + others, others)

    def payoff(self, row: Allocation, column: Allocation) -> Fraction:
        """What the second player pays the first."""
        fields = zip(self.values, row, column, strict=True)
        return sum((v * ((a > b) - (a < b)) for v, a, b in fields), Fraction(0))

    def start(self) -> tuple[Allocation, Allocation]:
        """A strategy of each player: all troops spread as evenly as can be."""
        return even(self.first, len(self.values)), even(self.second, len(self.values))

    def best_row(self, mixture: Mapping[Allocation, Fraction]) -> tuple[Allocation, Fraction]:
        """A best reply of the first player, and what it pays."""
        return best_allocation(self.first, self.field_tables(self.first, mixture, 1))

    def best_column(self, mixture: Mapping[Allocation, Fraction]) -> tuple[Allocation, Fraction]:
        """A best reply of the second player, and what it costs."""
        reply, gain = best_allocation(self.second, self.field_tables(self.second, mixture, 1))
        return reply, -gain

    def field_tables(
        self, troops: int, mixture: Mapping[Allocation, Fraction], sign: int
    ) -> list[list[Fraction]]:
        """For each field what every number of troops there wins on average."""
        return [
            field_table(value * sign, troops, [(other[k], c) for other, c in mixture.items()])
            for k, value in enumerate(self.values)
        ]


def even(troops: int, fields: int) -> Allocation:
    """Troops spread as evenly as can be.

    Examples
    --------
    >>> even(5, 3)
    (2, 2, 1)
    """
    share, rest = divmod(troops, fields)
    return tuple(share + (k < rest) for k in range(fields))


def field_table(
    value: Fraction, troops: int, others: Sequence[tuple[int, Fraction]]
) -> list[Fraction]:
    """What every number of troops wins on one field against a mixture of numbers.

    Examples
    --------
    >>> [str(each) for each in field_table(Fraction(2), 2, [(1, Fraction(1))])]
    ['-2', '0', '2']
    """
    at: dict[int, Fraction] = {}
    for number, chance in others:
        at[number] = at.get(number, Fraction(0)) + chance
    total, below = sum(at.values(), Fraction(0)), Fraction(0)
    table = []
    for own in range(troops + 1):
        same = at.get(own, Fraction(0))
        table.append(value * (below - (total - below - same)))
        below += same
    return table


def best_allocation(
    troops: int, tables: Sequence[Sequence[Fraction]]
) -> tuple[Allocation, Fraction]:
    """Spread troops so that the sum over fields is largest, by dynamic programming.

    Examples
    --------
    >>> best_allocation(2, [[0, 0, 5], [0, 3, 3], [0, 3, 3]])
    ((0, 1, 1), 6)
    """
    best: list[Fraction] = list(tables[0])
    choices: list[list[int]] = []
    for table in tables[1:]:
        taken, later = [], []
        for left in range(troops + 1):
            value, own = max((best[left - k] + table[k], -k) for k in range(left + 1))
            later.append(value)
            taken.append(-own)
        best = later
        choices.append(taken)
    allocation: list[int] = []
    left = troops
    for taken in reversed(choices):
        allocation.append(taken[left])
        left -= taken[left]
    return (left, *reversed(allocation)), best[troops]
