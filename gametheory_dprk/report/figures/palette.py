"""Colors of regions: told apart by readers who see no red or green, and in gray."""

from __future__ import annotations

from collections.abc import Sequence

TINTS = (
    "#f5f3ee",
    "#fbdf8f",
    "#a9d0ec",
    "#f2a469",
    "#79b09b",
    "#c3a3cf",
    "#dcebd2",
    "#e8b9c4",
    "#8fa9cf",
    "#d9c7a3",
    "#b5b5b5",
    "#cfe3e6",
)
"""Neighbors differ in lightness; dark letters can be read on all of them."""
OUTSIDE = "#e3e3e3"
"""Of what is not assumed."""


def tints(count: int) -> Sequence[str]:
    """Return colors, again from the second on where there are more regions than colors.

    Examples
    --------
    >>> tints(2)
    ['#f5f3ee', '#fbdf8f']
    """
    return [TINTS[i if i < len(TINTS) else 1 + (i - 1) % (len(TINTS) - 1)] for i in range(count)]
