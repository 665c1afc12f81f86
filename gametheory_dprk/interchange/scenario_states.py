"""Repeated and stochastic games as the block of a scenario file."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from gametheory_dprk.expr import to_text
from gametheory_dprk.games import (
    NOTHING,
    Automaton,
    AutomatonState,
    RepeatedGame,
    State,
    StochasticGame,
)
from gametheory_dprk.interchange.scenario_tree import number
from gametheory_dprk.interchange.sums import profile_sum

NO_CHANCE = Fraction(0)


def repeated_block(game: RepeatedGame[Fraction], payoffs: Mapping[str, Any]) -> dict[str, Any]:
    """A stage game, what is seen of it, and automata.

    Parameters
    ----------
    game
    payoffs
        Of the stage game, as nested lists.
    """
    moves = {player: list(each) for player, each in game.stage.moves.items()}
    seen = {
        f"{player}.{move}": sight(move, chances) for (player, move), chances in game.seen.items()
    }
    return {
        "stage": {"moves": moves},
        "payoffs": payoffs,
        "discount": {player: number(value) for player, value in game.discount.items()},
        **({"seen": seen} if seen else {}),
        **({"lag": game.lag} if game.lag else {}),
        "automata": {name: automaton_block(each) for name, each in game.automata.items()},
    }


def sight(move: str, chances: Mapping[str, Fraction]) -> Any:
    """The probability that a move is seen, or those of what it is taken for."""
    if set(chances) <= {move, NOTHING}:
        return number(chances.get(move, NO_CHANCE))
    return {name or "nothing": number(chance) for name, chance in chances.items() if name != move}


def automaton_block(automaton: Automaton[Fraction]) -> dict[str, Any]:
    """The states of an automaton."""
    return {name: state_block(each) for name, each in automaton.states.items()}


def state_block(state: AutomatonState[Fraction]) -> dict[str, Any]:
    """What is played in a state, and the rules; of equal conditions the first."""
    rules: dict[str, Any] = {}
    for rule in state.rules:
        key = "else" if rule.condition is None else to_text(rule.condition)
        rules.setdefault(key, distribution(rule.target))
    plays = {player: distribution(each) for player, each in state.plays.items()}
    return {**plays, "next": rules}


def distribution(chances: Mapping[str, Fraction]) -> Any:
    """A name, or several with their probabilities."""
    if list(chances.values()) == [1]:
        return next(iter(chances))
    return {name: number(chance) for name, chance in chances.items()}


def stochastic_block(game: StochasticGame[Fraction]) -> dict[str, Any]:
    """States; the first is where play begins."""
    names = [game.start, *(name for name in game.states if name != game.start)]
    return {
        "states": {name: period(game.states[name]) for name in names},
        "discount": {player: number(value) for player, value in game.discount.items()},
    }


def period(state: State[Fraction]) -> dict[str, Any]:
    """What can be done in a state, what it pays, and what follows."""
    later = list(dict.fromkeys(name for chances in state.next.values() for name in chances))
    chances = {
        name: profile_sum(
            {profile: each.get(name, NO_CHANCE) for profile, each in state.next.items()},
            state.moves,
        )
        for name in later
    }
    moves = {player: list(each) for player, each in state.moves.items()}
    payoffs = {player: profile_sum(table, state.moves) for player, table in state.payoffs.items()}
    return {
        **({"moves": moves} if moves else {}),
        "payoffs": payoffs,
        "next": {name: chance for name, chance in chances.items() if chance != 0},
        **({"instant": "yes"} if state.instant else {}),
    }
