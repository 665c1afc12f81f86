"""A stochastic game in floats, and the equations of its logit stationary equilibria.

Unknowns are the logarithms of the probabilities of all moves and the values of all states, one
after the other, and last the rationality lambda (Eibelshaeuser and Poensgen 2019).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeAlias

import numpy as np

from gametheory_dprk.games import State, StochasticGame

Array: TypeAlias = "np.ndarray[Any, np.dtype[np.float64]]"


@dataclass(frozen=True, slots=True)
class FloatState:
    """One state.

    Attributes
    ----------
    players : tuple of int
        Who moves there, by their place among the players.
    slices : tuple of slice
        For each of these the unknowns that are the logarithms of their moves' probabilities.
    payoffs : Array [player, *moves]
        In units of `scale`.
    later : Array [*moves, state]
    weights : Array [player]
        How much what follows counts.
    """

    players: tuple[int, ...]
    slices: tuple[slice, ...]
    payoffs: Array
    later: Array
    weights: Array


@dataclass(frozen=True, slots=True)
class FloatGame:
    """A stochastic game in floats.

    Attributes
    ----------
    states : tuple of FloatState
    players, moves : int
        How many there are, moves counted over all players and states.
    scale : float
        The largest range of a player's payoffs, over one less the largest discount factor.
    """

    states: tuple[FloatState, ...]
    players: int
    moves: int
    scale: float

    def value(self, player: int) -> slice:
        """The unknowns that are a player's values."""
        start = self.moves + player * len(self.states)
        return slice(start, start + len(self.states))

    @property
    def size(self) -> int:
        """Number of equations."""
        return self.moves + self.players * len(self.states)

    def start(self) -> Array:
        """Uniform play and its values, at rationality 0."""
        point = np.zeros(self.size + 1)
        for state in self.states:
            for part in state.slices:
                point[part] = -np.log(part.stop - part.start)
        point[self.moves : -1] = values_of(self, point)
        return point


def float_game(game: StochasticGame[Fraction]) -> FloatGame:
    """Write a game in floats, payoffs in units of its scale."""
    tables = [state.payoffs[p] for state in game.states.values() for p in game.players]
    span = max((float(max(t.values()) - min(t.values())) for t in tables), default=0.0)
    level = max((abs(float(v)) for t in tables for v in t.values()), default=0.0)
    patience = max(map(float, game.discount.values()))
    scale = max(span, level / 100) / (1 - patience) or 1.0
    states: list[FloatState] = []
    moves = 0
    for state in game.states.values():
        counts = [len(own) for own in state.moves.values()]
        starts = [moves + sum(counts[:k]) for k in range(len(counts))]
        slices = tuple(slice(a, a + n) for a, n in zip(starts, counts, strict=True))
        states.append(float_state(game, state, slices, scale))
        moves += sum(counts)
    return FloatGame(tuple(states), len(game.players), moves, scale)


def float_state(
    game: StochasticGame[Fraction],
    state: State[Fraction],
    slices: tuple[slice, ...],
    scale: float,
) -> FloatState:
    """Write one state in floats."""
    shape = tuple(len(own) for own in state.moves.values())
    profiles = list(state.profiles())
    place = {name: k for k, name in enumerate(game.states)}
    later = np.zeros((len(profiles), len(place)))
    for row, profile in zip(later, profiles, strict=True):
        for name, chance in state.next[profile].items():
            row[place[name]] += float(chance)
    pays = [
        [float(state.payoffs[p][profile]) / scale for profile in profiles] for p in game.players
    ]
    weights = [1.0 if state.instant else float(game.discount[p]) for p in game.players]
    return FloatState(
        tuple(game.players.index(player) for player in state.moves),
        slices,
        np.array(pays).reshape(len(game.players), *shape),
        later.reshape(*shape, len(place)),
        np.array(weights),
    )


def mixed(tensor: Array, chances: list[Array], kept: tuple[int, ...] = ()) -> Array:
    """Average over the leading axes, each with its probabilities, all but those kept."""
    for axis in reversed(range(len(chances))):
        if axis not in kept:
            tensor = np.tensordot(tensor, chances[axis], axes=(axis, 0))
    return tensor


def values_of(game: FloatGame, point: Array) -> Array:
    """Values of all players in all states under the probabilities of a point."""
    size = len(game.states)
    found = np.empty(game.players * size)
    for player in range(game.players):
        left, right = np.eye(size), np.empty(size)
        for k, state in enumerate(game.states):
            chances = [np.exp(point[part]) for part in state.slices]
            left[k] -= state.weights[player] * mixed(state.later, chances)
            right[k] = mixed(state.payoffs[player], chances)
        found[player * size : (player + 1) * size] = np.linalg.solve(left, right)
    return found


def worth(game: FloatGame, state: FloatState, player: int, point: Array) -> Array:
    """What every profile of moves pays a player who then goes on with the values of a point."""
    total: Array = state.payoffs[player] + state.weights[player] * (
        state.later @ point[game.value(player)]
    )
    return total


def equations(game: FloatGame, point: Array, noise: float = 1.0) -> tuple[Array, Array]:
    """The equations at a point, and their derivatives by all unknowns.

    Parameters
    ----------
    noise : float
        1 for logit responses; 0 for moves that are all worth the same.

    Returns
    -------
    residuals : Array [equation]
    jacobian : Array [equation, unknown]
    """
    residuals, jacobian = np.zeros(game.size), np.zeros((game.size, game.size + 1))
    for number, state in enumerate(game.states):
        chances = [np.exp(point[part]) for part in state.slices]
        for player in range(game.players):
            tensor = worth(game, state, player, point)
            row = game.value(player).start + number
            residuals[row] = point[row] - mixed(tensor, chances)
            jacobian[row, row] = 1.0
            jacobian[row, game.value(player)] -= state.weights[player] * mixed(state.later, chances)
            for axis, part in enumerate(state.slices):
                jacobian[row, part] = -chances[axis] * mixed(tensor, chances, (axis,))
            if player in state.players:
                own = state.players.index(player)
                part = state.slices[own]
                pays, slopes = answer(game, state, (player, own), tensor, chances)
                gaps, logs = pays - pays[0], point[part] - point[part.start]
                residuals[part] = noise * logs - point[-1] * gaps
                rows = -point[-1] * (slopes - slopes[0])
                rows[:, part] += noise * np.eye(len(pays))
                rows[:, part.start] -= noise
                rows[:, -1] = -gaps
                jacobian[part] = rows
                residuals[part.start] = chances[own].sum() - 1.0
                jacobian[part.start] = 0.0
                jacobian[part.start, part] = chances[own]
    return residuals, jacobian


def answer(
    game: FloatGame,
    state: FloatState,
    who: tuple[int, int],
    tensor: Array,
    chances: list[Array],
) -> tuple[Array, Array]:
    """What each move of a player in a state is worth, and its derivatives by all unknowns."""
    player, own = who
    pays = mixed(tensor, chances, (own,))
    slopes = np.zeros((len(pays), game.size + 1))
    for axis, other in enumerate(state.slices):
        if axis != own:
            both = mixed(tensor, chances, tuple(sorted((own, axis))))
            slopes[:, other] = (both if own < axis else both.T) * chances[axis]
    slopes[:, game.value(player)] = state.weights[player] * mixed(state.later, chances, (own,))
    return pays, slopes
