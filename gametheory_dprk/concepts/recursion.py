"""Play without end, evaluated exactly: values, one-shot deviations, and shares of time.

Once every player's policy is fixed, the values of the states solve a linear system with one
solution, since discount factors are below one. A policy is a best reply to the others' exactly if
no single deviation, in whatever state, followed by the policy itself, gains (Blackwell 1965).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, TypeAlias

from gametheory_dprk.games import StochasticGame
from gametheory_dprk.games.normal import Profile
from gametheory_dprk.number import Number
from gametheory_dprk.solution import Check, Distribution, PerSet

ZERO, ONE = Fraction(0), Fraction(1)

Row: TypeAlias = Mapping[str, Number]
"""A number for every state."""


def weights(
    game: StochasticGame[Number], strategies: PerSet, name: str, without: str | None = None
) -> Iterator[tuple[Profile, Number]]:
    """The profiles that can be played in a state, with their probability but for one player."""
    state = game.states[name]
    for profile in state.profiles():
        chance: Number = ONE
        for player, move in zip(state.moves, profile, strict=True):
            if player != without:
                chance *= strategies[player][name][move]
        if chance:
            yield profile, chance


def weight(game: StochasticGame[Number], player: str, name: str) -> Number:
    """How much what follows a state counts."""
    return ONE if game.states[name].instant else game.discount[player]


def chain(game: StochasticGame[Number], strategies: PerSet) -> dict[str, dict[str, Number]]:
    """For every state the probability of each state that follows under some strategies."""
    rows: dict[str, dict[str, Number]] = {name: {} for name in game.states}
    for name, state in game.states.items():
        for profile, chance in weights(game, strategies, name):
            for later, step in state.next[profile].items():
                rows[name][later] = rows[name].get(later, ZERO) + chance * step
    return rows


def state_values(game: StochasticGame[Number], strategies: PerSet, player: str) -> Row:
    """Expected discounted sum of a player's payoffs from every state on.

    Examples
    --------
    >>> from gametheory_dprk.games import State
    >>> stay = State({"A": ("hold",)}, {"A": {("hold",): ONE}}, {("hold",): {"peace": ONE}})
    >>> game = StochasticGame(("A",), {"peace": stay}, {"A": Fraction(1, 2)}, "peace")
    >>> state_values(game, {"A": {"peace": {"hold": ONE}}}, "A")
    {'peace': Fraction(2, 1)}
    """
    steps = chain(game, strategies)
    rows: list[dict[str, Number]] = []
    rights: list[Number] = []
    for name, state in game.states.items():
        factor = weight(game, player, name)
        row = {later: -factor * chance for later, chance in steps[name].items()}
        row[name] = row.get(name, ZERO) + 1
        rows.append(row)
        pay = state.payoffs[player]
        rights.append(sum((chance * pay[p] for p, chance in weights(game, strategies, name)), ZERO))
    return solved(tuple(game.states), rows, rights)


def solved(names: tuple[str, ...], rows: Sequence[Row], rights: Sequence[Number]) -> Row:
    """Solve a linear system that has one solution."""
    entries = [*rights, *(entry for row in rows for entry in row.values())]
    if all(isinstance(entry, Fraction) for entry in entries):
        return solved_in_fractions(names, rows, rights)
    return eliminated(names, rows, rights)


def solved_in_fractions(names: tuple[str, ...], rows: Sequence[Any], rights: Sequence[Any]) -> Row:
    """Solve a linear system of fractions; large ones take long by elimination."""
    from flint import fmpq, fmpq_mat

    place = {name: k for k, name in enumerate(names)}
    left, right = fmpq_mat(len(names), len(names)), fmpq_mat(len(names), 1)
    for k, (row, constant) in enumerate(zip(rows, rights, strict=True)):
        right[k, 0] = fmpq(constant.numerator, constant.denominator)
        for name, entry in row.items():
            left[k, place[name]] = fmpq(entry.numerator, entry.denominator)
    found = left.solve(right)
    pairs = ((int(found[k, 0].p), int(found[k, 0].q)) for k in range(len(names)))
    return {name: Fraction(*pair) for name, pair in zip(names, pairs, strict=True)}


def eliminated(names: tuple[str, ...], rows: Sequence[Row], rights: Sequence[Number]) -> Row:
    """Solve a linear system of numbers of any kind, by elimination."""
    system = [([row.get(n, ZERO) for n in names], b) for row, b in zip(rows, rights, strict=True)]
    for k in range(len(names)):
        pivot = next(j for j in range(k, len(names)) if system[j][0][k])
        system[k], system[pivot] = system[pivot], system[k]
        lead, right = system[k]
        lead, right = [entry / lead[k] for entry in lead], right / lead[k]
        system[k] = lead, right
        for j, (row, other) in enumerate(system):
            if j != k and row[k]:
                scale = row[k]
                cleared = [a - scale * b for a, b in zip(row, lead, strict=True)]
                system[j] = cleared, other - scale * right
    return {name: right for name, (_, right) in zip(names, system, strict=True)}


def move_values(
    game: StochasticGame[Number], strategies: PerSet, player: str, name: str, later: Row
) -> dict[str, Number]:
    """What each move of a player is worth in a state, when play goes on with given values."""
    state = game.states[name]
    place = list(state.moves).index(player)
    worth: dict[str, Number] = dict.fromkeys(state.moves[player], ZERO)
    for profile, chance in weights(game, strategies, name, without=player):
        follow = sum((step * later[s] for s, step in state.next[profile].items()), ZERO)
        value = state.payoffs[player][profile] + weight(game, player, name) * follow
        worth[profile[place]] += chance * value
    return worth


def one_shot_checks(
    game: StochasticGame[Number],
    strategies: PerSet,
    *,
    average: bool = False,
    epsilon: Fraction = ZERO,
) -> Iterator[Check]:
    """Claim for every player, state and move that to deviate to it once does not gain.

    Parameters
    ----------
    average : bool
        Whether values are stated per period, as (1 - discount) times the discounted sum.
    epsilon : Fraction
        What a deviation may gain all the same.
    """
    within = f" + {epsilon}" if epsilon else ""
    for player in game.players:
        scale = 1 - game.discount[player] if average else ONE
        values = state_values(game, strategies, player)
        for name, state in game.states.items():
            if player in state.moves:
                worth = move_values(game, strategies, player, name, values)
                for move, value in worth.items():
                    claim = f"{player} in {name}: value{within} >= that of {move} once"
                    yield Check(claim, scale * values[name] + epsilon, ">=", scale * value)


def shares(game: StochasticGame[Number], strategies: PerSet) -> dict[str, Number]:
    """Long-run share of time in each state, from the first state on.

    Returns
    -------
    dict
        The limit of the average over periods, which exists whatever the chain: each closed class
        of states counts with the probability of ending in it. Instant states have visits a period.
    """
    steps = {
        name: {later: chance for later, chance in row.items() if chance}
        for name, row in chain(game, strategies).items()
    }
    reach = {name: closure(steps, name) for name in steps}
    total: dict[str, Number] = dict.fromkeys(steps, ZERO)
    for members in closed_classes(reach):
        entering = absorption(steps, members)[game.start]
        for name, share in timed(game, stationary(steps, members)).items():
            total[name] += entering * share
    return total


def timed(game: StochasticGame[Number], visits: Row) -> Row:
    """Shares of periods from shares of visits, some of which take no time."""
    periods = sum((v for name, v in visits.items() if not game.states[name].instant), ZERO)
    return {name: visit / periods for name, visit in visits.items()}


def closure(steps: Mapping[str, Distribution], start: str) -> frozenset[str]:
    """All states that can follow on one, itself included."""
    found, waiting = {start}, [start]
    while waiting:
        for later in steps[waiting.pop()]:
            if later not in found:
                found.add(later)
                waiting.append(later)
    return frozenset(found)


def closed_classes(reach: Mapping[str, frozenset[str]]) -> list[frozenset[str]]:
    """Sets of states that, once entered, are visited for ever."""
    found = (each for each in reach.values() if all(reach[name] == each for name in each))
    return list(dict.fromkeys(found))


def absorption(steps: Mapping[str, Distribution], members: frozenset[str]) -> Row:
    """The probability of ending in a closed class, from each state."""
    names = tuple(steps)
    rows: list[dict[str, Number]] = []
    rights: list[Number] = [ONE if name in members else ZERO for name in names]
    for name in names:
        row: dict[str, Number] = {}
        if name not in members and members & closure(steps, name):
            row = {later: -chance for later, chance in steps[name].items()}
        row[name] = row.get(name, ZERO) + 1
        rows.append(row)
    return solved(names, rows, rights)


def stationary(steps: Mapping[str, Distribution], members: frozenset[str]) -> Row:
    """The stationary distribution on a closed class of states."""
    names = tuple(name for name in steps if name in members)
    rows: list[dict[str, Number]] = [dict.fromkeys(names, ONE)]
    for name in names[1:]:
        row: dict[str, Number] = {other: steps[other].get(name, ZERO) for other in names}
        row[name] -= 1
        rows.append(row)
    return solved(names, rows, [ONE] + [ZERO] * (len(names) - 1))
