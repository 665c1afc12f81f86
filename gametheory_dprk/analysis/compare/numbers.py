"""Floats as JSON holds them."""

from __future__ import annotations

import math

from gametheory_dprk.number import Number

DIGITS = 9
"""Decimals that are written of numbers found in floats."""


def json_number(value: float | None) -> float | str | None:
    """A number as JSON can hold it.

    Examples
    --------
    >>> json_number(0.5), json_number(-math.inf), json_number(None)
    (0.5, '-inf', None)
    """
    return str(value) if value is not None and math.isinf(value) else value


def rounded(value: Number | float | None) -> float | None:
    """A number without the digits in which machines differ; infinities stay.

    Examples
    --------
    >>> rounded(0.1 + 0.2), rounded(-1e-17), rounded(None)
    (0.3, 0.0, None)
    """
    return None if value is None else round(float(value), DIGITS) + 0.0
