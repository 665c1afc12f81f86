"""Checks nodes against a schema model, wording what does not fit with its place in the file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from gametheory_dprk.errors import Problem, SchemaError, nearest_name
from gametheory_dprk.scenario.fields import describe
from gametheory_dprk.scenario.head import Block
from gametheory_dprk.scenario.nodes import Location, Mapping, Node, Sequence, child_at, locate

Model = TypeVar("Model", bound=Block)

_LEAVES = frozenset({"about", "tags", "observed", "hypotheses", "expect"})
_EXPECTED = {
    "model_type": "a mapping",
    "dict_type": "a mapping",
    "list_type": "a list",
}


def validate(model: type[Model], root: Mapping) -> Model:
    """Read a mapping as a block of the schema.

    Raises
    ------
    SchemaError
        With a problem for every key and value that does not fit.
    """
    try:
        return model.model_validate(root)
    except ValidationError as error:
        raise SchemaError(*_problems(root, error)) from None


def salvage(model: type[Model], root: Mapping) -> Model | None:
    """Read what is left of a file without the entries that do not fit, to find further errors.

    Only entries that nothing else in a file builds on are left out; where others are wrong,
    there is nothing to salvage.
    """
    try:
        return model.model_validate(root)
    except ValidationError as error:
        details = error.errors(include_url=False)
    removable = {_removable(detail) for detail in details}
    if None in removable:
        return None
    for location in sorted(filter(None, removable), key=str, reverse=True):
        _remove(root, location)
    try:
        return model.model_validate(root)
    except ValidationError:
        return None


def _removable(detail: ErrorDetails) -> Location | None:
    """The entry to leave out because of an error."""
    location: Location = detail["loc"]
    if detail["type"] == "extra_forbidden":
        return location
    if location[:1] == ("parameters",) and location[2:] and location[2] != "value":
        return location[:3]
    if location[:1] == ("solve",):
        return location[:1]
    return location[:2] if location[:1] and location[0] in _LEAVES else None


def _remove(root: Mapping, location: Location) -> None:
    """Leave an entry out."""
    parent, last = child_at(root, location[:-1]), location[-1]
    if isinstance(parent, Mapping) and (key := parent.key(str(last))) is not None:
        del parent[key]
    elif isinstance(parent, Sequence) and isinstance(last, int) and last < len(parent):
        del parent[last]


def _problems(root: Mapping, error: ValidationError) -> Iterator[Problem]:
    """Translate all errors, the same one once."""
    details = error.errors(include_url=False)
    yield from dict.fromkeys(_problem(root, detail) for detail in details)


def _problem(root: Mapping, detail: ErrorDetails) -> Problem:
    """Translate one error."""
    location: Location = detail["loc"]
    if detail["type"] == "missing":
        return _missing(root, location)
    if detail["type"] == "extra_forbidden":
        return _unknown(root, location)
    is_key = bool(location) and location[-1] == "[key]"
    span, path = locate(root, location)
    if is_key:
        span = _key(root, location[:-1]).span
    message, hint = _words(detail)
    return Problem(span, path, message, hint)


def _words(detail: ErrorDetails) -> tuple[str, str]:
    """Word what is wrong with a value."""
    if expected := _EXPECTED.get(detail["type"]):
        return f"expected {expected}, found {describe(detail['input'])}", ""
    context: dict[str, Any] = detail.get("ctx", {})
    return str(context.get("message", detail["msg"])), str(context.get("hint", ""))


def _missing(root: Mapping, location: Location) -> Problem:
    """Say which key is missing; the place is that of the mapping it is missing from."""
    span, path = locate(root, location[:-1])
    return Problem(span, path, f"key {location[-1]!r} is missing")


def _unknown(root: Mapping, location: Location) -> Problem:
    """Say which key is unknown, and what may have been meant."""
    name = str(location[-1])
    parent = child_at(root, location[:-1])
    known = parent.fields if isinstance(parent, Mapping) else ()
    hint = nearest_name(name, known) or f"keys are {', '.join(known)}"
    _, path = locate(root, location)
    return Problem(_key(root, location).span, path, f"unknown key {name!r:.60}", hint)


def _key(root: Mapping, location: Location) -> Node:
    """The key at the end of a location."""
    parent = child_at(root, location[:-1])
    key = parent.key(str(location[-1])) if isinstance(parent, Mapping) else None
    return child_at(root, location) if key is None else key
