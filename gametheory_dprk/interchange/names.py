"""Spelling of names: what a form cannot hold stands as `_x2e_`, the character's code, and back.

A game joins moves with dots, so a dot inside a move is spelled `_x2e_`; all else stays as another
program wrote it. A scenario file takes identifiers only, so there `Player 1` is `Player_x20_1`,
and a name that begins with a digit gets an underscore in front: `1` is `_1`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from gametheory_dprk.expr import FORMULA_FUNCTIONS
from gametheory_dprk.games import CHANCE

RESERVED = frozenset({"and", "or", "not", CHANCE, *FORMULA_FUNCTIONS})
"""Identifiers that cannot name a player or a move in a scenario file."""

_CODE = re.compile("_x([0-9a-f]{1,6})_")
_BEGINNING = re.compile("_x[0-9a-f]+")


def move_name(text: str) -> str:
    """Spell a move as a game holds it.

    Examples
    --------
    >>> move_name("bid 2.5"), original("bid 2_x2e_5")
    ('bid 2_x2e_5', 'bid 2.5')
    """
    return _escape(text, lambda character: character != ".")


def player_name(text: str) -> str:
    """Spell a player as a game holds it.

    Examples
    --------
    >>> player_name("U.S."), player_name("chance")
    ('U.S.', '_x63_hance')
    """
    return _escape_first(text) if text == CHANCE else _escape(text, lambda character: True)


def original(name: str) -> str:
    """Return the text that a player or move of a game stands for."""
    return _CODE.sub(_character, name)


def identifier(text: str) -> str:
    """Spell a text as a name that scenario files and their formulas take.

    Examples
    --------
    >>> [identifier(text) for text in ("keep_on", "Player 1", "2-0", "min")]
    ['keep_on', 'Player_x20_1', '_2_x2d_0', '_x6d_in']
    """
    spelled = _escape(text, _continues)
    if not spelled[:1].isidentifier():
        return f"_{spelled}"
    if text in RESERVED or spelled.startswith("__") or _has_mark(spelled):
        return _escape_first(spelled)
    return spelled


def spelled_out(name: str) -> str:
    """Return the text that an identifier stands for.

    Examples
    --------
    >>> [spelled_out(identifier(text)) for text in ("Player 1", "2-0", "_1", "__x20_")]
    ['Player 1', '2-0', '_1', '__x20_']
    """
    return original(name[1:] if _has_mark(name) else name)


def _has_mark(name: str) -> bool:
    """Whether an underscore stands in front of what could not begin an identifier."""
    return name[:1] == "_" and name[1:2] != "" and not name[1:2].isidentifier()


def _continues(character: str) -> bool:
    """Whether a character may stand inside an identifier."""
    return f"_{character}".isidentifier()


def _escape(text: str, is_safe: Callable[[str], bool]) -> str:
    """Put codes for unsafe characters, and for underscores that a reader would take for codes."""
    return "".join(
        character if is_safe(character) and not _deceives(text, k, is_safe) else _code(character)
        for k, character in enumerate(text)
    )


def _deceives(text: str, start: int, is_safe: Callable[[str], bool]) -> bool:
    """Whether the text from here on would be read as a code."""
    match = _BEGINNING.match(text, start) if text[start] == "_" else None
    after = text[match.end() : match.end() + 1] if match else ""
    return after == "_" or (after != "" and not is_safe(after))


def _escape_first(text: str) -> str:
    """Put a code for the first character."""
    return _code(text[0]) + text[1:]


def _code(character: str) -> str:
    """The code of a character."""
    return f"_x{ord(character):x}_"


def _character(match: re.Match[str]) -> str:
    """The character of a code; what is no character stays."""
    number = int(match[1], 16)
    return chr(number) if number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF else match[0]
