"""Equilibria in mixtures of plans, read as equilibria in behavior strategies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
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
    Mixing,
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

    def candidate(self, candidate: Candidate) -> Candidate:
        """The candidate in behavior strategies, seen through the first corner of its first cell."""
        if candidate.component is None:
            return Candidate(Assessment(self.profile(mixtures(candidate.assessment))))
        cells: list[Cell] = []
        for each in map(self.cell, candidate.component.cells):
            if each not in cells:
                cells.append(each)
        strategies: dict[str, dict[str, Distribution]] = {p: {} for p in self.game.players}
        for block in cells[0].blocks:
            for (player, label), distribution in block.strategies[0].items():
                strategies[player][label] = distribution
        member = Assessment(strategies)
        largest = max(map(self.dimension, candidate.component.cells))
        blocks = (block.information_sets for cell in cells for block in cell.blocks)
        mixing: Mixing = (
            "realization_weights" if any(map(self.follow_one_another, blocks)) else "behavior"
        )
        return Candidate(member, Component(largest, tuple(cells), mixing) if largest else None)

    def cell(self, cell: Cell) -> Cell:
        """A cell in behavior strategies."""
        blocks: list[Block] = []
        for block in cell.blocks:
            ((player, _),) = block.information_sets
            blocks += self.blocks(player, [vertex[player, player] for vertex in block.strategies])
        return Cell(tuple(blocks))

    def blocks(self, player: str, strategies: Sequence[Distribution]) -> list[Block]:
        """Blocks for the hull of some mixtures of plans: what is fixed, and what varies.

        A set that a mixture excludes is shown as in the middle of the hull.
        """
        middle = {
            plan: sum((each[plan] for each in strategies), Fraction(0)) / len(strategies)
            for plan in strategies[0]
        }
        points = [self.behavior(player, each, middle) for each in strategies]
        varying = [key for key in points[0] if any(p[key] != points[0][key] for p in points)]
        fixed = [Block((k,), ({k: points[0][k]},)) for k in points[0] if k not in varying]
        if not varying:
            return fixed
        vertices: list[Vertex] = []
        for each in points:
            vertex = {key: each[key] for key in varying}
            if vertex not in vertices:
                vertices.append(vertex)
        return [*fixed, Block(tuple(varying), tuple(vertices))]

    def dimension(self, cell: Cell) -> int:
        """Dimension of a cell in realization weights."""
        total = 0
        for block in cell.blocks:
            ((player, _),) = block.information_sets
            weights = [self.weights(player, vertex[player, player]) for vertex in block.strategies]
            total += affine_dimension(weights) if len(weights) > 1 else 0
        return total

    def weights(self, player: str, strategy: Distribution) -> dict[tuple[str, str], Any]:
        """The realization weights of a mixture of plans."""
        return {
            (place.label, move): sum(
                (
                    share
                    for plan, share in strategy.items()
                    if self.form.plans[player][plan].get(place.label) == move
                ),
                Fraction(0),
            )
            for place in self.places(player)
            for move in place.moves
        }

    def follow_one_another(self, keys: Sequence[SetKey]) -> bool:
        """Whether some play passes two of these information sets."""
        return any(
            sum((step.player, step.information_set) in keys for step in play.steps) > 1
            for play in self.game.plays()
        )

    def places(self, player: str) -> list[InformationSet]:
        """The information sets of a player."""
        return [each for each in self.game.information_sets() if each.player == player]

    def behavior(
        self, player: str, strategy: Distribution, rest: Distribution
    ) -> dict[SetKey, Distribution]:
        """What a mixture of plans does at every own set; where it excludes it, the rest does."""
        found: dict[SetKey, Distribution] = {}
        for place in self.places(player):
            shown = strategy if self.form.reach(player, strategy, place.label) else rest
            found[player, place.label] = self.form.behavior(player, shown, place.label, place.moves)
        return found

    def profile(self, strategies: dict[str, Distribution]) -> PerSet:
        """The behavior strategies of a profile of mixtures of plans."""
        return {
            player: {
                key[1]: each
                for key, each in self.behavior(
                    player, strategies[player], strategies[player]
                ).items()
            }
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
