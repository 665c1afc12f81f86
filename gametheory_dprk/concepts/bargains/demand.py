"""One offer to a responder with private information, checked against every other offer."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from gametheory_dprk.concepts.formal import of_form
from gametheory_dprk.games import DemandGame, Play
from gametheory_dprk.games.bargaining import ACCEPTS_FROM, AGREEMENT, OFFERS, WALKOUT
from gametheory_dprk.games.demand import INDIFFERENT, Spread, settled
from gametheory_dprk.number import Number, is_exact
from gametheory_dprk.solution import Assessment, Candidate, Certificate, Check, PerSet

ZERO, ONE = Fraction(0), Fraction(1)


def refusing(
    game: DemandGame[Number], offer: Number
) -> list[tuple[str, Number, dict[str, Number]]]:
    """Every type with the probability that it is drawn and refuses, and what a refusal then pays.

    Of a type that is a number, all that refuse count together.
    """
    types = game.types
    if not isinstance(types, Spread):
        return [
            (
                name,
                kind.probability if kind.outside[game.responder] > offer else ZERO,
                dict(kind.outside),
            )
            for name, kind in types.items()
        ]
    low, high = refusing_interval(types, game.responder, offer)
    middle = (low + high) / 2
    outside = {player: base + slope * middle for player, (base, slope) in types.outside.items()}
    return [(types.name, (high - low) / (types.high - types.low), outside)]


def indifferent(spread: Spread[Number], responder: str, offer: Number) -> Number:
    """The type to which refusing an offer is worth just the offer."""
    base, slope = spread.outside[responder]
    return (offer - base) / slope


def refusing_interval(
    spread: Spread[Number], responder: str, offer: Number
) -> tuple[Number, Number]:
    """The types that refuse an offer; both ends are one where none does."""
    edge = min(max(indifferent(spread, responder, offer), spread.low), spread.high)
    falls = spread.outside[responder][1] < 0
    return (spread.low, edge) if falls else (edge, spread.high)


def demand_plays(
    game: DemandGame[Number], strategies: PerSet
) -> Iterator[tuple[Play[Number], Number]]:
    """How it ends for each type, with probabilities."""
    offer = strategies[game.proposer][game.proposer][OFFERS]
    agreed = {game.proposer: game.pie - offer, game.responder: offer}
    drawn = {game.types.name: ONE} if isinstance(game.types, Spread) else {
        name: kind.probability for name, kind in game.types.items()
    }  # fmt: skip
    for name, chance, outside in refusing(game, offer):
        if drawn[name] != chance:
            yield settled(name, AGREEMENT, agreed), drawn[name] - chance
        if chance:
            yield settled(name, WALKOUT, outside), chance


def payoff(game: DemandGame[Number], offer: Number, player: str) -> Number:
    """Expected payoff of a player when an offer is made and types answer as they should."""
    agree: Number = ONE
    total: Number = ZERO
    for _, chance, outside in refusing(game, offer):
        agree -= chance
        total += chance * outside[player]
    return total + agree * (offer if player == game.responder else game.pie - offer)


def demand_values(game: DemandGame[Number], strategies: PerSet) -> dict[str, Number]:
    """Expected payoff of every player."""
    offer = strategies[game.proposer][game.proposer][OFFERS]
    return {player: payoff(game, offer, player) for player in game.players}


def check_demand(game: DemandGame[Number], candidate: Candidate) -> Certificate:
    """Certify one offer under private information."""
    formal = of_form([*proper_checks(game), *form_checks(game, candidate)])
    if not all(check.holds for check in formal):
        return Certificate(tuple(formal))
    answers = answer_checks(game, candidate.assessment)
    return Certificate((*formal, *answers, *offer_checks(game, candidate.assessment)))


def proper_checks(game: DemandGame[Number]) -> Iterator[Check]:
    """Claim that types are drawn with probabilities."""
    if isinstance(game.types, Spread):
        wide = Fraction(game.types.high > game.types.low)
        yield Check(f"{game.types.name} is drawn from an interval", wide, "==", ONE)
        matters = Fraction(game.types.outside[game.responder][1] != 0)
        yield Check(f"{game.types.name} matters to {game.responder}", matters, "==", ONE)
        return
    chances = [kind.probability for kind in game.types.values()]
    yield Check("probabilities of types sum to 1", sum(chances, ZERO), "==", ONE)
    for name, kind in game.types.items():
        yield Check(f"probability of {name} >= 0", kind.probability, ">=", ZERO)


def form_checks(game: DemandGame[Number], candidate: Candidate) -> Iterator[Check]:
    """Claim that strategies give the amounts they should, and no others."""
    strategies = candidate.assessment.strategies
    places = {(each.player, each.label): each for each in game.information_sets()}
    given = {(player, label) for player, sets in strategies.items() for label in sets}
    yield Check("strategies as the game has them", Fraction(given == set(places)), "==", ONE)
    yield Check("stands alone", Fraction(candidate.component is not None), "==", ZERO)
    for key in given & set(places):
        amounts = strategies[key[0]][key[1]]
        right = set(amounts) == set(places[key].moves) and all(map(is_exact, amounts.values()))
        yield Check(f"{key[0]} at {key[1]}: one amount", Fraction(right), "==", ONE)
        if right and OFFERS in amounts:
            yield Check("the offer >= 0", amounts[OFFERS], ">=", ZERO)
            yield Check("the offer <= the pie", game.pie, ">=", amounts[OFFERS])


def answer_checks(game: DemandGame[Number], assessment: Assessment) -> Iterator[Check]:
    """Claim that every type accepts exactly what is worth no less than refusing."""
    answers = assessment.strategies[game.responder]
    if isinstance(game.types, Spread):
        offer = assessment.strategies[game.proposer][game.proposer][OFFERS]
        stated = answers[game.types.name][INDIFFERENT]
        edge = indifferent(game.types, game.responder, offer)
        yield Check(f"{game.responder}: the type indifferent to the offer", stated, "==", edge)
        return
    for name, kind in game.types.items():
        worth = max(kind.outside[game.responder], ZERO)
        stated = answers[name][ACCEPTS_FROM]
        yield Check(f"{game.responder} as {name}: least accepted", stated, "==", worth)


def offer_checks(game: DemandGame[Number], assessment: Assessment) -> Iterator[Check]:
    """Claim that no other offer pays the proposer more, and none higher as much.

    The payoff of an offer is linear between the offers at which a named type is indifferent, and
    quadratic in between where the type is a number: it is greatest at one of finitely many offers.
    """
    offer = assessment.strategies[game.proposer][game.proposer][OFFERS]
    value = payoff(game, offer, game.proposer)
    for other in decisive_offers(game):
        claim = f"{game.proposer}: value >= that of offering {other}"
        yield Check(claim, value, ">=", payoff(game, other, game.proposer))
        if other > offer:
            less = Fraction(payoff(game, other, game.proposer) < value)
            yield Check(f"{game.proposer}: offering {other} pays less", less, "==", ONE)


def decisive_offers(game: DemandGame[Number]) -> list[Number]:
    """Offers among which the best is, within the pie."""
    found: set[Number] = {ZERO, game.pie}
    if isinstance(game.types, Spread):
        base, slope = game.types.outside[game.responder]
        found |= {base + slope * game.types.low, base + slope * game.types.high}
        found |= top(game, game.types)
    else:
        found |= {kind.outside[game.responder] for kind in game.types.values()}
    return sorted(each for each in found if 0 <= each <= game.pie)


def top(game: DemandGame[Number], spread: Spread[Number]) -> set[Number]:
    """Where the derivative of the proposer's payoff is zero while some types refuse and some not.

    A little more offered costs that much with every type that accepts, and moves the indifferent
    type (by one over the slope of what refusing pays the responder) from refusing to accepting.
    """
    base, slope = spread.outside[game.responder]
    own, gain = spread.outside[game.proposer]
    # share accepting as a + b * offer, what acceptance gains at the edge as c + d * offer
    width = spread.high - spread.low
    b = 1 / ((slope if slope > 0 else -slope) * width)
    a = (spread.high + base / slope) / width if slope < 0 else (-base / slope - spread.low) / width
    c, d = game.pie - own + gain * base / slope, -1 - gain / slope
    if b * d - b == 0:
        return set()
    return {(a - b * c) / (b * d - b)}
