"""What deviations from an automaton gain, as rational functions of parameters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

from gametheory_dprk.games import RepeatedGame
from gametheory_dprk.polynomials import Ratio, Ring
from gametheory_dprk.solvers.markov.policy_ratios import move_ratio, one, policy_ratios

MAX_COMPLETIONS = 256
"""Ways to go on after own unseen deviations that are looked at."""


@dataclass(frozen=True, slots=True)
class DeviationGain:
    """What a single deviation gains over the automaton, as a discounted sum."""

    player: str
    label: str
    move: str
    gain: Ratio


def gains(game: RepeatedGame[Ratio], name: str, player: str, ring: Ring) -> list[DeviationGain]:
    """Every deviation of a player from an automaton, and what it gains.

    With a lag there is one gain for each way to go on after an unseen deviation; the automaton is
    an equilibrium for the player exactly if none is positive.

    Raises
    ------
    OverflowError
        If there are more ways to go on than `MAX_COMPLETIONS`.
    """
    process = game.process(name, player)
    public = public_choices(game, name, player)
    hidden = [label for label in process.states if label not in public]
    moves = game.stage.moves[player]
    if len(moves) ** len(hidden) > MAX_COMPLETIONS:
        raise OverflowError("too many ways to go on after an unseen deviation")
    found: list[DeviationGain] = []
    for choice in product(moves, repeat=len(hidden)):
        further = {label: {move: one(ring)} for label, move in zip(hidden, choice, strict=True)}
        policy = {player: {**public, **further}}
        values = policy_ratios(process, policy, player, ring)
        for label, move in product(public, moves):
            worth = move_ratio(process, policy, (player, label, move), values, ring)
            found.append(DeviationGain(player, label, move, worth - values[label]))
    return found


def public_choices(
    game: RepeatedGame[Ratio], name: str, player: str
) -> dict[str, Mapping[str, Ratio]]:
    """What the automaton says the player does, by information set."""
    states = game.automata[name].states
    return {
        game.label(name, each.state, each.past): states[each.state].plays[player]
        for each in game.moments(name)
    }
