"""Averages of evidence over draws: Bayes factors, their errors, and how many draws count."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Pair = tuple[float, float]
"""Evidence of a hypothesis and of the first one, in equilibria that may go together."""

LARGEST_SHARE = 0.05
"""Share of the sum that one draw may carry before the estimate is flagged."""


@dataclass(frozen=True, slots=True)
class Average:
    """Evidence averaged over draws.

    Attributes
    ----------
    mean : float
    effective : float
        Effective number of draws, (sum w)^2 / sum w^2 (Kish 1965).
    largest_share : float
        Share of the sum that one draw carries.
    """

    mean: float
    effective: float
    largest_share: float


def average(evidence: Sequence[float]) -> Average:
    """Average evidence over draws.

    Examples
    --------
    >>> average([1.0, 1.0, 2.0])
    Average(mean=1.3333333333333333, effective=2.6666666666666665, largest_share=0.5)
    """
    whole = math.fsum(evidence)
    if not whole:
        return Average(0.0, 0.0, 0.0)
    squares = math.fsum(each**2 for each in evidence)
    return Average(whole / len(evidence), whole**2 / squares, max(evidence) / whole)


def factor(ones: Sequence[float], others: Sequence[float]) -> float | None:
    """Log10 ratio of two averages over common draws; infinite, or None for 0/0."""
    return log_ratio(math.fsum(ones), math.fsum(others))


def log_ratio(one: float, other: float) -> float | None:
    """Log10 of a ratio, telling 1/0 from 0/0."""
    if one and other:
        return math.log10(one) - math.log10(other)
    return None if one == other else math.inf if one else -math.inf


def factor_error(ones: Sequence[float], others: Sequence[float]) -> float | None:
    """Standard error of the log10 ratio of two averages over common draws.

    By the delta method, as if draws were independent; those of a Sobol sequence are spread
    more evenly, so that the true error is as a rule smaller. None where it is unknown.

    Examples
    --------
    >>> factor_error([1.0, 2.0], [2.0, 4.0]), factor_error([1.0], [2.0]) is None
    (0.0, True)
    """
    if len(ones) < 2 or not any(ones) or not any(others):
        return None
    return standard_error(
        [a - b for a, b in zip(relative(ones), relative(others), strict=True)]
    ) / math.log(10)


def posterior_errors(
    posterior: Mapping[str, float], evidence: Mapping[str, Sequence[float]]
) -> dict[str, float | None]:
    """Standard errors of posterior probabilities, by the delta method."""
    if len(next(iter(evidence.values()))) < 2:
        return dict.fromkeys(posterior)
    ratios = {name: relative(evidence[name]) for name in posterior}
    whole = [
        math.fsum(posterior[name] * row[name] for name in posterior)
        for row in (
            dict(zip(ratios, values, strict=True)) for values in zip(*ratios.values(), strict=True)
        )
    ]
    return {
        name: chance * standard_error([a - b for a, b in zip(ratios[name], whole, strict=True)])
        for name, chance in posterior.items()
    }


def relative(evidence: Sequence[float]) -> list[float]:
    """Evidence as multiples of its average; zeros where all is zero."""
    mean = math.fsum(evidence) / len(evidence)
    return [each / mean if mean else 0.0 for each in evidence]


def standard_error(influences: Sequence[float]) -> float:
    """Standard error of an average of terms that sum to zero."""
    count = len(influences)
    return math.sqrt(math.fsum(each**2 for each in influences) / (count * (count - 1)))


def factor_bounds(draws: Sequence[Sequence[Pair]]) -> tuple[float | None, float | None]:
    """Least and greatest log10 Bayes factor over all choices of an equilibrium at each draw.

    Parameters
    ----------
    draws : sequence of sequence of Pair
        For each draw, the evidence in each equilibrium.

    Examples
    --------
    One equilibrium at the first draw, two at the second:

    >>> low, high = factor_bounds([[(0.5, 1.0)], [(1.0, 1.0), (0.1, 1.0)]])
    >>> round(10**low, 3), round(10**high, 3)
    (0.3, 0.75)
    """
    turned = [[(b, a) for a, b in pairs] for pairs in draws]
    low, high = greatest(turned), greatest(draws)
    return None if low is None else -low + 0.0, high


def greatest(draws: Sequence[Sequence[Pair]]) -> float | None:
    """Greatest log10 ratio of sums when one pair is chosen at each draw (Dinkelbach 1967)."""
    chosen = [max(pairs, key=lambda pair: (pair[0], -pair[1])) for pairs in draws]
    while True:
        one, other = (math.fsum(column) for column in zip(*chosen, strict=True))
        if not one or not other:
            return log_ratio(one, other)
        rate = one / other
        better = [max(pairs, key=lambda pair: pair[0] - rate * pair[1]) for pairs in draws]
        above, below = (math.fsum(column) for column in zip(*better, strict=True))
        if above <= rate * below * (1 + 1e-12):
            return log_ratio(one, other)
        chosen = better
