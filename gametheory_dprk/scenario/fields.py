"""The types of scenario values: each reads the text of a scalar and describes itself to editors.

YAML hands numbers and booleans to an editor as such, so the JSON Schema of a text allows them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Any, TypeAlias

from pydantic import (
    AfterValidator,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainValidator,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError, core_schema

from gametheory_dprk.errors import ExpressionError
from gametheory_dprk.expr import FORMULA_FUNCTIONS, evaluate, names, parse
from gametheory_dprk.games import CHANCE
from gametheory_dprk.scenario.model import Interval
from gametheory_dprk.scenario.nodes import Mapping, Node, Scalar, Sequence

RESERVED = frozenset({"and", "or", "not", *FORMULA_FUNCTIONS})
"""Words of the formula language, which cannot be names."""

_NAME_PATTERN = r"^[^\s\d.][^\s.]*$"
_INTERVAL = re.compile(r"\s*([\[(])([^,]*),([^,]*)([\])])\s*")
_INFINITE = {"inf": 1, "+inf": 1, ".inf": 1, "+.inf": 1, "-inf": -1, "-.inf": -1}


def wrong(message: str, hint: str = "") -> PydanticCustomError:
    """Make the error of a validator; the hint travels in its context."""
    return PydanticCustomError("scenario", "{message}", {"message": message, "hint": hint})


def describe(node: object) -> str:
    """Say what stands where something else was expected.

    Examples
    --------
    >>> describe([]), describe(""), describe("yes")
    ('a list', 'nothing', "'yes'")
    """
    if isinstance(node, dict):
        return "a mapping"
    if isinstance(node, list):
        return "a list"
    return repr(f"{node:.40}") if node else "nothing"


def read_text(node: Any) -> Scalar:
    """Accept any scalar."""
    if not isinstance(node, Scalar):
        raise wrong(f"expected a text, found {describe(node)}")
    return node


def read_formula(node: Any) -> Scalar:
    """Accept a scalar that is not empty; it is parsed where its names are known."""
    if not isinstance(node, Scalar) or not node.strip():
        raise wrong(f"expected a formula, found {describe(node)}")
    return node


def read_label(node: Any) -> Scalar:
    """Accept a text that is not empty."""
    text = read_text(node)
    if not text.strip():
        raise wrong("expected a name, found nothing")
    return text


def read_name(node: Any) -> Scalar:
    """Accept a name that formulas can use."""
    text = read_text(node)
    if text in RESERVED:
        raise wrong(f"{text!r} is a word of the formula language", "choose another name")
    if not text.isidentifier() or text.startswith("__"):
        hint = "quote a formula that contains a comma" if ")" in text else ""
        hint = hint or "use letters, digits and underscores, beginning with a letter"
        raise wrong(f"{str(text)[:40]!r} is not a name", hint)
    return text


def read_player(node: Any) -> Scalar:
    """Accept the name of a player."""
    text = read_name(node)
    if text == CHANCE:
        raise wrong(f"no player can be called {CHANCE!r}, which names the moves of nature")
    return text


def read_number(node: Any) -> Fraction:
    """Read an exact number, or a formula of numbers such as ``1/3``."""
    text = read_formula(node)
    try:
        formula = parse(text, text.inside)
        if names(formula):
            raise wrong(f"expected a number, found {describe(text)}")
        return evaluate(formula, {})
    except ExpressionError as error:
        problem = error.problems[0]
        raise wrong(f"expected a number: {problem.message}", problem.hint) from None


def read_interval(node: Any) -> Interval:
    """Read ``[low, high]``, or text such as ``[0, 1)`` that says which end is excluded."""
    opening, closing = "[", "]"
    if isinstance(node, Scalar) and (match := _INTERVAL.fullmatch(node)):
        opening, closing = match[1], match[4]
        ends = [Scalar(part.strip(), node.span) for part in (match[2], match[3])]
    elif isinstance(node, Sequence) and len(node) == 2:
        ends = [read_formula(end) for end in node]
    else:
        raise wrong(f"expected a range, found {describe(node)}", 'write [0, 1] or "[0, 1)"')
    low, high = _bound(ends[0], -1), _bound(ends[1], 1)
    interval = Interval(low, high, opening == "(", closing == ")")
    if (
        low is not None
        and high is not None
        and (low > high or (low == high and low not in interval))
    ):
        raise wrong(f"the range from {low} to {high} is empty", "write the lower end first")
    return interval


def _bound(text: Scalar, side: int) -> Fraction | None:
    """Read one end of a range; an infinite one is None."""
    if (sign := _INFINITE.get(text.lower())) is None:
        return read_number(text)
    if sign != side:
        raise wrong(f"a range cannot {'begin' if side < 0 else 'end'} at {text}")
    return None


def read_names(node: Any) -> list[Scalar]:
    """Read one name, or a list of different names."""
    entries = node if isinstance(node, Sequence) else [node]
    return check_different([read_text(entry) for entry in entries])


def check_different(names: list[Scalar]) -> list[Scalar]:
    """Refuse a list in which a name stands twice."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise wrong(f"{str(name)!r:.60} stands twice in the list", "keep one of them")
        seen.add(name)
    return names


def list_as_mapping(node: Any) -> Any:
    """Read a list of names as a mapping that says nothing about each."""
    if not isinstance(node, Sequence):
        return node
    mapping = Mapping(node.span)
    for name in read_names(node):
        mapping[name] = Scalar("", name.span)
    return mapping


def value_as_mapping(key: str) -> Callable[[Any], Any]:
    """Read a bare value as a mapping whose one key it is."""

    def change(node: Any) -> Any:
        """Wrap a scalar."""
        if not isinstance(node, Scalar):
            return node
        mapping = Mapping(node.span)
        mapping[Scalar(key, node.span)] = node
        return mapping

    return change


def accept_node(node: Any) -> Node:
    """Accept anything, to be read where more is known."""
    if not isinstance(node, Scalar | Mapping | Sequence):
        raise wrong("expected a value from a scenario file")
    return node


_PAIR = {"type": "array", "items": {"type": ["number", "string"]}, "minItems": 2, "maxItems": 2}


def _schema(types: list[str], **more: object) -> WithJsonSchema:
    """What editors are told of a scalar."""
    return WithJsonSchema({"type": types, **more})


Text: TypeAlias = Annotated[
    Scalar, PlainValidator(read_text), _schema(["string", "number", "boolean", "null"])
]
Formula: TypeAlias = Annotated[Scalar, PlainValidator(read_formula), _schema(["string", "number"])]
Label: TypeAlias = Annotated[
    Scalar, PlainValidator(read_label), _schema(["string", "number", "boolean"])
]
Name: TypeAlias = Annotated[
    Scalar, PlainValidator(read_name), _schema(["string"], pattern=_NAME_PATTERN)
]
Player: TypeAlias = Annotated[
    Scalar, PlainValidator(read_player), _schema(["string"], pattern=_NAME_PATTERN)
]
Move: TypeAlias = Annotated[Scalar, PlainValidator(read_name), _schema(["string", "boolean"])]
MoveList: TypeAlias = Annotated[list[Move], AfterValidator(check_different)]
Number: TypeAlias = Annotated[
    Fraction, PlainValidator(read_number), _schema(["number", "string"], examples=["0.6", "1/3"])
]
Range: TypeAlias = Annotated[
    Interval,
    PlainValidator(read_interval),
    WithJsonSchema({"anyOf": [_PAIR, {"type": "string", "pattern": _INTERVAL.pattern}]}),
]
Names: TypeAlias = Annotated[
    list[Scalar],
    PlainValidator(read_names),
    WithJsonSchema({"oneOf": [{"type": "array", "items": {"type": "string"}}, {"type": "string"}]}),
]
Payoff: TypeAlias = Annotated[
    Node,
    PlainValidator(accept_node),
    WithJsonSchema({"type": ["string", "number", "object", "array"]}),
]
Anything: TypeAlias = Annotated[Node, PlainValidator(accept_node), WithJsonSchema({})]


@dataclass(frozen=True, slots=True, eq=False)
class Shorthand:
    """A shorter way to write a value, changed into the full one before it is read."""

    change: Callable[[Any], Any]
    schema: dict[str, object]

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Apply the change first."""
        return core_schema.no_info_before_validator_function(self.change, handler(source))

    def __get_pydantic_json_schema__(
        self, core: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Tell editors of both ways."""
        return {"anyOf": [self.schema, handler(core)]}


ListOfNames = Shorthand(list_as_mapping, {"type": "array", "items": {"type": "string"}})
"""Annotates a mapping that may be written as a list of its keys."""

ValueOnly = Shorthand(value_as_mapping("value"), {"type": ["number", "string"]})
"""Annotates a block that may be written as its value alone."""
