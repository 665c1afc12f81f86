"""Sparse distributions, and comparisons of what they are worth in floats with proved bounds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import isfinite
from typing import Any

import numpy as np
import numpy.typing as npt

from gametheory_dprk.errors import ExpressionError
from gametheory_dprk.expr.enclosure import MARGIN, TINY, UNIT, enclose
from gametheory_dprk.solution import Check, Distribution

Array = npt.NDArray[Any]

ZERO = Fraction(0)

BEYOND = Fraction(10**400)
"""Larger than every float."""


@dataclass(frozen=True, slots=True)
class Lottery:
    """A sparse distribution for each of several places, one entry after the other.

    Attributes
    ----------
    starts : ndarray of int
        The first entry of each place.
    members : ndarray of int
    chances : list of Fraction
    """

    starts: Array
    members: Array
    chances: list[Any]

    @classmethod
    def read(
        cls, table: Mapping[str, Distribution], places: Sequence[str], names: Sequence[str]
    ) -> Lottery:
        """Read the distributions of some places, in their order."""
        position = {name: k for k, name in enumerate(names)}
        entries = [[(position[n], c) for n, c in table[p].items() if c] for p in places]
        counts = np.array([len(each) for each in entries])
        flat = [entry for each in entries for entry in each]
        members = np.array([member for member, _ in flat])
        return cls(np.cumsum(counts) - counts, members, [chance for _, chance in flat])

    def span(self, place: int) -> range:
        """The entries of one place."""
        later = self.starts[place + 1 : place + 2]
        return range(int(self.starts[place]), int(later[0]) if len(later) else len(self.chances))

    def places(self) -> Array:
        """The place of every entry."""
        counts = np.diff(np.append(self.starts, len(self.members)))
        return np.repeat(np.arange(len(counts)), counts)

    def mean(self, values: Array, errors: Array, first: int, stop: int) -> tuple[Array, Array]:
        """Expected values at some places, of entries along the first axis, with error bounds."""
        span = slice(self.span(first).start, self.span(stop - 1).stop)
        starts = self.starts[first:stop] - span.start
        if len(starts) == len(values) and all(chance == 1 for chance in self.chances[span]):
            return values, errors
        bounded = zip(*map(enclose, self.chances[span]), strict=True)
        near, off = (np.array(each)[:, None] for each in bounded)
        terms = values * near
        size = np.abs(terms)
        most = int(np.diff(np.append(starts, len(values))).max())
        off = errors * (near + off) + np.abs(values) * off + size * (UNIT * (most + 2)) + TINY * 2
        return np.add.reduceat(terms, starts), np.add.reduceat(off, starts) * MARGIN


@dataclass(frozen=True, slots=True)
class Duels:
    """At each of several places, what is played against all alternatives.

    Attributes
    ----------
    floors, ceilings : list of float
        At each place, what every alternative that is played is worth at least, and any at most.
    uppers : ndarray, shape (places, alternatives)
        What alternatives are worth at most; minus infinity for one that is played alone.
    plays : Lottery
    first : int
        The number of the first place.
    """

    floors: list[float]
    ceilings: list[float]
    uppers: Array
    plays: Lottery
    first: int

    @classmethod
    def between(cls, values: Array, errors: Array, plays: Lottery, first: int) -> Duels:
        """Bounds at some places, the first of which has a given number."""
        uppers, count = values + errors, len(values)
        start, stop = plays.span(first).start, plays.span(first + count - 1).stop
        starts, own = plays.starts[first : first + count] - start, plays.members[start:stop]
        counts = np.diff(np.append(starts, len(own)))
        places = np.repeat(np.arange(count), counts)
        floors = np.minimum.reduceat(values[places, own] - errors[places, own], starts)
        alone = counts == 1
        uppers[alone, own[starts[alone]]] = -np.inf
        ceilings = np.nextafter(uppers.max(axis=1), np.inf)
        return cls(np.nextafter(floors, -np.inf).tolist(), ceilings.tolist(), uppers, plays, first)

    def claim(self, place: int, claim: str, exactly: Callable[[int], Fraction]) -> Check:
        """What is played earns at least the best alternative.

        Parameters
        ----------
        exactly : callable
            The exact value of an alternative; raises `ExpressionError` where it is irrational.
        """
        floor, ceiling = self.floors[place], self.ceilings[place]
        if floor > ceiling:
            return Check(claim, rational(floor), ">=", rational(ceiling))
        try:
            members, chances = self.plays.members, self.plays.chances
            entries = self.plays.span(self.first + place)
            left = sum((chances[e] * exactly(int(members[e])) for e in entries), ZERO)
            close = (self.uppers[place] >= floor).nonzero()[0].tolist()
            return Check(claim, left, ">=", max(map(exactly, close), default=left))
        except ExpressionError:
            return Check(claim, rational(floor), ">=", rational(ceiling))


def rational(bound: float) -> Fraction:
    """A bound as the exact number it is; an infinite one as a number beyond all payoffs."""
    if isfinite(bound):
        return Fraction(bound)
    return BEYOND if bound > 0 else -BEYOND
