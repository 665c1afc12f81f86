"""Whether policies of a stochastic game are well formed, and the game itself is."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from gametheory_dprk.concepts.play import simplex_checks, unknown_checks
from gametheory_dprk.games import StochasticGame
from gametheory_dprk.number import Number
from gametheory_dprk.solution import Check, PerSet

ZERO, ONE = Fraction(0), Fraction(1)


def policy_checks(game: StochasticGame[Number], strategies: PerSet) -> Iterator[Check]:
    """Claim that strategies are distributions over the moves of every state."""
    places = {(each.player, each.label): each for each in game.information_sets()}
    yield from unknown_checks(places, strategies)
    for (player, label), place in places.items():
        chances = strategies.get(player, {}).get(label, {})
        yield from simplex_checks(f"{player} in {label}", "move", place.moves, chances)


def discount_checks(game: StochasticGame[Number]) -> Iterator[Check]:
    """Claim that discount factors lie in [0, 1) and that next states have probabilities."""
    for player, factor in game.discount.items():
        yield Check(f"discount factor of {player} >= 0", factor, ">=", ZERO)
        yield Check(f"discount factor of {player} below 1", Fraction(factor < 1), "==", ONE)
    stuck = Fraction(game.timeless_loop() != "")
    yield Check("no state comes back without time passing", stuck, "==", ZERO)
    for name, state in game.states.items():
        for profile, chances in state.next.items():
            where = f"after {'.'.join((name, *profile))}"
            yield Check(f"{where}: probabilities sum to 1", sum(chances.values(), ZERO), "==", ONE)
            for later, chance in chances.items():
                yield Check(f"{where}: probability of {later} >= 0", chance, ">=", ZERO)
