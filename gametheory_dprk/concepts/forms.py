"""Game forms whose outcomes do not follow from finitely many moves: each has its own way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gametheory_dprk.concepts.bargains.bargaining_rounds import bargaining_plays, bargaining_values
from gametheory_dprk.concepts.bargains.demand import demand_plays, demand_values
from gametheory_dprk.concepts.bargains.endless import endless_plays, endless_values, visits
from gametheory_dprk.concepts.bargains.frontier import agreement_plays, frontier_values, rule_of
from gametheory_dprk.concepts.signaling.grid_plays import grid_plays, grid_values
from gametheory_dprk.games import (
    BargainingGame,
    DemandGame,
    FrontierGame,
    Game,
    GridSignalingGame,
    Play,
    RepeatedGame,
    StochasticGame,
)
from gametheory_dprk.number import Number
from gametheory_dprk.solution import PerSet

FORMS = (BargainingGame, FrontierGame, DemandGame, RepeatedGame, StochasticGame, GridSignalingGame)
"""Forms that this module knows."""


def own_values(game: Game[Any], strategies: PerSet) -> dict[str, Number]:
    """What the players receive, in one of `FORMS`."""
    match game:
        case BargainingGame():
            return bargaining_values(game, strategies)
        case DemandGame():
            return demand_values(game, strategies)
        case FrontierGame():
            return frontier_values(game, strategies)
        case RepeatedGame() | StochasticGame():
            return endless_values(game, strategies)
        case GridSignalingGame():
            return grid_values(game, strategies)
    raise TypeError(f"{type(game).__name__} is evaluated by its plays")


def own_plays(
    game: Game[Any], strategies: PerSet, without: str | None = None
) -> Iterator[tuple[Play[Number], Number]]:
    """What happens and how often, in one of `FORMS`."""
    match game:
        case BargainingGame():
            return bargaining_plays(game, strategies)
        case DemandGame():
            return demand_plays(game, strategies)
        case FrontierGame():
            return agreement_plays(game, strategies)
        case RepeatedGame() | StochasticGame():
            return endless_plays(game, strategies, without)
        case GridSignalingGame() if without is None:
            return grid_plays(game, strategies)
    raise TypeError(f"{type(game).__name__} has plays of its own")


def own_visits(game: Game[Any], strategies: PerSet) -> Iterator[tuple[Play[Number], Number]]:
    """As `own_plays`, together with what happens without taking time."""
    if isinstance(game, StochasticGame):
        return visits(game, strategies)
    return own_plays(game, strategies)


def own_label(game: Game[Any], strategies: PerSet) -> str:
    """A word for an equilibrium, in one of `FORMS`; empty where the usual ones do."""
    match game:
        case RepeatedGame():
            return game.name_of(strategies)
        case FrontierGame():
            return rule_of(game, strategies)
        case BargainingGame() | DemandGame():
            ways = {play.steps[-1].move for play, _ in own_plays(game, strategies)}
            return " or ".join(sorted(ways)) or "no agreement"
    return ""
