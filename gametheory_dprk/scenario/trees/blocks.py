"""What files say of extensive games: nodes of a tree, subtrees, and stages of play."""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

from pydantic import Field, PlainValidator, WithJsonSchema, model_validator

from gametheory_dprk.scenario.fields import (
    Formula,
    Label,
    Move,
    MoveList,
    Name,
    Names,
    Player,
    Shorthand,
    describe,
    value_as_mapping,
    wrong,
)
from gametheory_dprk.scenario.head import Block
from gametheory_dprk.scenario.nodes import Scalar


def _read_end(node: Any) -> Scalar:
    """Accept the word that ends a play."""
    if not isinstance(node, Scalar) or node != "end":
        raise wrong(f"expected end or a node, found {describe(node)}", _NODE_HINT)
    return node


_NODE_HINT = "write end, or player and moves, chance and moves, use, or payoffs"
_FORMS = (
    {"end"},
    {"payoffs"},
    {"use"},
    {"use", "with"},
    {"chance", "moves"},
    {"player", "moves"},
    {"player", "moves", "info"},
)
_End = Annotated[Scalar, PlainValidator(_read_end), WithJsonSchema({"const": "end"})]


class TreeBlock(Block):
    """A node: a player's or nature's move, a subtree, or an end with payoffs of its own."""

    player: Player | None = Field(None, description="Who moves here.")
    info: Label | None = Field(
        None, description="Information set; nodes with one label cannot be told apart."
    )
    chance: dict[Move, Formula] | None = Field(
        None, description="Moves of nature: move to probability."
    )
    moves: dict[Move, TreeNode] | None = Field(
        None, description="What may happen, and what follows: a node, or end."
    )
    use: Name | None = Field(None, description="The subtree that follows.")
    with_: dict[Name, Formula] | None = Field(
        None, alias="with", description="What the arguments of the subtree stand for."
    )
    payoffs: dict[Player, Formula] | None = Field(
        None, description="End of the play: payoffs by player, instead of the general ones."
    )
    end: _End | None = Field(None, description="End of the play.")

    @model_validator(mode="after")
    def _check_form(self) -> TreeBlock:
        """Refuse keys that do not go together."""
        if self.given() not in _FORMS:
            raise wrong("these keys do not make a node", _NODE_HINT)
        return self

    def given(self) -> set[str]:
        """Return the keys that the node has."""
        fields = type(self).model_fields
        return {fields[name].alias or name for name in self.model_fields_set} - {"args"}


TreeNode: TypeAlias = Annotated[TreeBlock, Shorthand(value_as_mapping("end"), {"const": "end"})]


class SubtreeBlock(TreeBlock):
    """A part of the tree that may occur at several places."""

    args: Names = Field([], description="Names that probabilities and payoffs inside may use.")


class StageBlock(Block):
    """A stage of play: a player chooses, or chance moves."""

    name: Name | None = Field(None, description="Name of the stage.")
    player: Player | None = Field(None, description="Who chooses.")
    choose: MoveList | None = Field(None, description="What the player can do.")
    chance: dict[Move, Formula] | None = Field(
        None, description="Moves of nature: move to probability."
    )
    when: Formula | None = Field(
        None, description="Formula over earlier moves; the stage is skipped where it is false."
    )
    sees: Names | None = Field(
        None,
        description="What the player observes of earlier stages: names of players, stages or "
        "moves; all (if nothing is said) or none. Own moves are never forgotten.",
    )

    @model_validator(mode="after")
    def _check_form(self) -> StageBlock:
        """Refuse a stage that is neither a player's nor nature's."""
        if (self.player is None) == (self.chance is None):
            raise wrong("expected either player and choose, or chance")
        if (self.player is None) != (self.choose is None):
            raise wrong("player and choose go together")
        if self.player is None and self.sees is not None:
            raise wrong("chance sees nothing", "remove sees")
        if not (self.choose or self.chance):
            raise wrong("nothing can happen at this stage", "list at least one move")
        return self


TreeBlock.model_rebuild()
