"""Before anything is solved: what has probability zero is taken out, with a warning."""

from __future__ import annotations

from functools import singledispatch
from typing import Any

from gametheory_dprk.games import (
    Chance,
    Decision,
    ExtensiveGame,
    Game,
    GridSignalingGame,
    Node,
    SignalingGame,
    Terminal,
)
from gametheory_dprk.number import Number
from gametheory_dprk.solution import Notice

Prepared = tuple[Game[Any], tuple[Notice, ...]]


@singledispatch
def prepare(game: Game[Any]) -> Prepared:
    """Remove types and moves of chance that have probability zero.

    Returns
    -------
    tuple
        The game without them, and a `null_move` notice for each that was removed.

    Examples
    --------
    >>> game = SignalingGame.from_arrays([0, 1], [[[1]], [[2]]], [[[1]], [[2]]])
    >>> prepared, notices = prepare(game)
    >>> prepared.types, notices[0].message
    (('t2',), 't1 has probability 0 and was removed')
    """
    return game, ()


def notice(where: str) -> Notice:
    """The warning for one removed move."""
    return Notice("null_move", f"{where} has probability 0 and was removed")


@prepare.register
def prepare_signaling(game: SignalingGame) -> Prepared:  # type: ignore[type-arg]
    """Remove the types of prior probability zero."""
    prior = {kind: chance for kind, chance in game.prior.items() if chance != 0}
    removed = tuple(notice(kind) for kind in game.prior if kind not in prior)
    if not removed:
        return game, ()
    payoffs = {
        player: {cell: value for cell, value in table.items() if cell[0] in prior}
        for player, table in game.payoffs.items()
    }
    return SignalingGame(game.sender, game.receiver, prior, game.responses, payoffs), removed


@prepare.register
def prepare_grid(game: GridSignalingGame) -> Prepared:  # type: ignore[type-arg]
    """Remove the types of prior probability zero."""
    removed = tuple(notice(kind) for kind, chance in game.prior.items() if chance == 0)
    return (game.without_null_types() if removed else game), removed


@prepare.register
def prepare_extensive(game: ExtensiveGame) -> Prepared:  # type: ignore[type-arg]
    """Remove the branches that chance takes with probability zero."""
    removed = tuple(
        notice(".".join((*path, move)))
        for path, node in game.nodes()
        if isinstance(node, Chance)
        for move, chance in node.probabilities.items()
        if chance == 0
    )
    return (ExtensiveGame(game.players, prune(game.root)), removed) if removed else (game, ())


def prune(node: Node[Number]) -> Node[Number]:
    """The tree below a node without null branches of chance."""
    if isinstance(node, Terminal):
        return node
    if isinstance(node, Decision):
        moves = {move: prune(child) for move, child in node.moves.items()}
        return Decision(node.player, node.information_set, moves)
    likely = {move: chance for move, chance in node.probabilities.items() if chance != 0}
    return Chance(likely, {move: prune(node.moves[move]) for move in likely})
