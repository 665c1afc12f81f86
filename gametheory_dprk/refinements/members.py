"""Members of a component that differ in what is played, seen through the corners of its cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from math import prod

from gametheory_dprk.concepts.component import cells_of
from gametheory_dprk.concepts.play import step_probability
from gametheory_dprk.games import CHANCE, Game, Play
from gametheory_dprk.number import Number
from gametheory_dprk.solution import Assessment, Block, Candidate, Cell, Distribution, SetKey

LIMIT = 5_000
"""Most corners that are looked at in one component."""


@dataclass(frozen=True, slots=True)
class Corners:
    """Members from which all others come by mixing, as far as they differ in what is played.

    Attributes
    ----------
    assessments : tuple of Assessment
        One for each choice of strategy vertices at information sets that play can come to.
    spanning : bool
        Whether expected payoffs of all members are averages of those of the corners. They are
        where no play passes two information sets of one block, or realization weights are
        mixed, since payoffs are then affine in each block.
    """

    assessments: tuple[Assessment, ...]
    spanning: bool


def corners_in_play(game: Game[Number], candidate: Candidate) -> Corners:
    """Find the corners of a component that differ in what is played.

    Examples
    --------
    A component in which the second player's answer varies but is never called for:

    >>> from fractions import Fraction
    >>> from gametheory_dprk.games import SignalingGame
    >>> from gametheory_dprk.planner import solve
    >>> silence = SignalingGame.from_arrays([1], [[[1, 1], [0, 0]]], [[[1, 1], [1, 1]]])
    >>> for each in solve(silence, "pbe"):
    ...     found = corners_in_play(silence, Candidate(each.assessment, each.component))
    ...     print(len(found.assessments), each.component.dimension)
    2 2
    """
    found: list[Assessment] = []
    if candidate.component is not None and candidate.component.is_curved:
        return Corners((candidate.assessment,), False)
    affine = candidate.component is not None and candidate.component.mixing != "behavior"
    spanning = True
    for cell in cells_of(candidate) or (Cell(()),):
        played = sets_in_play(game, candidate, cell)
        blocks = [block for block in cell.blocks if not played.isdisjoint(block.information_sets)]
        blocks = [block for block in blocks if block.strategies]
        if prod(len(block.strategies) for block in blocks) > LIMIT:
            return Corners((candidate.assessment,), False)
        spanning = spanning and (affine or not passes_twice(game, blocks))
        for choice in product(*(block.strategies for block in blocks)):
            corner = candidate.assessment
            for vertex in choice:
                corner = corner.replace(vertex, {})
            found.append(corner)
    return Corners(tuple(found), spanning)


def options(candidate: Candidate, cell: Cell, key: SetKey) -> Sequence[Distribution]:
    """The distributions from which a cell mixes at an information set."""
    named = [v[key] for block in cell.blocks for v in block.strategies if key in v]
    return named or [candidate.assessment.strategies[key[0]][key[1]]]


def sets_in_play(game: Game[Number], candidate: Candidate, cell: Cell) -> set[SetKey]:
    """Information sets that play comes to in some member of a cell."""
    return {key for play in game.plays() for key in passed(play, candidate, cell)}


def passed(play: Play[Number], candidate: Candidate, cell: Cell) -> Iterator[SetKey]:
    """The information sets on a play, as far as some member of a cell follows it."""
    for step in play.steps:
        if step.player == CHANCE:
            if not step_probability(step, {}):
                return
            continue
        key = (step.player, step.information_set)
        yield key
        if not any(each[step.move] for each in options(candidate, cell, key)):
            return


def passes_twice(game: Game[Number], blocks: Sequence[Block]) -> bool:
    """Whether some play passes two information sets of one block."""
    joint = [set(block.information_sets) for block in blocks if len(block.information_sets) > 1]
    pairs = {pair for names in joint for pair in combinations(sorted(names), 2)}
    if not pairs:
        return False
    return any(
        not pairs.isdisjoint(
            combinations(sorted((s.player, s.information_set) for s in p.steps), 2)
        )
        for p in game.plays()
    )
