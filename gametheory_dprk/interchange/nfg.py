"""Gambit's files of games in normal form, version 1: payoffs one by one, or as outcomes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product
from math import prod
from typing import TypeAlias

from gametheory_dprk.games import NormalGame, Profile
from gametheory_dprk.interchange.cursor import Cursor
from gametheory_dprk.interchange.header import (
    MAX_PAYOFFS,
    braced,
    header_text,
    meanings,
    quoted,
    read_comment,
    read_header,
)
from gametheory_dprk.interchange.names import move_name, original
from gametheory_dprk.interchange.naming import distinct
from gametheory_dprk.interchange.spec import Document, FormatSpec
from gametheory_dprk.interchange.words import fail

MAX_PROFILES = 200_000
"""Profiles of moves a game may have."""

Moves: TypeAlias = Mapping[str, tuple[str, ...]]
Payoffs: TypeAlias = tuple[Fraction, ...]


def read(text: str, file: str) -> Document:
    """Read a game in normal form.

    Raises
    ------
    ScenarioError
        At the first place that does not fit.

    Examples
    --------
    >>> text = 'NFG 1 R "Duel" { "A" "B" } { { "hold" "fire" } { "wait" } } 1 2 .5 4'
    >>> read(text, "duel.nfg").game.payoffs["A"]
    {('hold', 'wait'): Fraction(1, 1), ('fire', 'wait'): Fraction(1, 2)}
    """
    cursor = Cursor(text, file)
    title, players = read_header(cursor, "NFG", "1")
    moves = _read_moves(cursor, tuple(players))
    about = read_comment(cursor)
    rows = _read_outcomes(cursor, moves) if cursor.sees("{") else _read_payoffs(cursor, moves)
    found = dict(zip(_profiles(moves), rows, strict=True))
    cursor.finish("the game")
    tables = {
        player: {profile: found[profile][k] for profile in product(*moves.values())}
        for k, player in enumerate(moves)
    }
    return Document(NormalGame(tuple(players), moves, tables), title, about, meanings(players))


def _profiles(moves: Moves) -> Iterator[Profile]:
    """Every profile in the order of the file: the first player's move varies fastest."""
    return (profile[::-1] for profile in product(*reversed(tuple(moves.values()))))


def _read_moves(cursor: Cursor, players: tuple[str, ...]) -> Moves:
    """Read the names of the moves, or how many moves each player has."""
    span = cursor.next.span
    cursor.sign("{", "before the moves")
    found: dict[str, tuple[str, ...]] = {}
    for player in players:
        found[player] = _read_names(cursor) if cursor.sees("{") else _count_names(cursor)
    cursor.sign("}", f"after the moves of {len(players)} players")
    size = prod(map(len, found.values()))
    if size > MAX_PROFILES or size * len(players) > MAX_PAYOFFS:
        fail(span, f"the game has more than {MAX_PROFILES} profiles or {MAX_PAYOFFS} payoffs")
    return found


def _read_names(cursor: Cursor) -> tuple[str, ...]:
    """Read the names of one player's moves."""
    span = cursor.next.span
    names = cursor.names("move")
    if not names:
        fail(span, "expected at least one move")
    return tuple(map(move_name, distinct(names, "move")))


def _count_names(cursor: Cursor) -> tuple[str, ...]:
    """Read a number of moves; they are called by their numbers."""
    span = cursor.next.span
    count = cursor.whole("the number of moves")
    if not 0 < count <= MAX_PROFILES:
        fail(span, f"expected 1 to {MAX_PROFILES} moves, found {count}")
    return tuple(str(k + 1) for k in range(count))


def _read_payoffs(cursor: Cursor, moves: Moves) -> Iterator[Payoffs]:
    """Read the payoffs of every profile."""
    for profile in _profiles(moves):
        what = f"the payoffs of {', '.join(profile):.60}"
        yield tuple([cursor.number(what) for _ in moves])


def _read_outcomes(cursor: Cursor, moves: Moves) -> Iterator[Payoffs]:
    """Read outcomes, then which of them every profile leads to; 0 pays nothing."""
    cursor.sign("{", "before the outcomes")
    outcomes: list[Payoffs] = [(Fraction(0),) * len(moves)]
    while not cursor.accept("}"):
        cursor.sign("{", "before an outcome")
        cursor.optional_name("name of the outcome")
        outcomes.append(cursor.payoffs(len(moves)))
    for profile in _profiles(moves):
        span = cursor.next.span
        number = cursor.whole(f"the outcome of {', '.join(profile):.60}")
        if not 0 <= number < len(outcomes):
            fail(span, f"outcome {number} is not among the {len(outcomes) - 1} outcomes")
        yield outcomes[number]


def write(document: Document) -> str:
    """Write a game in normal form, the payoffs of one profile a line."""
    game = document.game
    moves = (braced(map(original, game.moves[player])) for player in game.players)
    rows = (
        " ".join(str(game.payoffs[player][profile]) for player in game.players)
        for profile in _profiles({player: game.moves[player] for player in game.players})
    )
    head = header_text("NFG", "1", document.title, game.players)
    return "\n".join((head, "", "{", *moves, "}", quoted(document.about), "", *rows, ""))


SPEC = FormatSpec(
    name="nfg",
    suffix=".nfg",
    forms=frozenset({NormalGame}),
    write=write,
    read=read,
    about="Gambit's games in normal form",
    unread="names of outcomes",
)
