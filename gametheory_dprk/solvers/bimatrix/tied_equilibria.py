"""All extreme equilibria of a two-player game with many ties, from all vertices of both players.

Ties make few vertices with many labels each, and cases of labels of which most lead to the same
vertex. There all vertices are found at once, and matched.
"""

from __future__ import annotations

from collections import Counter
from math import gcd
from typing import TYPE_CHECKING

from gametheory_dprk.polyhedra.ticks import Tick

if TYPE_CHECKING:
    from gametheory_dprk.kernels.exact_faces import Corner, Polyhedron

Rows = list[list[int]]

RAYS = 1_600_000
"""Times the fourth power of the share of ties: rays up to which vertices are enumerated. With half
of the payoffs tied these are 100,000, with a third 20,000."""

FEWEST = 12_000
"""Rays that must be allowed for this to be tried, which takes ties of three tenths of payoffs."""


def tied_pairs(
    first: Polyhedron, second: Polyhedron, tick: Tick
) -> list[tuple[Corner, Corner]] | None:
    """All extreme equilibria, or None where ties are too few for this to pay.

    Examples
    --------
    >>> from gametheory_dprk.kernels.exact_faces import Polyhedron
    >>> same = Polyhedron([[0] * 2] * 2, 0, 2), Polyhedron([[0] * 2] * 2, 2, 0)
    >>> [(x.shares, y.shares) for x, y in tied_pairs(*same, lambda: None)]
    [((1, 0), (1, 0)), ((1, 0), (0, 1)), ((0, 1), (1, 0)), ((0, 1), (0, 1))]
    """
    most = int(RAYS * (0.5 * (share_tied(first.pays) + share_tied(second.pays))) ** 4)
    if most < FEWEST:
        return None
    from gametheory_dprk.kernels.exact_faces import Corner
    from gametheory_dprk.kernels.tied_vertices import complementary, cone_vertices

    sides = []
    for side in (first, second):
        found = cone_vertices(side.pays, side.own, side.other, most, tick)
        if found is None:
            return None
        sides.append(found)
    everything = (1 << len(first.pays) + len(second.pays)) - 1
    pairs = complementary(sides[0][1], sides[1][1], everything)
    corners: list[dict[int, Corner]] = []
    for (shares, labels), places in zip(sides, zip(*pairs, strict=True), strict=True):
        corners.append(
            {
                place: Corner(lowest_terms(shares[place].tolist()), int(labels[place]))
                for place in set(places)
            }
        )
    return [(corners[0][x], corners[1][y]) for x, y in pairs]


def share_tied(pays: Rows) -> float:
    """The share of pairs of replies that pay the same, over all moves.

    Examples
    --------
    >>> share_tied([[0, 1], [0, 2]])
    0.5
    """
    replies = len(pays)
    if replies == 1:
        return 0.0
    columns = list(zip(*pays, strict=True))
    tied = sum(many * (many - 1) for column in columns for many in Counter(column).values())
    return tied / (len(columns) * replies * (replies - 1))


def lowest_terms(shares: list[int]) -> tuple[int, ...]:
    """Whole shares without a common divisor."""
    divisor = gcd(*shares)
    return tuple(share // divisor for share in shares)
