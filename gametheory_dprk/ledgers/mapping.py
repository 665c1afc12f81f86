"""Map files: which rows of a ledger are which moves of a scenario, and which are left out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, PlainValidator, WithJsonSchema

from gametheory_dprk.errors import (
    Problem,
    ScenarioError,
    SchemaError,
    Span,
    UnknownNameError,
    nearest_name,
)
from gametheory_dprk.ledgers.rows import Row
from gametheory_dprk.ledgers.spec import cell_name
from gametheory_dprk.scenario.composer import compose
from gametheory_dprk.scenario.fields import Anything, Number, Text, read_text, wrong
from gametheory_dprk.scenario.head import Block, OpenBlock
from gametheory_dprk.scenario.model import Scenario
from gametheory_dprk.scenario.nodes import Node, Scalar
from gametheory_dprk.scenario.nodes import Sequence as Listed
from gametheory_dprk.scenario.record import NOT
from gametheory_dprk.scenario.source import read_source
from gametheory_dprk.scenario.validation import validate

CODED = ("cost", "reversible", "observable", "target")
"""What an event keeps of its row, unless its rule says otherwise."""


def _read_one(node: Any) -> Scalar:
    """Accept the one version of the format there is."""
    text = read_text(node)
    if text != "1":
        raise wrong(f"format version {str(text)!r:.20} is not known", "write ledger: 1")
    return text


def _read_yes(node: Any) -> bool:
    """Accept yes or no."""
    text = read_text(node)
    if text not in ("yes", "no"):
        raise wrong(f"expected yes or no, found {str(text)!r:.20}")
    return text == "yes"


One = Annotated[Scalar, PlainValidator(_read_one), WithJsonSchema({"const": 1})]
YesNo = Annotated[bool, PlainValidator(_read_yes), WithJsonSchema({"enum": ["yes", "no"]})]


class RuleBlock(OpenBlock):
    """One rule; further keys code the event, such as cost or episode."""

    when: dict[Text, Anything] = Field({}, description="Fields of a row, and what they must be.")
    plays: Text | None = Field(None, description="The move, as PLAYER.move; not before it.")
    drop: Text | None = Field(None, description="Why such rows are left out.")
    eta: Number | None = Field(None, description="Probability that the report is noise.")


class MapFile(Block):
    """A whole map file."""

    ledger: One = Field(description="Version of the file format: 1.")
    adapter: Text | None = Field(None, description="The adapter that reads the ledger.")
    sort: YesNo = Field(False, description="Whether events are put in the order of time.")
    group: YesNo = Field(True, description="Whether one move on one date is one event.")
    rules: list[RuleBlock] = Field(min_length=1, description="In order; the first that fits holds.")


@dataclass(frozen=True, slots=True)
class Test:
    """What one field must be: one of some codes, or what a pattern fits as a whole."""

    field: str
    codes: frozenset[str] | None
    pattern: re.Pattern[str] | None
    span: Span

    def holds(self, row: Row) -> bool:
        """Whether a row passes."""
        text = row.fields.get(self.field, "")
        if self.codes is not None:
            return text in self.codes
        return self.pattern is not None and self.pattern.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: a move, or a reason to leave rows out.

    Attributes
    ----------
    player, move : str
        Empty where rows are left out.
    drop : str
        The reason; empty where rows are events.
    details : Mapping[str, str]
        How the event is coded.
    """

    tests: tuple[Test, ...]
    player: str
    move: str
    absent: bool
    drop: str
    eta: Fraction | None
    details: Mapping[str, str]
    span: Span

    def fits(self, row: Row) -> bool:
        """Whether a row passes all tests; a rule without tests fits every row."""
        return all(test.holds(row) for test in self.tests)


@dataclass(frozen=True, slots=True)
class LedgerMap:
    """A map file, read.

    Attributes
    ----------
    group : bool
        Whether rows of one date that are one move are one event.
    """

    name: str
    digest: str
    adapter: str | None
    sort: bool
    group: bool
    rules: tuple[Rule, ...]

    def rule(self, row: Row) -> Rule | None:
        """The first rule that fits a row."""
        return next((rule for rule in self.rules if rule.fits(row)), None)

    def check_fields(self, names: Collection[str]) -> None:
        """Refuse rules about fields that a ledger does not have.

        Raises
        ------
        UnknownNameError
        """
        problems = [
            Problem(
                test.span,
                "when",
                f"the ledger has no field {test.field!r:.60}",
                nearest_name(test.field, names) or f"fields are {', '.join(sorted(names))}",
            )
            for rule in self.rules
            for test in rule.tests
            if test.field not in names
        ]
        if problems:
            raise UnknownNameError(*problems)

    def check_moves(self, scenario: Scenario) -> None:
        """Refuse moves that a scenario does not have.

        Raises
        ------
        UnknownNameError
        """
        problems = list(unknown_moves(self.rules, scenario))
        if problems:
            raise UnknownNameError(*problems)


def unknown_moves(rules: Sequence[Rule], scenario: Scenario) -> Iterator[Problem]:
    """A problem for each rule whose move is none of a scenario."""
    known = [f"{p}.{m}" for p, moves in scenario.moves.items() if p != "chance" for m in moves]
    for rule in rules:
        name = f"{rule.player}.{rule.move}"
        if not rule.drop and name not in known:
            hint = nearest_name(name, known) or f"moves are {', '.join(known)}"
            yield Problem(rule.span, "plays", f"{scenario.id} has no move {name!r:.60}", hint)


def read_map(path: str | Path) -> LedgerMap:
    r"""Read a map file, or its text.

    Raises
    ------
    ScenarioError
        Telling everything that is wrong with it.

    Examples
    --------
    >>> found = read_map("ledger: 1\nrules:\n- {when: {action: test}, plays: NK.provoke}\n")
    >>> found.rules[0].move, found.sort, found.group
    ('provoke', False, True)
    """
    source = read_source(path)
    problems: list[Problem] = []
    root = compose(source.text, source.name, problems)
    if problems:
        raise SchemaError(*problems)
    file = validate(MapFile, root)
    rules = tuple(_rule(block, node, problems) for block, node in _pairs(file, root))
    if problems:
        raise ScenarioError(*problems)
    adapter = None if file.adapter is None else str(file.adapter)
    return LedgerMap(source.name, source.digest, adapter, file.sort, file.group, rules)


def _pairs(file: MapFile, root: Any) -> Iterator[tuple[RuleBlock, Node]]:
    """Each rule with the node it was read from."""
    yield from zip(file.rules, root["rules"], strict=True)


def _rule(block: RuleBlock, node: Node, problems: list[Problem]) -> Rule:
    """Read one rule."""
    if (block.plays is None) == (block.drop is None):
        message = "a rule says either plays, which move it is, or drop, why it is left out"
        problems.append(Problem(node.span, "rules", message))
    if block.eta is not None and not 0 <= block.eta <= 1:
        problems.append(Problem(node.span, "eta", f"{block.eta} is not a probability"))
    plays = block.plays or Scalar("", node.span)
    player, dot, move = plays.removeprefix(NOT).strip().rpartition(".")
    if block.plays is not None and not (dot and player and move):
        message = f"expected PLAYER.move, found {str(plays)!r:.60}"
        problems.append(Problem(plays.span, "plays", message))
    if block.drop is not None and not block.drop.strip():
        problems.append(Problem(node.span, "drop", "say why such rows are left out"))
    tests = tuple(_tests(block, problems))
    drop = str(block.drop or "")
    absent = plays.startswith(NOT)
    return Rule(tests, player, move, absent, drop, block.eta, block.further(), plays.span)


def _tests(block: RuleBlock, problems: list[Problem]) -> Iterator[Test]:
    """What rows are tested for."""
    for name, wanted in block.when.items():
        field, codes, pattern = cell_name(name), None, None
        if isinstance(wanted, Listed) and all(isinstance(each, Scalar) for each in wanted):
            codes = frozenset(str(each) for each in wanted if isinstance(each, Scalar))
        elif isinstance(wanted, Scalar):
            try:
                pattern = re.compile(wanted)
            except re.error as error:
                message = f"{str(wanted)!r:.60} is not a regular expression: {error}"
                problems.append(Problem(wanted.span, f"when.{name}", message))
        else:
            message = "expected a list of codes, or a regular expression"
            problems.append(Problem(wanted.span, f"when.{name}", message))
        yield Test(field, codes, pattern, name.span)
