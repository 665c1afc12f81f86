"""Expands nested nodes and subtrees into a game tree."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from gametheory_dprk.expr import Expr
from gametheory_dprk.games import CHANCE, Chance, Decision, Node, Path
from gametheory_dprk.scenario.conditional import Conditional, Happened, happened
from gametheory_dprk.scenario.distributions import DistributionCheck
from gametheory_dprk.scenario.draft import Draft
from gametheory_dprk.scenario.nodes import Scalar
from gametheory_dprk.scenario.trees.blocks import TreeBlock
from gametheory_dprk.scenario.trees.growth import START, Growth, Place
from gametheory_dprk.scenario.trees.structure import Subtrees

Arguments = Mapping[str, Expr]


class Expansion:
    """Expands one tree; its structure has been checked."""

    def __init__(self, draft: Draft, subtrees: Subtrees, growth: Growth) -> None:
        self._draft = draft
        self._subtrees = {str(name): subtree for name, subtree in subtrees.items()}
        self._growth = growth
        self._distributions = DistributionCheck(draft)
        self._formulas: dict[tuple[object, ...], Conditional] = {}

    def expand(
        self,
        block: TreeBlock,
        path: Path = (),
        past: Happened = MappingProxyType({}),
        arguments: Arguments | None = None,
    ) -> Node[Expr]:
        """Return the game tree at and below a node."""
        block, arguments = self._enter(block, past, arguments or {})
        self._growth.count(path, "tree")
        if block.moves is None:
            texts = block.payoffs or {}
            own = {str(p): self._formula(text, arguments) for p, text in texts.items()}
            return self._growth.end(path, past, own)
        owner = CHANCE if block.player is None else str(block.player)
        moves = {
            str(move): self.expand(
                below, (*path, str(move)), {**past, **happened(owner, move)}, arguments
            )
            for move, below in block.moves.items()
        }
        if block.player is None:
            return Chance(self._probabilities(block, past, arguments), moves)
        self._growth.places[path] = Place(block.info or block.player, block.info is not None)
        label = str(block.info or ".".join(path) or START)
        return Decision(owner, label, moves)

    def _enter(
        self, block: TreeBlock, past: Happened, arguments: Arguments
    ) -> tuple[TreeBlock, Arguments]:
        """Follow `use` to the node that stands there."""
        while block.use is not None:
            given = block.with_ or {}
            arguments = {
                str(name): self._formula(text, arguments).given(past)
                for name, text in given.items()
            }
            block = self._subtrees[block.use]
        return block, arguments

    def _formula(self, text: Scalar, arguments: Arguments) -> Conditional:
        """Read a formula once for each meaning of its arguments."""
        key = (id(text), *arguments.items())
        if key not in self._formulas:
            self._formulas[key] = Conditional(self._draft, text, arguments)
        return self._formulas[key]

    def _probabilities(
        self, block: TreeBlock, past: Happened, arguments: Arguments
    ) -> dict[str, Expr]:
        """Fill in and check the probabilities of a chance move."""
        chance = block.chance or {}
        found = {name: self._formula(text, arguments).given(past) for name, text in chance.items()}
        self._distributions.check(found)
        return {str(move): found[move] for move in block.moves or {}}
