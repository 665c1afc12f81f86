"""Listed cells of trees, stage by stage: the weights that they contain, and what they are worth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import product
from math import prod

from gametheory_dprk.concepts.play import values
from gametheory_dprk.concepts.trees.nash_cases import Hull, moves_of
from gametheory_dprk.concepts.trees.nash_weights import Pasts
from gametheory_dprk.games import ExtensiveGame, Path
from gametheory_dprk.number import Number
from gametheory_dprk.solution import Block, Candidate, Cell, SetKey, Vertex

Game = ExtensiveGame[Number]

MOST_CORNERS = 5_000
"""Corners of a cell up to which it is looked into."""


@dataclass(frozen=True)
class Told:
    """One listed cell, as far as stages are concerned."""

    candidate: Candidate
    cell: Cell
    known: dict[tuple[Path, str], Hull] = field(default_factory=dict)

    def vertices(self, keys: set[SetKey]) -> list[Vertex]:
        """Strategies at some information sets at the corners; none if there are too many."""
        shown = self.candidate.assessment.strategies
        base = {key: shown[key[0]][key[1]] for key in keys}
        blocks = [block for block in self.cell.blocks if keys.intersection(block.information_sets)]
        if any(not keys.issuperset(block.information_sets) for block in blocks):
            return []
        if prod(len(block.strategies) for block in blocks) > MOST_CORNERS:
            return []
        corners = product(*(block.strategies for block in blocks))
        return [{**base, **{k: d for v in corner for k, d in v.items()}} for corner in corners]

    def worth(self, part: Game) -> tuple[Number, ...] | None:
        """What a subgame is worth to the players; None where that varies or is not known."""
        keys = {(place.player, place.label) for place in part.information_sets()}
        found: set[tuple[Number, ...]] = set()
        for corner in self.vertices(keys):
            table: dict[str, dict[str, Mapping[str, Number]]] = {}
            for (player, label), chances in corner.items():
                table.setdefault(player, {})[label] = chances
            earned = values(part, table)
            found.add(tuple(earned[player] for player in part.players))
        return found.pop() if len(found) == 1 else None

    def hull(self, stage: Game, root: Path, player: str) -> Hull:
        """The realization weights of a player in a stage whose mixtures the cell contains.

        None where several blocks change them: the cell is then no such hull.
        """
        if (root, player) not in self.known:
            self.known[root, player] = Hull(self.weights(stage, player))
        return self.known[root, player]

    def weights(self, stage: Game, player: str) -> list[list[Number]]:
        """The points of the hull."""
        moves = list(moves_of(stage, player))
        keys = {(name, label) for name, label, _ in moves}
        pasts = Pasts.of(stage)
        found: list[list[Number]] = []
        for corner in self.vertices(keys):
            weighted = pasts.weighted(corner)
            point = [weighted[name, label][move] for name, label, move in moves]
            if point not in found:
                found.append(point)
        return found if self.changing(pasts, keys) <= 1 else []

    def changing(self, pasts: Pasts, keys: set[SetKey]) -> int:
        """How many blocks change the weights: those that vary at sets that are reached."""
        corners = self.vertices(keys)

        def matters(block: Block) -> bool:
            """Whether some set of a block that varies is reached at a corner."""
            reached = (k for k in block.information_sets if any(pasts.reach(k, c) for c in corners))
            return len(block.strategies) > 1 and any(reached)

        return sum(matters(b) for b in self.cell.blocks if keys.intersection(b.information_sets))
