"""Bargaining by rounds, checked: no single deviation in an offer, an answer or a walkout gains.

Ties are broken towards agreement: a responder accepts what he is indifferent to refusing, a
proposer makes an offer that is accepted where nothing is lost by it, and nobody leaves without
gaining. Subgame-perfect equilibria without these ties pay the same wherever agreement is strictly
better than what it replaces.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from gametheory_dprk.concepts.formal import of_form
from gametheory_dprk.concepts.recursion import solved
from gametheory_dprk.games import BargainingGame, Play, Round
from gametheory_dprk.games.bargaining import (
    ACCEPTS_FROM,
    AGREEMENT,
    BREAKDOWN,
    LEAVES,
    OFFERS,
    WALKOUT,
    ending,
)
from gametheory_dprk.number import Number, is_exact
from gametheory_dprk.solution import Assessment, Candidate, Certificate, Check, PerSet

ZERO, ONE = Fraction(0), Fraction(1)


@dataclass(frozen=True, slots=True)
class Evaluated:
    """A profile of strategies with the values it gives: for each player and round."""

    game: BargainingGame[Number]
    strategies: PerSet
    values: Mapping[str, Mapping[str, Number]]

    def offer(self, name: str) -> Number:
        """What is offered in a round."""
        return self.strategies[self.game.rounds[name].proposer][name][OFFERS]

    def least(self, name: str) -> Number:
        """The least that is accepted in a round."""
        return self.strategies[self.game.rounds[name].responder][name][ACCEPTS_FROM]

    def leaves(self, name: str) -> bool:
        """Whether somebody leaves after a refusal."""
        return leaves(self.game.rounds[name], self.strategies, name)

    def waiting(self, name: str, player: str) -> Number:
        """Value of a refusal after which nobody leaves."""
        return waiting(self.game, name, player, self.later(name, player))

    def refused(self, name: str, player: str) -> Number:
        """Value of a refusal."""
        each = self.game.rounds[name]
        if each.outside is not None and self.leaves(name):
            return each.outside[player]
        return self.waiting(name, player)

    def accepted(self, name: str, player: str, offer: Number) -> Number:
        """Value of an offer that is accepted."""
        each = self.game.rounds[name]
        share = offer if player == each.responder else each.pie - offer
        return share if each.lasting else share + self.goes_on(name, player)

    def goes_on(self, name: str, player: str) -> Number:
        """Discounted value of the next round, where an agreement was about this one alone."""
        return self.game.discount[player] * self.later(name, player)

    def later(self, name: str, player: str) -> Number:
        """Value of the next round, zero after the last."""
        following = self.game.rounds[name].next
        return ZERO if following is None else self.values[player][following]


def leaves(each: Round[Number], strategies: PerSet, name: str) -> bool:
    """Whether who may leave does so."""
    return each.outside is not None and strategies[each.leaver][name][LEAVES] == 1


def waiting(game: BargainingGame[Number], name: str, player: str, later: Number) -> Number:
    """Value of a refusal after which nobody leaves, given the value of the next round."""
    each = game.rounds[name]
    if each.next is None:
        return each.disagreement[player] - each.cost[player]
    stop, go_on = each.breakdown * each.disagreement[player], 1 - each.breakdown
    return stop + go_on * game.discount[player] * later - each.cost[player]


def evaluated(game: BargainingGame[Number], strategies: PerSet) -> Evaluated:
    """Find the values of all rounds under some strategies, by one linear system a player."""
    values = {player: round_values(game, strategies, player) for player in game.players}
    return Evaluated(game, strategies, values)


def round_values(
    game: BargainingGame[Number], strategies: PerSet, player: str
) -> Mapping[str, Number]:
    """Values of the rounds for one player: each is a number plus a multiple of the next."""
    rows: list[dict[str, Number]] = []
    rights: list[Number] = []
    for name, each in game.rounds.items():
        base, factor = step(game, strategies, name, player)
        row: dict[str, Number] = {name: ONE}
        if each.next is not None:
            row[each.next] = row.get(each.next, ZERO) - factor
        rows.append(row)
        rights.append(base)
    return solved(tuple(game.rounds), rows, rights)


def step(
    game: BargainingGame[Number], strategies: PerSet, name: str, player: str
) -> tuple[Number, Number]:
    """What a round pays a player, and the weight with which the next one follows."""
    each = game.rounds[name]
    offer = strategies[each.proposer][name][OFFERS]
    if offer >= strategies[each.responder][name][ACCEPTS_FROM]:
        share = offer if player == each.responder else each.pie - offer
        return share, ZERO if each.lasting else game.discount[player]
    if each.outside is not None and leaves(each, strategies, name):
        return each.outside[player], ZERO
    base = waiting(game, name, player, ZERO)
    return base, waiting(game, name, player, ONE) - base


def bargaining_values(game: BargainingGame[Number], strategies: PerSet) -> dict[str, Number]:
    """Value of each player at the start."""
    found = evaluated(game, strategies).values
    return {player: found[player][game.start] for player in game.players}


def bargaining_plays(
    game: BargainingGame[Number], strategies: PerSet
) -> Iterator[tuple[Play[Number], Number]]:
    """How bargaining ends, with probabilities.

    Where agreements are about one round each, the first round counts.
    """
    name: str | None = game.start
    left: Number = ONE
    seen: set[str] = set()
    while name is not None and left and name not in seen:
        seen.add(name)
        each = game.rounds[name]
        offer = strategies[each.proposer][name][OFFERS]
        if offer >= strategies[each.responder][name][ACCEPTS_FROM]:
            payoffs = {each.proposer: each.pie - offer, each.responder: offer}
            yield ending(name, AGREEMENT, payoffs), left
            return
        if each.outside is not None and leaves(each, strategies, name):
            yield ending(name, WALKOUT, each.outside), left
            return
        stop = ONE if each.next is None else each.breakdown
        if stop:
            yield ending(name, BREAKDOWN, each.disagreement), left * stop
        left, name = left * (1 - stop), each.next


def check_bargaining(game: BargainingGame[Number], candidate: Candidate) -> Certificate:
    """Certify strategies of bargaining by rounds."""
    alone = Check("stands alone", Fraction(candidate.component is not None), "==", ZERO)
    formal = of_form([*proper_checks(game), *form_checks(game, candidate.assessment), alone])
    if not all(check.holds for check in formal):
        return Certificate(tuple(formal))
    found = evaluated(game, candidate.assessment.strategies)
    claims = [check for name in game.rounds for check in round_checks(found, name)]
    return Certificate((*formal, *claims))


def proper_checks(game: BargainingGame[Number]) -> Iterator[Check]:
    """Claim that pies are not negative, and that refusing for ever is bad enough.

    The future weighs less than the present, or refusals cost both; then single deviations decide.
    """
    for player, factor in game.discount.items():
        yield Check(f"discount factor of {player} >= 0", factor, ">=", ZERO)
        yield Check(f"discount factor of {player} <= 1", ONE, ">=", factor)
    for name, each in game.rounds.items():
        yield Check(f"{name}: the pie >= 0", each.pie, ">=", ZERO)
        yield Check(f"{name}: probability of breakdown >= 0", each.breakdown, ">=", ZERO)
        yield Check(f"{name}: probability of breakdown <= 1", ONE, ">=", each.breakdown)
        if each.next in earlier(game, name):
            costly = each.lasting and min(each.cost.values()) > 0
            for player in game.players:
                weight = game.discount[player] * (1 if not each.lasting else 1 - each.breakdown)
                claim = f"{name}: the future weighs less for {player}, or each refusal costs both"
                yield Check(claim, Fraction(weight < 1 or costly), "==", ONE)


def earlier(game: BargainingGame[Number], name: str) -> list[str]:
    """The rounds up to one, itself included."""
    names = list(game.rounds)
    return names[: names.index(name) + 1]


def form_checks(game: BargainingGame[Number], assessment: Assessment) -> Iterator[Check]:
    """Claim that strategies give the amounts they should, and offers that lie within the pie."""
    strategies = assessment.strategies
    for player in strategies.keys() - set(game.players):
        yield Check(f"{player} is a player", ZERO, "==", ONE)
    for place in game.information_sets():
        given = strategies.get(place.player, {}).get(place.label, {})
        right = set(given) == set(place.moves) and all(map(is_exact, given.values()))
        yield Check(f"{place.player} in {place.label}: amounts", Fraction(right), "==", ONE)
        if right and OFFERS in given:
            pie = game.rounds[place.label].pie
            yield Check(f"{place.label}: the offer >= 0", given[OFFERS], ">=", ZERO)
            yield Check(f"{place.label}: the offer <= the pie", pie, ">=", given[OFFERS])
        if right and LEAVES in given:
            sure = Fraction(given[LEAVES] in (0, 1))
            yield Check(f"{place.label}: {place.player} leaves or stays", sure, "==", ONE)
    for player, sets in strategies.items():
        unknown = Fraction(len(set(sets) - set(game.rounds)))
        yield Check(f"{player}: rounds that are not there", unknown, "==", ZERO)


def round_checks(found: Evaluated, name: str) -> Iterator[Check]:
    """Claim that nothing done in a round can be improved upon by a single deviation."""
    each = found.game.rounds[name]
    yield from leaving_checks(found, name)
    least, responder = found.least(name), each.responder
    accepts = found.accepted(name, responder, least)
    refuses = found.refused(name, responder)
    yield Check(f"{name}: {responder} accepts no less than nothing", least, ">=", ZERO)
    claim = f"{name}: {responder} loses nothing by accepting the least accepted"
    yield Check(claim, accepts, ">=", refuses)
    if least > 0:
        yield Check(f"{name}: {responder} would lose by accepting less", refuses, ">=", accepts)
    yield from offer_checks(found, name)


def leaving_checks(found: Evaluated, name: str) -> Iterator[Check]:
    """Claim that who may leave does so exactly if it gains."""
    each = found.game.rounds[name]
    if each.outside is None:
        return
    stay, go = found.waiting(name, each.leaver), each.outside[each.leaver]
    if found.leaves(name):
        yield Check(f"{name}: {each.leaver} gains by leaving", Fraction(go > stay), "==", ONE)
    else:
        yield Check(f"{name}: {each.leaver} would not gain by leaving", stay, ">=", go)


def offer_checks(found: Evaluated, name: str) -> Iterator[Check]:
    """Claim that no other offer pays the proposer more."""
    each = found.game.rounds[name]
    proposer, least, offer = each.proposer, found.least(name), found.offer(name)
    value = found.values[proposer][name]
    if least > 0:
        claim = f"{name}: {proposer} would not gain by an offer that is refused"
        yield Check(claim, value, ">=", found.refused(name, proposer))
    if least <= each.pie:
        best = found.accepted(name, proposer, least)
        claim = f"{name}: {proposer} would not gain by the least offer that is accepted"
        yield Check(claim, value, ">=", best)
        if offer < least:
            claim = f"{name}: agreement would cost {proposer} something"
            yield Check(claim, Fraction(value > best), "==", ONE)
