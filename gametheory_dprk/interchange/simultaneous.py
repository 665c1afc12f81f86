"""A game in normal form as a tree in which nobody sees what others have done."""

from __future__ import annotations

from fractions import Fraction

from gametheory_dprk.games import Decision, ExtensiveGame, Node, NormalGame, Profile, Terminal


def as_tree(game: NormalGame[Fraction]) -> ExtensiveGame[Fraction]:
    """Write a normal form as a tree: one player after another, each with one information set.

    Examples
    --------
    >>> game = NormalGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]])
    >>> [(place.label, place.nodes) for place in as_tree(game).information_sets()]
    [('row', ('',)), ('column', ('r1', 'r2'))]
    """
    return ExtensiveGame(game.players, _after(game, ()))


def _after(game: NormalGame[Fraction], profile: Profile) -> Node[Fraction]:
    """The tree after the first players have made their moves."""
    if len(profile) == len(game.players):
        return Terminal({player: game.payoffs[player][profile] for player in game.players})
    player = game.players[len(profile)]
    moves = {move: _after(game, (*profile, move)) for move in game.moves[player]}
    return Decision(player, player, moves)
