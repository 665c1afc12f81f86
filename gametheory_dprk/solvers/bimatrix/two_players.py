"""What solvers of two-player normal forms share: who fits, and how an answer is named."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gametheory_dprk.games import NormalGame
from gametheory_dprk.number import Number
from gametheory_dprk.solution import Assessment

MOST_MOVES = 31
"""Moves of the player with fewer, up to which complete enumeration is tried."""


def accept_two_players(game: NormalGame[Any]) -> str:
    """Say why a game is outside, or "" if it has two players.

    Examples
    --------
    >>> accept_two_players(NormalGame.from_arrays([[0]], [[0]]))
    ''
    >>> accept_two_players(NormalGame.from_arrays([0]))
    'needs two players, not 1'
    """
    count = len(game.players)
    return "" if count == 2 else f"needs two players, not {count}"


def accept_enumerable(game: NormalGame[Any]) -> str:
    """Say why a game is outside, or "" if all equilibria of its two players may be enumerated.

    Examples
    --------
    >>> accept_enumerable(NormalGame.from_arrays([[0] * 40] * 40, [[0] * 40] * 40))
    'has 40 moves a player; all equilibria are enumerated up to 31'
    """
    if reason := accept_two_players(game):
        return reason
    fewest = min(len(moves) for moves in game.moves.values())
    most = f"all equilibria are enumerated up to {MOST_MOVES}"
    return "" if fewest <= MOST_MOVES else f"has {fewest} moves a player; {most}"


def assessment_of(
    game: NormalGame[Any], first: Mapping[str, Number], second: Mapping[str, Number]
) -> Assessment:
    """The assessment that two mixed strategies make."""
    return Assessment(
        {
            player: {player: strategy}
            for player, strategy in zip(game.players, (first, second), strict=True)
        }
    )
