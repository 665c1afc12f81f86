"""Conditions that are affine in the strategy of each player they concern."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any

from gametheory_dprk.solvers.supports.system import SupportSystem, coefficient_sign


@dataclass(frozen=True, slots=True)
class Condition:
    """A weighted sum over choices of moves, compared with zero.

    Attributes
    ----------
    players : tuple of str
        Whom it concerns.
    weights : Mapping
        A rational for each choice of moves by these players.

    Examples
    --------
    >>> half = {"a": Fraction(1, 2), "b": Fraction(1, 2)}
    >>> Condition(("A",), {("a",): Fraction(3), ("b",): Fraction(-1)}).at({"A": half}).weights
    {(): Fraction(1, 1)}
    """

    players: tuple[str, ...]
    weights: Mapping[tuple[str, ...], Fraction]

    def at(self, profile: Mapping[str, Mapping[str, Any]]) -> Condition:
        """The condition on the others when some players play given strategies."""
        kept = tuple(player for player in self.players if player not in profile)
        totals: dict[tuple[str, ...], Any] = {}
        for choice, weight in self.weights.items():
            rest: tuple[str, ...] = ()
            share: Any = weight
            for player, move in zip(self.players, choice, strict=True):
                if player in profile:
                    share = share * profile[player][move]
                else:
                    rest = (*rest, move)
            totals[rest] = totals.get(rest, Fraction(0)) + share
        return Condition(kept, totals)


def condition(system: SupportSystem, polynomial: Any) -> Condition:
    """A polynomial in odds, of degree one at most in each player's, as a condition.

    Multiplied by the probabilities of the units, odds become probabilities; the players none of
    whose odds occur drop out.
    """
    unknowns = system.unknowns
    used = [unknown for unknown, d in zip(unknowns, polynomial.degrees(), strict=True) if d]
    players = tuple(p for p in system.players if any(player == p for player, _ in used))
    weights: dict[tuple[str, ...], Fraction] = {}
    for powers, coefficient in polynomial.terms():
        chosen = dict(unknown for unknown, d in zip(unknowns, powers, strict=True) if d)
        choice = tuple(chosen.get(player, system.unit(player)) for player in players)
        weights[choice] = Fraction(int(coefficient))
    return Condition(players, weights)


def sign_cases(polynomial: Any) -> Iterator[tuple[Any, ...]]:
    """Ways in which a polynomial is not negative where the unknowns are positive.

    Factors of a known sign are left out; of the others an even number is negative, or an odd
    number after a factor that is.

    Yields
    ------
    tuple of fmpz_mpoly
        Polynomials none of which is negative.

    Examples
    --------
    >>> from flint import fmpz_mpoly_ctx
    >>> x, y = fmpz_mpoly_ctx.get(["x", "y"], "degrevlex").gens()
    >>> list(sign_cases((x + 1) * (2 - y)))
    [(-y + 2,)]
    >>> len(list(sign_cases((x - 1) * (y - 2))))
    2
    """
    if not polynomial:
        yield ()
        return
    constant, found = polynomial.factor()
    sign = 1 if constant > 0 else -1
    open_factors = []
    for factor, _ in found:
        known = coefficient_sign(factor)
        if known is None:
            open_factors.append(factor)
        else:
            sign *= known
    for signs in product((1, -1), repeat=len(open_factors)):
        if sum(each < 0 for each in signs) % 2 == (sign < 0):
            yield tuple(each * factor for each, factor in zip(signs, open_factors, strict=True))
