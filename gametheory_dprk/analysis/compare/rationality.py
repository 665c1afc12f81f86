"""The prior over rationality: a few values of lambda, each with a weight."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TypeAlias

from gametheory_dprk.errors import AnalysisError, ExpressionError
from gametheory_dprk.scenario.values import exact_number

RationalityPrior: TypeAlias = Mapping[Fraction, Fraction]
"""Weights, summing to one, of values of lambda."""

GRID: RationalityPrior = {Fraction(2**power): Fraction(1, 7) for power in range(7)}
"""From 1 to 64, each value twice the one before; payoffs range from 0 to 1."""

HIGHEST = 10**6
"""Values of lambda beyond this are refused."""


def read_rationality_prior(text: str) -> RationalityPrior:
    """Read values of lambda with commas between them, each with its weight after a colon.

    Where no weights are given all values weigh the same.

    Raises
    ------
    AnalysisError

    Examples
    --------
    >>> read_rationality_prior("2, 8")
    {Fraction(2, 1): Fraction(1, 2), Fraction(8, 1): Fraction(1, 2)}
    >>> read_rationality_prior("0.5:1, 4:3")[Fraction(4)]
    Fraction(3, 4)
    """
    weights: dict[Fraction, Fraction] = {}
    for part in text.split(","):
        value, colon, weight = part.partition(":")
        try:
            rationality, share = exact_number(value), exact_number(weight if colon else "1")
        except ExpressionError:
            wanted = "expected LAMBDA or LAMBDA:WEIGHT"
            raise AnalysisError(f"rationality: {wanted}, got {part!r:.40}") from None
        if not 0 <= rationality <= HIGHEST or share <= 0:
            wanted = f"lambda is from 0 to {HIGHEST} and has a positive weight"
            raise AnalysisError(f"rationality: {wanted}, got {part!r:.40}")
        weights[rationality] = weights.get(rationality, Fraction(0)) + share
    whole = sum(weights.values(), Fraction(0))
    return {rationality: share / whole for rationality, share in weights.items()}
