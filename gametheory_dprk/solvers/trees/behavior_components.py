"""Equilibria in mixtures of plans, read as equilibria in behavior strategies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any

from gametheory_dprk.games import ExtensiveGame, InformationSet
from gametheory_dprk.polyhedra import affine_dimension
from gametheory_dprk.solution import (
    Assessment,
    Block,
    Candidate,
    Cell,
    Component,
    Distribution,
    PerSet,
    SetKey,
    Vertex,
)
from gametheory_dprk.transforms.extensive_to_normal import ReducedForm


@dataclass(frozen=True, slots=True)
class WayBack:
    """From mixtures of plans to behavior strategies."""

    game: ExtensiveGame[Fraction]
    form: ReducedForm

    def candidates(self, candidate: Candidate) -> Iterator[Candidate]:
        """The candidate in behavior strategies; corner by corner where it is curved there."""
        if candidate.component is None:
            yield Candidate(Assessment(self.profile(mixtures(candidate.assessment))))
            return
        cells = [self.cell(each) for each in candidate.component.cells]
        straight = [each for each in cells if each is not None]
        if len(straight) == len(cells):
            yield self.connected(straight)
            return
        for each in candidate.component.cells:
            for corner in product(*(block.strategies for block in each.blocks)):
                strategies = {key[0]: s for vertex in corner for key, s in vertex.items()}
                yield Candidate(Assessment(self.profile(strategies)))

    def connected(self, cells: Sequence[Cell]) -> Candidate:
        """The candidate with some cells, seen through the first corner of the first."""
        strategies: dict[str, dict[str, Distribution]] = {p: {} for p in self.game.players}
        for block in cells[0].blocks:
            for (player, label), distribution in block.strategies[0].items():
                strategies[player][label] = distribution
        largest = max(map(dimension, cells))
        kept: list[Cell] = []
        for cell in cells:
            if cell not in kept:
                kept.append(cell)
        return Candidate(
            Assessment(strategies), Component(largest, tuple(kept)) if largest else None
        )

    def cell(self, cell: Cell) -> Cell | None:
        """A cell in behavior strategies, or None where it is curved there."""
        blocks: list[Block] = []
        for block in cell.blocks:
            ((player, _),) = block.information_sets
            found = self.blocks(player, [vertex[player, player] for vertex in block.strategies])
            if found is None:
                return None
            blocks += found
        return Cell(tuple(blocks))

    def blocks(self, player: str, strategies: Sequence[Distribution]) -> list[Block] | None:
        """Blocks for the hull of some mixtures of plans, or None where its image is curved.

        Behavior at an information set is linear in the mixture as long as own moves let play come
        to it with one and the same probability; they do unless behavior varies earlier on a play.
        """
        points = [self.behavior(player, each) for each in strategies]
        varying = [key for key in points[0] if any(p[key] != points[0][key] for p in points)]
        if self.follow_one_another(varying):
            return None
        fixed = [Block((k,), ({k: points[0][k]},)) for k in points[0] if k not in varying]
        if not varying:
            return fixed
        vertices: list[Vertex] = []
        for each in points:
            vertex = {key: each[key] for key in varying}
            if vertex not in vertices:
                vertices.append(vertex)
        return [*fixed, Block(tuple(varying), tuple(vertices))]

    def follow_one_another(self, keys: Sequence[SetKey]) -> bool:
        """Whether some play passes two of these information sets."""
        return any(
            sum((step.player, step.information_set) in keys for step in play.steps) > 1
            for play in self.game.plays()
        )

    def places(self, player: str) -> list[InformationSet]:
        """The information sets of a player."""
        return [each for each in self.game.information_sets() if each.player == player]

    def behavior(self, player: str, strategy: Distribution) -> dict[SetKey, Distribution]:
        """What a mixture of plans does at every information set of the player."""
        return {
            (player, place.label): self.form.behavior(player, strategy, place.label, place.moves)
            for place in self.places(player)
        }

    def profile(self, strategies: dict[str, Distribution]) -> PerSet:
        """The behavior strategies of a profile of mixtures of plans."""
        return {
            player: {key[1]: d for key, d in self.behavior(player, strategies[player]).items()}
            for player in self.game.players
        }

    def leaves_open(self, candidate: Candidate) -> bool:
        """Whether some player's own moves exclude an information set of the player."""
        met: set[SetKey] = set()
        for play in self.game.plays():
            excluded: set[str] = set()
            for step in play.steps:
                if step.probability is None and step.player not in excluded:
                    met.add((step.player, step.information_set))
                    chances = candidate.assessment.strategies[step.player][step.information_set]
                    if not chances[step.move]:
                        excluded.add(step.player)
        return any((p.player, p.label) not in met for p in self.game.information_sets())


def mixtures(assessment: Assessment) -> dict[str, Distribution]:
    """The mixed strategies of a normal form's assessment."""
    return {player: sets[player] for player, sets in assessment.strategies.items()}


def dimension(cell: Cell) -> int:
    """Dimension of a cell."""
    varying = (block.strategies for block in cell.blocks if len(block.strategies) > 1)
    return sum(affine_dimension([coordinates(vertex) for vertex in side]) for side in varying)


def coordinates(vertex: Vertex) -> dict[tuple[SetKey, str], Any]:
    """A vertex as a point."""
    return {(key, move): share for key, d in vertex.items() for move, share in d.items()}
