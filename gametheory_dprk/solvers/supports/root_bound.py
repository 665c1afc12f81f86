"""How many isolated roots a support's equations can have, and why there are no others then.

The equations of a player are affine in the unknowns of each other player and free of the player's
own. In homogeneous unknowns, one block a player, such equations have at most as many isolated
roots as there are ways to give every equation the block of another player so that each block gets
as many equations as it has unknowns (Morgan and Sommese 1987; for games McKelvey and McLennan
1997).

If that many simple roots are known, and it is not zero, there are no other roots, isolated or not.
For let z be one more. Give the equations their blocks in one of the ways above. Equations of the
same kind can be chosen that vanish at z and each change there, to first order, with one unknown of
its block alone: their derivative at z is regular. Add a little of them to the given ones. Then z is
a simple root, and close to each of the others there is still one: one more than there can be.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TypeAlias

Shape: TypeAlias = tuple[int, ...]
"""Number of unknowns of each player."""


def root_bound(shape: Shape) -> int:
    """Most isolated roots, real or complex, of the equations of a support.

    Examples
    --------
    >>> root_bound((1, 1, 1)), root_bound((2, 2, 2)), root_bound((3, 3, 3))
    (2, 10, 56)
    >>> root_bound((3, 1, 1))
    0
    """
    return ways(shape, owners_of(shape))


def owners_of(shape: Shape) -> tuple[int, ...]:
    """The player of each equation: as many a player as the player has unknowns."""
    return tuple(player for player, size in enumerate(shape) for _ in range(size))


@cache
def ways(room: Shape, owners: tuple[int, ...]) -> int:
    """In how many ways equations of some owners fit into what room the blocks have left."""
    if not owners:
        return 1
    return sum(ways(lessened(room, block), owners[1:]) for block in blocks(room, owners[0]))


def blocks(room: Shape, owner: int) -> list[int]:
    """The blocks that an equation can be given."""
    return [block for block, left in enumerate(room) if left and block != owner]


def lessened(room: Shape, block: int) -> Shape:
    """Room with one place less in a block."""
    return (*room[:block], room[block] - 1, *room[block + 1 :])


def assignments(shape: Shape) -> Iterator[tuple[int, ...]]:
    """Every way to give each equation a block, full in the end.

    Examples
    --------
    >>> list(assignments((1, 1, 1)))
    [(1, 2, 0), (2, 0, 1)]
    """
    yield from extended((), shape, owners_of(shape))


def extended(
    chosen: tuple[int, ...], room: Shape, owners: tuple[int, ...]
) -> Iterator[tuple[int, ...]]:
    """What begins with some choices and can be completed."""
    if not owners:
        yield chosen
        return
    for block in blocks(room, owners[0]):
        left = lessened(room, block)
        if ways(left, owners[1:]):
            yield from extended((*chosen, block), left, owners[1:])
