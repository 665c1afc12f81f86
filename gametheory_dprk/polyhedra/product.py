"""The finest way to write a finite set of points as a Cartesian product.

A set of groups of coordinates *factors* if the projection on it is the product of the projections
on its groups. Counting decides that, since a projection is always part of the product. If a set
factors so do its subsets; hence a smallest set that does not factor lies within one block (were it
split between blocks, it would be a product of parts that factor) and its groups can be merged.
Repeated until everything factors, this gives the finest blocks.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from math import prod
from typing import Generic, NamedTuple, TypeVar

K = TypeVar("K", bound=Hashable)
T = TypeVar("T", bound=Hashable)


class Block(NamedTuple, Generic[K, T]):
    """Some keys, and the projections of the points on them."""

    keys: tuple[K, ...]
    vertices: tuple[dict[K, T], ...]


def product_blocks(vertices: Sequence[Mapping[K, T]], keys: Sequence[K]) -> list[Block[K, T]]:
    """Split keys into the finest blocks of which a set of points is the product.

    Parameters
    ----------
    vertices
        The points; each gives every key a hashable value, for instance a tuple of Fractions. The
        order and repetitions do not matter.
    keys
        The keys to split, for instance information sets.

    Returns
    -------
    list of Block
        In the order of their first keys; a block's projections in order of appearance.

    Examples
    --------
    Two switches that agree, and a third that is free:

    >>> points = [{"a": x, "b": x, "c": y} for x in (0, 1) for y in (0, 1)]
    >>> for block in product_blocks(points, ["a", "b", "c"]):
    ...     print(block.keys, block.vertices)
    ('a', 'b') ({'a': 0, 'b': 0}, {'a': 1, 'b': 1})
    ('c',) ({'c': 0}, {'c': 1})
    """
    groups: list[tuple[K, ...]] = [(key,) for key in keys]
    while not _factors(vertices, groups):
        entangled = _smallest_without_factors(vertices, groups)
        groups = [group for group in groups if group not in entangled]
        groups.append(tuple(key for group in entangled for key in group))
    place = {key: position for position, key in enumerate(keys)}
    ordered = sorted(
        (tuple(sorted(group, key=place.__getitem__)) for group in groups),
        key=lambda group: place[group[0]],
    )
    return [
        Block(group, tuple(dict(zip(group, values, strict=True)) for values in chosen))
        for group, chosen in ((group, _projection(vertices, group)) for group in ordered)
    ]


def _projection(vertices: Sequence[Mapping[K, T]], keys: Iterable[K]) -> dict[tuple[T, ...], None]:
    """Return the distinct values on some keys, in order of appearance."""
    wanted = tuple(keys)
    return dict.fromkeys(tuple(vertex[key] for key in wanted) for vertex in vertices)


def _factors(vertices: Sequence[Mapping[K, T]], groups: Sequence[tuple[K, ...]]) -> bool:
    """Tell whether the projection on some groups is the product of those on each group."""
    together = len(_projection(vertices, (key for group in groups for key in group)))
    return together == prod(len(_projection(vertices, group)) for group in groups)


def _smallest_without_factors(
    vertices: Sequence[Mapping[K, T]], groups: Sequence[tuple[K, ...]]
) -> list[tuple[K, ...]]:
    """Drop groups as long as the rest does not factor."""
    kept = list(groups)
    for group in groups:
        rest = [other for other in kept if other != group]
        if not _factors(vertices, rest):
            kept = rest
    return kept
