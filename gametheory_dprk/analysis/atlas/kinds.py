"""The atlas of any game that one can be made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TypeAlias

from gametheory_dprk.analysis.atlas.atlas import Atlas, atlas, atlases
from gametheory_dprk.analysis.atlas.sources import Source, template_of
from gametheory_dprk.analysis.atlas.systems.atlas import SystemAtlas, system_atlases
from gametheory_dprk.errors import AnalysisError
from gametheory_dprk.expr import Expr
from gametheory_dprk.games import ExtensiveGame, Game, SignalingGame
from gametheory_dprk.limits import Budget
from gametheory_dprk.transforms.tree_as_signaling import signaling_shape

AnyAtlas: TypeAlias = "Atlas | SystemAtlas"


def atlases_of(
    source: Source,
    assume: Sequence[Expr] = (),
    fixed: Mapping[str, Fraction | int] | None = None,
    budget: Budget | None = None,
) -> tuple[AnyAtlas, ...]:
    """Return the atlases of a game: one, or one for each part into which its parameters fall.

    Raises
    ------
    AnalysisError
        If the game is none that the atlas covers.
    LimitReached
        If the budget is spent before the search begins; later, what was found is returned.

    Examples
    --------
    >>> import gametheory_dprk as gt
    >>> (found,) = atlases_of(gt.load("dprk/verification").model)
    >>> [view.label for view in found.views]
    ['pure', 'pure', 'mixed']
    """
    if is_signaling(template_of(source, assume, fixed or {})[0]):
        return atlases(source, assume, fixed, budget)
    return system_atlases(source, assume, fixed, budget)


def atlas_of(
    source: Source,
    assume: Sequence[Expr] = (),
    fixed: Mapping[str, Fraction | int] | None = None,
    budget: Budget | None = None,
) -> AnyAtlas:
    """Return the atlas of a game of which there is only one.

    Raises
    ------
    AnalysisError
        If there are several, naming a relation that would decide.
    """
    if is_signaling(template_of(source, assume, fixed or {})[0]):
        return atlas(source, assume, fixed, budget)
    found = system_atlases(source, assume, fixed, budget)
    if len(found) > 1:
        said = found[0].ground.data["assume"][-1]
        raise AnalysisError(f"assume {said} or the opposite, or ask for one atlas a piece")
    return found[0]


def is_signaling(game: Game[Expr]) -> bool:
    """Whether a game is a signaling game, or a tree that folds into one."""
    if isinstance(game, SignalingGame):
        return True
    return isinstance(game, ExtensiveGame) and signaling_shape(game) is not None
