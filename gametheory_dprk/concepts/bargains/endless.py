"""What strategies bring about in games without an end: values, and how often each period occurs."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TypeAlias

from gametheory_dprk.concepts.recursion import shares, state_values
from gametheory_dprk.games import CHANCE, Play, RepeatedGame, StochasticGame
from gametheory_dprk.number import Number
from gametheory_dprk.solution import PerSet

EndlessGame: TypeAlias = RepeatedGame[Number] | StochasticGame[Number]


def endless_values(game: EndlessGame, strategies: PerSet) -> dict[str, Number]:
    """Value of every player at the start.

    Of a stochastic game the discounted sum of payoffs; of a repeated game that sum times one
    minus the discount factor, which is a payoff per period.
    """
    if isinstance(game, StochasticGame):
        return {p: state_values(game, strategies, p)[game.start] for p in game.players}
    name = game.name_of(strategies)
    found: dict[str, Number] = {}
    for player in game.players:
        process = game.process(name, player)
        value = state_values(process, {player: strategies[player]}, player)[process.start]
        found[player] = (1 - game.discount[player]) * value
    return found


def state_shares(game: EndlessGame, strategies: PerSet) -> dict[str, Number]:
    """Long-run share of periods in each state, or public state of the automaton that is played."""
    if isinstance(game, StochasticGame):
        return shares(game, strategies)
    name, player = game.name_of(strategies), game.players[0]
    process = game.process(name, player)
    found = shares(process, {player: strategies[player]})
    moments = (game.label(name, each.state, each.past) for each in game.moments(name))
    return {label: found[label] for label in moments}


def endless_plays(
    game: EndlessGame, strategies: PerSet, without: str | None = None
) -> Iterator[tuple[Play[Number], Number]]:
    """Every period that can be, weighted by its long-run share of all periods."""
    for play, weight in visits(game, strategies, without):
        if isinstance(game, RepeatedGame) or not game.states[play.steps[0].move].instant:
            yield play, weight


def visits(
    game: EndlessGame, strategies: PerSet, without: str | None = None
) -> Iterator[tuple[Play[Number], Number]]:
    """Every visit of a state that can be, with how often it occurs a period.

    Visits of instant states, which take no time, are among them.
    """
    often = state_shares(game, strategies)
    for play in game.plays():
        weight: Number = often.get(play.steps[0].move, Fraction(0))
        for step in play.steps:
            if weight and step.player not in (CHANCE, without):
                weight *= strategies[step.player][step.information_set][step.move]
        if weight:
            yield play, weight
