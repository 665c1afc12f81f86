"""A YAML file as a small tree of our own, in which every scalar stays text with its place.

The three node classes extend `str`, `dict` and `list`, so that schema models read them like
ordinary data while every key and every value still knows where it was written.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias, cast

from gametheory_dprk.errors import Span


class Scalar(str):
    """A text as the file has it: ``no``, ``010`` and ``0.10`` are these very characters.

    Examples
    --------
    >>> scalar = Scalar("V*deliver", Span("deal.yaml", 3, 7), quoted=True)
    >>> scalar, str(scalar.inside)
    ('V*deliver', 'deal.yaml:3:8')
    """

    __slots__ = ("folded", "quoted", "span")

    span: Span
    quoted: bool
    folded: bool

    def __new__(
        cls, text: str, span: Span, *, quoted: bool = False, folded: bool = False
    ) -> Scalar:
        """Attach the place, and how the text was written, to a text."""
        scalar = super().__new__(cls, text)
        scalar.span, scalar.quoted, scalar.folded = span, quoted, folded
        return scalar

    @property
    def inside(self) -> Span:
        """Where the first character stands: behind the quotation mark, if there is one."""
        return self.span.shifted(1) if self.quoted else self.span


class Mapping(dict["Scalar", "Node"]):
    """Keys with their values, in the order of the file; `fields` are the keys a schema knows."""

    __slots__ = ("fields", "span")

    def __init__(self, span: Span) -> None:
        super().__init__()
        self.span = span
        self.fields: tuple[str, ...] = ()

    def key(self, name: str) -> Scalar | None:
        """Return the key of this name as it was written."""
        return next((key for key in self if key == name), None)


class Sequence(list["Node"]):
    """Values in the order of the file."""

    __slots__ = ("span",)

    def __init__(self, span: Span) -> None:
        super().__init__()
        self.span = span


Node: TypeAlias = Scalar | Mapping | Sequence

Location: TypeAlias = tuple[str | int, ...]
"""The keys and list positions that lead to a node."""


def locate(root: Node, location: Location) -> tuple[Span, str]:
    """Return the place of a value and its path as text.

    A part of the location that names no child, such as the tag of a union, is skipped.

    Examples
    --------
    >>> root = Mapping(Span("deal.yaml", 1, 1))
    >>> root[Scalar("title", Span("deal.yaml", 1, 1))] = Scalar("x", Span("deal.yaml", 1, 8))
    >>> place, path = locate(root, ("title",))
    >>> str(place), path
    ('deal.yaml:1:8', 'title')
    """
    node, path = root, ""
    for part, child in _children(root, location):
        node = child
        path += f"[{part}]" if isinstance(part, int) else f".{part}"
    return node.span, path.removeprefix(".")


def child_at(root: Node, location: Location) -> Node:
    """Return the node that a location leads to."""
    return [root, *(child for _, child in _children(root, location))][-1]


def _children(node: Node, location: Location) -> Iterator[tuple[str | int, Node]]:
    """Follow a location down the tree."""
    for part in location:
        if isinstance(node, Mapping) and isinstance(part, str) and part in node:
            node = node[cast(Scalar, part)]
        elif isinstance(node, Sequence) and isinstance(part, int) and part < len(node):
            node = node[part]
        else:
            continue
        yield part, node


def plain(node: Node) -> object:
    """Return the tree as ordinary dictionaries, lists and texts."""
    if isinstance(node, Mapping):
        return {str(key): plain(value) for key, value in node.items()}
    if isinstance(node, Sequence):
        return [plain(value) for value in node]
    return str(node)
