"""Checks on the names of players and moves that every kind of game needs."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from gametheory_dprk.errors import ConsistencyError, UnknownNameError, nearest_name
from gametheory_dprk.scenario.draft import Draft
from gametheory_dprk.scenario.nodes import Scalar


def declare_moves(draft: Draft, moves: Mapping[str, Collection[Scalar]]) -> None:
    """Add moves to the names that formulas may use; none may be a parameter or definition."""
    for own in moves.values():
        for move in own:
            if move in draft.scope.numbers:
                what = "parameter" if move in draft.parameters else "definition"
                message = f"{str(move)!r} is a {what} and a move or type at once"
                draft.report(ConsistencyError, move, message, "rename one of them")
    names = {str(player): tuple(dict.fromkeys(map(str, own))) for player, own in moves.items()}
    draft.scope = replace(draft.scope, moves=names)


def declare_grids(draft: Draft, grids: Collection[Scalar]) -> None:
    """Add grids to the names that payoffs may use."""
    for grid in grids:
        if grid in draft.scope.numbers or draft.scope.owners(grid):
            message = f"{str(grid)!r} is a grid and a parameter or move at once"
            draft.report(ConsistencyError, grid, message, "rename one of them")
    draft.scope = replace(draft.scope, grids=frozenset(map(str, grids)))


def check_player(draft: Draft, name: Scalar) -> bool:
    """Refuse a player whom the head does not list."""
    if name in draft.players:
        return True
    if ")" in name:
        hint = "quote a formula that contains a comma"
    else:
        hint = nearest_name(name, draft.players) or f"players are {', '.join(draft.players)}"
    draft.report(UnknownNameError, name, f"unknown player {str(name)!r:.60}", hint)
    return False
