"""Which of many cells contain each other and which share points, by sets of cells as bit masks.

Cells are numbered. For everything that a cell may allow there is the set of the cells that do, so
that one question about all cells at once takes a few operations on long whole numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from gametheory_dprk.polyhedra.ticks import Tick
from gametheory_dprk.solvers.signaling.case import Pair, State
from gametheory_dprk.solvers.signaling.cells import Corner, EquilibriumCell
from gametheory_dprk.solvers.signaling.masks import bits, mask

Pairs: TypeAlias = frozenset[Pair]


class Holders:
    """Numbered sets of pairs, to be asked which lie above or below some pairs."""

    def __init__(self, sets: Sequence[Pairs]):
        self.everyone = (1 << len(sets)) - 1
        equal: dict[Pairs, list[int]] = {}
        for k, pairs in enumerate(sets):
            equal.setdefault(pairs, []).append(k)
        self.equal = {pairs: mask(members, len(sets)) for pairs, members in equal.items()}
        self.known: dict[Pairs, int] = {}
        self.having: dict[Pair, int] = {}
        for pairs, members in self.equal.items():
            for pair in pairs:
                self.having[pair] = self.having.get(pair, 0) | members

    def above(self, pairs: Iterable[Pair], among: int) -> int:
        """Those of some sets that contain all of some pairs."""
        for pair in pairs:
            if not among:
                break
            among &= self.having.get(pair, 0)
        return among

    def below(self, pairs: Pairs) -> int:
        """The sets that contain only some pairs."""
        if pairs not in self.known:
            inside = self.everyone
            for pair, members in self.having.items():
                if pair not in pairs:
                    inside &= ~members
            self.known[pairs] = inside
        return self.known[pairs]


def maximal(cells: list[EquilibriumCell], tick: Tick) -> list[EquilibriumCell]:
    """Drop every cell that another one contains; of equal ones keep the first."""
    sends = Holders([cell.sends for cell in cells])
    answers = Holders([cell.answers for cell in cells])
    kept: list[EquilibriumCell] = []
    known: dict[tuple[int, State], bool] = {}
    for k, cell in enumerate(cells):
        tick()
        above = sends.below(cell.signals) & answers.below(cell.replies) & ~(1 << k)
        above = answers.above(cell.answered, sends.above(cell.sent, above))
        holders = (j for j in bits(above) if cell.believed_within(cells[j], known))
        if not any(j < k or not cells[j].within(cell) for j in holders):
            kept.append(cell)
    return kept


@dataclass(frozen=True, slots=True)
class Group:
    """Connected cells: as a set, and in the order in which they were joined."""

    members: int
    cells: list[EquilibriumCell]


def connected(cells: list[EquilibriumCell], tick: Tick) -> list[list[EquilibriumCell]]:
    """Group cells that are joined by shared points, directly or through others."""
    meetings = Meetings(cells)
    groups: list[Group] = []
    for k, cell in enumerate(cells):
        tick()
        touched = meetings.touched(cell, groups)
        members, joined = 1 << k, []
        for group in touched:
            members |= group.members
            joined += group.cells
        if touched:
            groups = [group for group in groups if not group.members & members]
        groups.append(Group(members, [*joined, cell]))
    return [group.cells for group in groups]


class Meetings:
    """Which cells share a point with a cell: a vertex of each of its polytopes is in both."""

    def __init__(self, cells: Sequence[EquilibriumCell]):
        self.sends = Holders([cell.sends for cell in cells])
        self.answers = Holders([cell.answers for cell in cells])
        self.known: dict[int, int] = {}

    def touched(self, cell: EquilibriumCell, groups: Sequence[Group]) -> list[Group]:
        """The groups with a member that meets a cell."""
        sending = 0
        for corner in cell.senders:
            sending |= self.sending(corner)
        near = [group for group in groups if group.members & sending]
        return [group for group in near if self.answered(cell, group.members & sending)]

    def sending(self, corner: Corner) -> int:
        """The cells that hold a vertex of the sender's strategies."""
        if id(corner) not in self.known:
            allowed = self.answers.below(corner.optimal)
            self.known[id(corner)] = self.sends.above(corner.used, allowed)
        return self.known[id(corner)]

    def answered(self, cell: EquilibriumCell, among: int) -> bool:
        """Whether one of some cells holds a vertex of the receiver's strategies in another."""
        for corner in cell.receivers:
            hits = self.answers.above(corner.used, among)
            if hits and any(
                hits & members and pairs <= corner.optimal
                for pairs, members in self.sends.equal.items()
            ):
                return True
        return False
