"""Sets of small numbers as the bits of a whole number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def mask(members: Iterable[int], size: int) -> int:
    """A set of numbers below some size.

    Examples
    --------
    >>> bin(mask([0, 3], 5))
    '0b1001'
    """
    held = bytearray(size // 8 + 1)
    for k in members:
        held[k >> 3] |= 1 << (k & 7)
    return int.from_bytes(held, "little")


def bits(members: int) -> Iterator[int]:
    """The members of a set, lowest first.

    Examples
    --------
    >>> list(bits(0b1001))
    [0, 3]
    """
    while members:
        bit = members & -members
        yield bit.bit_length() - 1
        members ^= bit
