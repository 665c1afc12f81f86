"""One offer, take it or leave it, to a responder whose type only he knows.

First it is chosen how the decisive offers lie: nothing, the whole pie, and what makes each type (or
the ends of an interval of types) indifferent. A type that is a number makes the proposer's payoff a
quadratic function of the marginal type, whose shape is chosen next. Then one offer is the best; of
several as good the highest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise, permutations
from typing import Any

from .algebra import ONE, Condition, Poly, add, divide, quotient_of, require, scale, times
from .claims import Claims, cleared
from .systems import Alternative

NOTHING, PIE, PEAK = "(nothing)", "(pie)", "(peak)"
LOW, HIGH = "(low)", "(high)"


def less(one: Poly, other: Poly) -> Poly:
    """Subtract."""
    return add(one, other, Fraction(-1))


def marginal(level: str) -> str:
    """Name the type that is indifferent at an offer."""
    return f"T{level}"


@dataclass
class Demands:
    """The offers that may be best, and what they pay."""

    pie: Poly
    chances: dict[str, Poly] = field(default_factory=dict)
    mine: dict[str, Poly] = field(default_factory=dict)
    theirs: dict[str, Poly] = field(default_factory=dict)
    spread: dict[str, Poly] = field(default_factory=dict)
    exhaustive: bool = True

    def levels(self) -> dict[str, Poly]:
        """Return the decisive offers."""
        found = {NOTHING: {}, PIE: self.pie}
        if not self.spread:
            return found | {f"({name})": worth for name, worth in self.theirs.items()}
        return found | {LOW: self.at(self.spread["low"]), HIGH: self.at(self.spread["high"])}

    def at(self, kind: Poly) -> Poly:
        """Return what makes a type that is a number indifferent."""
        return add(self.spread["base"], times(self.spread["slope"], kind))

    def alternatives(self, chosen: Sequence[Any]) -> list[Alternative] | None:
        """Return the orders of the decisive offers, then the shapes, then the best offers."""
        levels = self.levels()
        if not chosen:
            orders = (list(each) for each in permutations(levels))
            return [found for each in orders if (found := self.order(each, levels)) is not None]
        order = chosen[0]
        inner = self.inner(order)
        if len(chosen) == 1:
            shapes = ("convex", "falling", "rising", "peaked") if inner else ("flat",)
            return [self.shape(name, inner, falls(order)) for name in shapes]
        if len(chosen) > 2:
            return None
        within = order[order.index(NOTHING) : order.index(PIE) + 1]
        within += [PEAK] if chosen[1] == "peaked" else []
        return [self.best(each, within, order) for each in within]

    def order(self, order: list[str], levels: Mapping[str, Poly]) -> Alternative | None:
        """State that the decisive offers lie in an order; None where equal ones are swapped."""
        found = Alternative(order)
        for one, other in pairwise(order):
            gap = less(levels[other], levels[one])
            if gap:
                found.inequalities["reached", one, other] = gap, ">"
            elif list(levels).index(one) > list(levels).index(other):
                return None
        return found if order.index(NOTHING) < order.index(PIE) else None

    # a type that is a number

    def inner(self, order: Sequence[str]) -> list[str]:
        """Return the ends of the offers that some types accept and others refuse."""
        if not self.spread:
            return []
        first, last = sorted((order.index(LOW), order.index(HIGH)))
        begin, end = order.index(NOTHING), order.index(PIE)
        inside = order[max(first, begin) : min(last, end) + 1]
        return [inside[0], inside[-1]] if len(inside) > 1 else []

    def solved(self, found: Alternative, level: str) -> Poly:
        """Return the marginal type at an offer; nothing and the pie are solved for."""
        if level in (LOW, HIGH):
            return self.spread[level[1:-1]]
        name = marginal(level)
        if name not in found.unknowns:
            found.unknowns.append(name)
            offer = self.pie if level == PIE else {}
            found.equalities["marginal", level] = less(self.at(of(name)), offer)
        return of(name)

    def slope_of(self, kind: Poly) -> Poly:
        """Return how the payoff changes with the offer, up to a positive factor."""
        s = self.spread
        bend = add(s["gain"], scale(s["slope"], Fraction(2)))
        return add(times(bend, kind), less(add(s["base"], s["war"]), self.pie))

    def rise(self, kind: Poly, down: bool) -> Poly:
        """Return the derivative of the payoff in the offer, times the square of the slope."""
        end = self.spread["high" if down else "low"]
        change = less(self.slope_of(kind), times(self.spread["slope"], end))
        return times(change if down else scale(change, Fraction(-1)), self.spread["slope"])

    def shape(self, name: str, inner: Sequence[str], down: bool) -> Alternative:
        """State how the payoff runs over the offers that some types accept."""
        found = Alternative(name)
        if not inner:
            return found
        ends = [self.solved(found, level) for level in inner]
        bend = add(self.spread["gain"], scale(self.spread["slope"], Fraction(2)))
        concave = scale(bend, Fraction(-1)) if down else bend
        if name == "convex":
            found.inequalities["shape", "bend"] = scale(concave, Fraction(-1)), ">="
            return found
        found.inequalities["shape", "bend"] = concave, ">"
        first, last = (self.rise(kind, down) for kind in ends)
        if name == "falling":
            found.inequalities["shape", "first"] = scale(first, Fraction(-1)), ">="
            return found
        found.inequalities["shape", "first"] = first, ">"
        if name == "rising":
            found.inequalities["shape", "last"] = last, ">="
            return found
        found.inequalities["shape", "last"] = scale(last, Fraction(-1)), ">"
        found.unknowns.append(marginal(PEAK))
        found.equalities["marginal", PEAK] = self.rise(of(marginal(PEAK)), down)
        return found

    # what is best

    def pays(self, level: str, order: Sequence[str], *, proposer: bool = True) -> Poly:
        """Return what an offer pays, times the width where types are an interval."""
        offer = self.levels().get(level, {})
        if self.spread:
            return self.pays_spread(level, offer, order, proposer)
        total: Poly = {}
        for name, chance in self.chances.items():
            place = f"({name})"
            same = not less(self.levels()[place], offer)
            accepts = same or order.index(place) <= order.index(level)
            agreed = less(self.pie, offer) if proposer else offer
            refused = (self.mine if proposer else self.theirs)[name]
            total = add(total, times(chance, agreed if accepts else refused))
        return total

    def kind(self, level: str, order: Sequence[str]) -> Poly:
        """Return the marginal type at an offer; at the ends where all or none accept."""
        first, last = sorted((LOW, HIGH), key=order.index)
        if level == PEAK or order.index(first) < order.index(level) < order.index(last):
            return of(marginal(level))
        end = last if order.index(level) >= order.index(last) else first
        return self.spread[end[1:-1]]

    def pays_spread(self, level: str, offer: Poly, order: Sequence[str], proposer: bool) -> Poly:
        """Return the same where the type is a number."""
        s, kind = self.spread, self.kind(level, order)
        if level == PEAK:
            offer = self.at(kind)
        first, last = (s["low"], kind) if falls(order) else (kind, s["high"])
        base, slope = (s["war"], s["gain"]) if proposer else (s["base"], s["slope"])
        squares = less(times(last, last), times(first, first))
        lost = add(times(less(last, first), base), scale(times(slope, squares), Fraction(1, 2)))
        agree = less(less(s["high"], s["low"]), less(last, first))
        return add(lost, times(agree, less(self.pie, offer) if proposer else offer))

    def best(self, level: str, within: Sequence[str], order: Sequence[str]) -> Alternative:
        """State that no other offer pays more, and no higher one as much."""
        found = Alternative(level)
        inner = self.inner(order)
        for other in within:
            if other == level:
                continue
            gain = less(self.pays(level, order), self.pays(other, order))
            higher = level != PEAK and (
                within.index(other) > within.index(level)
                if other != PEAK
                else within.index(level) <= within.index(inner[0])
            )
            if level == PEAK:
                higher = within.index(other) >= within.index(inner[1])
            found.inequalities["best", level, other] = gain, ">" if higher and gain else ">="
        return found


def falls(order: Sequence[str]) -> bool:
    """Whether a higher type accepts less."""
    return HIGH in order and order.index(HIGH) < order.index(LOW)


def of(name: str) -> Poly:
    """Return an unknown."""
    return {((name, 1),): Fraction(1)}


def proper_demands(data: Mapping[str, Any]) -> list[Condition]:
    """State that types have positive probability, and that an interval of them is not empty."""
    found: list[Condition] = [(times(*quotient_of(data["pie"])), ">")]
    if data["spread"]:
        top, bottom = quotient_of(f"{data['spread']['high']} - ({data['spread']['low']})")
        found.append((times(top, bottom), ">"))
    total: Poly = {}
    for kind in data["kinds"].values():
        chance = divide(*quotient_of(kind["chance"]))
        total = add(total, chance)
        require(set(chance) != {()} or chance[()] > 0, "a chance is negative")
        found.append((chance, ">"))
    require(not data["kinds"] or total == ONE, "chances do not sum to one")
    return [(f, relation) for f, relation in found if set(f) - {()}]


def read_demands(claims: Claims, data: Mapping[str, Any], scales: Mapping[str, Any]) -> Demands:
    """Read the game; all amounts are multiplied by one positive number."""

    def amount(text: str) -> Poly:
        return cleared(claims, quotient_of(text), scales.get("pay:"))

    found = Demands(amount(data["pie"]))
    for name, kind in data["kinds"].items():
        found.chances[name] = divide(*quotient_of(kind["chance"]))
        found.mine[name], found.theirs[name] = amount(kind["mine"]), amount(kind["theirs"])
    for name, text in (data["spread"] or {}).items():
        plain = name in ("low", "high")
        found.spread[name] = divide(*quotient_of(text)) if plain else amount(text)
    return found
