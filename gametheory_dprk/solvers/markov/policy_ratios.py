"""Values of policies of a stochastic game, as rational functions of whatever is left open.

Payoffs, probabilities of moves and discount factors may all be rational functions. The values of
the states solve a linear system over them, so that values, and what deviations gain, are quotients
of polynomials again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import TypeAlias

from gametheory_dprk.games import State, StochasticGame
from gametheory_dprk.games.normal import Profile
from gametheory_dprk.polynomials import Ratio, Ring

Policy: TypeAlias = Mapping[str, Mapping[str, Mapping[str, Ratio]]]
"""For each player and state the probability of each move that may be made."""

Row: TypeAlias = dict[str, Ratio]
"""A value for every state."""


def one(ring: Ring) -> Ratio:
    """The number one."""
    return Ratio(ring.one, ring.one)


def played(
    state: State[Ratio], policy: Policy, name: str, ring: Ring, fixed: Mapping[str, str]
) -> Iterator[tuple[Profile, Ratio]]:
    """Profiles that may be played in a state, with probabilities; some players' moves are fixed."""
    choices = [
        [fixed[player]] if player in fixed else list(policy[player][name]) for player in state.moves
    ]
    for profile in product(*choices):
        chance = one(ring)
        for player, move in zip(state.moves, profile, strict=True):
            if player not in fixed:
                chance = chance * policy[player][name][move]
        yield profile, chance


def weight(game: StochasticGame[Ratio], player: str, name: str, ring: Ring) -> Ratio:
    """How much what follows a state counts."""
    return one(ring) if game.states[name].instant else game.discount[player]


def policy_ratios(game: StochasticGame[Ratio], policy: Policy, player: str, ring: Ring) -> Row:
    """Discounted sum of a player's payoffs from each state on.

    Examples
    --------
    >>> ring = Ring(["d"])
    >>> d, unit = Ratio(ring.generators["d"], ring.one), one(ring)
    >>> stay = State({"A": ("hold",)}, {"A": {("hold",): unit}}, {("hold",): {"peace": unit}})
    >>> game = StochasticGame(("A",), {"peace": stay}, {"A": d}, "peace")
    >>> values = policy_ratios(game, {"A": {"peace": {"hold": unit}}}, "A", ring)
    >>> values["peace"] == unit / (unit - d)
    True
    """
    names = list(game.states)
    zero = Ratio(ring.zero, ring.one)
    rows: list[list[Ratio]] = []
    for name in names:
        state = game.states[name]
        row, pay = dict.fromkeys(names, zero), zero
        row[name] = one(ring)
        for profile, chance in played(state, policy, name, ring, {}):
            pay += chance * state.payoffs[player][profile]
            for later, step in state.next[profile].items():
                row[later] -= weight(game, player, name, ring) * chance * step
        rows.append([*row.values(), pay])
    eliminate(rows)
    return {name: row[-1] for name, row in zip(names, rows, strict=True)}


def eliminate(rows: list[list[Ratio]]) -> None:
    """Solve a square linear system in place; the last column is the right-hand side."""
    for k in range(len(rows)):
        pivot = next(j for j in range(k, len(rows)) if not rows[j][k].is_zero())
        rows[k], rows[pivot] = rows[pivot], rows[k]
        lead = rows[k][k]
        rows[k] = [entry / lead for entry in rows[k]]
        for j, row in enumerate(rows):
            if j != k and not row[k].is_zero():
                scale = row[k]
                rows[j] = [a - scale * b for a, b in zip(row, rows[k], strict=True)]


def move_ratio(
    game: StochasticGame[Ratio],
    policy: Policy,
    deviation: tuple[str, str, str],
    values: Row,
    ring: Ring,
) -> Ratio:
    """What a player's move in a state is worth, when play goes on with given values.

    Parameters
    ----------
    game, policy
    deviation : tuple of str
        The player, the state and the move.
    values : Row
    ring : Ring
    """
    player, name, move = deviation
    state = game.states[name]
    total = Ratio(ring.zero, ring.one)
    for profile, chance in played(state, policy, name, ring, {player: move}):
        worth = state.payoffs[player][profile]
        for later, step in state.next[profile].items():
            worth += weight(game, player, name, ring) * step * values[later]
        total += chance * worth
    return total
