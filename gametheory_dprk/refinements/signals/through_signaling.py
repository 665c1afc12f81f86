"""Judging trees that are signaling games by criteria for signaling games.

What follows a response is worth what the candidate's own continuation strategies make of it, so
that each candidate is judged in a signaling game of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from gametheory_dprk.games import ExtensiveGame, SignalingGame
from gametheory_dprk.number import Number
from gametheory_dprk.solution import Candidate, Component, Verdict
from gametheory_dprk.transforms.tree_as_signaling import (
    Shape,
    folded,
    renamed_candidate,
    signaling_shape,
)

SCOPE = "signaling games, and trees that are one"
"""What criteria for unsent signals judge."""


@dataclass(frozen=True, slots=True)
class View:
    """A candidate in the signaling game in which it is judged."""

    game: SignalingGame[Number]
    candidate: Candidate


Judge: TypeAlias = Callable[[Sequence[View]], Sequence[Verdict]]
"""A judge of candidates, each in its own signaling game."""


def signaling_judges(
    judge: Judge,
) -> dict[type, Callable[[Any, Sequence[Candidate]], Sequence[Verdict]]]:
    """Judges of signaling games and of trees that are one, for a refinement's card."""
    return {SignalingGame: in_signaling(judge), ExtensiveGame: through_signaling(judge)}


def in_signaling(
    judge: Judge,
) -> Callable[[SignalingGame[Number], Sequence[Candidate]], Sequence[Verdict]]:
    """Make a judge of the candidates of one signaling game."""

    def judge_game(
        game: SignalingGame[Number], candidates: Sequence[Candidate]
    ) -> Sequence[Verdict]:
        return judge([View(game, candidate) for candidate in candidates])

    return judge_game


def through_signaling(
    judge: Judge,
) -> Callable[[ExtensiveGame[Number], Sequence[Candidate]], Sequence[Verdict]]:
    """Make a judge of trees.

    The result has no verdicts where the tree is not a signaling game.
    """

    def judge_tree(
        game: ExtensiveGame[Number], candidates: Sequence[Candidate]
    ) -> Sequence[Verdict]:
        shape = signaling_shape(game)
        if shape is None:
            return ()
        views = [view(game, shape, candidate) for candidate in candidates]
        verdicts = iter(judge([each for each in views if each is not None]))
        unread = Verdict(None, "continuations after the responses vary within this component")
        return [unread if each is None else next(verdicts) for each in views]

    return judge_tree


def view(game: ExtensiveGame[Number], shape: Shape, candidate: Candidate) -> View | None:
    """A candidate in its own signaling game; None where its continuations vary."""
    if candidate.component is not None and candidate.component.is_curved:
        return None
    names = shape.renamed()
    blocks = [b for c in (candidate.component or Component(0, ())).cells for b in c.blocks]
    if any(key not in names for block in blocks for key in block.information_sets):
        return None
    signaling = folded(game, shape, candidate.assessment.strategies)
    return View(signaling, renamed_candidate(candidate, shape))
