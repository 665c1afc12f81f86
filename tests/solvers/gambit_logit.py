"""Child process: logit equilibria of many games by Gambit.

Reads `[text of a game, lambda or null]` pairs as JSON and writes, for each, the probabilities by
player, information set and move; null asks for the end of the branch,
the only thing that is told of a tree.
"""

from __future__ import annotations

import io
import json
import sys

import pygambit


def solved(text: str, rationality: float | None):
    if text.startswith("EFG"):
        return tree_limit(pygambit.read_efg(io.StringIO(text)))
    game = pygambit.read_nfg(io.StringIO(text))
    if rationality is None:
        found = pygambit.qre.logit_solve_branch(game, maxregret=1e-7)[-1]
    else:
        found = pygambit.qre.logit_solve_lambda(game, [rationality])[0]
    return {p.label: {p.label: named(found.profile, p.strategies)} for p in game.players}


def tree_limit(game):
    """The limit; pygambit 16.7 cannot show what is played at a given lambda in a tree."""
    (found,) = pygambit.nash.logit_solve(game, maxregret=1e-7).equilibria
    return {
        player.label: {place.label: named(found, place.actions) for place in player.infosets}
        for player in game.players
    }


def named(found, moves) -> dict[str, float]:
    return {move.label: float(found[move]) for move in moves}


if __name__ == "__main__":
    json.dump([solved(*case) for case in json.load(sys.stdin)], sys.stdout)
