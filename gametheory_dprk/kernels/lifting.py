"""Large systems of linear equations over whole numbers, solved to as many digits as it takes.

The inverse in floats gives each time the next 32 binary digits of the solution; what is left is
computed without rounding, since all numbers in it are whole and below 2 ** 53 (Wan 2006). From
twice as many digits as the determinant has follows the common denominator, by continued fractions.
Whoever uses the result has to check it: `exact_products` does so at the same speed.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Digits = npt.NDArray[np.int64]

BITS = 32
"""Binary digits that are found at once."""

LARGEST = 2.0**53
"""Below this, sums of whole numbers in floats are exact."""

SPARE = 128
"""Binary digits more than the determinant calls for, since it is known up to rounding."""


def common_fractions(system: Floats) -> tuple[list[int], int] | None:
    """Whole numbers that a system sends to one and the same whole number, and this number.

    Parameters
    ----------
    system : ndarray, shape (size, size)
        Of whole numbers.

    Returns
    -------
    tuple or None
        None if the system is too near to a singular one, or has entries too large for floats.

    Examples
    --------
    >>> common_fractions(np.array([[1.0, 3.0], [3.0, 2.0]]))
    ([1, 2], 7)
    """
    try:
        inverse = np.linalg.inv(system).astype(np.float64)
    except np.linalg.LinAlgError:
        return None
    wanted = 2 * float(np.linalg.slogdet(system)[1]) / np.log(2) + SPARE
    if not wanted < np.inf:
        return None
    digits = lifted(system, inverse, int(wanted) // BITS + 1)
    if digits is None:
        return None
    return over_common(joined(digits), BITS * (len(digits) - 1))


def over_common(solution: Sequence[int], length: int) -> tuple[list[int], int]:
    """Numerators over one denominator, from numbers with so many binary digits behind the point.

    The digits are more than twice those of the denominator, so that what is no whole number after
    multiplying is far from any.

    Examples
    --------
    >>> over_common([(1 << 64) // 3, (1 << 64) // 2], 64)
    ([2, 3], 6)
    """
    common, unit = 1, 1 << length
    half, mask = unit >> 1, unit - 1
    while True:
        scaled = [each * common + half for each in solution]
        beyond = ((each & mask) - half for each in scaled)
        far = next((each for each in beyond if abs(each) >> (length // 2)), None)
        if far is None:
            return [each >> length for each in scaled], common
        common *= Fraction(far, unit).limit_denominator(1 << length // 2).denominator


def lifted(system: Floats, inverse: Floats, count: int) -> Digits | None:
    """Digits of the solution, a row each; the first is the whole part.

    Returns None where a step loses what it should gain, or rounding could enter.
    """
    step = 2.0**BITS
    widest = float(np.abs(system).sum(axis=1).max())
    left = np.ones(len(system))
    digits = np.zeros((count + 1, len(system)), np.int64)
    for k in range(count + 1):
        found = np.rint(inverse @ left)
        if float(np.abs(found).max()) * widest + float(np.abs(left).max()) >= LARGEST:
            return None
        digits[k] = found
        left = left - system @ found
        if float(np.abs(left).max()) > widest:
            return None
        left *= step
    return digits


def joined(digits: Digits) -> list[int]:
    """The numbers whose digits are given, the highest first, each perhaps negative or too large.

    Examples
    --------
    >>> joined(np.array([[1, 0], [-1, 5]])) == [2**32 - 1, 5]
    True
    """
    carried = digits.copy()
    for k in range(len(digits) - 1, 0, -1):
        over = carried[k] >> BITS
        carried[k] -= over << BITS
        carried[k - 1] += over
    tails = np.ascontiguousarray(carried[:0:-1].T.astype("<u4"))
    length = BITS * (len(digits) - 1)
    return [
        (int(head) << length) + int.from_bytes(tail.tobytes(), "little")
        for head, tail in zip(carried[0], tails, strict=True)
    ]


def exact_products(matrix: Floats, weights: Sequence[int]) -> list[int] | None:
    """A matrix of whole numbers times long whole numbers, exactly; None if it has too large ones.

    Parameters
    ----------
    matrix : ndarray, shape (rows, size)
    weights : sequence of int, length size
        None of them negative.

    Examples
    --------
    >>> exact_products(np.array([[1.0, 2.0], [3.0, 0.0]]), [10**20, 1])
    [100000000000000000002, 300000000000000000000]
    """
    if float(np.abs(matrix).sum(axis=1).max()) * 2.0**BITS >= LARGEST:
        return None
    parts = max(weights).bit_length() // BITS + 1
    text = b"".join(each.to_bytes(parts * BITS // 8, "big") for each in weights)
    digits: Any = np.frombuffer(text, ">u4").reshape(len(weights), parts).astype(np.float64)
    products = np.concatenate([np.zeros((1, len(matrix))), (matrix @ digits).T])
    return joined(products.astype(np.int64))
