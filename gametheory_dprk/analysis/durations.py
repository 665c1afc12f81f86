"""How long things last in a stochastic game: stays in a state, cycles, and the time to an end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from gametheory_dprk.concepts.recursion import Row, chain, closed_classes, closure, shares, solved
from gametheory_dprk.games import StochasticGame
from gametheory_dprk.number import Number
from gametheory_dprk.solution import PerSet

ZERO, ONE = Fraction(0), Fraction(1)


@dataclass(frozen=True, slots=True)
class Durations:
    """Expected numbers of periods under some strategies.

    Attributes
    ----------
    shares : Mapping[str, Number]
        Long-run share of periods in each state.
    stays : Mapping[str, Number or None]
        Periods from entering a state to leaving it; None where it is never left, or takes no time.
    cycles : Mapping[str, Number or None]
        Periods from entering a state to entering it the next time; None where it is left for good
        or never left.
    until_end : Number or None
        Periods before play enters states between which it stays for ever; None where it begins
        there.
    """

    shares: Mapping[str, Number]
    stays: Mapping[str, Number | None]
    cycles: Mapping[str, Number | None]
    until_end: Number | None


def durations(game: StochasticGame[Number], strategies: PerSet) -> Durations:
    """Find how long states, cycles and the game up to its end last.

    Examples
    --------
    >>> from gametheory_dprk.games import State
    >>> half, zero = Fraction(1, 2), {(): Fraction(0)}
    >>> war = State({}, {"A": zero}, {(): {"war": half, "peace": half}})
    >>> game = StochasticGame(("A",), {"war": war, "peace": State({}, {"A": zero},
    ...     {(): {"war": Fraction(1)}})}, {"A": half}, "war")
    >>> found = durations(game, {"A": {}})
    >>> [str(found.stays[name]) for name in ("war", "peace")], str(found.cycles["war"])
    (['2', '1'], '3')
    """
    steps = {
        name: {later: chance for later, chance in row.items() if chance}
        for name, row in chain(game, strategies).items()
    }
    often = shares(game, strategies)
    stays: dict[str, Number | None] = {}
    cycles: dict[str, Number | None] = {}
    for name, row in steps.items():
        leaving = 1 - row.get(name, ZERO)
        timeless = game.states[name].instant
        stays[name] = 1 / leaving if leaving and not timeless else None
        rate = leaving * often[name]
        cycles[name] = 1 / rate if rate else None
    periods = {n: s for n, s in often.items() if not game.states[n].instant}
    return Durations(periods, stays, cycles, time_to_end(game, steps))


def time_to_end(
    game: StochasticGame[Number], steps: Mapping[str, Mapping[str, Number]]
) -> Number | None:
    """Expected periods before play enters a closed class of states; None where it begins in one."""
    reach = {name: closure(steps, name) for name in steps}
    final = frozenset().union(*closed_classes(reach))
    if game.start in final:
        return None
    rows: list[Row] = []
    rights: list[Number] = []
    for name, row in steps.items():
        inside = name in final
        equation: dict[str, Number] = {} if inside else {s: -c for s, c in row.items()}
        equation[name] = equation.get(name, ZERO) + 1
        rows.append(equation)
        rights.append(ZERO if inside or game.states[name].instant else ONE)
    return solved(tuple(steps), rows, rights)[game.start]
