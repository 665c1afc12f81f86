"""Checks what a file cites: `assumption`, or a source that it lists."""

from __future__ import annotations

from collections.abc import Iterator

from gametheory_dprk.errors import SchemaError, UnknownNameError, nearest_name
from gametheory_dprk.scenario.draft import Draft
from gametheory_dprk.scenario.head import Head
from gametheory_dprk.scenario.nodes import Scalar

ASSUMPTION = "assumption"
"""The source of a number that nobody has measured."""


def check_sources(draft: Draft, head: Head, *, strict: bool) -> None:
    """Refuse citations of unknown sources; if strict, also parameters that cite nothing."""
    for source in _citations(head):
        if source.startswith("@") and _key(source) not in head.sources:
            hint = nearest_name(_key(source), head.sources) or "add it under sources"
            message = f"unknown source {_key(source)!r:.60}"
            draft.report(UnknownNameError, source, message, hint)
    for name, block in head.parameters.items() if strict else ():
        source = block.source or Scalar("", name.span)
        known = source == ASSUMPTION or source in head.sources or source.startswith("@")
        if not known:
            hint = 'write source: assumption, or "@key section" of a source'
            draft.report(SchemaError, name, f"parameter {name} has no source", hint)


def _key(source: Scalar) -> str:
    """The key of a citation such as `@infcirc457 I.1`."""
    return source[1:].split()[0].rstrip(",;:") if source[1:].strip() else ""


def _citations(head: Head) -> Iterator[Scalar]:
    """Every source that the file cites."""
    for source in (
        *(block.source for block in head.parameters.values()),
        *(block.source for block in head.observed),
        *(block.source for block in head.expect),
    ):
        if source is not None:
            yield source
