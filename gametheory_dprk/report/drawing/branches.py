"""The tree that a game's plays form, whatever its kind, with formulas and values side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from gametheory_dprk.expr import Expr
from gametheory_dprk.games import CHANCE, Game, Play, Step


@dataclass(slots=True)
class Branch:
    """A node of the tree, with the move that leads to it.

    Attributes
    ----------
    move : str
        Empty at the root.
    chance : tuple of (Expr, Fraction) or None
        Formula and value of the probability of a move of chance.
    player, information_set : str
        Who moves here; both are empty at the end of a play.
    payoffs : Mapping[str, tuple of (Expr, Fraction)]
        At the end of a play.
    """

    move: str = ""
    chance: tuple[Expr, Fraction] | None = None
    player: str = ""
    information_set: str = ""
    children: dict[str, Branch] = field(default_factory=dict)
    payoffs: Mapping[str, tuple[Expr, Fraction]] = field(default_factory=dict)

    @property
    def by_chance(self) -> bool:
        """Whether chance moves here."""
        return self.player == CHANCE


def grow(template: Game[Expr], exact: Game[Fraction]) -> Branch:
    """Grow the tree of a game from its plays.

    Parameters
    ----------
    template, exact : Game
        The same game as formulas, and filled with values.
    """
    root = Branch()
    for formulas, values in zip(template.plays(), exact.plays(), strict=True):
        _graft(root, formulas, values)
    return root


def _graft(root: Branch, formulas: Play[Any], values: Play[Any]) -> None:
    """Add one play to the tree."""
    node = root
    for step, filled in zip(formulas.steps, values.steps, strict=True):
        node.player, node.information_set = step.player, step.information_set
        node = node.children.setdefault(step.move, _child(step, filled))
    node.payoffs = {p: (formulas.payoffs[p], values.payoffs[p]) for p in formulas.payoffs}


def _child(step: Step[Any], filled: Step[Any]) -> Branch:
    """The node that a move leads to."""
    if step.probability is None or filled.probability is None:
        return Branch(step.move)
    return Branch(step.move, (step.probability, filled.probability))
