"""Parameter points as arrays, read and checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from gametheory_dprk.errors import AnalysisError, nearest_name

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array: TypeAlias = NDArray[np.float64]


def read_points(points: Mapping[str, Any], names: Sequence[str]) -> tuple[Array, tuple[int, ...]]:
    """Bring parameters to columns of one length.

    Raises
    ------
    AnalysisError
    """
    import numpy as np

    missing = [name for name in names if name not in points]
    if missing:
        raise AnalysisError(f"no values for {', '.join(missing)}")
    for name in points:
        if name not in names:
            hint = nearest_name(name, names)
            raise AnalysisError(f"unknown parameter {name!r} {hint}".rstrip())
    arrays = [column(name, points[name]) for name in names]
    try:
        together = np.broadcast_arrays(*arrays)
    except ValueError:
        shapes = ", ".join(f"{n} {a.shape}" for n, a in zip(names, arrays, strict=True))
        raise AnalysisError(f"the shapes of the parameters do not fit: {shapes}") from None
    shape = together[0].shape if together else ()
    columns = np.array([each.ravel() for each in together]).reshape(len(names), -1)
    return columns, shape


def column(name: str, given: Any) -> Array:
    """Read the values of a parameter.

    Raises
    ------
    AnalysisError
    """
    import numpy as np

    try:
        found = np.asarray(given, dtype=np.float64)
    except (TypeError, ValueError):
        raise AnalysisError(f"{name}: expected numbers, got {given!r:.60}") from None
    if not np.isfinite(found).all():
        raise AnalysisError(f"{name}: expected finite numbers")
    return found
