"""Bargaining by rounds: how each round ends is a choice, and no single deviation gains.

Ties are broken towards agreement: what is no worse than a refusal is accepted, an offer that loses
nothing is made, and nobody leaves without gaining.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any

from .algebra import ONE, Condition, Poly, add, divide, quotient_of, times
from .claims import Claims, cleared
from .systems import Alternative

AGREEMENTS = ("for nothing", "for something")
REFUSALS = ("too much", "no gain")


@dataclass
class Offers:
    """Rounds of offers, with all amounts as polynomials."""

    players: list[str]
    rounds: dict[str, Any]
    amounts: dict[tuple[str, ...], Poly]
    discount: dict[str, Poly]
    exhaustive: bool = True

    def alternatives(self, chosen: Sequence[Any]) -> list[Alternative] | None:
        """Return every way in which the rounds can end."""
        if chosen:
            return None
        ways = [list(self.ways(name)) for name in self.rounds]
        return [self.alternative([list(one) for one in picked]) for picked in product(*ways)]

    def ways(self, name: str) -> Iterator[tuple[str, str, str]]:
        """Yield how a round can end."""
        for leaving in ("leaves", "stays") if self.rounds[name]["leaver"] else ("stays",):
            yield from ((name, leaving, how) for how in (*AGREEMENTS, *REFUSALS))

    def alternative(self, picked: list[list[str]]) -> Alternative:
        """State when the rounds end in some ways."""
        found = Alternative(picked)
        for name, leaving, how in picked:
            self.state(found, name, leaving, how)
        return found

    def state(self, found: Alternative, name: str, leaving: str, how: str) -> None:
        """State when one round ends in some way, and what it is worth."""
        given = self.rounds[name]
        proposer, responder, leaver = given["proposer"], given["responder"], given["leaver"]
        if leaver:
            gain = less(self.amounts["outside", name, leaver], self.waiting(name, leaver))
            leaves = leaving == "leaves"
            claim = (gain, ">") if leaves else (less({}, gain), ">=")
            found.inequalities["leaving", name] = claim
        refused = {p: self.refused(name, p, leaving) for p in self.players}
        asked = less(refused[responder], self.going_on(name, responder))
        nothing = how == "for nothing"
        least: Poly = {} if nothing else asked
        found.inequalities["least", name] = (less({}, asked), ">=") if nothing else (asked, ">")
        rest = less(self.amounts["pie", name], least)
        gain = less(add(rest, self.going_on(name, proposer)), refused[proposer])
        worth = dict(refused)
        if how in AGREEMENTS:
            worth[responder] = add(least, self.going_on(name, responder))
            worth[proposer] = add(rest, self.going_on(name, proposer))
            found.inequalities["room", name] = rest, ">="
            if not nothing:
                found.inequalities["gain", name] = gain, ">="
        elif how == "too much":
            found.inequalities["room", name] = less({}, rest), ">"
        else:
            found.inequalities["room", name] = rest, ">="
            found.inequalities["gain", name] = less({}, gain), ">"
        for player in self.players:
            found.unknowns.append(value(player, name))
            found.equalities["value", player, name] = less(worth[player], self.later(player, name))

    def later(self, player: str, name: str | None) -> Poly:
        """Return the value of a round."""
        return {} if name is None else {((value(player, name), 1),): Fraction(1)}

    def waiting(self, name: str, player: str) -> Poly:
        """Return the value of a refusal after which nobody leaves."""
        following = self.rounds[name]["next"]
        cost, stop = self.amounts["cost", name, player], self.amounts["disagreement", name, player]
        if following is None:
            return less(stop, cost)
        breakdown = self.amounts["breakdown", name]
        go_on = times(less(ONE, breakdown), self.discount[player])
        later = times(go_on, self.later(player, following))
        return less(add(times(breakdown, stop), later), cost)

    def refused(self, name: str, player: str, leaving: str) -> Poly:
        """Return the value of a refusal."""
        if leaving == "leaves":
            return self.amounts["outside", name, player]
        return self.waiting(name, player)

    def going_on(self, name: str, player: str) -> Poly:
        """Return the value of what follows an agreement."""
        given = self.rounds[name]
        if given["lasting"] or given["next"] is None:
            return {}
        return times(self.discount[player], self.later(player, given["next"]))


def value(player: str, name: str) -> str:
    """Name the value of a round."""
    return f"V({player}|{name})"


def less(one: Poly, other: Poly) -> Poly:
    """Subtract."""
    return add(one, other, Fraction(-1))


def proper_offers(data: Mapping[str, Any]) -> list[Condition]:
    """State that pies are not negative and that the future counts for less than the present."""
    found: list[Condition] = []
    for text in data["discount"].values():
        delta = divide(*quotient_of(text))
        found += [(delta, ">="), (less(ONE, delta), ">")]
    for given in data["rounds"].values():
        breakdown = divide(*quotient_of(given["breakdown"]))
        found += [(times(*quotient_of(given["pie"])), ">=")]
        found += [(breakdown, ">="), (less(ONE, breakdown), ">=")]
    return [(f, relation) for f, relation in found if set(f) - {()}]


def read_offers(claims: Claims, data: Mapping[str, Any], scales: Mapping[str, Any]) -> Offers:
    """Read rounds; all amounts are multiplied by one positive number."""

    def amount(text: str) -> Poly:
        return cleared(claims, quotient_of(text), scales.get("pay:"))

    amounts: dict[tuple[str, ...], Poly] = {}
    for name, given in data["rounds"].items():
        amounts["pie", name] = amount(given["pie"])
        amounts["breakdown", name] = divide(*quotient_of(given["breakdown"]))
        for what in ("cost", "disagreement", "outside"):
            for player, text in (given[what] or {}).items():
                amounts[what, name, player] = amount(text)
    discount = {player: divide(*quotient_of(text)) for player, text in data["discount"].items()}
    return Offers(list(data["players"]), data["rounds"], amounts, discount)
