"""Connected parts and maximal bicliques of a bipartite graph.

A biclique is a set of left nodes and a set of right nodes that are all joined. In a maximal one the
right nodes are exactly the common neighbors of the left ones, so the right sides of the maximal
bicliques are the nonempty intersections of neighborhoods: the concepts of formal concept analysis
(Ganter and Wille 1999).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

Edge = tuple[int, int]
"""A left and a right node."""

Biclique = tuple[tuple[int, ...], tuple[int, ...]]
"""Left and right nodes, each in ascending order."""


def connected_parts(edges: Iterable[Edge]) -> list[list[Edge]]:
    """Group edges by connected component of the graph.

    Returns
    -------
    list of list of Edge
        Each part ascending, and the parts ordered by their first edge.

    Examples
    --------
    >>> connected_parts([(0, 0), (1, 1), (2, 0)])
    [[(0, 0), (2, 0)], [(1, 1)]]
    """
    ordered = sorted(edges)
    at_left, at_right = defaultdict(list), defaultdict(list)
    for edge in ordered:
        at_left[edge[0]].append(edge)
        at_right[edge[1]].append(edge)
    unseen = dict.fromkeys(ordered)
    parts = []
    while unseen:
        first = next(iter(unseen))
        del unseen[first]
        part, waiting = [first], [first]
        while waiting:
            left, right = waiting.pop()
            joined = at_left.pop(left, []) + at_right.pop(right, [])
            fresh = [edge for edge in dict.fromkeys(joined) if edge in unseen]
            for edge in fresh:
                del unseen[edge]
            part += fresh
            waiting += fresh
        parts.append(sorted(part))
    return parts


def maximal_bicliques(edges: Iterable[Edge], tick: Callable[[], None]) -> list[Biclique]:
    """All maximal bicliques with both sides nonempty, in ascending order.

    Parameters
    ----------
    edges : iterable of Edge
    tick : callable
        Called for every neighborhood and intersection; may raise `LimitReached`. There can be
        exponentially many bicliques.

    Examples
    --------
    >>> maximal_bicliques([(0, 0), (0, 1), (1, 1)], lambda: None)
    [((0,), (0, 1)), ((0, 1), (1,))]
    """
    neighborhoods: defaultdict[int, set[int]] = defaultdict(set)
    for left, right in edges:
        neighborhoods[left].add(right)
    neighbors = {left: frozenset(rights) for left, rights in neighborhoods.items()}
    common = set(intersections(neighbors.values(), tick))
    return sorted(
        (
            tuple(sorted(left for left, rights in neighbors.items() if rights >= shared)),
            tuple(sorted(shared)),
        )
        for shared in common
    )


def intersections(
    sets: Iterable[frozenset[int]], tick: Callable[[], None]
) -> Iterator[frozenset[int]]:
    """All nonempty intersections of some of the sets."""
    found: set[frozenset[int]] = set()
    for fresh in dict.fromkeys(sets):
        tick()
        met = {fresh}
        for known in found:
            tick()
            met.add(known & fresh)
        found |= met
    found.discard(frozenset())
    return iter(found)
