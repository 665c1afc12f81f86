"""Averages of evidence over draws: Bayes factors, their errors, and how many draws count."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gametheory_dprk.analysis.compare.batches.arrays import Floats

LARGEST_SHARE = 0.05
"""Share of the sum that one draw may carry before the estimate is flagged."""

CLOSE = 1e-12
"""Relative gain below which a choice of equilibria counts as the best."""


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


def average(evidence: Floats) -> Average:
    """Average evidence over draws.

    Examples
    --------
    >>> import numpy as np
    >>> average(np.array([1.0, 1.0, 2.0]))
    Average(mean=1.3333333333333333, effective=2.6666666666666665, largest_share=0.5)
    """
    whole = float(evidence.sum())
    if not whole:
        return Average(0.0, 0.0, 0.0)
    relative = evidence / whole
    effective = 1 / float((relative**2).sum())
    return Average(whole / len(evidence), effective, float(relative.max()))


def factor(ones: Floats, others: Floats) -> float | None:
    """Log10 ratio of two averages over common draws; infinite, or None for 0/0."""
    return log_ratio(float(ones.sum()), float(others.sum()))


def log_ratio(one: float, other: float) -> float | None:
    """Log10 of a ratio, telling 1/0 from 0/0."""
    if one and other:
        return math.log10(one) - math.log10(other) + 0.0
    return None if one == other else math.inf if one else -math.inf


def factor_error(ones: Floats, others: Floats) -> float | None:
    """Standard error of the log10 ratio of two averages over common draws.

    By the delta method, as if draws were independent; those of a Sobol sequence are spread
    more evenly, so that the true error is as a rule smaller. None where it is unknown.

    Examples
    --------
    >>> import numpy as np
    >>> factor_error(np.array([1.0, 2.0]), np.array([2.0, 4.0]))
    0.0
    >>> factor_error(np.array([1.0]), np.array([2.0])) is None
    True
    """
    if len(ones) < 2 or not ones.any() or not others.any():
        return None
    return standard_error(ones / ones.mean() - others / others.mean()) / math.log(10)


def posterior_errors(
    posterior: Mapping[str, float], evidence: Mapping[str, Floats]
) -> dict[str, float | None]:
    """Standard errors of posterior probabilities, by the delta method."""
    if len(next(iter(evidence.values()))) < 2:
        return dict.fromkeys(posterior)
    ratios = {name: relative(evidence[name]) for name in posterior}
    whole = sum(posterior[name] * ratio for name, ratio in ratios.items())
    return {
        name: chance * standard_error(ratios[name] - whole) for name, chance in posterior.items()
    }


def relative(evidence: Floats) -> Floats:
    """Evidence as multiples of its average; zeros where all is zero."""
    return evidence / (evidence.mean() or 1.0)


def standard_error(influences: Floats) -> float:
    """Standard error of an average of terms that sum to zero."""
    count = len(influences)
    return math.sqrt(float((influences**2).sum()) / (count * (count - 1)))


def factor_bounds(ones: Floats, others: Floats) -> tuple[float | None, float | None]:
    """Least and greatest log10 Bayes factor over all choices of an equilibrium at each draw.

    Parameters
    ----------
    ones, others : ndarray, shape (equilibria, draws)
        Evidence in equilibria that go together; nan where a draw has fewer.

    Examples
    --------
    One equilibrium at the first draw, two at the second:

    >>> import numpy as np
    >>> ones = np.array([[0.5, 1.0], [np.nan, 0.1]])
    >>> low, high = factor_bounds(ones, np.array([[1.0, 1.0], [np.nan, 1.0]]))
    >>> round(10**low, 3), round(10**high, 3)
    (0.3, 0.75)
    """
    low, high = greatest(others, ones), greatest(ones, others)
    return None if low is None else -low + 0.0, high


def greatest(ones: Floats, others: Floats) -> float | None:
    """Greatest log10 ratio of sums when one pair is chosen at each draw (Dinkelbach 1967)."""
    import numpy as np

    columns = np.arange(ones.shape[1])
    absent = np.isnan(ones)

    def sums(score: Floats) -> tuple[float, float]:
        best = np.where(absent, -np.inf, score).argmax(axis=0)
        return float(ones[best, columns].sum()), float(others[best, columns].sum())

    one, other = sums(np.where(absent, 0.0, ones))
    while one and other:
        rate = one / other
        above, below = sums(np.where(absent, 0.0, ones - rate * others))
        if above <= rate * below * (1 + CLOSE):
            break
        one, other = above, below
    return log_ratio(one, other)
