"""Child process: the extreme equilibria of one game after another by Gambit's exact enumeration.

Reads a game as JSON from each line of standard input and answers with a line of its own.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import numpy
import pygambit


def extreme_equilibria(arrays: list[list[list[int]]]) -> list[list[list[str]]]:
    """Every extreme equilibrium as text fractions."""
    game: Any = pygambit.Game.from_arrays(*(numpy.array(array, dtype=object) for array in arrays))
    result = pygambit.nash.enummixed_solve(game, rational=True)
    return [
        [[str(profile[strategy]) for strategy in player.strategies] for player in game.players]
        for profile in result.equilibria
    ]


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(extreme_equilibria(json.loads(line))), flush=True)
