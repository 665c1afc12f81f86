"""Profiles of a repeated game, each an alternative: no single deviation gains in any state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any

from .algebra import ONE, Condition, Poly, add, divide, quotient_of, require, scale, times
from .claims import Claims, cleared
from .systems import Alternative


def probability(text: str) -> Poly:
    """Read a probability without denominator."""
    return divide(*quotient_of(text))


@dataclass
class Automata:
    """Decision processes: for each automaton and player what moves pay, and what follows."""

    profiles: dict[str, dict[str, Any]]
    discount: dict[str, Poly]
    payoffs: dict[tuple[str, str, str, str], Poly]
    exhaustive: bool = False

    def alternatives(self, chosen: Sequence[Any]) -> list[Alternative] | None:
        """Return every automaton; then, player by player, what it leaves open."""
        if not chosen:
            return [Alternative(name) for name in self.profiles]
        name, players = chosen[0], list(self.profiles[chosen[0]])
        if len(chosen) > len(players):
            return None
        player = players[len(chosen) - 1]
        states = self.profiles[name][player]
        left = [state for state, given in states.items() if given["plays"] is None]
        options = [list(states[state]["moves"]) for state in left]
        return [
            self.alternative(name, player, dict(zip(left, picked, strict=True)))
            for picked in product(*options)
        ]

    def alternative(self, name: str, player: str, picked: Mapping[str, str]) -> Alternative:
        """State when a player gains by no single deviation: values by state, and comparisons."""
        found = Alternative([[state, move] for state, move in picked.items()])
        for state, given in self.profiles[name][player].items():
            value = f"V({player}|{state})"
            found.unknowns.append(value)
            mean: Poly = {((value, 1),): Fraction(-1)}
            worth = {m: self.worth(name, player, state, m) for m in given["moves"]}
            told = {picked[state]: "1"} if given["plays"] is None else given["plays"]
            plays = {m: probability(text) for m, text in told.items()}
            for move, chance in plays.items():
                mean = add(mean, times(chance, worth[move]))
            found.equalities["value", player, state] = mean
            for move in (m for m, chance in plays.items() if chance):
                for other in given["moves"]:
                    if other != move:
                        gain = add(worth[move], worth[other], Fraction(-1))
                        found.inequalities["best", player, state, move, other] = gain, ">="
        return found

    def worth(self, name: str, player: str, state: str, move: str) -> Poly:
        """Return what a move pays and leads to, per period."""
        now = self.payoffs[name, player, state, move]
        delta = self.discount[player]
        total = times(add(ONE, delta, Fraction(-1)), now)
        for later, chance in self.profiles[name][player][state]["moves"][move]["next"].items():
            value: Poly = {((f"V({player}|{later})", 1),): Fraction(1)}
            total = add(total, times(times(delta, probability(chance)), value))
        return total


def proper_discounts(data: Mapping[str, Any]) -> list[Condition]:
    """State that the future counts for less than the present, and chances are positive."""
    found: list[Condition] = []
    for text in data["discount"].values():
        delta = probability(text)
        found += [(delta, ">="), (add(ONE, delta, Fraction(-1)), ">")]
    for players in data["automata"].values():
        for states in players.values():
            for state in states.values():
                chances = [
                    state["plays"] or {"": "1"},
                    *(m["next"] for m in state["moves"].values()),
                ]
                for one in chances:
                    found += positive(one)
    return [(f, relation) for f, relation in found if set(f) - {()}]


def positive(given: Mapping[str, str]) -> list[Condition]:
    """State that chances that are not zero are positive; they must sum to one."""
    total = scale(ONE, Fraction(-1))
    found: list[Condition] = []
    for text in given.values():
        f = probability(text)
        total = add(total, f)
        require(not f or set(f) != {()} or f[()] > 0, "a chance is negative")
        if f:
            found.append((f, ">"))
    require(not total, "chances do not sum to one")
    return found


def read_automata(claims: Claims, data: Mapping[str, Any], scales: Mapping[str, Any]) -> Automata:
    """Read decision processes; payoffs are multiplied by positive numbers, one a player."""
    payoffs = {
        (name, player, state, move): cleared(
            claims, quotient_of(one["pays"]), scales.get(f"pay:{player}")
        )
        for name, players in data["automata"].items()
        for player, states in players.items()
        for state, given in states.items()
        for move, one in given["moves"].items()
    }
    discount = {player: probability(text) for player, text in data["discount"].items()}
    return Automata(data["automata"], discount, payoffs)
