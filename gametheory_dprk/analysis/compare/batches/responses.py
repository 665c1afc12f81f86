"""Agent quantal response at many points: games of one tree as arrays for the branch kernel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from gametheory_dprk.analysis.compare.batches.arrays import Floats, Values
from gametheory_dprk.analysis.compare.batches.charts import Played
from gametheory_dprk.analysis.compare.batches.points import evaluated
from gametheory_dprk.expr import Expr
from gametheory_dprk.games import CHANCE, Game, NormalGame, Play
from gametheory_dprk.kernels.agent_form import first_positions, move_positions
from gametheory_dprk.kernels.logit_batch import Structure, branches

LARGEST = 64
"""Moves that a game may have; beyond them following branches one by one is as fast."""


@dataclass(frozen=True, slots=True)
class Responses:
    """A template as arrays.

    Attributes
    ----------
    node_chances : tuple of tuple of Expr
        Moves of chance on the way to each node.
    """

    players: tuple[str, ...]
    keys: tuple[tuple[str, str, str], ...]
    plays: tuple[Play[Any], ...]
    node_chances: tuple[tuple[Any, ...], ...]
    structure: Structure

    @classmethod
    def of(cls, game: Game[Expr]) -> Responses | None:
        """Compile a template; None where it is too large, or a play passes a set twice."""
        places = game.information_sets()
        positions = move_positions(places)
        plays = tuple(game.plays())
        if len(positions) > LARGEST or any(map(passes_twice, plays)):
            return None
        nodes = [
            (number, steps)
            for number, place in enumerate(places)
            for steps in leading(game, plays, place.player, place.label)
        ]
        owner = {player: k for k, player in enumerate(game.players)}
        structure = Structure(
            np.append(first_positions([len(p.moves) for p in places]), len(positions)),
            np.array([owner[player] for player, _, _ in positions]),
            rows([own_moves(play.steps, positions) for play in plays], len(positions)),
            rows([own_moves(steps, positions) for _, steps in nodes], len(positions)),
            np.array([number for number, _ in nodes]),
        )
        chances = tuple(chance_moves(steps) for _, steps in nodes)
        return cls(game.players, tuple(positions), plays, chances, structure)

    def played(self, values: Values, rationality: Sequence[float]) -> list[Played]:
        """What is played at every point, for each of some rising values of lambda."""
        payoffs = np.stack([self.unit_payoffs(player, values) for player in self.players], axis=2)
        plays = np.stack([logs(chance_moves(play.steps), values) for play in self.plays], axis=1)
        nodes = np.stack([logs(each, values) for each in self.node_chances], axis=1)
        found = branches(self.structure, payoffs, plays, nodes, np.array(rationality))
        return [
            {key: found[:, number, move] for move, key in enumerate(self.keys)}
            for number in range(len(rationality))
        ]

    def unit_payoffs(self, player: str, values: Values) -> Floats:
        """A player's payoffs, moved and scaled to the interval from 0 to 1 at every point."""
        columns = np.stack([evaluated(play.payoffs[player], values) for play in self.plays], axis=1)
        least = columns.min(axis=1, keepdims=True)
        extent = columns.max(axis=1, keepdims=True) - least
        scaled: Floats = (columns - least) / np.where(extent > 0, extent, 1.0)
        return scaled


def passes_twice(play: Play[Any]) -> bool:
    """Whether a play comes to one information set more than once."""
    visited = [(s.player, s.information_set) for s in play.steps if s.player != CHANCE]
    return len(set(visited)) < len(visited)


def leading(
    game: Game[Any], plays: Sequence[Play[Any]], player: str, label: str
) -> list[tuple[Any, ...]]:
    """The different ways to an information set; one without steps where all move at once."""
    found: dict[tuple[tuple[str, str, str], ...], tuple[Any, ...]] = {}
    for play in plays:
        for length, step in enumerate(play.steps):
            if (step.player, step.information_set) == (player, label):
                steps = () if isinstance(game, NormalGame) else play.steps[:length]
                found.setdefault(tuple((s.player, s.information_set, s.move) for s in steps), steps)
    return list(found.values())


def own_moves(steps: Sequence[Any], positions: dict[tuple[str, str, str], int]) -> list[int]:
    """Positions of the moves of players."""
    keys = ((s.player, s.information_set, s.move) for s in steps if s.player != CHANCE)
    return [positions[key] for key in keys]


def chance_moves(steps: Sequence[Any]) -> tuple[Any, ...]:
    """Probabilities of the moves of chance."""
    return tuple(s.probability for s in steps if s.probability is not None)


def rows(found: Sequence[Sequence[int]], padding: int) -> Any:
    """Lists of different lengths as one array."""
    table = np.full((len(found), max(map(len, found)) or 1), padding, dtype=np.int64)
    for row, each in zip(table, found, strict=True):
        row[: len(each)] = each
    return table


def logs(chances: Sequence[Any], values: Values) -> Floats:
    """Logarithm of the product of moves of chance."""
    size = len(next(iter(values.values())))
    total = np.zeros(size)
    with np.errstate(divide="ignore"):  # chance may never make a move
        for each in chances:
            total = total + np.log(evaluated(each, values))
    return total
