"""Any game as arrays in which every information set is an agent of its own (Selten 1975).

The move of an agent has a position in one long vector, in the order of the game's information
sets and their moves. Complete plays are rows of positions, padded by a position past the last.
Signaling games stay compact: an agent for each type and each signal, no plans of play.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import log
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from gametheory_dprk.games import CHANCE, Game, InformationSet, NormalGame, Play

Floats: TypeAlias = npt.NDArray[np.float64]
Integers: TypeAlias = npt.NDArray[np.int64]

LARGEST = 4_000_000
"""Pairs of moves on one play, summed over plays, that a compiled game may have."""


@dataclass(frozen=True, slots=True)
class Histories:
    """Sequences of moves, as rows of positions.

    Attributes
    ----------
    moves : ndarray of int, shape (histories, longest)
        Positions; the number of all moves where a history is shorter.
    chances : ndarray, shape (histories,)
        Logarithm of the probability of the moves of chance among them.
    """

    moves: Integers
    chances: Floats


@dataclass(frozen=True, slots=True)
class AgentForm:
    """A game compiled to arrays.

    Attributes
    ----------
    information_sets : tuple of InformationSet
        The agents, in the order of the game.
    starts : ndarray of int, shape (sets,)
        Position of the first move of each information set.
    agents : ndarray of int, shape (moves,)
        The information set of each move.
    owners : ndarray of int, shape (moves,)
        The player of each move.
    plays : Histories
    payoffs : ndarray, shape (plays, players)
        Each player's payoffs moved and scaled, exactly, to the interval from 0 to 1.
    nodes : Histories
        Histories that lead to information sets, in the order of these.
    node_starts : ndarray of int, shape (sets,)
    ranges : ndarray, shape (players,)
        What 1 stands for in each player's own payoffs.
    """

    players: tuple[str, ...]
    information_sets: tuple[InformationSet, ...]
    starts: Integers
    agents: Integers
    owners: Integers
    plays: Histories
    payoffs: Floats
    nodes: Histories
    node_starts: Integers
    ranges: Floats

    @property
    def size(self) -> int:
        """Number of moves of all agents."""
        return len(self.agents)

    def uniform(self) -> Floats:
        """Logarithms of the probabilities with which every move is as likely as any other."""
        counts = np.array([float(len(each.moves)) for each in self.information_sets])
        logs: Floats = -np.log(counts)[self.agents]
        return logs

    def strategies(self, probabilities: Sequence[Any]) -> dict[str, dict[str, dict[str, Any]]]:
        """Name the entries of a vector of one number a move."""
        named: dict[str, dict[str, dict[str, Any]]] = {player: {} for player in self.players}
        entries = iter(probabilities)
        for place in self.information_sets:
            named[place.player][place.label] = {move: next(entries) for move in place.moves}
        return named

    def beliefs(self, chances: Sequence[float]) -> dict[str, dict[str, dict[str, float]]]:
        """Name the entries of a vector of one number a node, where a set has several."""
        named: dict[str, dict[str, dict[str, float]]] = {}
        entries = iter(chances)
        for place in self.information_sets:
            beliefs = {node: next(entries) for node in place.nodes}
            if len(beliefs) > 1:
                named.setdefault(place.player, {})[place.label] = beliefs
        return named


def agent_form(game: Game[Fraction]) -> AgentForm:
    """Compile an exact game whose moves of chance all have positive probability.

    Examples
    --------
    >>> from gametheory_dprk.games import NormalGame
    >>> form = agent_form(NormalGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]]))
    >>> form.plays.moves.tolist(), form.ranges.tolist()
    ([[0, 2], [0, 3], [1, 2], [1, 3]], [5.0, 5.0])
    >>> form.payoffs[:, 0].tolist()
    [0.6, 0.0, 1.0, 0.2]
    """
    places = game.information_sets()
    agents = np.repeat(np.arange(len(places)), [len(each.moves) for each in places])
    owner = {player: k for k, player in enumerate(game.players)}
    plays = list(game.plays())
    positions = move_positions(places)
    payoffs, ranges = unit_payoffs(plays, game.players)
    found = node_histories(game, plays, positions)
    nodes = [history for place in places for history in found[place.player, place.label]]
    counts = [len(found[place.player, place.label]) for place in places]
    return AgentForm(
        players=game.players,
        information_sets=places,
        starts=first_positions([len(each.moves) for each in places]),
        agents=agents,
        owners=np.array([owner[places[k].player] for k in agents]),
        plays=packed([history_of(play, len(play.steps), positions) for play in plays], len(agents)),
        payoffs=payoffs,
        nodes=packed(nodes, len(agents)),
        node_starts=first_positions(counts),
        ranges=ranges,
    )


def refusal(game: Game[Any]) -> str:
    """Say why a game is not compiled, or "" where it can be: its size, or forgotten own moves."""
    pairs = 0
    for play in game.plays():
        visited = [(s.player, s.information_set) for s in play.steps if s.player != CHANCE]
        if len(set(visited)) < len(visited):
            return "a play passes one information set twice"
        pairs += len(visited) ** 2
        if pairs > LARGEST:
            return f"has more than {LARGEST} pairs of moves on one play"
    return ""


History: TypeAlias = tuple[tuple[int, ...], float]
"""Positions of moves, and the logarithm of chance's part."""

Positions: TypeAlias = dict[tuple[str, str, str], int]
"""Of a player's move at an information set."""


def move_positions(places: Sequence[InformationSet]) -> Positions:
    """Where each move stands in the vector of all moves."""
    keys = [(each.player, each.label, move) for each in places for move in each.moves]
    return {key: k for k, key in enumerate(keys)}


def first_positions(counts: Sequence[int]) -> Integers:
    """Where each of some consecutive groups starts."""
    starts: Integers = np.cumsum([0, *counts[:-1]], dtype=np.int64)
    return starts


def history_of(play: Play[Fraction], length: int, positions: Positions) -> History:
    """The first steps of a play."""
    moves: list[int] = []
    chance = 0.0
    for step in play.steps[:length]:
        if step.probability is None:
            moves.append(positions[step.player, step.information_set, step.move])
        else:
            chance += log_of(step.probability)
    return tuple(moves), chance


def log_of(value: Fraction) -> float:
    """The logarithm of a positive fraction, however large its terms."""
    return log(value.numerator) - log(value.denominator)


def node_histories(
    game: Game[Fraction], plays: Sequence[Play[Fraction]], positions: Positions
) -> dict[tuple[str, str], list[History]]:
    """The histories that lead to each information set, each once, in the order of the plays."""
    found: dict[tuple[str, str], dict[tuple[str, ...], History]] = {}
    for play in plays:
        for length, key in visits(play):
            seen = found.setdefault(key, {})
            known = 0 if isinstance(game, NormalGame) else length
            path = tuple(step.move for step in play.steps[:known])
            if path not in seen:
                seen[path] = history_of(play, known, positions)
    return {key: list(seen.values()) for key, seen in found.items()}


def visits(play: Play[Fraction]) -> Iterator[tuple[int, tuple[str, str]]]:
    """The information sets that a play passes, with the number of steps before."""
    for length, step in enumerate(play.steps):
        if step.player != CHANCE:
            yield length, (step.player, step.information_set)


def packed(histories: Sequence[History], padding: int) -> Histories:
    """Histories of different lengths as one array."""
    longest = max((len(moves) for moves, _ in histories), default=0)
    rows = np.full((len(histories), longest), padding, dtype=np.int64)
    for row, (moves, _) in zip(rows, histories, strict=True):
        row[: len(moves)] = moves
    return Histories(rows, np.array([chance for _, chance in histories], dtype=np.float64))


def unit_payoffs(plays: Sequence[Play[Fraction]], players: Sequence[str]) -> tuple[Floats, Floats]:
    """Payoffs between 0 and 1, and the range that each player's payoffs really have.

    Moving and scaling is exact, so that a constant added to all payoffs changes nothing.
    """
    columns, ranges = [], []
    for player in players:
        values = [play.payoffs[player] for play in plays]
        least = min(values)
        extent = max(values) - least
        columns.append([float((value - least) / (extent or 1)) for value in values])
        ranges.append(float(extent))
    return np.array(columns).T.copy(), np.array(ranges)
