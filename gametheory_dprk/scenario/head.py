"""What a scenario file may hold: the head that all kinds share, as pydantic models.

The fields of a kind are added by its own model in `gametheory_dprk.scenario.kinds`.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, WithJsonSchema, model_validator

from gametheory_dprk.scenario.fields import (
    Anything,
    Formula,
    ListOfNames,
    Name,
    Names,
    Number,
    Payoff,
    Player,
    Range,
    Shorthand,
    Text,
    ValueOnly,
    read_text,
    value_as_mapping,
    wrong,
)
from gametheory_dprk.scenario.nodes import Mapping, Scalar


class Block(BaseModel):
    """A mapping with known keys."""

    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=True, frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _note_fields(cls, node: Any) -> Any:
        """Leave the known keys on the node, for hints about unknown ones."""
        if isinstance(node, Mapping):
            node.fields = cls.keys()
        return node

    @classmethod
    def keys(cls) -> tuple[str, ...]:
        """Return the keys of this block as files write them."""
        return tuple(field.alias or name for name, field in cls.model_fields.items())


class OpenBlock(Block):
    """A mapping that takes further keys with text; one that looks mistyped is refused."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, Text] = Field(init=False)

    @model_validator(mode="before")
    @classmethod
    def _refuse_mistyped(cls, node: Any) -> Any:
        """Find keys that are nearly known ones."""
        known = cls.keys()
        for key in node if isinstance(node, Mapping) else ():
            close = get_close_matches(key, known, n=1, cutoff=0.8)
            if close and key not in known:
                raise wrong(f"unknown key {str(key)!r}", f"did you mean {close[0]!r}?")
        return node

    def further(self) -> dict[str, str]:
        """Return the further keys with their text."""
        return {str(key): str(text) for key, text in (self.__pydantic_extra__ or {}).items()}


def _read_version(node: Any) -> Scalar:
    """Accept the one version of the format there is."""
    text = read_text(node)
    if text != "1":
        raise wrong(f"format version {str(text)!r:.20} is not known", "write gtd: 1")
    return text


Version = Annotated[Scalar, PlainValidator(_read_version), WithJsonSchema({"const": 1})]


class ParameterBlock(Block):
    """A parameter: a number that payoffs, probabilities and relations may use."""

    value: Number = Field(description="Default value: a decimal or fraction, read exactly.")
    range: Range | None = Field(
        None, description='Values that make sense: [0, 1], or "[0, 1)" to leave an end out.'
    )
    about: Text | None = Field(None, description="What the number stands for.")
    source: Text | None = Field(
        None, description='Where the value is from: assumption, or "@key section" of a source.'
    )
    unit: Text | None = Field(None, description="Unit of measurement.")
    prior: Anything | None = Field(
        None, description="Distribution of the value where it is uncertain."
    )


class SolveFields(OpenBlock):
    """What `gtd solve` does unless told otherwise; further keys are options of the solver."""

    concept: Name | None = Field(None, description="Solution concept, such as pbe or sequential.")
    refine: Names | None = Field(None, description="Refinements, such as intuitive or d1.")


class EventBlock(OpenBlock):
    """A dated move of the record; further keys code it, such as cost or reversible."""

    date: Text = Field(description="1994, 1994-10 or 1994-10-21, in the order of time.")
    player: Text | None = Field(None, description="Who moved.")
    plays: Text = Field(description="The move, also written PLAYER.move.")
    note: Text | None = Field(None, description="What happened, in words.")
    source: Text | None = Field(None, description='"@key section" of a source.')
    eta: Number | None = Field(None, description="Probability that the report is noise.")


class HypothesisBlock(Block):
    """A rival explanation: types of a player, a restriction of parameters, or both."""

    claim: Text = Field(description="The explanation in words.")
    set: dict[Name, Number] = Field({}, description="Values of parameters under the hypothesis.")
    types: Names | None = Field(None, description="Types of which the hypothesis speaks.")
    prior: Formula | None = Field(None, description="Prior probability of the hypothesis.")
    predicts: Formula | None = Field(
        None, description="A claim about equilibria, such as separating or plays(US.hold)."
    )


class ExpectationBlock(Block):
    """A result that `gtd check` derives again."""

    that: Formula = Field(
        description="A claim; with `value`, a number such as P(talk) or value(NK)."
    )
    exactly_when: Formula | None = Field(
        None, description="Relation between parameters under which the claim holds, and only then."
    )
    value: Formula | None = Field(None, description="What the number is, as a formula.")
    at: dict[Name, Number] = Field({}, description="Values of parameters at which it is claimed.")
    source: Text | None = Field(None, description="Where the result is from.")


SourceEntry = Annotated[
    dict[Text, Text], Shorthand(value_as_mapping("title"), {"type": ["string", "number"]})
]


class Head(Block):
    """What scenario files of all kinds have in common."""

    gtd: Version = Field(description="Version of the file format: 1.")
    title: Text = Field(description="What the scenario is called.")
    about: Text | None = Field(None, description="What it models, and what it leaves out.")
    tags: Names | None = Field(None, description="Words by which to find it.")
    sources: dict[Text, SourceEntry] = Field(
        {}, description="Works that values and events cite: key to title, year, publisher, ..."
    )
    players: Annotated[dict[Player, Text], ListOfNames] = Field(
        min_length=1, description="Players: a list of names, or name to what it stands for."
    )
    parameters: dict[Name, Annotated[ParameterBlock, ValueOnly]] = Field(
        {}, description="Numbers that formulas may use: name to value, or to value and range."
    )
    assume: list[Formula] = Field(
        [], description="Relations between parameters that hold throughout, such as k_g < k_p."
    )
    let: dict[Name, Formula] = Field(
        {}, description="Names for formulas in the parameters and in one another."
    )
    payoffs: dict[Text, Payoff] = Field(
        {},
        description="For each player a formula, in which a type or move is 1 where it happened and "
        "else 0; or a table: moves in their order, nested or joined by dots, to formulas, where a "
        "beginning stands for all outcomes that begin so; in a normal game also nested lists, one "
        "level a player, the first player's moves being the rows.",
    )
    solve: SolveFields = Field(SolveFields.model_construct(), description="Defaults of gtd solve.")
    observed: list[EventBlock] = Field([], description="The dated record of moves.")
    hypotheses: dict[Name, HypothesisBlock] = Field(
        {}, description="Rival explanations that gtd compare weighs."
    )
    expect: list[ExpectationBlock] = Field([], description="Results that gtd check derives again.")
