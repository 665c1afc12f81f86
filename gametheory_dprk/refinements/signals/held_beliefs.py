"""Which beliefs the members of a cell hold after unsent signals, jointly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from gametheory_dprk.concepts.linear import Form, nonnegative_solution
from gametheory_dprk.games import SignalingGame
from gametheory_dprk.number import Number
from gametheory_dprk.refinements.signals.challenge import Objection
from gametheory_dprk.solution import Candidate, Cell, Distribution

ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class HeldBeliefs:
    """The beliefs of a cell, as mixtures of corners.

    Attributes
    ----------
    groups : tuple of tuple of Mapping[str, Distribution]
        For what varies together, the corners: a belief for each signal concerned.
    """

    groups: tuple[tuple[Mapping[str, Distribution], ...], ...]

    @property
    def signals(self) -> set[str]:
        """The signals after which beliefs are stated."""
        return {signal for group in self.groups for corner in group for signal in corner}

    def after(self, signal: str) -> Iterator[Distribution]:
        """The corners of the beliefs after a signal."""
        return (corner[signal] for group in self.groups for corner in group if signal in corner)

    def can_meet(self, objections: Sequence[Objection]) -> bool:
        """Whether some member's beliefs fit all objections at once."""
        certain: list[Form[Any]] = [
            ({("held", g, k): ONE for k in range(len(group))}, ONE)
            for g, group in enumerate(self.groups)
        ]
        for number, objection in enumerate(objections):
            certain += self.matching(number, objection)
        return nonnegative_solution(certain, []) is not None

    def matching(self, number: int, objection: Objection) -> Iterator[Form[Any]]:
        """The belief held after a signal is a mixture of those that fit."""
        held: dict[str, dict[Any, Number]] = {}
        for g, group in enumerate(self.groups):
            for k, corner in enumerate(group):
                for kind, chance in corner.get(objection.signal, {}).items():
                    held.setdefault(kind, {})["held", g, k] = chance
        for kind, shares in held.items():
            fitting = {
                ("fitting", number, k): -corner.get(kind, Fraction(0))
                for k, corner in enumerate(objection.fitting)
            }
            yield {**shares, **fitting}, Fraction(0)


def held_beliefs(game: SignalingGame[Number], candidate: Candidate, cell: Cell) -> HeldBeliefs:
    """Read the receiver's beliefs off a cell; what it does not name is as in the member."""
    groups = [
        tuple(
            {label: belief for (player, label), belief in vertex.items() if player == game.receiver}
            for vertex in block.beliefs
        )
        for block in cell.blocks
        if block.beliefs
    ]
    named = {signal for group in groups for corner in group for signal in corner}
    member = candidate.assessment.beliefs.get(game.receiver, {})
    groups += [({m: belief},) for m, belief in member.items() if m not in named]
    return HeldBeliefs(tuple(groups))
