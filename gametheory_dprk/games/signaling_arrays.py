"""Reading the arrays and weights of signaling games."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from gametheory_dprk.games.arrays import exact_entry, shape_of

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


def signaling_shape(sender: Any, receiver: Any) -> tuple[int, ...]:
    """The shape that both players' payoffs have.

    Raises
    ------
    ValueError
        If they have none, or not the same.

    Examples
    --------
    >>> signaling_shape([[[0, 1]]], [[[1, 0]]])
    (1, 1, 2)
    """
    shapes = shape_of(sender, "sender"), shape_of(receiver, "receiver")
    if len(shapes[0]) != 3 or 0 in shapes[0] or shapes[1] != shapes[0]:
        raise ValueError(
            f"sender, receiver: expected one shape (types, signals, responses), got {shapes[0]} "
            f"and {shapes[1]}"
        )
    return shapes[0]


def signaling_names(shape: tuple[int, ...]) -> list[tuple[str, ...]]:
    """Names of types, signals and responses: t1, t2, ..., m1, ..., r1, ...

    Examples
    --------
    >>> signaling_names((1, 2, 1))
    [('t1',), ('m1', 'm2'), ('r1',)]
    """
    return [
        tuple(f"{letter}{k + 1}" for k in range(size))
        for letter, size in zip("tmr", shape, strict=True)
    ]


def float_table(which: str, given: Any) -> npt.NDArray[np.float64]:
    """Payoffs as an array of floats, which is not copied if it is one.

    Raises
    ------
    ValueError
        If some are not finite numbers.

    Examples
    --------
    >>> float_table("sender", [[[1, 2]]]).shape
    (1, 1, 2)
    """
    import numpy as np

    try:
        table = np.asarray(given, dtype=np.float64)
    except (TypeError, ValueError, OverflowError):
        raise ValueError(f"{which}: expected numbers [type, signal, response]") from None
    if not np.isfinite(table).all():
        raise ValueError(f"{which}: {table[~np.isfinite(table)][0]} is not a finite number")
    return table


def scaled_prior(weights: Any, count: int) -> tuple[Fraction, ...]:
    """Weights of types as probabilities that sum to one exactly.

    Raises
    ------
    ValueError
        If there are not so many, or one is not a positive number.

    Examples
    --------
    >>> scaled_prior([1, 3], 2)
    (Fraction(1, 4), Fraction(3, 4))
    """
    if weights is None:
        return (Fraction(1, count),) * count
    exact = [exact_entry(each, "prior") for each in weights]
    if len(exact) != count or min(exact) <= 0:
        raise ValueError(f"prior: expected {count} positive numbers, one for each type")
    total = sum(exact)
    return tuple(each / total for each in exact)
