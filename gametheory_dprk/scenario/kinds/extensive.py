"""Extensive form: a tree of moves, written as nested nodes or as a list of stages."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from gametheory_dprk.expr import Expr
from gametheory_dprk.games import ExtensiveGame, Node, Terminal
from gametheory_dprk.scenario.draft import Draft
from gametheory_dprk.scenario.fields import Name, wrong
from gametheory_dprk.scenario.head import Head
from gametheory_dprk.scenario.kinds.spec import KindSpec
from gametheory_dprk.scenario.trees.blocks import StageBlock, SubtreeBlock, TreeNode
from gametheory_dprk.scenario.trees.expansion import Expansion
from gametheory_dprk.scenario.trees.growth import Growth
from gametheory_dprk.scenario.trees.information import check_information
from gametheory_dprk.scenario.trees.sight import declare_stages, least_nodes
from gametheory_dprk.scenario.trees.stages import Stages
from gametheory_dprk.scenario.trees.structure import check_structure, count_nodes


class ExtensiveFile(Head):
    """A game in extensive form."""

    kind: Literal["extensive"] = Field(description="Extensive form: players move in turn.")
    tree: TreeNode | None = Field(None, description="The first node of the game.")
    subtrees: dict[Name, SubtreeBlock] = Field(
        {}, description="Parts of the tree that nodes take over with use."
    )
    play: list[StageBlock] | None = Field(
        None, min_length=1, description="Stages in the order of time, instead of a tree."
    )

    @model_validator(mode="after")
    def _check_form(self) -> ExtensiveFile:
        """Accept a tree or stages."""
        if (self.tree is None) == (self.play is None):
            raise wrong("expected either tree or play")
        if self.play is not None and self.subtrees:
            raise wrong("subtrees go with tree, not with play")
        return self


def build(draft: Draft, file: ExtensiveFile) -> ExtensiveGame[Expr]:
    """Make the template of the game."""
    before = len(draft.problems)
    if file.play is not None:
        declare_stages(draft, file.play)
        growth = Growth(draft, file.payoffs)
        growth.foresee(least_nodes(file.play), "play")
        root: Node[Expr] = Stages(draft, file.play, growth).unroll()
    elif file.tree is not None and check_structure(draft, file.tree, file.subtrees):
        growth = Growth(draft, file.payoffs)
        growth.foresee(count_nodes(file.tree, file.subtrees), "tree")
        root = Expansion(draft, file.subtrees, growth).expand(file.tree)
    else:
        growth, root = Growth(draft, file.payoffs), Terminal({})
    game = ExtensiveGame(draft.players, root)
    if len(draft.problems) == before:
        growth.finish()
        check_information(draft, game, growth.places)
    return game


TEMPLATE = """\
gtd: 1
kind: extensive
title: Talks with a type that only one side knows
players: {NK: DPRK, US: United States}
parameters:
  p: {value: 0.4, range: [0, 1], about: prior that NK is genuine, source: assumption}
  c: {value: 0.2, range: [0, 2], about: cost of talking, source: assumption}
  r: {value: 1.5, range: [0, 3], about: relief pocketed, source: assumption}
  v: {value: 2, range: [0, 5], about: value to the US of a kept deal, source: assumption}
play:                                        # stages; sees: all where nothing is said
  - {name: nature, chance: {genuine: p, ploy: 1 - p}}
  - {player: NK, choose: [talk, provoke]}
  - {player: US, choose: [relief, hold], when: talk, sees: [NK]}
  - {player: NK, choose: [comply, defect], when: relief}
payoffs:                                     # a type or a move is 1 when it happened, else 0
  NK: r*relief - c*talk + defect*(ploy - genuine)
  US: v*comply - defect - provoke
solve: {concept: sequential}
"""

SPEC = KindSpec(
    name="extensive",
    about="a tree of moves, written as nested nodes or as a list of stages",
    model=ExtensiveFile,
    build=build,
    concept="sequential",
    template_text=TEMPLATE,
)
