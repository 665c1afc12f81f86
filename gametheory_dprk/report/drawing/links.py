"""Dashed links between nodes that their player cannot tell apart.

A link between neighbors in a column is straight. Where another box stands between, the link
takes a lane to the left of the column; the lane of a set that begins higher is further right,
so that names of sets, left of where their lanes begin, meet no other lane.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gametheory_dprk.report.drawing.marks import Curve, Line, Mark, Words, text_width
from gametheory_dprk.report.drawing.spots import PILL, Spot

LANE = 14.0


@dataclass(frozen=True, slots=True)
class Linked:
    """An information set of several nodes; `lane` counts from 1, 0 for none."""

    player: str
    label: str
    members: tuple[Spot, ...]
    lane: int = 0


def linked_sets(spots: list[Spot]) -> list[Linked]:
    """Information sets of several nodes, each with the lane of its links."""
    members: dict[tuple[str, str], list[Spot]] = {}
    for spot in spots:
        if spot.branch.player and not spot.branch.by_chance:
            key = (spot.branch.player, spot.branch.information_set)
            members.setdefault(key, []).append(spot)
    found: list[Linked] = []
    used: dict[int, int] = {}
    for (player, label), each in members.items():
        if len(each) > 1:
            depth = each[0].depth
            used[depth] = used.get(depth, 0) + blocked(each, spots)
            lane = used[depth] if blocked(each, spots) else 0
            found.append(Linked(player, label, tuple(each), lane))
    return found


def blocked(members: list[Spot], spots: list[Spot]) -> bool:
    """Whether another box of the column stands between members of one depth."""
    depth, top, bottom = members[0].depth, members[0].y, members[-1].y
    if any(member.depth != depth for member in members):
        return False
    others = [s for s in spots if s.depth == depth and s.branch.player and s not in members]
    return any(top < other.y < bottom for other in others)


def lane_room(depth: int, sets: list[Linked]) -> float:
    """Pixels that the lanes left of a column need, with the names beside them."""
    here = [each for each in sets if each.lane and each.members[0].depth == depth]
    if not here:
        return 0.0
    names = max(text_width(each.label, 11) for each in here)
    return LANE * (max(each.lane for each in here) + 1) + names


def link_marks(each: Linked, color: str) -> Iterator[Mark]:
    """The links of one information set, and its name."""
    pairs = list(zip(each.members, each.members[1:], strict=False))
    for upper, lower in pairs:
        yield _lane(upper, lower, each.lane, color) if each.lane else _curve(upper, lower, color)
    first, second = pairs[0]
    if each.lane:
        x = first.x - LANE * each.lane - 5
        yield Words(x, first.y + 21, each.label, color, 11, "end", italic=True)
    else:
        x = (_middle(first) + _middle(second)) / 2
        yield Words(x, (first.y + second.y) / 2 + 4, each.label, color, 11, "middle", italic=True)


def _lane(upper: Spot, lower: Spot, lane: int, color: str) -> Mark:
    """A link that goes around to the left."""
    x = upper.x - LANE * lane
    ends = (upper.y + PILL / 4, lower.y - PILL / 4)
    return Line(
        ((upper.x, ends[0]), (x, ends[0]), (x, ends[1]), (lower.x, ends[1])), color, 1.5, True
    )


def _curve(upper: Spot, lower: Spot, color: str) -> Mark:
    """A link that is straight within a column."""
    start, end = (_middle(upper), upper.y + PILL / 2), (_middle(lower), lower.y - PILL / 2)
    third = (end[1] - start[1]) / 3
    return Curve((start, (start[0], start[1] + third), (end[0], end[1] - third), end), color)


def _middle(spot: Spot) -> float:
    """The middle of a box."""
    return spot.x + spot.width / 2
