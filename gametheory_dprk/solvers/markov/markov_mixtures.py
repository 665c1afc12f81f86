"""Stationary equilibria in which exactly the moves of given supports are made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import reduce
from math import lcm
from operator import mul
from typing import Any, TypeAlias

from gametheory_dprk.games import StochasticGame
from gametheory_dprk.number import Number
from gametheory_dprk.polynomials import Polynomial, Ratio, Ring
from gametheory_dprk.polynomials.ring import fraction
from gametheory_dprk.solution import Assessment
from gametheory_dprk.solvers.markov.policy_ratios import move_ratio, one, policy_ratios
from gametheory_dprk.solvers.supports.groebner import (
    TooLarge,
    groebner_basis,
    is_zero_dimensional,
    quotient_algebra,
)

Supports: TypeAlias = Mapping[tuple[str, str], tuple[str, ...]]
"""For each player and state the moves made with positive probability."""

Point: TypeAlias = Sequence[Number]
"""A value for each unknown probability."""


class Undecided(Exception):
    """The equations have infinitely many solutions, or became too large."""


def mixed_policies(game: StochasticGame[Fraction], supports: Supports) -> Iterator[Assessment]:
    """Find the equilibria with given supports, of which some are mixed.

    Raises
    ------
    Undecided
    """
    unknowns = {
        (player, name, move): f"x{k}"
        for k, (player, name, move) in enumerate(
            (player, name, move) for (player, name), moves in supports.items() for move in moves[1:]
        )
    }
    ring = Ring(list(unknowns.values()))
    policy = open_policy(supports, unknowns, ring)
    opened = game.map(lambda value: Ratio(ring.constant(value), ring.one))
    gains = all_gains(opened, policy, ring)
    equal = [gain.numerator for key, gain in gains.items() if key[2] in supports[key[:2]]]
    others = [gain for key, gain in gains.items() if key[2] not in supports[key[:2]]]
    for point in solutions([each for each in equal if not each.is_zero()], ring):
        often = dict(zip(unknowns, point, strict=True))
        strategies = filled(game, supports, often)
        if strategies is not None and all(loses(gain, ring, point) for gain in others):
            yield Assessment(strategies)


def open_policy(
    supports: Supports, unknowns: Mapping[tuple[str, str, str], str], ring: Ring
) -> dict[str, dict[str, dict[str, Ratio]]]:
    """Strategies with unknown probabilities; the first move of a support has the rest."""
    policy: dict[str, dict[str, dict[str, Ratio]]] = {}
    for (player, name), moves in supports.items():
        rest = one(ring)
        chances: dict[str, Ratio] = {}
        for move in moves[1:]:
            unknown = ring.generators[unknowns[player, name, move]]
            chances[move] = Ratio(unknown, ring.one)
            rest -= chances[move]
        policy.setdefault(player, {})[name] = {moves[0]: rest, **chances}
    return policy


def all_gains(
    game: StochasticGame[Ratio], policy: Mapping[str, Any], ring: Ring
) -> dict[tuple[str, str, str], Ratio]:
    """What every single deviation gains, by player, state and move."""
    found: dict[tuple[str, str, str], Ratio] = {}
    for player in game.players:
        values = policy_ratios(game, policy, player, ring)
        for name, state in game.states.items():
            for move in state.moves.get(player, ()):
                key = (player, name, move)
                found[key] = move_ratio(game, policy, key, values, ring) - values[name]
    return found


def solutions(equations: Sequence[Polynomial], ring: Ring) -> Iterator[Point]:
    """The real points at which polynomials are zero.

    Raises
    ------
    Undecided
    """
    from flint import Ordering, fmpz_mpoly_ctx

    if not equations:
        raise Undecided
    context = fmpz_mpoly_ctx.get(list(ring.names), Ordering.degrevlex)
    integral = [integer_polynomial(each, ring, context) for each in equations]
    try:
        basis = groebner_basis(integral)
    except TooLarge:
        raise Undecided from None
    if any(each.is_constant() for each in basis):
        return
    if not is_zero_dimensional(basis):
        raise Undecided
    yield from quotient_algebra(basis).real_points()


def integer_polynomial(polynomial: Polynomial, ring: Ring, context: Any) -> Any:
    """A polynomial with whole coefficients and the same zeros inside the unit cube.

    Factors that depend on nothing are dropped; repeated ones are kept once.
    """
    factors = [factor for factor, _ in polynomial.factor()[1]] or [polynomial]
    whole: Polynomial = reduce(mul, factors)
    scale = lcm(*(fraction(c).denominator for _, c in ring.terms(whole)))
    return context.from_dict({e: int(fraction(c) * scale) for e, c in ring.terms(whole)})


def filled(
    game: StochasticGame[Fraction],
    supports: Supports,
    often: Mapping[tuple[str, str, str], Number],
) -> dict[str, dict[str, dict[str, Number]]] | None:
    """Strategies at a solution; None where a move of a support has no positive probability."""
    strategies: dict[str, dict[str, dict[str, Number]]] = {p: {} for p in game.players}
    for (player, name), moves in supports.items():
        chances: dict[str, Number] = {move: often[player, name, move] for move in moves[1:]}
        chances[moves[0]] = 1 - sum(chances.values(), Fraction(0))
        if min(chances.values()) <= 0:
            return None
        known = game.states[name].moves[player]
        strategies[player][name] = {move: chances.get(move, Fraction(0)) for move in known}
    return strategies


def loses(gain: Ratio, ring: Ring, point: Point) -> bool:
    """Whether a deviation gains nothing at a point."""
    above, below = (value(part, ring, point) for part in (gain.numerator, gain.denominator))
    return above * below <= 0


def value(polynomial: Polynomial, ring: Ring, point: Point) -> Number:
    """A polynomial at a point."""
    total: Number = Fraction(0)
    for exponents, coefficient in ring.terms(polynomial):
        term: Number = fraction(coefficient)
        for each, exponent in zip(point, exponents, strict=True):
            term = term * each**exponent if exponent else term
        total = total + term
    return total
