"""What one look at two payoff matrices tells: whether some pure profile is an equilibrium."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from gametheory_dprk.kernels.compiled import compiled

Floats = npt.NDArray[np.float64]

TILE = 16
"""Side of the blocks in which a matrix is transposed, two cache lines of doubles."""


@compiled
def find_pure(first: Any, second: Any) -> tuple[int, int]:
    """First pure equilibrium in the order of rows, (-1, -1) where there is none.

    Examples
    --------
    >>> import numpy as np
    >>> find_pure(np.array([[3.0, 0.0], [5.0, 1.0]]), np.array([[3.0, 5.0], [0.0, 1.0]]))
    (1, 1)
    """
    rows, columns = first.shape
    best = first[0].copy()
    for i in range(1, rows):
        row = first[i]
        for j in range(columns):
            best[j] = max(best[j], row[j])
    for i in range(rows):
        row, reply = first[i], second[i]
        top = reply[0]
        for j in range(1, columns):
            top = max(top, reply[j])
        for j in range(columns):
            if reply[j] == top and row[j] == best[j]:
                return i, j
    return -1, -1


@compiled
def transposed(matrix: Any) -> Any:
    """A contiguous transpose, copied in blocks that stay in the cache.

    Examples
    --------
    >>> import numpy as np
    >>> transposed(np.array([[1.0, 2.0], [3.0, 4.0]]))
    array([[1., 3.],
           [2., 4.]])
    """
    rows, columns = matrix.shape
    result = np.empty((columns, rows))
    for top in range(0, rows, TILE):
        for left in range(0, columns, TILE):
            for j in range(left, min(left + TILE, columns)):
                for i in range(top, min(top + TILE, rows)):
                    result[j, i] = matrix[i, j]
    return result
