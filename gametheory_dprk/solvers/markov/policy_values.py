"""Values of stationary policies of stochastic games, by one exact linear solve a player."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import product
from typing import Any, TypeAlias

from gametheory_dprk.games import State, StochasticGame

Policy: TypeAlias = Mapping[str, Mapping[str, Mapping[str, Fraction]]]
"""For each player and state a probability for every move."""

Values: TypeAlias = dict[str, Fraction]
"""A number for every state."""


def policy_values(game: StochasticGame[Fraction], policy: Policy, player: str) -> Values:
    """Expected discounted sum of a player's payoffs from every state on.

    Examples
    --------
    >>> one = Fraction(1)
    >>> stay = State({"A": ("hold",)}, {"A": {("hold",): one}}, {("hold",): {"peace": one}})
    >>> game = StochasticGame(("A",), {"peace": stay}, {"A": Fraction(1, 2)}, "peace")
    >>> policy_values(game, {"A": {"peace": {"hold": one}}}, "A")
    {'peace': Fraction(2, 1)}
    """
    from flint import fmpq_mat

    names = list(game.states)
    place = {name: k for k, name in enumerate(names)}
    size = len(names)
    left, right = fmpq_mat(size, size), fmpq_mat(size, 1)
    for i, name in enumerate(names):
        left[i, i] = 1
        state = game.states[name]
        factor = Fraction(1) if state.instant else game.discount[player]
        for profile, chance in likely(state, policy, name):
            right[i, 0] += flint(chance * state.payoffs[player][profile])
            for later, step in state.next[profile].items():
                left[i, place[later]] -= flint(factor * chance * step)
    solution = left.solve(right)
    return {name: unflint(solution[i, 0]) for i, name in enumerate(names)}


def likely(
    state: State[Fraction], policy: Policy, name: str, without: str | None = None
) -> list[tuple[tuple[str, ...], Fraction]]:
    """Profiles of positive probability, one player's own moves left open."""
    found: list[tuple[tuple[str, ...], Fraction]] = [((), Fraction(1))]
    for player, moves in state.moves.items():
        sure = player == without
        found = [
            ((*profile, move), chance if sure else chance * policy[player][name][move])
            for (profile, chance), move in product(found, moves)
            if sure or policy[player][name][move]
        ]
    return found


def deviations(
    game: StochasticGame[Fraction], policy: Policy, player: str, name: str, values: Values
) -> dict[str, Fraction]:
    """What each move of a player in a state is worth if play then goes on with given values."""
    state = game.states[name]
    position = list(state.moves).index(player)
    worth = dict.fromkeys(state.moves[player], Fraction(0))
    for profile, chance in likely(state, policy, name, without=player):
        later = sum((c * values[s] for s, c in state.next[profile].items()), Fraction(0))
        factor = Fraction(1) if state.instant else game.discount[player]
        pay = state.payoffs[player][profile] + factor * later
        worth[profile[position]] += chance * pay
    return worth


def certain(moves: tuple[str, ...], chosen: str) -> dict[str, Fraction]:
    """The distribution that makes one move for sure."""
    return {move: Fraction(move == chosen) for move in moves}


def flint(value: Fraction) -> Any:
    """A rational of python-flint."""
    from flint import fmpq

    return fmpq(value.numerator, value.denominator)


def unflint(value: Any) -> Fraction:
    """A rational of the standard library."""
    return Fraction(int(value.p), int(value.q))
