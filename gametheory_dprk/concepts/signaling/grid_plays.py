"""What happens in a large signaling game: only the plays that have positive probability."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, TypeAlias

from gametheory_dprk.errors import ExpressionError
from gametheory_dprk.games.game import Play
from gametheory_dprk.games.grid_signaling import GridSignalingGame
from gametheory_dprk.number import Number
from gametheory_dprk.solution import PerSet

Place: TypeAlias = tuple[int, int, int]


def likely_places(game: GridSignalingGame[Any], strategies: PerSet) -> list[tuple[Place, Number]]:
    """Places on the axes of the plays that can happen, with their probabilities."""
    signals = {name: k for k, name in enumerate(game.signals.names)}
    responses = {name: k for k, name in enumerate(game.responses.names)}
    sends, answers = strategies[game.sender], strategies[game.receiver]
    return [
        ((t, signals[signal], responses[response]), prior * chance * share)
        for t, (kind, prior) in enumerate(game.prior.items())
        for signal, chance in sends[kind].items()
        if chance
        for response, share in answers[signal].items()
        if share
    ]


def grid_plays(
    game: GridSignalingGame[Any], strategies: PerSet
) -> Iterator[tuple[Play[Number], Number]]:
    """Plays of positive probability with their probabilities; strategies may be sparse."""
    likely = likely_places(game, strategies)
    plays = game.chosen_plays(place for place, _ in likely)
    yield from zip(plays, (chance for _, chance in likely), strict=True)


def grid_values(game: GridSignalingGame[Any], strategies: PerSet) -> dict[str, Any]:
    """Expected payoffs, in floats where they are not rational."""
    likely = likely_places(game, strategies)
    return {player: mean_payoff(game, player, likely) for player in game.players}


def mean_payoff(
    game: GridSignalingGame[Any], player: str, likely: list[tuple[Place, Number]]
) -> Any:
    """One player's expected payoff."""
    exact, near = game.exact(player), game.floats(player)
    try:
        return sum((chance * exact(*place) for place, chance in likely), Fraction(0))
    except ExpressionError:
        return sum(float(chance) * float(near(*place)) for place, chance in likely)
