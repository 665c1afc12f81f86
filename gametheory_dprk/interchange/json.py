"""Scenario files of this package, in JSON, which is YAML too; the scenario reader reads them."""

from __future__ import annotations

from gametheory_dprk.interchange.scenario_file import FORMS, mapping_of
from gametheory_dprk.interchange.spec import Document, FormatSpec

_BREAKS = {ord(character): f"\\u{ord(character):04x}" for character in "\x7f\x85\u2028\u2029\ufeff"}
"""What YAML takes for the end of a line, or does not take at all, though JSON allows it."""


def write(document: Document) -> str:
    r"""Write a game as a scenario file.

    Examples
    --------
    >>> from gametheory_dprk.games import NormalGame
    >>> game = NormalGame.from_arrays([["1/2", 0]], [[0, 1]])
    >>> print(write(Document(game, "Hide")).partition(',\n  "title"')[0])
    {
      "gtd": 1,
      "kind": "normal"
    """
    import json

    text = json.dumps(mapping_of(document), ensure_ascii=False, indent=2)
    return text.translate(_BREAKS) + "\n"


SPEC = FormatSpec(
    name="json",
    suffix=".json",
    forms=FORMS,
    write=write,
    read=None,
    about="scenario files of this package, in JSON",
)
