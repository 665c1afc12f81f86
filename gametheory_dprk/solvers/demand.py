"""The best offer to a responder whose type only he knows.

Named types: only offers at which some type is just ready to accept can be best, and an offer that
all refuse. A type that is a number, uniform on an interval: between the offers that all and that
none refuse the payoff is a quadratic function, found here from three of its values.
"""

from __future__ import annotations

from fractions import Fraction

from gametheory_dprk.games import DemandGame
from gametheory_dprk.games.bargaining import ACCEPTS_FROM, OFFERS
from gametheory_dprk.games.demand import INDIFFERENT, Spread
from gametheory_dprk.limits import Budget
from gametheory_dprk.solution import Assessment, Candidate
from gametheory_dprk.solvers.spec import Findings, SolverSpec

ZERO = Fraction(0)


def solve_demand(game: DemandGame[Fraction], concept: str, budget: Budget) -> Findings:
    """Find the best offer; among several the highest, which most types accept.

    Examples
    --------
    >>> from gametheory_dprk.games.demand import Kind
    >>> types = {"soft": Kind(Fraction(1), {"A": ZERO, "B": Fraction(1, 4)})}
    >>> game = DemandGame(("A", "B"), "A", "B", Fraction(1), ZERO, types)
    >>> solve_demand(game, "bargaining", Budget()).candidates[0].assessment.strategies["A"]
    {'A': {'offers': Fraction(1, 4)}}
    """
    offers = [each for each in candidates(game) if 0 <= each <= game.pie]
    best = max(offers, key=lambda offer: (expected(game, offer), offer))
    strategies = {
        game.proposer: {game.proposer: {OFFERS: best}},
        game.responder: answers(game, best),
    }
    return Findings((Candidate(Assessment(strategies)),), complete=True)


def candidates(game: DemandGame[Fraction]) -> list[Fraction]:
    """Offers among which the best is."""
    ends = [ZERO, game.pie]
    if not isinstance(game.types, Spread):
        return [*ends, *(kind.outside[game.responder] for kind in game.types.values())]
    base, slope = game.types.outside[game.responder]
    low, high = sorted((base + slope * game.types.low, base + slope * game.types.high))
    return [*ends, low, high, *peak(game, low, high)]


def peak(game: DemandGame[Fraction], low: Fraction, high: Fraction) -> list[Fraction]:
    """Where the quadratic function through three values on an interval is greatest, if inside."""
    middle = (low + high) / 2
    first, second, third = (expected(game, offer) for offer in (low, middle, high))
    bend = first - 2 * second + third
    if bend >= 0:
        return []
    found = middle - (high - low) / 4 * (third - first) / bend
    return [found] if low < found < high else []


def expected(game: DemandGame[Fraction], offer: Fraction) -> Fraction:
    """The proposer's expected payoff."""
    types, mine, theirs = game.types, game.proposer, game.responder
    if not isinstance(types, Spread):
        return sum(
            (
                kind.probability
                * (kind.outside[mine] if kind.outside[theirs] > offer else game.pie - offer)
                for kind in types.values()
            ),
            ZERO,
        )
    base, slope = types.outside[theirs]
    edge = min(max((offer - base) / slope, types.low), types.high)
    low, high = (types.low, edge) if slope < 0 else (edge, types.high)
    war, gain = types.outside[mine]
    lost = (high - low) * war + gain * (high**2 - low**2) / 2
    share = 1 - (high - low) / (types.high - types.low)
    return lost / (types.high - types.low) + share * (game.pie - offer)


def answers(game: DemandGame[Fraction], offer: Fraction) -> dict[str, dict[str, Fraction]]:
    """What the responder's types do."""
    theirs = game.responder
    if isinstance(game.types, Spread):
        base, slope = game.types.outside[theirs]
        return {game.types.name: {INDIFFERENT: (offer - base) / slope}}
    return {
        name: {ACCEPTS_FROM: max(kind.outside[theirs], ZERO)} for name, kind in game.types.items()
    }


def improper(game: DemandGame[Fraction]) -> str:
    """Why there is no best offer."""
    if game.pie < 0:
        return "the pie is negative"
    if not isinstance(game.types, Spread):
        bad = [name for name, kind in game.types.items() if not 0 <= kind.probability <= 1]
        return f"the probability of {bad[0]} is not in [0, 1]" if bad else ""
    if game.types.high <= game.types.low:
        return f"the interval of {game.types.name} is empty"
    if not game.types.outside[game.responder][1]:
        return f"{game.types.name} does not matter to {game.responder}"
    return ""


SPEC = SolverSpec(
    name="demand",
    game=DemandGame,
    concepts=frozenset({"bargaining"}),
    run=solve_demand,
    accepts=improper,
    about="the best offer, take it or leave it, to a responder with private information",
    source="Fearon 1995",
)
