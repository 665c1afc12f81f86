"""Solutions of bargaining problems, checked: feasible, and what their names say.

A product or a sum of gains is greatest over a convex set exactly where a line through the point,
with the gains (or ones) as weights, leaves the set on one side. So the corners, or the top of a
quadratic function, decide.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import permutations

from gametheory_dprk.algebraic.roots import real_roots
from gametheory_dprk.concepts.formal import of_form
from gametheory_dprk.games import CHANCE, FrontierGame, Play, Step
from gametheory_dprk.games.frontier import RECEIVES, RULES, Curve
from gametheory_dprk.number import Number, is_exact
from gametheory_dprk.solution import Candidate, Certificate, Check, PerSet

ZERO, ONE = Fraction(0), Fraction(1)

Point = tuple[Number, Number]


def rule_of(game: FrontierGame[Number], strategies: PerSet) -> str:
    """The solution that strategies state; empty where they state none."""
    stated = [set(strategies.get(player, {})) for player in game.players]
    rules = [rule for rule in RULES if all(each == {rule} for each in stated)]
    return rules[0] if rules and set(strategies) == set(game.players) else ""


def frontier_values(game: FrontierGame[Number], strategies: PerSet) -> dict[str, Number]:
    """What each player receives."""
    rule = rule_of(game, strategies)
    return {player: strategies[player][rule][RECEIVES] for player in game.players}


def agreement_plays(
    game: FrontierGame[Number], strategies: PerSet
) -> Iterator[tuple[Play[Number], Number]]:
    """The one thing that happens: agreement on what a solution says."""
    step: Step[Number] = Step(CHANCE, CHANCE, "agreement")
    yield Play((step,), frontier_values(game, strategies)), ONE


def check_frontier(game: FrontierGame[Number], candidate: Candidate) -> Certificate:
    """Certify a solution of a bargaining problem."""
    strategies = candidate.assessment.strategies
    rule = rule_of(game, strategies)
    stated = Fraction(bool(rule) and candidate.component is None)
    formal = [Check("one solution, for both players", stated, "==", ONE)]
    amounts = [strategies[player][rule] for player in game.players] if rule else []
    right = all(set(each) == {RECEIVES} and all(map(is_exact, each.values())) for each in amounts)
    formal.append(Check("one exact amount a player", Fraction(right), "==", ONE))
    formal = of_form(formal)
    if not all(check.holds for check in formal):
        return Certificate(tuple(formal))
    point = amounts[0][RECEIVES], amounts[1][RECEIVES]
    return Certificate((*formal, *rule_checks(game, rule, point)))


def rule_checks(game: FrontierGame[Number], rule: str, point: Point) -> Iterator[Check]:
    """Claim that a point can be agreed on, and what the solution says of it."""
    one, two = game.players
    base = game.disagreement[one], game.disagreement[two]
    gains = point[0] - base[0], point[1] - base[1]
    within = heights(game, point[0], more=False)
    yield Check(f"{rule}: the first can get so much", Fraction(bool(within)), "==", ONE)
    yield Check(f"{rule}: can be agreed on", max(within, default=point[1]), ">=", point[1])
    if rule in ("nash", "utilitarian"):
        weights = (gains[1], gains[0]) if rule == "nash" else (ONE, ONE)
        if rule == "nash":
            gain = Fraction(gains[0] > 0 and gains[1] > 0)
            yield Check("nash: both gain", gain, "==", ONE)
        here = weights[0] * point[0] + weights[1] * point[1]
        for other in extremes(game, weights):
            there = weights[0] * other[0] + weights[1] * other[1]
            yield Check(f"{rule}: no less than at {other[0]}, {other[1]}", here, ">=", there)
        return
    beyond = heights(game, point[0], more=True)
    best = max(beyond, default=point[1])
    yield Check(f"{rule}: no agreement is better for both", point[1], ">=", best)
    way = (ONE, ONE) if rule == "egalitarian" else ideal_gains(game, base)
    claim = f"{rule}: gains in the proportion asked for"
    yield Check(claim, gains[0] * way[1], "==", gains[1] * way[0])


def heights(game: FrontierGame[Number], first: Number, *, more: bool) -> list[Number]:
    """Payoffs of the second player, the most among them, when the first gets at least so much.

    Empty where the first cannot get so much, or (`more`) not more than that.
    """
    if isinstance(game.agreements, Curve):
        curve = game.agreements
        if first > curve.high or (more and first == curve.high):
            return []
        low = max(first, curve.low)
        return [value(curve, x) for x in (low, curve.high, *tops(curve, low, (ZERO, ONE)))]
    one, two = game.players
    points = [(each[one], each[two]) for each in game.agreements.values()]
    found = [y for x, y in points if x > first or (x == first and not more)]
    for (x, y), (u, v) in permutations(points, 2):
        if x <= first < u:
            found.append(y + (v - y) * (first - x) / (u - x))
    return found


def value(curve: Curve[Number], first: Number) -> Number:
    """The second player's payoff on a curve."""
    constant, linear, quadratic = curve.coefficients
    return constant + first * (linear + first * quadratic)


def tops(curve: Curve[Number], low: Number, weights: Point) -> list[Number]:
    """Where a weighted sum of payoffs is greatest on the curve beyond a point, if inside."""
    _, linear, quadratic = curve.coefficients
    bend = 2 * quadratic * weights[1]
    if not bend:
        return []
    top = -(weights[0] + weights[1] * linear) / bend
    return [top] if low < top < curve.high else []


def extremes(game: FrontierGame[Number], weights: Point) -> list[Point]:
    """Agreements among which a weighted sum of payoffs is greatest."""
    if isinstance(game.agreements, Curve):
        curve = game.agreements
        firsts = [curve.low, curve.high, *tops(curve, curve.low, weights)]
        return [(x, value(curve, x)) for x in firsts]
    one, two = game.players
    return [(each[one], each[two]) for each in game.agreements.values()]


def ideal_gains(game: FrontierGame[Number], base: Point) -> Point:
    """The most each player can gain when the other must not lose."""
    first = max(firsts(game, base[1]), default=base[0])
    second = max(heights(game, base[0], more=False), default=base[1])
    return first - base[0], second - base[1]


def firsts(game: FrontierGame[Number], least: Number) -> Iterator[Number]:
    """Payoffs of the first player among which is the most that leaves the second so much."""
    if isinstance(game.agreements, Curve):
        curve = game.agreements
        ends = (curve.low, curve.high, *crossings(curve, least))
        yield from (x for x in ends if curve.low <= x <= curve.high and value(curve, x) >= least)
        return
    one, two = game.players
    points = [(each[one], each[two]) for each in game.agreements.values()]
    yield from (x for x, y in points if y >= least)
    for (x, y), (u, v) in permutations(points, 2):
        if y > least > v:
            yield x + (u - x) * (y - least) / (y - v)


def crossings(curve: Curve[Number], height: Number) -> list[Number]:
    """Where a curve has a height."""
    from flint import fmpq, fmpq_poly

    constant, linear, quadratic = curve.coefficients
    numbers = [Fraction(c) for c in (constant - height, linear, quadratic)]  # type: ignore[arg-type]
    exact = fmpq_poly([fmpq(c.numerator, c.denominator) for c in numbers])
    factors = exact.numer().factor()[1] if exact else []
    return [root for factor, _ in factors if factor.degree() for root in real_roots(factor)]
