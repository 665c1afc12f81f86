"""Reading the payoff arrays of research code: numbers stay what they are, or become exact."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gametheory_dprk.games.arrays import exact_entries

if TYPE_CHECKING:
    import numpy.typing as npt

    Matrix = npt.NDArray[Any]


def read_payoffs(A: Any, B: Any) -> tuple[Matrix, Matrix]:  # noqa: N803
    """Read two payoff arrays of one shape.

    Parameters
    ----------
    A, B : array_like, shape (rows, columns)
        Numpy arrays of integers or floats are taken as they are, views too; everything else is
        read entry by entry, exactly, into arrays of `Fraction`.

    Raises
    ------
    ValueError
        Naming the array at fault and the shape expected.

    Examples
    --------
    >>> read_payoffs([["1/3"]], [[2]])[0]
    array([[Fraction(1, 3)]], dtype=object)
    >>> read_payoffs([[float("nan")]], [[0]])
    Traceback (most recent call last):
    ...
    ValueError: A: nan is not a finite number
    """
    import numpy as np

    if is_plain(A) and is_plain(B) and A.shape == B.shape and A.ndim == 2 and A.size:
        for name, array in (("A", A), ("B", B)):
            require_finite(name, array)
        return A, B
    try:
        shape, entries = exact_entries((A, B))
    except ValueError as error:
        message = str(error).replace("payoffs[0]", "A").replace("payoffs[1]", "B")
        raise ValueError(message) from None
    first, second = (np.array(table, dtype=object).reshape(shape) for table in entries)
    return first, second


def is_plain(array: Any) -> bool:
    """Whether an array holds machine integers or floats no wider than a double."""
    import numpy as np

    if not isinstance(array, np.ndarray):
        return False
    return array.dtype.kind in "iu" or (array.dtype.kind == "f" and array.dtype.itemsize <= 8)


def require_finite(name: str, array: Matrix) -> None:
    """Refuse NaN and infinity, which show in the extremes of an array.

    Raises
    ------
    ValueError
    """
    from math import isfinite

    for extreme in (array.min(), array.max()):
        if not isfinite(extreme):
            raise ValueError(f"{name}: {extreme} is not a finite number")
