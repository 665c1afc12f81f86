"""Child process: equilibria of many games by Gambit's support enumeration, in floating point.

Reads games as JSON from standard input, each as one nested payoff array a player.
"""

from __future__ import annotations

import json
import sys

import numpy
import pygambit


def equilibria(arrays) -> list[list[list[float]]]:
    game = pygambit.Game.from_arrays(*(numpy.array(array, dtype=object) for array in arrays))
    result = pygambit.nash.enumpoly_solve(game, use_strategic=True)
    return [
        [[float(profile[strategy]) for strategy in player.strategies] for player in game.players]
        for profile in result.equilibria
    ]


if __name__ == "__main__":
    json.dump([equilibria(arrays) for arrays in json.load(sys.stdin)], sys.stdout)
