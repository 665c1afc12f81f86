"""The middle and the corners of a cell: which moves are in use there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import prod

from gametheory_dprk.number import Number
from gametheory_dprk.refinements.perfection.local_payoffs import Linear, Supports
from gametheory_dprk.solution import (
    Assessment,
    Candidate,
    Cell,
    Distribution,
    PerSet,
    SetKey,
    Vertex,
)

LIMIT = 2_000
"""Most corners that are looked at in one cell."""


@dataclass(frozen=True, slots=True)
class Trial:
    """Strategies to be tested: those of one assessment, or the middle of a cell.

    Attributes
    ----------
    supports : Supports
        The moves in use at every information set.
    assessments : tuple of Assessment
        Members with these strategies and different beliefs.
    parts : tuple of tuple of Vertex
        The strategies of the cell: what varies together, by its vertices.
    """

    supports: Supports
    assessments: tuple[Assessment, ...]
    parts: tuple[tuple[Vertex, ...], ...]

    def strategies(self) -> PerSet:
        """The strategies at the first vertex of every part."""
        found: dict[str, dict[str, Distribution]] = {}
        for vertices in self.parts:
            for (player, label), chances in vertices[0].items():
                found.setdefault(player, {})[label] = chances
        return found

    def span(self, form: Linear) -> tuple[Number, Number]:
        """The least and the largest value of a linear form in the cell."""
        least = most = form.get(None, Fraction(0))
        for vertices in self.parts:
            values = [contribution(form, vertex) for vertex in vertices]
            least, most = least + min(values), most + max(values)
        return least, most


def contribution(form: Linear, vertex: Vertex) -> Number:
    """What a vertex adds to a linear form."""
    return sum(
        (
            value * vertex[name[0]][name[1]]
            for name, value in form.items()
            if name is not None and name[0] in vertex
        ),
        Fraction(0),
    )


def middle_trial(candidate: Candidate, cell: Cell) -> Trial:
    """The middle of a cell, where supports are largest."""
    parts = cell_parts(candidate, cell)
    fixed = all(len(vertices) == 1 for vertices in parts)
    return Trial(
        supports_of(parts), beliefs_varied(candidate.assessment, cell) if fixed else (), parts
    )


def corner_trials(candidate: Candidate, cell: Cell) -> Iterator[Trial]:
    """Every corner of a cell; none where there are too many."""
    parts = cell_parts(candidate, cell)
    if prod(map(len, parts)) > LIMIT:
        return
    for choice in product(*parts):
        corner = candidate.assessment
        for vertex in choice:
            corner = corner.replace(vertex, {})
        single = tuple((vertex,) for vertex in choice)
        yield Trial(supports_of(single), beliefs_varied(corner, cell), single)


def cell_parts(candidate: Candidate, cell: Cell) -> tuple[tuple[Vertex, ...], ...]:
    """The strategies of a cell; what it does not name is as in the member."""
    varied = [block.strategies for block in cell.blocks if block.strategies]
    named = {key for vertices in varied for key in vertices[0]}
    rest = {
        key: chances for key, chances in flat(candidate.assessment.strategies) if key not in named
    }
    return (*varied, (rest,))


def flat(sets: PerSet) -> Iterator[tuple[SetKey, dict[str, Number]]]:
    """Distributions by player and label."""
    for player, labels in sets.items():
        for label, chances in labels.items():
            yield (player, label), dict(chances)


def supports_of(parts: Sequence[Sequence[Vertex]]) -> dict[SetKey, list[str]]:
    """The moves that some vertex uses."""
    return {
        key: [move for move in chances if any(vertex[key][move] for vertex in vertices)]
        for vertices in parts
        for key, chances in vertices[0].items()
    }


def beliefs_varied(assessment: Assessment, cell: Cell) -> tuple[Assessment, ...]:
    """The assessment with every choice of belief vertices of a cell."""
    choices = [block.beliefs for block in cell.blocks if block.beliefs]
    if prod(map(len, choices)) > LIMIT:
        return (assessment,)
    found = []
    for choice in product(*choices):
        varied = assessment
        for vertex in choice:
            varied = varied.replace({}, vertex)
        found.append(varied)
    return tuple(found)
