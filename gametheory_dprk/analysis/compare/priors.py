"""Priors of parameters, from what a file says of them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from gametheory_dprk.analysis.points import ends
from gametheory_dprk.errors import AnalysisError, ExpressionError
from gametheory_dprk.scenario.model import Interval, Parameter
from gametheory_dprk.scenario.values import exact_number

SHAPES = ("uniform", "loguniform", "fixed")
"""What a file may say under `prior`."""

FINEST = 10**6
"""Largest denominator of a value that comes of a logarithmic scale."""


@dataclass(frozen=True, slots=True)
class ParameterPrior:
    """A distribution over an interval, and the default value within it."""

    shape: str
    low: Fraction
    high: Fraction
    value: Fraction

    def draw(self, share: Fraction, width: Fraction) -> Fraction:
        """The value below which a share of the prior lies, drawn towards the default.

        Parameters
        ----------
        share : Fraction
            Between 0 and 1, both excluded.
        width : Fraction
            The distance from the default counts this many times: 1 leaves the prior as it is.

        Examples
        --------
        >>> prior = ParameterPrior("uniform", Fraction(0), Fraction(2), Fraction(1, 2))
        >>> [str(prior.draw(Fraction(3, 4), width)) for width in (Fraction(1), Fraction(1, 2))]
        ['3/2', '1']
        """
        return self.value + width * (self.quantile(share) - self.value)

    def quantile(self, share: Fraction) -> Fraction:
        """The value below which a share of the prior lies."""
        if self.shape == "uniform":
            return self.low + (self.high - self.low) * share
        whole = math.log(self.high / self.low)
        found = float(self.low) * math.exp(float(share) * whole)
        return Fraction(found).limit_denominator(FINEST)


def ordinal_prior(prior: ParameterPrior) -> ParameterPrior:
    """Uniform from 0 to 1, whatever the file says of magnitudes; signs are kept.

    Examples
    --------
    >>> given = ParameterPrior("uniform", Fraction(-3), Fraction(0), Fraction(-1))
    >>> found = ordinal_prior(given)
    >>> str(found.low), str(found.high)
    ('-1', '0')
    """
    low = Fraction(-1 if prior.low < 0 else 0)
    high = Fraction(1 if prior.high > 0 else 0)
    return ParameterPrior("uniform", low, high, (low + high) / 2)


def parameter_prior(parameter: Parameter, value: Fraction) -> ParameterPrior | None:
    """Read the prior of a parameter; None where it is fixed.

    Parameters
    ----------
    parameter : Parameter
        Its `prior` is `uniform` (the default), `loguniform` or `fixed`, over its range, or
        one of the first two with an interval of its own: `{uniform: [0, 1]}`.
    value : Fraction
        The default value.

    Raises
    ------
    AnalysisError
        If the file says something else.
    """
    shape, interval = stated(parameter)
    if shape == "fixed" or interval is None:
        return None
    low, high = ends(interval, value)
    if not low <= value <= high or low == high:
        raise AnalysisError(f"prior of {parameter.name}: {value} is not between its ends")
    if shape == "loguniform" and low <= 0:
        raise AnalysisError(f"prior of {parameter.name}: loguniform needs a positive low end")
    return ParameterPrior(shape, low, high, value)


def stated(parameter: Parameter) -> tuple[str, Interval | None]:
    """The shape of a prior, and the interval it is over."""
    said: Any = parameter.prior
    if said is None:
        return "uniform", parameter.range
    if str(said) in SHAPES:
        return str(said), parameter.range
    try:
        ((shape, (low, high)),) = dict(said).items()
        if shape in SHAPES[:2]:
            return shape, Interval(exact_number(str(low)), exact_number(str(high)))
    except (TypeError, ValueError, ExpressionError):
        pass
    wanted = f"{', '.join(SHAPES)}, or uniform or loguniform with [low, high]"
    raise AnalysisError(f"prior of {parameter.name}: expected {wanted}")
