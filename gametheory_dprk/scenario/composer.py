"""Turns YAML text into nodes from the parser's events: no tags, no constructors, all sizes capped.

Events come one at a time, so a file that nests, repeats or expands beyond the caps is refused
before it can cost anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

import yaml

from gametheory_dprk.errors import Problem, ScenarioSyntaxError, Span
from gametheory_dprk.scenario.nodes import Mapping, Node, Scalar, Sequence
from gametheory_dprk.scenario.syntax import syntax_error

MAX_BYTES = 2_000_000
"""Size a file may have."""

MAX_NODES = 100_000
"""Keys and values a file may have, those that aliases repeat included."""

MAX_DEPTH = 100
"""Levels of lists and mappings."""

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def compose(text: str, file: str, problems: list[Problem]) -> Mapping:
    """Read one YAML document whose top level is a mapping.

    Parameters
    ----------
    text
        The whole file.
    file
        Its name in messages.
    problems
        Takes what is wrong but does not stop the reading: repeated keys, tags, merge keys.

    Raises
    ------
    ScenarioSyntaxError
        Where the text cannot be read on.

    Examples
    --------
    >>> root = compose("players: [US, NK]", "deal.yaml", [])
    >>> root["players"], str(root["players"][1].span)
    (['US', 'NK'], 'deal.yaml:1:15')
    """
    _check_characters(text, file)
    composer = _Composer(file, problems)
    for event in _events(text, file):
        composer.take(event)
    return composer.finish()


def _check_characters(text: str, file: str) -> None:
    """Refuse control characters, which betray a file that is not text."""
    found = _FORBIDDEN.search(text)
    if found:
        before = text[: found.start()]
        line = before.count("\n") + 1
        column = found.start() - before.rfind("\n")
        message = f"character U+{ord(found[0]):04X} does not belong in a text file"
        raise ScenarioSyntaxError(
            Problem(Span(file, line, column), "", message, "is this a binary file?")
        )


def _events(text: str, file: str) -> Iterator[Any]:
    """Yield the parser's events."""
    parser = _PARSER(text)
    try:
        while parser.check_event():
            yield parser.get_event()
    except yaml.MarkedYAMLError as error:
        raise syntax_error(error, text, file) from None
    except (yaml.YAMLError, ValueError, UnicodeError) as error:
        raise ScenarioSyntaxError(Problem(Span(file, 1, 1), "", f"not YAML: {error}")) from None
    finally:
        parser.dispose()


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not come yet."""

    node: Mapping | Sequence
    anchor: str | None
    count_before: int
    height: int = 1
    key: Scalar | None = None
    is_repeated: bool = False


@dataclass(frozen=True, slots=True)
class _Anchored:
    """A node that aliases may repeat, with its size; None while it is still open."""

    node: Node | None
    count: int = 1
    height: int = 0


class _Composer:
    """The nodes built so far."""

    def __init__(self, file: str, problems: list[Problem]) -> None:
        self._file = file
        self._problems = problems
        self._stack: list[_Open] = []
        self._anchors: dict[str, _Anchored] = {}
        self._root: Node | None = None
        self._count = 0
        self._documents = 0

    def finish(self) -> Mapping:
        """Return the root, which must be a mapping."""
        if self._root is None or self._root == "":
            self._fail(Span(self._file, 1, 1), "the file is empty", "gtd new KIND writes a start")
        if not isinstance(self._root, Mapping):
            found = "a list" if isinstance(self._root, Sequence) else "a text"
            self._fail(self._root.span, f"a scenario is a mapping of keys to values, not {found}")
        return self._root

    def take(self, event: Any) -> None:
        """Grow the tree by one event."""
        match event:
            case yaml.DocumentStartEvent():
                self._start_document(event)
            case yaml.AliasEvent():
                self._repeat(event)
            case yaml.ScalarEvent():
                self._check_tag(event)
                self._add_scalar(event)
            case yaml.MappingStartEvent():
                self._open(Mapping(self._span(event)), event)
            case yaml.SequenceStartEvent():
                self._open(Sequence(self._span(event)), event)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self._close()

    def _span(self, event: Any) -> Span:
        """Where an event stands."""
        return Span(self._file, event.start_mark.line + 1, event.start_mark.column + 1)

    def _fail(self, span: Span, message: str, hint: str = "") -> NoReturn:
        """Stop, telling also what was found before."""
        raise ScenarioSyntaxError(*self._problems, Problem(span, "", message, hint))

    def _complain(self, span: Span, message: str, hint: str = "") -> None:
        """Note what is wrong and read on."""
        self._problems.append(Problem(span, "", message, hint))

    def _start_document(self, event: Any) -> None:
        """Allow one document a file."""
        self._documents += 1
        if self._documents > 1:
            self._fail(self._span(event), "a second document begins", "keep one scenario a file")

    def _check_tag(self, event: Any) -> None:
        """Refuse tags, which ask a loader to build objects."""
        if event.tag is not None:
            hint = "remove it, or quote a text that begins with '!'"
            self._complain(self._span(event), f"tag {_shown(event.tag)!r} is not allowed", hint)

    def _grow(self, span: Span, count: int, height: int) -> None:
        """Keep within the caps."""
        self._count += count
        if self._count > MAX_NODES:
            hint = "aliases count each time they are used"
            self._fail(span, f"the file has more than {MAX_NODES} keys and values", hint)
        if len(self._stack) + height > MAX_DEPTH:
            self._fail(span, f"lists and mappings nest deeper than {MAX_DEPTH} levels")

    def _add_scalar(self, event: Any) -> None:
        """Add a text."""
        span = self._span(event)
        self._grow(span, 1, 0)
        folded = event.style in ("|", ">") or event.start_mark.line != event.end_mark.line
        quoted = event.style in ("'", '"')
        scalar = Scalar(event.value, span, quoted=quoted, folded=folded)
        if event.anchor:
            self._anchors[event.anchor] = _Anchored(scalar)
        self._add(scalar)

    def _open(self, node: Mapping | Sequence, event: Any) -> None:
        """Begin a list or mapping."""
        self._check_tag(event)
        self._grow(node.span, 1, 1)
        if event.anchor:
            self._anchors[event.anchor] = _Anchored(None)
        self._stack.append(_Open(node, event.anchor, self._count))

    def _close(self) -> None:
        """End the innermost list or mapping."""
        done = self._stack.pop()
        if done.anchor:
            count = self._count - done.count_before + 1
            self._anchors[done.anchor] = _Anchored(done.node, count, done.height)
        self._add(done.node, done.height)

    def _repeat(self, event: Any) -> None:
        """Add an anchored node once more."""
        span, name = self._span(event), _shown(event.anchor)
        anchored = self._anchors.get(event.anchor)
        if anchored is None:
            hint = "quote a text that begins with '*'"
            self._fail(span, f"alias {name!r} names nothing before it", hint)
        if anchored.node is None:
            self._fail(span, f"alias {name!r} stands inside what it repeats")
        self._grow(span, anchored.count, anchored.height)
        self._add(anchored.node, anchored.height)

    def _add(self, node: Node, height: int = 0) -> None:
        """Put a finished node where it belongs."""
        if not self._stack:
            self._root = node
            return
        top = self._stack[-1]
        top.height = max(top.height, height + 1)
        if isinstance(top.node, Sequence):
            top.node.append(node)
        elif top.key is None:
            self._begin_entry(top, node)
        else:
            if not top.is_repeated:
                top.node[top.key] = node
            top.key, top.is_repeated = None, False

    def _begin_entry(self, top: _Open, node: Node) -> None:
        """Take a node as the key of the next value."""
        if not isinstance(node, Scalar):
            self._fail(node.span, "a key must be a plain text, not a list or mapping")
        assert isinstance(top.node, Mapping)
        first = top.node.key(node) if node in top.node else None
        top.key, top.is_repeated = node, first is not None
        if first is not None:
            message = f"key {_shown(node)!r} stands twice, first at {first.span}"
            self._complain(node.span, message, "keep one of them")
        if node == "<<" and not node.quoted:
            self._complain(node.span, "merge keys '<<' are not allowed", "write the keys out")


def _shown(text: str) -> str:
    """A text of the file, short enough for a message."""
    return text if len(text) <= 60 else f"{text[:57]}..."
