"""What files say of a signaling game: types, signals and responses."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag, model_validator

from gametheory_dprk.scenario.fields import (
    Formula,
    Move,
    MoveList,
    Name,
    Player,
    Shorthand,
    Text,
    wrong,
)
from gametheory_dprk.scenario.grids import GridRange, expand_grids
from gametheory_dprk.scenario.head import Block
from gametheory_dprk.scenario.nodes import Mapping


def _unchanged(node: Any) -> Any:
    """Names of grids are written out before a block is read."""
    return node


def _shape(node: Any) -> str:
    """Tell the two ways to write responses apart."""
    return "<mapping>" if isinstance(node, dict) else "<list>"


_OrGrid = Shorthand(_unchanged, {"type": "string"})
Signals = Annotated[MoveList, _OrGrid]
Responses = Annotated[
    Annotated[Signals, Tag("<list>")] | Annotated[dict[Move, MoveList], Tag("<mapping>")],
    Discriminator(_shape),
]


class SignalingBlock(Block):
    """Types, signals and responses."""

    types: Annotated[dict[Move, Formula], _OrGrid] = Field(
        {},
        description="Types of the sender, drawn by chance and seen by the sender alone: type to "
        "probability; or a grid, whose numbers are equally likely.",
    )
    signals: dict[Player, Signals] = Field(
        {}, description="The sender, and its signals: a list, or a grid."
    )
    responses: dict[Player, Responses] = Field(
        {},
        description="The receiver and its responses: a list, or a grid; where they differ, signal "
        "to responses, an empty list being a signal that ends the game (its one response is "
        "called end).",
    )
    grid: dict[Name, GridRange] = Field(
        {},
        description="Evenly spaced numbers: name to [low, high, count]. Types or moves taken from "
        "grid e are called e_0, e_1, ..., and in payoffs e is the number.",
    )
    table: Text | None = Field(
        None,
        description="File in .npz format beside this one, with arrays prior[type], and "
        "sender[type, signal, response] and receiver[...] for payoffs, instead of all else.",
    )

    @model_validator(mode="before")
    @classmethod
    def _expand(cls, node: Any) -> Any:
        """Write out grids."""
        return expand_grids(node) if isinstance(node, Mapping) else node

    @model_validator(mode="after")
    def _check_form(self) -> SignalingBlock:
        """Accept a table, or types, signals and responses."""
        given = self.model_fields_set & {"types", "signals", "responses"}
        if self.table is not None and given:
            raise wrong("a table stands instead of types, signals and responses")
        missing = {"types", "signals", "responses"} - given
        if self.table is None and missing:
            raise wrong(f"key {min(missing)!r} is missing")
        return self
