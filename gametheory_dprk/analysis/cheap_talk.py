"""Partitions of cheap talk: uniform state, quadratic losses, a biased sender.

Source: Crawford and Sobel (1982), Strategic Information Transmission. The state is
uniform on [0, 1], the receiver loses (action - state)^2 and the sender (action - state - bias)^2.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import isqrt

from gametheory_dprk.errors import AnalysisError


@dataclass(frozen=True, slots=True)
class Partition:
    """An equilibrium in which the sender tells which interval the state lies in.

    Attributes
    ----------
    bias : Fraction
    cuts : tuple of Fraction
        Ends of the intervals, from 0 to 1; one more than there are intervals.
    actions : tuple of Fraction
        What the receiver does, the middle of each interval.
    receiver, sender : Fraction
        Expected payoffs, minus the expected losses.
    """

    bias: Fraction
    cuts: tuple[Fraction, ...]
    actions: tuple[Fraction, ...]
    receiver: Fraction
    sender: Fraction


def most_intervals(bias: Fraction) -> int:
    """Return the largest number N of intervals with 2 N (N - 1) |bias| < 1.

    Raises
    ------
    AnalysisError
        If the bias is zero: everything can then be told.

    Examples
    --------
    >>> [most_intervals(Fraction(1, n)) for n in (3, 4, 5, 12, 13)]
    [1, 1, 2, 2, 3]
    """
    if bias == 0:
        raise AnalysisError("a sender without bias can tell everything: there is no largest N")
    # N (N - 1) < 1/(2 |bias|) on whole numbers is N (N - 1) <= the largest of them below
    below = -(-(1 / (2 * abs(bias))) // 1) - 1
    return (1 + isqrt(1 + 4 * below)) // 2


def partition(bias: Fraction, intervals: int) -> Partition:
    """Return the equilibrium with so many intervals.

    Parameters
    ----------
    bias : Fraction
        How much larger an action the sender prefers; negative if smaller.
    intervals : int

    Raises
    ------
    AnalysisError
        If no equilibrium has so many intervals.

    Examples
    --------
    >>> found = partition(Fraction(1, 20), 3)
    >>> [str(cut) for cut in found.cuts], str(found.receiver)
    (['0', '2/15', '7/15', '1'], '-43/2700')
    """
    if intervals < 1 or (bias != 0 and intervals > most_intervals(bias)):
        raise AnalysisError(f"no equilibrium with bias {bias} has {intervals} intervals")
    cuts = tuple(
        Fraction(k, intervals) + 2 * bias * k * (k - intervals) for k in range(intervals + 1)
    )
    actions = tuple((low + high) / 2 for low, high in pairwise(cuts))
    square = intervals * intervals
    receiver = -Fraction(1, 12 * square) - bias * bias * (square - 1) / 3
    return Partition(bias, cuts, actions, receiver, receiver - bias * bias)


def partitions(bias: Fraction) -> tuple[Partition, ...]:
    """Return one equilibrium for every number of intervals, from one to the most.

    Up to what words mean, and to what is said off the path, these are all equilibria.

    Parameters
    ----------
    bias : Fraction
        Not zero.

    Raises
    ------
    AnalysisError
        If the bias is zero.

    Examples
    --------
    >>> [len(each.actions) for each in partitions(Fraction(1, 20))]
    [1, 2, 3]
    """
    return tuple(partition(bias, count) for count in range(1, most_intervals(bias) + 1))
