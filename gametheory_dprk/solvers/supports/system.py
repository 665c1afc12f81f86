"""What a support profile asks for, as polynomials in odds.

Within a support the first move is the unit: every other one is played some positive number of times
as often, and these odds are the unknowns. A player's moves in the support must pay the same, and no
move outside may pay more; both compare sums over the others' supports of a payoff times odds, up
to a positive factor. So a condition whose coefficients have one sign is decided.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import lcm
from typing import Any, TypeAlias

from gametheory_dprk.games import NormalGame, Profile
from gametheory_dprk.solvers.supports.profiles import Support

Odds: TypeAlias = tuple[str, str]
"""A player and a move: how often it is played for each time the unit is."""


@dataclass(frozen=True, slots=True)
class Difference:
    """How much more one move of a player pays than another, by what the others choose.

    Attributes
    ----------
    player : str
    gains : Mapping[Profile, Fraction]
        Keyed by the moves of the other players, in the order of the players.
    """

    player: str
    gains: Mapping[Profile, Fraction]


@dataclass(frozen=True, slots=True)
class SupportSystem:
    """The conditions of a support profile.

    Attributes
    ----------
    players : tuple of str
    supports : tuple of Support
        One a player.
    equal, at_least : tuple of Difference
        What must be zero on average, and what must not be negative.
    """

    players: tuple[str, ...]
    supports: tuple[Support, ...]
    equal: tuple[Difference, ...]
    at_least: tuple[Difference, ...]

    @property
    def unknowns(self) -> list[Odds]:
        """All odds but those of the units, which are one."""
        return [
            (player, move)
            for player, support in zip(self.players, self.supports, strict=True)
            for move in support[1:]
        ]

    def unit(self, player: str) -> str:
        """The move of a player that the others are counted against."""
        return self.supports[self.players.index(player)][0]

    def context(self) -> Any:
        """The polynomials' context."""
        from flint import fmpz_mpoly_ctx

        return fmpz_mpoly_ctx.get([f"x{k}" for k in range(len(self.unknowns))], "degrevlex")

    def polynomial(self, difference: Difference, context: Any) -> Any:
        """A difference as an integer polynomial in the odds, up to a positive factor."""
        unknowns = self.unknowns
        others = [player for player in self.players if player != difference.player]
        scale = lcm(*(value.denominator for value in difference.gains.values()))
        terms: dict[tuple[int, ...], int] = {}
        for choice, gain in difference.gains.items():
            chosen = set(zip(others, choice, strict=True))
            terms[tuple(int(each in chosen) for each in unknowns)] = int(gain * scale)
        return context.from_dict({powers: c for powers, c in terms.items() if c})


def support_system(game: NormalGame[Fraction], supports: Sequence[Support]) -> SupportSystem:
    """The conditions under which a profile with given supports is an equilibrium.

    Examples
    --------
    >>> game = NormalGame.from_arrays([[3, 0], [0, 1]], [[1, 0], [0, 3]])
    >>> system = support_system(game, (("r1", "r2"), ("c1", "c2")))
    >>> [system.polynomial(each, system.context()) for each in system.equal]
    [x1 - 3, 3*x0 - 1]
    """
    equal: list[Difference] = []
    at_least: list[Difference] = []
    for position, player in enumerate(game.players):
        unit, *others = supports[position]
        outside = [move for move in game.moves[player] if move not in supports[position]]
        equal += (difference(game, supports, position, move, unit) for move in others)
        at_least += (difference(game, supports, position, unit, move) for move in outside)
    return SupportSystem(game.players, tuple(supports), tuple(equal), tuple(at_least))


def difference(
    game: NormalGame[Fraction], supports: Sequence[Support], position: int, one: str, other: str
) -> Difference:
    """How much more one move pays than another, against the others' supports."""
    player = game.players[position]
    table = game.payoffs[player]
    before, after = supports[:position], supports[position + 1 :]
    gains = {}
    for choice in product(*before, *after):
        head, tail = choice[:position], choice[position:]
        gains[choice] = table[(*head, one, *tail)] - table[(*head, other, *tail)]
    return Difference(player, gains)


def coefficient_sign(polynomial: Any) -> int | None:
    """The common sign of all coefficients, 0 for the zero polynomial, None where they differ.

    With unknowns that are positive it is the sign of the polynomial.
    """
    signs = {1 if coefficient > 0 else -1 for coefficient in polynomial.coeffs()}
    if len(signs) > 1:
        return None
    return signs.pop() if signs else 0
