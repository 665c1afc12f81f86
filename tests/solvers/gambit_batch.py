"""Child process: all extreme equilibria of many games by Gambit's exact enumeration.

Reads games as JSON from standard input and writes each one's equilibria as text fractions.
"""

from __future__ import annotations

import json
import sys

import numpy
import pygambit


def extreme_equilibria(arrays: list[list[list[int]]]) -> list[list[list[str]]]:
    game = pygambit.Game.from_arrays(*(numpy.array(array, dtype=object) for array in arrays))
    result = pygambit.nash.enummixed_solve(game, rational=True)
    return [
        [[str(profile[strategy]) for strategy in player.strategies] for player in game.players]
        for profile in result.equilibria
    ]


if __name__ == "__main__":
    json.dump([extreme_equilibria(arrays) for arrays in json.load(sys.stdin)], sys.stdout)
