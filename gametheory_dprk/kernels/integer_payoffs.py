"""Payoffs as whole numbers: what exact arithmetic on arrays starts from.

A positive common factor of a player's payoffs changes no equilibrium, so a block of payoffs is
written over its common denominator, which is then dropped.
"""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[Any]

MANTISSA = 53
"""Bits of a double."""


def integer_rows(block: Matrix) -> list[list[int]]:
    """Whole numbers that stand for payoffs up to one positive factor.

    Parameters
    ----------
    block : ndarray, shape (rows, columns)
        Of integers, floats (the binary fractions they are), or `Fraction` objects.

    Examples
    --------
    >>> integer_rows(np.array([[0.5, 0.75], [-1.0, 0.0]]))
    [[2, 3], [-4, 0]]
    >>> integer_rows(np.array([[Fraction(1, 2), Fraction(1, 3)]]))
    [[3, 2]]
    """
    if block.dtype.kind in "iub":
        return [[int(entry) for entry in row] for row in block.tolist()]
    return from_floats(block) if block.dtype.kind == "f" else from_fractions(block)


def from_floats(block: Matrix) -> list[list[int]]:
    """Mantissas, moved to the smallest exponent."""
    mantissas, exponents = np.frexp(block.astype(np.float64))
    whole = (mantissas * 2.0**MANTISSA).astype(np.int64)
    while whole.any() and not (whole & 1).any():
        whole >>= 1
    if not whole.any():
        return [[int(entry) for entry in row] for row in whole.tolist()]
    shifts = np.where(whole != 0, exponents - exponents[whole != 0].min(), 0)
    pairs = zip(whole.tolist(), shifts.tolist(), strict=True)
    return [[int(w) << int(s) for w, s in zip(*row, strict=True)] for row in pairs]


def from_fractions(block: Matrix) -> list[list[int]]:
    """Numerators over the common denominator."""
    rows = [[Fraction(entry) for entry in row] for row in block.tolist()]
    common = lcm(*{entry.denominator for row in rows for entry in row})
    return [[entry.numerator * (common // entry.denominator) for entry in row] for row in rows]
