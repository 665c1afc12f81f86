"""The atlas of any game that one can be made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TypeAlias

from gametheory_dprk.analysis.atlas.atlas import Atlas, atlases
from gametheory_dprk.analysis.atlas.joint import JointAtlas, joint
from gametheory_dprk.analysis.atlas.preparing.sources import Source, template_of
from gametheory_dprk.analysis.atlas.preparing.vacancies import is_signaling, vacancies
from gametheory_dprk.analysis.atlas.systems.atlas import SystemAtlas, system_atlases
from gametheory_dprk.expr import Expr
from gametheory_dprk.limits import Budget

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
) -> AnyAtlas | JointAtlas:
    """Return the atlas of a game; where its parameters fall into parts, one that joins them.

    Raises
    ------
    AnalysisError
        If the game is none that the atlas covers.
    """
    found = atlases_of(source, assume, fixed, budget)
    vacant = vacancies(source, assume, fixed or {})
    return found[0] if len(found) == 1 and all(vacant) else joint(found, all(vacant))
