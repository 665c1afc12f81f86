"""Every game as one of single moves, in which dominance is defined."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from gametheory_dprk.errors import NoSolverError
from gametheory_dprk.games import ExtensiveGame, Game, NormalGame, SignalingGame
from gametheory_dprk.transforms.extensive_to_normal import reduced_form, refuse_reduction
from gametheory_dprk.transforms.preparation import prepare
from gametheory_dprk.transforms.signaling_to_extensive import to_tree


def normal_form(game: Game[Any]) -> NormalGame[Fraction]:
    """A game in normal form; of a tree or a signaling game the moves are its reduced plans.

    Raises
    ------
    NoSolverError
        If the game has no normal form, or one that is too large.

    Examples
    --------
    >>> game = SignalingGame.from_arrays([1], [[[1, 0], [1, 0]]], [[[1, 0], [1, 0]]])
    >>> normal_form(game).moves["sender"]
    ('t1: m1', 't1: m2')
    """
    prepared, _ = prepare(game)
    if isinstance(prepared, NormalGame):
        return prepared
    if isinstance(prepared, SignalingGame):
        prepared = to_tree(prepared).game
    if not isinstance(prepared, ExtensiveGame):
        raise NoSolverError("this game has no normal form with finitely many moves")
    refusal = refuse_reduction(prepared)
    if refusal:
        raise NoSolverError(f"dominance needs the reduced normal form: {refusal}")
    return reduced_form(prepared).game
