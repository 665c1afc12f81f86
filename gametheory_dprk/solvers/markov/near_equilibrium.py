"""From a point of the logit branch to strategies in fractions, and how far they are from best."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np

from gametheory_dprk.games import State, StochasticGame
from gametheory_dprk.solution import Assessment, Candidate
from gametheory_dprk.solvers.markov.logit_equations import (
    Array,
    FloatGame,
    equations,
    float_game,
    values_of,
)
from gametheory_dprk.solvers.markov.policy_values import deviations, policy_values

GRID = 2**40
"""Probabilities are multiples of one over this."""

RARE = 1e-5
"""Moves that are made less often are left out."""

NEWTON = 30
"""Newton steps towards the point at which the moves of a support are worth the same."""

Policy = dict[str, dict[str, dict[str, Fraction]]]


def nearest(game: StochasticGame[Fraction], form: FloatGame, point: Array) -> Candidate:
    """The better one of two candidates near a point: as it is, and its support made indifferent.

    Returns
    -------
    Candidate
        With the least power of ten that no deviation gains more than, or 0, as `epsilon`.
    """
    found = [rounded(game, chances_at(form, point))]
    settled = indifferent(game, found[0])
    if settled is not None:
        found.append(settled)
    largest, policy = min(((regret(game, each), each) for each in found), key=lambda pair: pair[0])
    return Candidate(Assessment(policy), epsilon=power_above(largest))


def chances_at(form: FloatGame, point: Array) -> list[Array]:
    """Probabilities of moves, state by state and player by player."""
    return [np.exp(point[part]) for state in form.states for part in state.slices]


def rounded(game: StochasticGame[Fraction], chances: list[Array]) -> Policy:
    """Strategies in fractions that sum to one; rare moves are not made."""
    policy: Policy = {player: {} for player in game.players}
    waiting = iter(chances)
    for name, state in game.states.items():
        for player, moves in state.moves.items():
            often = next(waiting)
            units = [round(float(each) * GRID) if each > RARE else 0 for each in often]
            units[int(np.argmax(often))] += GRID - sum(units)
            policy[player][name] = {
                move: Fraction(unit, GRID) for move, unit in zip(moves, units, strict=True)
            }
    return policy


def indifferent(game: StochasticGame[Fraction], policy: Policy) -> Policy | None:
    """The strategies nearby that make all moves of the supports worth the same; None if lost."""
    small = supported(game, policy)
    form = float_game(small)
    point = form.start()
    kept = [
        float(policy[player][name][move])
        for name, state in small.states.items()
        for player, moves in state.moves.items()
        for move in moves
    ]
    point[: form.moves] = np.log(kept)
    point[form.moves : -1] = values_of(form, point)
    point[-1] = 1.0
    for _ in range(NEWTON):
        residuals, jacobian = equations(form, point, noise=0.0)
        try:
            change = np.linalg.solve(jacobian[:, :-1], residuals)
        except np.linalg.LinAlgError:
            return None
        point[:-1] -= change
        if not np.isfinite(point).all() or point[: form.moves].max(initial=0.0) > 1:
            return None
        if np.abs(change).max() < 1e-13:
            break
    return widened(game, rounded(small, chances_at(form, point)))


def supported(game: StochasticGame[Fraction], policy: Policy) -> StochasticGame[Fraction]:
    """The game in which only moves of positive probability can be made."""
    return replace(
        game,
        states={name: within(state, policy, name) for name, state in game.states.items()},
    )


def within(state: State[Fraction], policy: Policy, name: str) -> State[Fraction]:
    """A state with the moves of positive probability alone."""
    moves = {
        player: tuple(move for move in own if policy[player][name][move])
        for player, own in state.moves.items()
    }
    small: State[Fraction] = State(moves, {}, {}, state.instant)
    kept = list(small.profiles())
    pays = {player: {each: table[each] for each in kept} for player, table in state.payoffs.items()}
    return State(moves, pays, {each: state.next[each] for each in kept}, state.instant)


def widened(game: StochasticGame[Fraction], policy: Policy) -> Policy:
    """Strategies that say of the moves left out that they are not made."""
    return {
        player: {
            name: {m: chances.get(m, Fraction(0)) for m in game.states[name].moves[player]}
            for name, chances in own.items()
        }
        for player, own in policy.items()
    }


def regret(game: StochasticGame[Fraction], policy: Policy) -> Fraction:
    """The most that a single deviation gains, exactly."""
    largest = Fraction(0)
    for player in game.players:
        values = policy_values(game, policy, player)
        for name, state in game.states.items():
            if player in state.moves:
                best = max(deviations(game, policy, player, name, values).values())
                largest = max(largest, best - values[name])
    return largest


def power_above(value: Fraction) -> Fraction:
    """The least power of ten that is not below a number; 0 for 0.

    Examples
    --------
    >>> str(power_above(Fraction(3, 1000))), str(power_above(Fraction(7)))
    ('1/100', '10')
    """
    if value <= 0:
        return Fraction(0)
    power = Fraction(1)
    while power / 10 >= value:
        power /= 10
    while power < value:
        power *= 10
    return power
