"""Faces of a player's best-reply polyhedron over the rationals: the only vertex, and claims.

A strategy z and the other's best payoff v, with the labels of a face: moves that z does not use,
replies that pay v. All numbers are whole, so that nothing here rounds.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import gcd

from flint import fmpz_mat

Rows = list[list[int]]


@dataclass(frozen=True, slots=True)
class Corner:
    """A vertex of a player's best-reply polyhedron.

    Attributes
    ----------
    shares : tuple of int
        Weights of the moves, without a common divisor.
    labels : int
        Moves not used and replies that are best, as bits.
    """

    shares: tuple[int, ...]
    labels: int

    def chances(self) -> list[Fraction]:
        """The probability of every move.

        Examples
        --------
        >>> [str(chance) for chance in Corner((1, 3), 0).chances()]
        ['1/4', '3/4']
        """
        total = sum(self.shares)
        return [Fraction(share, total) for share in self.shares]


@dataclass(frozen=True, slots=True)
class Polyhedron:
    """One player's strategies.

    Attributes
    ----------
    pays : list of list of int, shape (replies, moves)
        The other's payoffs.
    own, other : int
        Labels of the first move and of the first reply.
    """

    pays: Rows
    own: int
    other: int

    def support(self, labels: int) -> list[int]:
        """Moves that a face leaves free to be used."""
        return [c for c in range(len(self.pays[0])) if not labels >> (self.own + c) & 1]

    def tight(self, labels: int) -> list[int]:
        """Replies that are best on a face."""
        return [r for r in range(len(self.pays)) if labels >> (self.other + r) & 1]

    def equations(self, support: list[int], labels: int) -> Rows:
        """Equations in the used moves, the payoff v and the constant one."""
        rows = [[self.pays[r][c] for c in support] + [-1, 0] for r in self.tight(labels)]
        return [[1] * len(support) + [0, 1], *rows]

    def corner(self, shares: list[int]) -> Corner | None:
        """Check a strategy on a face: no negative share."""
        if min(shares) < 0:
            return None
        divisor = gcd(*shares)
        shares = [share // divisor for share in shares]
        used = [c for c, share in enumerate(shares) if share]
        pays = [sum(row[c] * shares[c] for c in used) for row in self.pays]
        most = max(pays)
        labels = sum(1 << (self.own + c) for c, share in enumerate(shares) if not share)
        labels |= sum(1 << (self.other + r) for r, pay in enumerate(pays) if pay == most)
        return Corner(tuple(shares), labels)

    def corners(self, labels: int) -> list[Corner] | None:
        """Vertices of the face with some labels, if it is a point or empty; else None.

        Examples
        --------
        >>> pennies = Polyhedron([[1, -1], [-1, 1]], 0, 2)
        >>> pennies.corners(0b1100)
        [Corner(shares=(1, 1), labels=12)]
        >>> pennies.corners(0b0100) is None
        True
        """
        support = self.support(labels)
        if not support:
            return []
        solved, scale, rank = fmpz_mat(self.equations(support, labels)).rref()
        if rank <= len(support):
            return None
        if rank > len(support) + 1 or not solved[len(support), len(support)]:
            return []  # the constant would have to be zero
        shares = [0] * len(self.pays[0])
        sign = 1 if scale > 0 else -1
        for place, move in enumerate(support):
            shares[move] = sign * int(solved[place, len(support) + 1])
        found = self.corner(shares)
        return [found] if found and found.labels & labels == labels else []

    def implies(self, labels: int, implied: int) -> bool:
        """Whether the equations of some labels imply those of others.

        Examples
        --------
        >>> pennies = Polyhedron([[1, -1], [-1, 1], [1, -1]], 0, 2)
        >>> pennies.implies(0b00100, 0b10000), pennies.implies(0b00100, 0b01000)
        (True, False)
        """
        support = self.support(labels)
        before = self.equations(support, labels)
        after = self.equations(support, labels | implied)
        zeros = [place for place, c in enumerate(support) if implied >> (self.own + c) & 1]
        after += [[int(k == place) for k in range(len(support) + 2)] for place in zeros]
        return bool(fmpz_mat(before).rank() == fmpz_mat(after).rank())

    def dimension(self, labels: int) -> int:
        """Dimension of the solutions of the equations of some labels.

        Examples
        --------
        >>> Polyhedron([[1, -1], [-1, 1]], 0, 2).dimension(0b0100)
        1
        """
        support = self.support(labels)
        unknowns = len(support) + 1
        left = [row[:unknowns] for row in self.equations(support, labels)]
        return unknowns - int(fmpz_mat(left).rank())
