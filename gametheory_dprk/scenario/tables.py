"""Signaling games whose payoffs are arrays in a file of their own."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from gametheory_dprk.errors import ConsistencyError, SchemaError
from gametheory_dprk.expr import Expr, Number
from gametheory_dprk.games import CHANCE, GridSignalingGame, SignalingGame
from gametheory_dprk.scenario.draft import Draft
from gametheory_dprk.scenario.large_grids import MAX_EXPANDED
from gametheory_dprk.scenario.moves import declare_moves
from gametheory_dprk.scenario.nodes import Scalar

ARRAYS = ("prior", "sender", "receiver")
"""What the file holds: `prior[type]`, and payoffs as `[type, signal, response]`."""

MAX_TABLE_BYTES = 20_000_000
"""Size the arrays may have."""


def read_table(draft: Draft, name: Scalar) -> SignalingGame[Expr] | GridSignalingGame[Expr]:
    """Read a game between the first player, who sends, and the second, who responds.

    Types are called t1, t2, ..., signals m1, m2, ... and responses r1, r2, ...
    """
    if len(draft.players) != 2:
        message = f"a table is for two players, not {len(draft.players)}"
        draft.fail(ConsistencyError, draft.at("players"), message)
    if draft.folder is None:
        draft.fail(ConsistencyError, name, "a table must lie beside a file that names it")
    arrays = _load(draft, name, draft.folder / name)
    try:
        game = _template(arrays, (draft.players[0], draft.players[1]))
    except ValueError as error:
        draft.fail(ConsistencyError, name, str(error))
    moves = {CHANCE: list(game.prior)}
    for place in game.information_sets():
        moves.setdefault(place.player, list(place.moves))
    declare_moves(
        draft, {who: [Scalar(move, name.span) for move in own] for who, own in moves.items()}
    )
    return game


def _template(
    arrays: list[Any], players: tuple[str, str]
) -> SignalingGame[Expr] | GridSignalingGame[Expr]:
    """The game that arrays describe; a large one keeps them.

    Raises
    ------
    ValueError
        Naming the array at fault.
    """
    if getattr(arrays[1], "size", 0) <= MAX_EXPANDED:
        return SignalingGame.from_arrays(*arrays, players=players).map(_constant)
    game = GridSignalingGame.from_arrays(*arrays, players=players)
    return replace(game, chances=tuple(map(_constant, game.chances)))  # type: ignore[arg-type,return-value]


def _constant(value: Fraction) -> Expr:
    """A number as a formula."""
    return Number(value)


def _load(draft: Draft, name: Scalar, path: Path) -> list[Any]:
    """Load the arrays of a file, none of which may hold anything but numbers."""
    try:
        with ZipFile(path) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
        if size > MAX_TABLE_BYTES:
            message = f"the arrays have {size} bytes, more than {MAX_TABLE_BYTES}"
            draft.fail(ConsistencyError, name, message)
        import numpy

        with numpy.load(path, allow_pickle=False) as file:
            return [file[key] for key in ARRAYS]
    except KeyError as error:
        draft.fail(SchemaError, name, f"an array is missing: {error.args[0]}")
    except (OSError, ValueError, BadZipFile) as error:
        draft.fail(SchemaError, name, f"cannot be read as .npz: {error}")
