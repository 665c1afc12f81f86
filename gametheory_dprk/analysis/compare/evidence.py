"""Likelihoods turned into Bayes factors, posteriors and decibels."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from gametheory_dprk.analysis.compare.rivals import Rival
from gametheory_dprk.number import Number

Ratio = Number | float | None
"""An exact ratio; infinite where only the denominator is zero, None where both are."""


def ratio(one: Number, other: Number) -> Ratio:
    """Divide, telling 1/0 from 0/0.

    Examples
    --------
    >>> ratio(Fraction(1), Fraction(4, 9)), ratio(Fraction(1), Fraction(0))
    (Fraction(9, 4), inf)
    >>> ratio(Fraction(0), Fraction(0)) is None
    True
    """
    if other:
        return one / other
    return math.inf if one else None


def log10(value: Ratio) -> float | None:
    """Logarithm to base 10 of an exact number of any size.

    Examples
    --------
    >>> log10(Fraction(1, 10**400)), log10(Fraction(0)), log10(None) is None
    (-400.0, -inf, True)
    """
    if value is None:
        return None
    if not value:
        return -math.inf
    if isinstance(value, float):
        return math.log10(value)
    if isinstance(value, Fraction):
        return math.log10(value.numerator) - math.log10(value.denominator)
    return math.log10(float(value))


def decibel(value: Ratio) -> float | None:
    """Ten times the logarithm to base 10 (Good 1950, after Turing, weighs evidence so).

    Examples
    --------
    >>> decibel(Fraction(1, 10)), decibel(Fraction(1))
    (-10.0, 0.0)
    """
    found = log10(value)
    return None if found is None else 10 * found


def equilibrium_pairs(rival: Rival, first: Rival) -> list[tuple[Number, Number]]:
    """Evidence of a hypothesis and of the first in all equilibria that may go together.

    Within one game both hypotheses are held against the same equilibrium; hypotheses that are
    different games may be in any pair of equilibria.
    """
    if rival.shares_game(first):
        return [(a[-1], b[-1]) for a, b in zip(rival.runs, first.runs, strict=True)]
    ones, others = ({run[-1] for run in each.runs} for each in (rival, first))
    return [(one, other) for one in ones for other in others]


def posterior(prior: Mapping[str, Number], evidence: Mapping[str, Number]) -> dict[str, Number]:
    """Bayes' rule; empty where the record is impossible under every hypothesis.

    Examples
    --------
    >>> even = dict.fromkeys(("genuine", "ploy"), Fraction(1, 2))
    >>> posterior(even, {"genuine": Fraction(1), "ploy": Fraction(1, 3)})["genuine"]
    Fraction(3, 4)
    """
    joint = {name: weight * evidence[name] for name, weight in prior.items()}
    whole = sum(joint.values(), Fraction(0))
    return {name: weight / whole for name, weight in joint.items()} if whole else {}


def alike(one: Rival, other: Rival) -> bool:
    """Tell whether no equilibrium lets the record tell two hypotheses apart.

    Within one game both give every clue the same probability in each equilibrium. Different
    games are alike if they offer the same likelihoods, clue by clue, over their equilibria.
    """
    if one.shares_game(other):
        return one.runs == other.runs
    return set(one.runs) == set(other.runs)


def unidentified(rivals: Sequence[Rival]) -> Iterable[tuple[str, str]]:
    """Pairs of hypotheses that the record cannot tell apart."""
    for k, one in enumerate(rivals):
        for other in rivals[k + 1 :]:
            if alike(one, other):
                yield one.id, other.id


def information(prior: Mapping[str, Number], chances: Mapping[str, Mapping[str, Number]]) -> float:
    """Expected information of an observation, in bits.

    Parameters
    ----------
    prior : Mapping[str, Fraction]
        Probability of each hypothesis before the observation.
    chances : Mapping[str, Mapping[str, Fraction]]
        For each hypothesis, the probability of each thing that may be observed.

    Returns
    -------
    float
        Sum over what may be observed of its probability times the Kullback-Leibler divergence
        of the posterior from the prior.

    Examples
    --------
    >>> even = dict.fromkeys(("genuine", "ploy"), Fraction(1, 2))
    >>> sure, never = {"step": Fraction(1), "none": Fraction(0)}, {"step": 0, "none": Fraction(1)}
    >>> information(even, {"genuine": sure, "ploy": never})
    1.0
    """
    total = 0.0
    for observation in next(iter(chances.values())):
        likelihood = {name: each[observation] for name, each in chances.items()}
        whole = sum((prior[name] * likelihood[name] for name in prior), Fraction(0))
        for name, weight in prior.items():
            share = weight * likelihood[name]
            if share:
                total += float(share) * math.log2(likelihood[name] / whole)
    return max(total, 0.0)
