"""What can be said of an equilibrium in one word: separating, pooling, plays."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from gametheory_dprk.concepts.label import openings, support
from gametheory_dprk.concepts.play import reach
from gametheory_dprk.errors import AnalysisError, UnknownNameError, nearest_name
from gametheory_dprk.games import Game
from gametheory_dprk.number import Number
from gametheory_dprk.solution import Assessment, Distribution


def opening_moves(game: Game[Number], assessment: Assessment) -> dict[str, Distribution]:
    """What each type plays first.

    Raises
    ------
    AnalysisError
        If the game does not begin with a draw that exactly the next player sees.
    """
    found = openings(game)
    if not found:
        raise AnalysisError("this game does not begin with a type that only the first mover sees")
    return {kind: assessment.strategies[player][name] for kind, (player, name) in found.items()}


def is_separating(game: Game[Number], assessment: Assessment) -> bool:
    """Tell whether no first move is made by two types, of which there are at least two."""
    supports = [support(moves) for moves in opening_moves(game, assessment).values()]
    pairs = combinations(supports, 2)
    return len(supports) > 1 and all(one.isdisjoint(other) for one, other in pairs)


def is_pooling(game: Game[Number], assessment: Assessment, moves: Sequence[str]) -> bool:
    """Tell whether all types open alike, by the named moves alone."""
    first, *others = opening_moves(game, assessment).values()
    for move in moves:
        if move not in first:
            raise UnknownNameError(f"no type can play {move!r} ({nearest_name(move, first)})")
    return support(first) <= set(moves) and all(other == first for other in others)


def plays(game: Game[Number], assessment: Assessment, name: str) -> bool:
    """Tell whether a move is made for sure wherever it can be made on the path.

    Parameters
    ----------
    name : str
        A move, or `PLAYER.move`. At least one information set that offers it must be reached.
    """
    player, _, move = name.rpartition(".")
    offered = [
        (each.player, each.label)
        for each in game.information_sets()
        if move in each.moves and player in ("", each.player)
    ]
    if not offered:
        known = {f"{each.player}.{m}" for each in game.information_sets() for m in each.moves}
        raise UnknownNameError(f"nobody can play {name!r} ({nearest_name(name, known)})")
    reached = reach(game, assessment.strategies)
    chosen = [
        assessment.strategies[owner][label][move]
        for owner, label in offered
        if any(reached[owner, label].values())
    ]
    return bool(chosen) and all(chance == 1 for chance in chosen)
