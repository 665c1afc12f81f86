"""All payoffs of subgame-perfect equilibria of a repeated game of two players, between two bounds.

With perfect monitoring, pure moves and public lots, payoffs are an equilibrium's exactly if they
decompose: a profile is played, and continuation payoffs from the same set keep both from deviating,
a deviator being held to the worst the set has for him. The set is the largest fixed point of that
operator (Abreu, Pearce and Stacchetti 1990).

Applied again and again to all feasible payoffs the operator gives sets that contain it (corners are
rounded outwards). A set that lies within its own image contains nothing else than equilibrium
payoffs: the outer bound drawn towards its middle often does, and gives the inner bound. Both facts
are checked exactly; that the bounds close is not guaranteed, and `gap` says how far they did.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from gametheory_dprk.analysis.polygons import (
    Point,
    Polygon,
    contains,
    cut,
    distance,
    hull,
    rounded_outwards,
    shrunk,
)
from gametheory_dprk.errors import AnalysisError
from gametheory_dprk.games import RepeatedGame
from gametheory_dprk.games.normal import Profile
from gametheory_dprk.limits import Budget

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
    """

    players: tuple[str, ...]
    outer: Polygon
    inner: Polygon
    gap: Fraction | None
    steps: int


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
    LimitReached

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
    one, two = (game.stage.payoffs[player] for player in game.players)
    outer = hull((one[profile], two[profile]) for profile in game.stage.profiles())
    moved, steps = tolerance, 0
    while moved > tolerance / 1000 and steps < STEPS:
        budget.tick()
        steps += 1
        image = rounded_outwards(decomposed(game, outer), GRID)
        moved = distance(outer, image) if image else Fraction(0)
        outer = image
    inner = inner_bound(game, outer, tolerance, budget) if outer else ()
    gap = distance(outer, inner) if outer and inner else None
    return PayoffSet(game.players, outer, inner, gap, steps)


def refuse_others(game: RepeatedGame[Fraction]) -> None:
    """Refuse games in which not everything is seen at once, or of more players.

    Raises
    ------
    AnalysisError
    """
    blurred = any(chances != {key[1]: 1} for key, chances in game.seen.items())
    if len(game.players) != 2 or game.lag or blurred:
        raise AnalysisError("payoff sets are for two players whose moves are all seen at once")
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
    part: Polygon = hull(
        (
            (1 - factors[0]) * now[0] + factors[0] * x,
            (1 - factors[1]) * now[1] + factors[1] * y,
        )
        for x, y in polygon
    )
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


def inner_bound(
    game: RepeatedGame[Fraction], outer: Polygon, tolerance: Fraction, budget: Budget
) -> Polygon:
    """A set of equilibrium payoffs as near to the outer bound as the search gets.

    The outer bound drawn inwards, or else what is left of it when corners that do not decompose
    are dropped, or else the static equilibria; grown from there by the operator.
    """
    starts: list[Polygon] = [static_payoffs(game)]
    for k in range(20, 1, -2):
        budget.tick()
        candidate = shrunk(outer, Fraction(1, 2**k))
        if generates_itself(game, candidate):
            return candidate
        starts.append(decomposing_corners(game, candidate))
    grown: list[Polygon] = [()]
    for start in sorted({each for each in starts if each}, key=lambda each: distance(outer, each)):
        grown.append(grow(game, start, tolerance, budget))
        if distance(outer, grown[-1]) <= tolerance:
            return grown[-1]
    return min(filter(None, grown), key=lambda each: distance(outer, each), default=())


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


def grow(
    game: RepeatedGame[Fraction], polygon: Polygon, tolerance: Fraction, budget: Budget
) -> Polygon:
    """Add payoffs that decompose with a self-generating set to the set, which keeps it so."""
    for _ in range(GROWTH):
        budget.tick()
        image = decomposed(game, polygon)
        found = (each for corner in image for each in neighbors(corner))
        larger = hull((*polygon, *(each for each in found if contains(image, each))))
        moved, polygon = distance(larger, polygon), larger
        if moved <= tolerance / 100:
            break
    return polygon


def neighbors(corner: Point) -> Iterator[Point]:
    """The points of the grid around a point."""
    lows = [(each * GRID).__floor__() for each in corner]
    for right, up in product((0, 1), repeat=2):
        yield Fraction(lows[0] + right, GRID), Fraction(lows[1] + up, GRID)


def generates_itself(game: RepeatedGame[Fraction], polygon: Polygon) -> bool:
    """Whether every payoff of a polygon decomposes with continuation payoffs in it."""
    image = decomposed(game, polygon)
    return bool(polygon) and all(contains(image, corner) for corner in polygon)
