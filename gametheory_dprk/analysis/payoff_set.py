"""All payoffs of subgame-perfect equilibria of a repeated game of two players, between two bounds.

With perfect monitoring, pure moves and public lots, payoffs are an equilibrium's exactly if they
decompose: a profile is played, and continuation payoffs from the same set keep both from deviating,
a deviator being held to the worst the set has for him. The set is the largest fixed point of that
operator (Abreu, Pearce and Stacchetti 1990).

Applied again and again to a set that contains all payoffs of play the operator gives sets that
contain it (corners are rounded outwards). Of equally patient players that set is the hull of the
stage payoffs; of others it is the box around them, for they gain by trading early payoffs for late
ones (Lehrer and Pauzner 1999). A set that lies within its own image contains nothing else than
equilibrium payoffs: the outer bound drawn towards its middle often does, and gives the inner bound.
Both facts are checked exactly; that the bounds close is not guaranteed, and `gap` says how far they
did.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any

from gametheory_dprk.analysis.polygons import (
    Point,
    Polygon,
    contains,
    cut,
    distance,
    hull,
    neighbors,
    overhang,
    rounded_outwards,
    shrunk,
)
from gametheory_dprk.errors import AnalysisError, LimitReached
from gametheory_dprk.games import RepeatedGame
from gametheory_dprk.games.normal import Profile
from gametheory_dprk.limits import Budget
from gametheory_dprk.number import number_text
from gametheory_dprk.solvers.markov.policy_values import flint, unflint

GRID = 2**32
"""Corners of the outer bound are multiples of one over this."""

STEPS = 2_000
"""Times the operator is applied at most."""

GROWTH = 100
"""Times an inner bound is made larger at most."""


@dataclass(frozen=True, slots=True)
class PayoffSet:
    """Bounds on the payoffs, per period, of subgame-perfect equilibria.

    Attributes
    ----------
    players : tuple of str
        The order of coordinates.
    outer : Polygon
        Contains all equilibrium payoffs; empty where there is no equilibrium in pure moves.
    inner : Polygon
        Contains nothing but equilibrium payoffs; empty where no such set was found.
    gap : Fraction or None
        No equilibrium payoff in the outer bound is further from the inner one, in either
        coordinate; None where the inner bound is empty.
    steps : int
        Times the operator was applied.
    limit : str
        Which limit ended the search early, if one did; both bounds hold all the same.
    """

    players: tuple[str, ...]
    outer: Polygon
    inner: Polygon
    gap: Fraction | None
    steps: int
    limit: str = ""


def payoff_set(
    game: RepeatedGame[Fraction],
    tolerance: Fraction = Fraction(1, 1000),
    budget: Budget | None = None,
) -> PayoffSet:
    """Bound the set of subgame-perfect equilibrium payoffs.

    Parameters
    ----------
    game : RepeatedGame[Fraction]
        Of two players, all moves seen for sure and without a lag.
    tolerance : Fraction
        The outer bound is refined until it moves by less than a thousandth of this, and inner
        bounds are tried until one is within it.
    budget : Budget, optional

    Raises
    ------
    AnalysisError
        If the game is of another kind.

    Examples
    --------
    >>> from gametheory_dprk.games import NormalGame
    >>> stage = NormalGame.from_arrays([[2, -1], [3, 0]], [[2, 3], [-1, 0]])
    >>> quarter = dict.fromkeys(stage.players, Fraction(1, 4))
    >>> found = payoff_set(RepeatedGame(stage, quarter, {}, {}))
    >>> found.inner, float(found.gap) < 0.001
    (((Fraction(0, 1), Fraction(0, 1)),), True)
    """
    refuse_others(game)
    budget = budget or Budget()
    fast, near = game.map(flint), flint(tolerance)
    outer, steps, limit = outer_bound(fast, near, budget)
    inner: Polygon = ()
    try:
        inner = inner_bound(fast, outer, near, budget) if outer else ()
    except LimitReached as error:
        inner, limit = static_payoffs(fast), str(error)
    gap = unflint(distance(outer, inner)) if outer and inner else None
    return PayoffSet(game.players, told(outer), told(inner), gap, steps, limit)


def told(polygon: Polygon) -> Polygon:
    """A polygon in fractions of the standard library."""
    return tuple((unflint(x), unflint(y)) for x, y in polygon)


def feasible(game: RepeatedGame[Fraction]) -> Polygon:
    """A polygon that contains the payoffs of every way to play."""
    one, two = (game.stage.payoffs[player] for player in game.players)
    if len(set(game.discount.values())) == 1:
        return hull((one[profile], two[profile]) for profile in game.stage.profiles())
    return hull(product(extremes(one.values()), extremes(two.values())))


def extremes(values: Iterable[Fraction]) -> tuple[Fraction, Fraction]:
    """The least and the greatest."""
    found = list(values)
    return min(found), max(found)


def outer_bound(
    game: RepeatedGame[Any], tolerance: Any, budget: Budget
) -> tuple[Polygon, int, str]:
    """What the operator leaves of everything feasible, how often it was applied, and any limit."""
    outer, moved, steps = feasible(game), tolerance, 0
    while moved > tolerance / 1000 and steps < STEPS:
        try:
            budget.tick()
        except LimitReached as error:
            return outer, steps, str(error)
        steps += 1
        image = rounded_outwards(decomposed(game, outer), GRID)
        moved = overhang(outer, image) if image else 0
        outer = image
    return outer, steps, ""


def refuse_others(game: RepeatedGame[Fraction]) -> None:
    """Refuse games in which not everything is seen at once, or of more players.

    Raises
    ------
    AnalysisError
    """
    if len(game.players) != 2:
        raise AnalysisError("payoff sets are for two players")
    if game.lag:
        raise AnalysisError(
            "payoff sets are of games whose moves are all seen at once, without a lag"
        )
    for (player, move), chances in game.seen.items():
        if (chance := chances.get(move, Fraction(0))) != 1:
            raise AnalysisError(
                f"payoff sets are of games whose moves are all seen; {player}.{move} is seen for "
                f"what it is with probability {number_text(chance)}"
            )
    if not all(0 <= factor < 1 for factor in game.discount.values()):
        raise AnalysisError("discount factors must be at least 0 and below 1")


def decomposed(game: RepeatedGame[Fraction], polygon: Polygon) -> Polygon:
    """All payoffs that decompose with continuation payoffs in a polygon, and lots over them."""
    points: list[Point] = []
    if polygon:
        worst = min(x for x, _ in polygon), min(y for _, y in polygon)
        for profile in game.stage.profiles():
            points += supported(game, profile, polygon, worst)
    return hull(points)


def supported(
    game: RepeatedGame[Fraction], profile: Profile, polygon: Polygon, worst: Point
) -> Polygon:
    """Payoffs of playing a profile now such that neither player gains by deviating."""
    factors = [game.discount[player] for player in game.players]
    now = [game.stage.payoffs[player][profile] for player in game.players]
    base = [(1 - factor) * each for factor, each in zip(factors, now, strict=True)]
    part: Polygon = tuple((base[0] + factors[0] * x, base[1] + factors[1] * y) for x, y in polygon)
    for axis, factor in enumerate(factors):
        least = (1 - factor) * best_reply(game, profile, axis) + factor * worst[axis]
        part = cut(part, axis, least)
    return part


def best_reply(game: RepeatedGame[Fraction], profile: Profile, axis: int) -> Fraction:
    """The most a player can get in one period against the other's move."""
    player = game.players[axis]
    other = profile[1 - axis]
    return max(
        game.stage.payoffs[player][(move, other) if axis == 0 else (other, move)]
        for move in game.stage.moves[player]
    )


def inner_bound(game: RepeatedGame[Any], outer: Polygon, tolerance: Any, budget: Budget) -> Polygon:
    """A set of equilibrium payoffs as near to the outer bound as the search gets.

    The outer bound drawn inwards, or else what is left of it when corners that do not decompose
    are dropped, or else the static equilibria; grown from there by the operator.
    """
    starts: list[Polygon] = [static_payoffs(game)]
    for k in range(20, 1, -2):
        budget.tick()
        candidate = shrunk(outer, flint(Fraction(1, 2**k)))
        if generates_itself(game, candidate):
            return candidate
        starts.append(decomposing_corners(game, candidate))
    grown: list[Polygon] = [()]
    for start in sorted({each for each in starts if each}, key=lambda each: overhang(outer, each)):
        grown.append(grow(game, start, tolerance, budget))
        if distance(outer, grown[-1]) <= tolerance:
            return grown[-1]
    return min(filter(None, grown), key=lambda each: overhang(outer, each), default=())


def static_payoffs(game: RepeatedGame[Fraction]) -> Polygon:
    """Payoffs of pure equilibria of one period, and lots over them."""
    one, two = (game.stage.payoffs[player] for player in game.players)
    return hull(
        (one[p], two[p])
        for p in game.stage.profiles()
        if (one[p], two[p]) == (best_reply(game, p, 0), best_reply(game, p, 1))
    )


def decomposing_corners(game: RepeatedGame[Fraction], polygon: Polygon) -> Polygon:
    """What is left when corners that do not decompose are dropped, again and again."""
    while polygon:
        image = decomposed(game, polygon)
        kept = hull(corner for corner in polygon if contains(image, corner))
        if kept == polygon:
            return polygon
        polygon = kept
    return ()


def grow(game: RepeatedGame[Any], polygon: Polygon, tolerance: Any, budget: Budget) -> Polygon:
    """Add payoffs that decompose with a self-generating set to the set, which keeps it so."""
    for _ in range(GROWTH):
        budget.tick()
        image = decomposed(game, polygon)
        found = (each for corner in image for each in neighbors(corner, GRID))
        larger = hull((*polygon, *(each for each in found if contains(image, each))))
        moved, polygon = overhang(larger, polygon), larger
        if moved <= tolerance / 100:
            break
    return polygon


def generates_itself(game: RepeatedGame[Fraction], polygon: Polygon) -> bool:
    """Whether every payoff of a polygon decomposes with continuation payoffs in it."""
    image = decomposed(game, polygon)
    return bool(polygon) and all(contains(image, corner) for corner in polygon)
