"""That a cell holds every equilibrium of a zero-sum tree.

In a zero-sum game a strategy is part of some equilibrium if and only if no reply of the other
player earns more than the value, which is what the other gets in every equilibrium (von Neumann
1928). So a certificate needs no cases: the vertices of this polytope, in realization weights, are
found anew for each player and looked for in the cell.

One equilibrium is known, and its other half helps: all that is optimal is a best reply to it, and
earns no less than the value against any plan it mixes, so exactly the value. Then plans against
which a vertex fails are added, one after another, until no vertex does; such a plan has moves
also where that vertex lets no play come.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import prod

from gametheory_dprk.concepts.completeness import UNIT, Row, Variable
from gametheory_dprk.concepts.nash_by_best_reply import best_reply, own_sequence
from gametheory_dprk.concepts.play import values, weighted_plays
from gametheory_dprk.concepts.trees.nash_polytopes import Point, rational_vertices
from gametheory_dprk.concepts.trees.nash_weights import Pasts
from gametheory_dprk.games import ExtensiveGame
from gametheory_dprk.number import Number
from gametheory_dprk.solution import PerSet, SetKey

ZERO, ONE = Fraction(0), Fraction(1)
Game = ExtensiveGame[Number]
Plan = Mapping[str, str]
"""A move at each information set that the plan does not exclude."""


def is_zero_sum(game: Game) -> bool:
    """Whether payoffs of two players always add up to the same."""
    return len({sum(play.payoffs.values(), ZERO) for play in game.plays()}) == 1


@dataclass(frozen=True)
class Optimum:
    """What is optimal for one player, given an equilibrium.

    Attributes
    ----------
    weight_rows : tuple of Row
        In the variables `("weight", player, information set, move)`: weights add up.
    """

    game: Game
    player: str
    strategies: PerSet
    weight_rows: tuple[Row, ...]

    @property
    def other(self) -> str:
        """The other player."""
        (name,) = (each for each in self.game.players if each != self.player)
        return name

    def vertices(self) -> list[Point]:
        """The extreme optimal strategies."""
        worth = values(self.game, self.strategies)[self.other]
        rows = [*self.weight_rows, *self.excluded_rows()]
        rows += [Row(form, "==", {}) for form in map(self.left_over, self.mixed_plans())]
        places = (place for place in self.game.information_sets() if place.player == self.other)
        anything = {place.label: place.moves[0] for place in places}
        while True:
            points = rational_vertices(rows)
            replies = [
                best_reply(self.game, {self.player: self.behavior(point)}, self.other)
                for point in points
            ]
            plans = [{**anything, **r.moves} for r in replies if r.value > worth]
            if not plans:
                return points
            rows += (Row(self.left_over(plan), ">=", {}) for plan in plans)

    def excluded_rows(self) -> Iterator[Row]:
        """Moves that no best reply makes have weight zero."""
        best = self.best_values()
        for (label, move), earned in best.items():
            if earned < max(x for (each, _), x in best.items() if each == label):
                yield Row({("weight", self.player, label, move): ONE}, "==", {})

    def best_values(self) -> dict[tuple[str, str], Number]:
        """What every move earns against the other's strategy, if best moves follow."""
        earned: dict[tuple[str, str], Number] = {}
        for place in self.game.information_sets():
            if place.player == self.player:
                earned |= {(place.label, move): ZERO for move in place.moves}
        for play, chance in weighted_plays(self.game, self.strategies, without=self.player):
            if own := own_sequence(play, self.player):
                earned[own[-1]] += chance * play.payoffs[self.player]
        pasts = Pasts.of(self.game).before
        places = [p for p in self.game.information_sets() if p.player == self.player]
        for place in sorted(places, key=lambda p: -len(pasts[p.player, p.label])):
            past = pasts[place.player, place.label]
            if past:
                (_, label), move = past[-1]
                earned[label, move] += max(earned[place.label, each] for each in place.moves)
        return earned

    def mixed_plans(self) -> Iterator[Plan]:
        """Plans of the other, some mixture of which is the other's strategy."""
        pasts = Pasts.of(self.game)
        behavior = {(self.other, label): d for label, d in self.strategies[self.other].items()}
        left = {key: dict(each) for key, each in pasts.weighted(behavior).items()}
        order = sorted(left, key=lambda key: len(pasts.before[key]))
        rest: Number = ONE
        while rest:
            plan = taken(pasts, order, left)
            share = min([rest, *(left[key][move] for key, move in plan.items())])
            for key, move in plan.items():
                left[key][move] -= share
            rest -= share
            yield {label: move for (_, label), move in plan.items()}

    def left_over(self, plan: Plan) -> dict[Variable, Number]:
        """What a plan of the other leaves of the value, as a form in weights."""
        form: dict[Variable, Number] = {UNIT: values(self.game, self.strategies)[self.other]}
        for play in self.game.plays():
            if all(plan.get(label) == move for label, move in own_sequence(play, self.other)):
                chance = prod(
                    (s.probability for s in play.steps if s.probability is not None), start=ONE
                )
                own = own_sequence(play, self.player)
                name: Variable = ("weight", self.player, *own[-1]) if own else UNIT
                form[name] = form.get(name, ZERO) - chance * play.payoffs[self.other]
        return form

    def behavior(self, point: Point) -> dict[str, dict[str, Number]]:
        """The behavior that a vertex is; the first move where it says nothing."""
        found: dict[str, dict[str, Number]] = {}
        for place in self.game.information_sets():
            if place.player == self.player:
                names = {m: point.get(("weight", self.player, place.label, m), ZERO)
                         for m in place.moves}  # fmt: skip
                total = sum(names.values(), ZERO)
                if not total:
                    names, total = {m: Fraction(m == place.moves[0]) for m in place.moves}, ONE
                found[place.label] = {m: x / total for m, x in names.items()}
        return found


def taken(
    pasts: Pasts, order: list[SetKey], left: Mapping[SetKey, Mapping[str, Number]]
) -> dict[SetKey, str]:
    """A plan whose moves all have weight left, at every set that it comes to."""
    plan: dict[SetKey, str] = {}
    for key in order:
        if all(plan.get(before) == move for before, move in pasts.before[key]):
            plan[key] = next(move for move, weight in left[key].items() if weight)
    return plan
