"""Signaling games whose completeness certificates are checked."""

from __future__ import annotations

import random
from collections.abc import Callable
from fractions import Fraction

from signaling_games import beer_quiche, cheap_talk, flagship, singapore

from gametheory_dprk.games import SignalingGame

F = Fraction
Game = SignalingGame[Fraction]


def random_game(types: int, signals: int, responses: int, seed: int, size: int = 4) -> Game:
    """Whole payoffs up to a size; with a small one many of them tie."""
    draw = random.Random(seed)

    def table() -> list[list[list[int]]]:
        row = range(responses)
        return [
            [[draw.randint(-size, size) for _ in row] for _ in range(signals)] for _ in range(types)
        ]

    return SignalingGame.from_arrays([F(1, types)] * types, table(), table())


NAMED: dict[str, Callable[[], Game]] = {
    "flagship": lambda: flagship(F(2, 5), F(1, 5)),
    "singapore": lambda: singapore(
        F(3, 10), 2, F(3, 2), F(1, 2), F(3, 10), F(3, 5), F(4, 5), F(3, 2), 1, 1, F(1, 2)
    ),
    "beer-quiche": lambda: beer_quiche("9/10"),
    "cheap talk": cheap_talk,
}
