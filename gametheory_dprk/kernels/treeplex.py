"""A zero-sum tree of two players in sequence form, as arrays (von Stengel 1996).

Sequences of a player are numbered from 0, the empty one; the moves of an information set are
consecutive sequences, and come after the sequence that leads to the set. Payoffs are sparse: one
number for each pair of sequences that end a play together, with all moves of chance summed up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Treeplex:
    """The information sets of one player.

    Attributes
    ----------
    before : ndarray of int, shape (sets,)
        The sequence that leads to each set.
    starts : ndarray of int, shape (sets + 1,)
        The first sequence of each set, and the number of all sequences.
    """

    before: Integers
    starts: Integers

    @property
    def size(self) -> int:
        """Number of sequences."""
        return int(self.starts[-1])


@dataclass(frozen=True, slots=True)
class SequenceGame:
    """Both players' sets, and what the second pays the first.

    Attributes
    ----------
    sides : tuple of Treeplex
    rows, columns : ndarray of int, shape (pairs,)
        Sequences of both players, sorted by rows.
    values : list of int
        Payoffs times chance's probabilities, times `scale`.
    scale : int
    """

    sides: tuple[Treeplex, Treeplex]
    rows: Integers
    columns: Integers
    values: list[int]
    scale: int

    def floats(self) -> Floats:
        """Payoffs times probabilities."""
        return np.array([value / self.scale for value in self.values])


def treeplex(before: Sequence[int], sizes: Sequence[int]) -> Treeplex:
    """Sets by the sequence before each and the number of moves at each."""
    return Treeplex(np.array(before, dtype=np.int64), 1 + np.cumsum([0, *sizes], dtype=np.int64))


def sequence_game(
    sides: tuple[Treeplex, Treeplex], payoffs: Mapping[tuple[int, int], Fraction]
) -> SequenceGame:
    """Put payoffs in order, over one denominator; zeros are left out."""
    pairs = sorted(pair for pair, value in payoffs.items() if value)
    scale = lcm(*(payoffs[pair].denominator for pair in pairs))
    values = [int(payoffs[pair] * scale) for pair in pairs]
    places = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return SequenceGame(sides, places[:, 0].copy(), places[:, 1].copy(), values, scale)


Visit = tuple[int, str, str, tuple[str, ...]]
"""A player (0 or 1), an information set, the move made and all moves there."""


@dataclass
class Builder:
    """Collects the plays of a game that is too large to be written down as a tree.

    Examples
    --------
    Matching pennies, where the second player does not see the first one's coin:

    >>> pennies, sides = Builder(), ("head", "tail")
    >>> for one in sides:
    ...     for two in sides:
    ...         play = [(0, "first", one, sides), (1, "second", two, sides)]
    ...         pennies.add(play, Fraction(1 if one == two else -1))
    >>> pennies.game().values
    [1, -1, -1, 1]
    """

    known: tuple[dict[str, int], dict[str, int]] = field(default_factory=lambda: ({}, {}))
    before: tuple[list[int], list[int]] = field(default_factory=lambda: ([], []))
    sizes: tuple[list[int], list[int]] = field(default_factory=lambda: ([], []))
    count: list[int] = field(default_factory=lambda: [1, 1])
    payoffs: dict[tuple[int, int], Fraction] = field(default_factory=dict)

    def add(self, visits: Iterable[Visit], amount: Fraction) -> None:
        """Add a play: the moves of both players, and payoff times chance."""
        made = [0, 0]
        for player, label, move, moves in visits:
            known = self.known[player]
            if label not in known:
                known[label] = self.count[player]
                self.count[player] += len(moves)
                self.before[player].append(made[player])
                self.sizes[player].append(len(moves))
            made[player] = known[label] + moves.index(move)
        key = made[0], made[1]
        self.payoffs[key] = self.payoffs.get(key, Fraction(0)) + amount

    def game(self) -> SequenceGame:
        """The game of all plays."""
        one, two = (treeplex(*each) for each in zip(self.before, self.sizes, strict=True))
        return sequence_game((one, two), self.payoffs)
