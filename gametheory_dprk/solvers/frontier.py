"""Solutions of a bargaining problem on its frontier: each maximizes, or follows a ray.

The frontier is a chain of pieces, from the agreement best for the second player to that best for
the first, on each of which the second's payoff is a polynomial of degree at most two in the
first's. Every solution is a root of a polynomial of degree at most two on one of the pieces.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from gametheory_dprk.algebraic.roots import real_roots
from gametheory_dprk.errors import SolveError
from gametheory_dprk.games import FrontierGame
from gametheory_dprk.games.frontier import RECEIVES, RULES, Curve
from gametheory_dprk.limits import Budget
from gametheory_dprk.number import Number
from gametheory_dprk.solution import Assessment, Candidate, Notice
from gametheory_dprk.solvers.spec import Findings, SolverSpec

ZERO = Fraction(0)

Point = tuple[Number, Number]
Quadratic = tuple[Fraction, Fraction, Fraction]
"""Constant, linear and quadratic coefficient."""


Base = tuple[Fraction, Fraction]
"""What both have without an agreement."""

Measure = Callable[[Number, Number], Number]


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the frontier: the second's payoff as a function of the first's."""

    low: Fraction
    high: Fraction
    function: Quadratic

    def at(self, first: Number) -> Number:
        """The second player's payoff."""
        constant, linear, quadratic = self.function
        return (first * quadratic + linear) * first + constant

    def ends(self) -> Iterator[Point]:
        """Both ends."""
        yield self.low, self.at(self.low)
        yield self.high, self.at(self.high)

    def zeros(self, function: Quadratic) -> Iterator[Point]:
        """Points of the piece at which a function of the first player's payoff is zero."""
        for root in roots(function):
            if self.low <= root <= self.high:
                yield root, self.at(root)


Slope = Callable[[Piece, Base], Quadratic]
"""The derivative of a measure along a piece."""


def solve_frontier(
    game: FrontierGame[Fraction], concept: str, budget: Budget, options: Mapping[str, str]
) -> Findings:
    """Find the solution that the option `solution` names, or all of them.

    Raises
    ------
    SolveError
        If there is no such solution.
    """
    wanted = options.get("solution", "all")
    if wanted != "all" and wanted not in RULES:
        raise SolveError(f"no solution {wanted!r}; there are {', '.join(RULES)} and all")
    pieces = frontier(game)
    base = game.disagreement[game.players[0]], game.disagreement[game.players[1]]
    if not any(gain_possible(piece, base) for piece in pieces):
        return Findings((), complete=True, warnings=(NO_GAIN,))
    found: list[Candidate] = []
    notices: list[Notice] = []
    for rule in RULES if wanted == "all" else (wanted,):
        points = solution(rule, pieces, base)
        if points:
            found.append(candidate(game, rule, points[0]))
        if len(points) != 1:
            notices.append(unclear(rule, bool(points)))
    return Findings(tuple(found), complete=not notices, warnings=tuple(notices))


def frontier(game: FrontierGame[Fraction]) -> list[Piece]:
    """The pieces, from the best agreement for the second player to the best for the first."""
    if isinstance(game.agreements, Curve):
        curve = game.agreements
        constant, linear, quadratic = curve.coefficients
        low = curve.low
        if quadratic < 0:
            low = min(max(low, -linear / (2 * quadratic)), curve.high)
        elif linear > 0:
            low = curve.high
        return [Piece(low, curve.high, (constant, linear, quadratic))]
    one, two = game.players
    corners = upper_hull(sorted((each[one], each[two]) for each in game.agreements.values()))
    if len(corners) == 1:
        return [Piece(corners[0][0], corners[0][0], (corners[0][1], ZERO, ZERO))]
    return [segment(*pair) for pair in pairwise(corners)]


def upper_hull(points: list[tuple[Fraction, Fraction]]) -> list[tuple[Fraction, Fraction]]:
    """The falling corners of the upper hull of sorted points, from left to right.

    Examples
    --------
    >>> corners = [(Fraction(x), Fraction(y)) for x, y in ((0, 3), (1, 1), (2, 2), (3, 0))]
    >>> [(int(x), int(y)) for x, y in upper_hull(corners)]
    [(0, 3), (2, 2), (3, 0)]
    """
    hull: list[tuple[Fraction, Fraction]] = []
    for x, y in points:
        while hull and hull[-1][1] <= y:
            hull.pop()
        while len(hull) > 1 and turns_up(hull[-2], hull[-1], (x, y)):
            hull.pop()
        hull.append((x, y))
    return hull


def turns_up(
    first: tuple[Fraction, Fraction],
    second: tuple[Fraction, Fraction],
    third: tuple[Fraction, Fraction],
) -> bool:
    """Whether the second of three points lies on or below the line through the others."""
    run, rise = third[0] - first[0], third[1] - first[1]
    return (second[1] - first[1]) * run <= rise * (second[0] - first[0])


def segment(left: tuple[Fraction, Fraction], right: tuple[Fraction, Fraction]) -> Piece:
    """The line between two corners."""
    slope = (right[1] - left[1]) / (right[0] - left[0])
    return Piece(left[0], right[0], (left[1] - slope * left[0], slope, ZERO))


def gain_possible(piece: Piece, base: Base) -> bool:
    """Whether a piece has a point at which both gain."""
    if piece.high <= base[0]:
        return False
    points = [*piece.ends(), *piece.zeros((piece.function[0] - base[1], *piece.function[1:]))]
    left = max(piece.low, base[0])
    points.append((left, piece.at(left)))
    return any(y > base[1] and piece.high > base[0] for x, y in points if x >= left)


def solution(rule: str, pieces: list[Piece], base: Base) -> list[Point]:
    """The points of one solution; several where it does not settle, none where not computed."""
    one, two = base
    if rule == "nash":
        return best(pieces, base, lambda x, y: (x - one) * (y - two), nash_slope)
    if rule == "utilitarian":
        return best(pieces, None, lambda x, y: x + y, total_slope)
    if rule == "egalitarian":
        return ray(pieces, base, (Fraction(1), Fraction(1)))
    ideal = ideal_point(pieces, base)
    return [] if ideal is None else ray(pieces, base, (ideal[0] - one, ideal[1] - two))


def nash_slope(piece: Piece, base: Base) -> Quadratic:
    """Derivative of the product of gains along a piece."""
    (constant, linear, quadratic), (one, two) = piece.function, base
    return (
        constant - two - one * linear,
        2 * linear - 2 * one * quadratic,
        3 * quadratic,
    )


def total_slope(piece: Piece, base: Base) -> Quadratic:
    """Derivative of the sum of payoffs along a piece."""
    return 1 + piece.function[1], 2 * piece.function[2], ZERO


def best(pieces: list[Piece], base: Base | None, measure: Measure, slope: Slope) -> list[Point]:
    """The points at which a measure is greatest, among those that both prefer to disagreement."""
    points: dict[Point, None] = {}
    for piece in pieces:
        found = [*piece.ends(), *piece.zeros(slope(piece, base or (ZERO, ZERO)))]
        points |= dict.fromkeys(found)
    if base is not None:
        points = {each: None for each in points if each[0] >= base[0] and each[1] >= base[1]}
    top = max(measure(*each) for each in points)
    return [each for each in points if measure(*each) == top]


def ray(pieces: list[Piece], base: Base, way: tuple[Fraction, Fraction]) -> list[Point]:
    """The last point, from disagreement in a direction, that can be agreed on."""
    one, two = base
    for piece in pieces:
        constant, linear, quadratic = piece.function
        function = (
            (constant - two) * way[0] + one * way[1],
            linear * way[0] - way[1],
            quadratic * way[0],
        )
        for point in piece.zeros(function):
            if point[0] >= one:
                return [point]
    first, last = pieces[0], pieces[-1]
    height = first.at(first.low)
    flat = one + (height - two) * way[0] / way[1]
    if flat <= first.low:
        return [(flat, height)]
    return [(last.high, two + (last.high - one) * way[1] / way[0])]


def ideal_point(pieces: list[Piece], base: Base) -> tuple[Fraction, Fraction] | None:
    """The best for each player that leaves the other no worse off; None where irrational."""
    one, two = base
    firsts = [x for piece in pieces for x, y in piece.ends() if y >= two]
    for piece in pieces:
        function = (piece.function[0] - two, *piece.function[1:])
        firsts += [x for x, _ in piece.zeros(function)]
    first = max(firsts)
    seconds = [y for piece in pieces for x, y in piece.ends() if x >= one]
    seconds += [piece.at(one) for piece in pieces if piece.low <= one <= piece.high]
    second = max(seconds)
    if isinstance(first, Fraction) and isinstance(second, Fraction):
        return first, second
    return None


def roots(function: Quadratic) -> list[Number]:
    """The real roots of a polynomial of degree at most two that is not zero."""
    from flint import fmpq, fmpq_poly

    exact = fmpq_poly([fmpq(c.numerator, c.denominator) for c in function])
    if not exact:
        return []
    factors = exact.numer().factor()[1]
    return [root for factor, _ in factors if factor.degree() for root in real_roots(factor)]


def candidate(game: FrontierGame[Fraction], rule: str, point: Point) -> Candidate:
    """A solution as what each player receives."""
    amounts = zip(game.players, point, strict=True)
    return Candidate(Assessment({player: {rule: {RECEIVES: each}} for player, each in amounts}))


def unclear(rule: str, several: bool) -> Notice:
    """Say that a solution is not settled, or was not computed."""
    if several:
        message = f"the {rule} solution leaves a choice; the agreement named is one of the best"
        return Notice("several_solutions", message)
    message = f"the {rule} solution was not computed: a player's best payoff is irrational"
    return Notice("not_computed", message)


def improper(game: FrontierGame[Fraction]) -> str:
    """Why there is no frontier."""
    if isinstance(game.agreements, Curve):
        if game.agreements.high < game.agreements.low:
            return "the frontier is empty"
        if game.agreements.coefficients[2] > 0:
            return "the frontier bends inwards"
    return ""


NO_GAIN = Notice("no_gain", "no agreement makes both players better off than disagreement")

SPEC = SolverSpec(
    name="frontier",
    game=FrontierGame,
    concepts=frozenset({"bargaining"}),
    run=solve_frontier,
    accepts=improper,
    about="Nash, Kalai-Smorodinsky, egalitarian and utilitarian agreements on a frontier",
    source="Nash 1950; Kalai and Smorodinsky 1975",
    options={"solution": "nash, kalai_smorodinsky, egalitarian, utilitarian or all"},
)
