"""The equilibria of a support whose equations have finitely many roots, all of them proved.

Every root, complex ones included, is approximated and proved to be one of its own; if there are as
many as there can be, there are no others. Those that are real, positive and leave no gain outside
of the support are equilibria. Their probabilities are known between rationals as close as one
likes; where simple fractions in between solve the equations, they are these fractions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, TypeAlias, cast

from gametheory_dprk.algebraic.enclosed import outward
from gametheory_dprk.games import NormalGame
from gametheory_dprk.number import Number
from gametheory_dprk.polyhedra.ticks import Tick
from gametheory_dprk.solvers.supports.homotopy import approximate_roots
from gametheory_dprk.solvers.supports.isolation import (
    MOST_BITS,
    Ball,
    Box,
    Equations,
    isolated_roots,
    precision,
    refined,
)
from gametheory_dprk.solvers.supports.system import SupportSystem

ATTEMPTS = 3
"""Random systems to start from, before roots are said not to be found."""

SHOWN_BITS = 160
"""Precision with which probabilities are first known."""

DIGITS = 20
"""Decimal digits of the smallest probability that its ends agree on, or nearly so."""

SIMPLE = 10**7
"""Largest denominator of fractions that are tried for probabilities."""

Strategies: TypeAlias = Mapping[str, Mapping[str, Number]]


class Unsettled(Exception):
    """Not all roots were proved, or of one it was not proved whether it is an equilibrium."""


def enclosed_points(
    game: NormalGame[Fraction],
    system: SupportSystem,
    equations: Sequence[Any],
    limits: Sequence[Any],
    tick: Tick,
) -> list[Strategies]:
    """All equilibria with exactly this support.

    Raises
    ------
    Unsettled
    LimitReached
        Where the tick raises it.

    Examples
    --------
    >>> from gametheory_dprk.solvers.supports.system import support_system
    >>> game = NormalGame.from_arrays([[3, 0], [0, 1]], [[1, 0], [0, 3]])
    >>> system = support_system(game, (("r1", "r2"), ("c1", "c2")))
    >>> equations = [system.polynomial(each, system.context()) for each in system.equal]
    >>> (found,) = enclosed_points(game, system, equations, (), lambda: None)
    >>> found["row"]
    {'r1': Fraction(3, 4), 'r2': Fraction(1, 4)}
    """
    exact, outside = Equations.of(equations), Equations.of(limits)
    found: list[Strategies] = []
    for box in real_roots(system, exact, tick):
        kept = settled(exact, outside, box, tick)
        if kept is not None:
            often = odds_in(kept, exact)
            found.append(dict(strategies(game, system, often)))
    return found


def real_roots(system: SupportSystem, equations: Equations, tick: Tick) -> list[Box]:
    """A box for each real root.

    Raises
    ------
    Unsettled
    """
    for attempt in range(ATTEMPTS):
        tick()
        near = approximate_roots(system, attempt, tick)
        found = None if near is None else isolated_roots(equations, near.tolist(), tick)
        if found is not None:
            return found
    raise Unsettled


def settled(equations: Equations, outside: Equations, box: Box, tick: Tick) -> Box | None:
    """A closer box of an equilibrium; None where the root in it is none.

    Raises
    ------
    Unsettled
        If some sign does not show.
    """
    bits = SHOWN_BITS
    while not any(each < 0 for each in box):
        tick()
        box = refined(equations, box, bits)
        with precision(2 * bits):
            signs = [*box, *outside.values(box)]
        if any(each < 0 for each in signs):
            return None
        if all(each > 0 for each in signs):
            return box
        bits *= 2
        if bits > MOST_BITS:
            raise Unsettled
    return None


def odds_in(box: Box, equations: Equations) -> Sequence[Any]:
    """Fractions where simple ones in a box solve the equations, else the box."""
    simple = [simplest(*between(each)) for each in box]
    if all(each.denominator <= SIMPLE for each in simple) and not any(equations.values(simple)):
        return simple
    return box


def strategies(
    game: NormalGame[Fraction], system: SupportSystem, odds: Sequence[Any]
) -> Iterator[tuple[str, Mapping[str, Number]]]:
    """The strategies with given odds, probabilities as fractions or between two of them."""
    often = dict(zip(system.unknowns, odds, strict=True))
    for player, support in zip(system.players, system.supports, strict=True):
        with precision(2 * SHOWN_BITS):
            weights = {move: often.get((player, move), Fraction(1)) for move in support}
            shares = {move: share(weights, move) for move in support}
        yield player, {m: shares.get(m, Fraction(0)) for m in game.moves[player]}


def share(weights: Mapping[str, Any], move: str) -> Number:
    """The probability of a move that is played so often."""
    if all(isinstance(each, Fraction) for each in weights.values()):
        return Fraction(weights[move] / sum(weights.values()))
    balls = {name: as_ball(each) for name, each in weights.items()}
    low, high = between(balls[move] / sum(balls.values()))
    places = DIGITS + len(str(int(1 / low)))
    unit = Fraction(1, 10**places)
    return cast(Number, outward(low - unit, high + unit, places))


def as_ball(value: Any) -> Ball:
    """A ball around a fraction, or the ball itself."""
    from flint import arb, fmpq

    return arb(fmpq(value.numerator, value.denominator)) if isinstance(value, Fraction) else value


def between(ball: Ball) -> tuple[Fraction, Fraction]:
    """The rational ends of a ball."""
    middle, radius = ball.mid().fmpq(), ball.rad().fmpq()
    low, high = middle - radius, middle + radius
    return Fraction(int(low.p), int(low.q)), Fraction(int(high.p), int(high.q))


def simplest(low: Fraction, high: Fraction) -> Fraction:
    """The fraction with the smallest denominator between two positive ones.

    Examples
    --------
    >>> simplest(Fraction("0.33"), Fraction("0.34"))
    Fraction(1, 3)
    """
    whole = -(-low.numerator // low.denominator)
    if whole <= high:
        return Fraction(whole)
    below = whole - 1
    return below + 1 / simplest(1 / (high - below), 1 / (low - below))
