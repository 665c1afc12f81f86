"""Parts of an atlas in which no parameters lie: that they are empty is proved by products."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from gametheory_dprk.analysis.atlas.preparing.assumptions import conditions_of, positive
from gametheory_dprk.analysis.atlas.preparing.sources import (
    Source,
    charted,
    ordered_names,
    template_of,
    templates,
)
from gametheory_dprk.expr import Expr
from gametheory_dprk.games import ExtensiveGame, Game, SignalingGame
from gametheory_dprk.polynomials import Ring, ratio_of
from gametheory_dprk.regions import Condition, Space
from gametheory_dprk.regions.columns import Columns
from gametheory_dprk.regions.refutation import refute
from gametheory_dprk.regions.space import DEPTHS, EmptySpaceError, constant_refutation
from gametheory_dprk.transforms.tree_as_signaling import signaling_shape


def is_signaling(game: Game[Expr]) -> bool:
    """Whether a game is a signaling game, or a tree that folds into one."""
    if isinstance(game, SignalingGame):
        return True
    return isinstance(game, ExtensiveGame) and signaling_shape(game) is not None


def vacancies(
    source: Source, assume: Sequence[Expr], fixed: Mapping[str, Fraction | int]
) -> list[bool]:
    """Tell of each part without parameters whether it is proved that it has none.

    Examples
    --------
    >>> import gametheory_dprk as gt
    >>> vacancies(gt.load("dprk/singapore_2018").model, (), {})
    []
    """
    listed = list(grounds(source, assume, fixed))
    if len(listed) == 1:
        return []
    return [proved for ring, _, given in listed if (proved := vacant(ring, given)) is not None]


def grounds(
    source: Source, assume: Sequence[Expr], fixed: Mapping[str, Fraction | int]
) -> Iterator[tuple[Ring, Sequence[Expr], list[Condition]]]:
    """Yield the parameters of each part and what is assumed of them, as given and as read."""
    folded = is_signaling(template_of(source, assume, fixed)[0])
    for template in templates(source, assume, fixed):
        games: list[tuple[Game[Expr], Sequence[Expr]]] = [(template[0], template[1])]
        if folded:
            games = [(chart.game, chart.relations) for chart in charted(source, template)]
        for game, relations in games:
            ring = Ring(ordered_names(source, game, relations))
            given = [c for relation in relations for c in conditions_of(relation, ring)]
            if isinstance(game, SignalingGame):
                chances = (ratio_of(chance, ring) for chance in game.prior.values())
                given += [positive(chance, strictly=True) for chance in chances]
            yield ring, relations, given


def vacant(ring: Ring, given: Sequence[Condition]) -> bool | None:
    """Tell whether it is proved that no parameters satisfy conditions; None where some do."""
    if any(constant_refutation(c) is not None for c in given):
        return True
    known = [c for c in given if not c.polynomial.is_constant()]
    try:
        Space(ring, known)
    except EmptySpaceError:
        return refute(Columns(ring), (), known, frozenset(), DEPTHS) is not None
    return None
