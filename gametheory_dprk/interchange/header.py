"""The beginning of a Gambit file: its format, the title, and the players."""

from __future__ import annotations

from collections.abc import Iterable

from gametheory_dprk.interchange.cursor import Cursor
from gametheory_dprk.interchange.names import original, player_name
from gametheory_dprk.interchange.naming import distinct
from gametheory_dprk.interchange.words import fail

MAX_PLAYERS = 100
"""Players a game may have."""

MAX_PAYOFFS = 1_000_000
"""Payoffs a game may have: one for each player at each end of play."""


def read_header(cursor: Cursor, format_name: str, version: str) -> tuple[str, dict[str, str]]:
    """Read up to the list of players.

    Returns
    -------
    tuple
        The title, and the text of the file for each player by the name that the game uses.
    """
    cursor.word(format_name)
    cursor.word(version)
    cursor.word("R", "D")
    title = cursor.text("the title")
    brace = cursor.next.span
    texts = cursor.names("player")
    if not 0 < len(texts) <= MAX_PLAYERS:
        fail(brace, f"expected 1 to {MAX_PLAYERS} players, found {len(texts)}")
    names = map(player_name, distinct(texts, "player"))
    return title, dict(zip(names, texts, strict=True))


def read_comment(cursor: Cursor) -> str:
    """Read what the file says about the game; it may say nothing."""
    return cursor.take().text.strip() if cursor.next.kind == "text" else ""


def meanings(players: dict[str, str]) -> dict[str, str]:
    """Return the texts of players whose name in the game is another one."""
    return {name: text for name, text in players.items() if text and text != name}


def header_text(format_name: str, version: str, title: str, players: Iterable[str]) -> str:
    """Write the first line."""
    return f"{format_name} {version} R {quoted(title)} {braced(map(original, players))}"


def braced(names: Iterable[str]) -> str:
    """Write names between braces.

    Examples
    --------
    >>> print(braced(["left", "right"]))
    { "left" "right" }
    """
    return " ".join(("{", *map(quoted, names), "}"))


def quoted(text: str) -> str:
    r"""Write a text in quotation marks.

    A backslash is doubled only where it would else be read as part of an escape.

    Examples
    --------
    >>> print(quoted('the "high" road'), quoted("a\\b"), quoted("a\\"))
    "the \"high\" road" "a\b" "a\\"
    """
    parts = []
    for k, character in enumerate(text):
        is_risky = character == "\\" and text[k + 1 : k + 2] in ("", "\\", '"')
        parts.append("\\" + character if character == '"' or is_risky else character)
    return f'"{"".join(parts)}"'
