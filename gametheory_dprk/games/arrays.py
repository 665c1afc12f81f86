"""Reading payoff arrays of research code into exact numbers."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any


def exact_entry(value: Any, where: str) -> Fraction:
    """Read one number exactly.

    Raises
    ------
    ValueError
        If the value is not a finite real number.

    Examples
    --------
    >>> exact_entry("1/3", "payoff")
    Fraction(1, 3)
    """
    try:
        plain = value.item() if hasattr(value, "item") else value  # numpy's integers overflow
        return Fraction(plain)
    except (AttributeError, TypeError, ValueError, OverflowError, ZeroDivisionError):
        shown = value if isinstance(value, float) else repr(value)
        raise ValueError(f"{where}: {shown} is not a finite number") from None


def shape_of(array: Any, where: str) -> tuple[int, ...]:
    """Shape of a nested sequence or numpy array; all rows must be of one length."""
    if hasattr(array, "shape"):
        return tuple(int(size) for size in array.shape)
    if not isinstance(array, (list, tuple)):
        return ()
    shapes = {shape_of(row, where) for row in array}
    if len(shapes) > 1:
        raise ValueError(f"{where}: rows of different lengths {sorted(shapes)}")
    return (len(array), *(shapes.pop() if shapes else ()))


def flatten(array: Any, depth: int) -> list[Any]:
    """Entries of a nested sequence in row-major order."""
    if depth == 0:
        return [array]
    return [entry for row in array for entry in flatten(row, depth - 1)]


def exact_entries(arrays: Sequence[Any]) -> tuple[tuple[int, ...], list[list[Fraction]]]:
    """Read one payoff array a player, all of one shape with one axis a player.

    Returns
    -------
    tuple
        The common shape, and for each player the entries in row-major order.

    Raises
    ------
    ValueError
        Naming the array and the shape expected.
    """
    count = len(arrays)
    shapes = [shape_of(array, f"payoffs[{k}]") for k, array in enumerate(arrays)]
    for k, shape in enumerate(shapes):
        if len(shape) != count or shape != shapes[0] or 0 in shape:
            raise ValueError(
                f"payoffs[{k}]: shape {shape}; expected {count} arrays of one shape with "
                f"{count} non-empty axes (the first has {shapes[0]})"
            )
    tables = [
        [exact_entry(entry, f"payoffs[{k}]") for entry in flatten(array, count)]
        for k, array in enumerate(arrays)
    ]
    return shapes[0], tables
