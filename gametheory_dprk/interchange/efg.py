"""Gambit's files of games in extensive form, version 2."""

from __future__ import annotations

from gametheory_dprk.games import ExtensiveGame, NormalGame
from gametheory_dprk.interchange.cursor import Cursor
from gametheory_dprk.interchange.efg_building import build_game
from gametheory_dprk.interchange.efg_reading import TreeReading
from gametheory_dprk.interchange.efg_writing import TreeWriting
from gametheory_dprk.interchange.header import (
    header_text,
    meanings,
    quoted,
    read_comment,
    read_header,
)
from gametheory_dprk.interchange.simultaneous import as_tree
from gametheory_dprk.interchange.spec import Document, FormatSpec


def read(text: str, file: str) -> Document:
    """Read a game in extensive form; what an outcome inside the tree pays is added to its ends.

    Raises
    ------
    ScenarioError
        At the first place that does not fit.

    Examples
    --------
    >>> text = 'EFG 2 R "Exit" { "A" } p "" 1 1 "" { "go" "stay" } 1 "cost" { -1 } '
    >>> game = read(text + 't "" 2 "prize" { 3/2 } t "" 0', "exit.efg").game
    >>> [(play.path, str(play.payoffs["A"])) for play in game.plays()]
    [('go', '1/2'), ('stay', '-1')]
    """
    cursor = Cursor(text, file)
    title, players = read_header(cursor, "EFG", "2")
    about = read_comment(cursor)
    reading = TreeReading(cursor, len(players))
    reading.read()
    return Document(build_game(reading, tuple(players)), title, about, meanings(players))


def write(document: Document) -> str:
    """Write a game in extensive form; a normal form is written as a tree."""
    is_normal = isinstance(document.game, NormalGame)
    tree = as_tree(document.game) if is_normal else document.game
    head = header_text("EFG", "2", document.title, tree.players)
    return "\n".join((head, quoted(document.about), "", *TreeWriting(tree).lines(), ""))


SPEC = FormatSpec(
    name="efg",
    suffix=".efg",
    forms=frozenset({ExtensiveGame, NormalGame}),
    write=write,
    read=read,
    about="Gambit's games in extensive form",
    unread="names of nodes and outcomes",
)
