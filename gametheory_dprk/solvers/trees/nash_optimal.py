"""All optimal strategies of one player of a zero-sum tree: the vertices of a polytope.

A strategy is optimal if no reply of the other player earns more than the value. From one optimal
strategy of the other much is known at once: whatever is optimal against everything is a best reply
to it, so that other sequences have weight zero; and all that it may do earns exactly the value, so
that its moves at a set earn the same. What is left to be demanded, for every plan of the other one
inequality, is demanded plan by plan: of those that a vertex found so far violates. When none is
violated the vertices found are those of the polytope.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from gametheory_dprk.errors import LimitReached
from gametheory_dprk.polyhedra import LinearSystem, linear_system, vertices
from gametheory_dprk.polyhedra.ticks import Tick
from gametheory_dprk.solvers.trees.nash_vertices import Weights
from gametheory_dprk.solvers.trees.sequence_form import SequenceForm

ZERO, ONE = Fraction(0), Fraction(1)
Linear: TypeAlias = dict[int, Fraction]
"""Coefficients of own sequences; that of the empty one, of weight 1, is the constant."""

MOST_VERTICES = 1_000
"""Vertices of a polytope up to which all are listed."""

MOST_STEPS = 200_000
"""Steps of the enumeration, as ticks, up to which it is tried."""


@dataclass(slots=True)
class Patience:
    """A tick that also counts."""

    tick: Tick
    left: int = MOST_STEPS

    def __call__(self) -> None:
        """Count a step.

        Raises
        ------
        LimitReached
            If there were too many, or the budget is spent.
        """
        self.tick()
        self.left -= 1
        if self.left < 0:
            raise LimitReached(f"more than {MOST_STEPS} steps to list the optimal strategies")


def optimal_vertices(
    form: SequenceForm, k: int, other: Sequence[Fraction], worth: Fraction, tick: Tick
) -> list[Weights]:
    """The extreme optimal strategies of a player, in descending order.

    Parameters
    ----------
    form : SequenceForm
        Of a zero-sum tree.
    k : {0, 1}
        The player.
    other : sequence of Fraction
        An optimal strategy of the other player, as realization weights.
    worth : Fraction
        What the other player gets in every equilibrium.
    tick : callable
        May raise `LimitReached`.

    Raises
    ------
    LimitReached
        If there are more than `MOST_VERTICES`, or the budget is spent.
    """
    face = OptimalFace(form, k, other, worth)
    system = face.system()
    while True:
        points = [face.weights(each) for each in vertices(system, tick)]
        if len(points) > MOST_VERTICES:
            raise LimitReached(f"more than {MOST_VERTICES} extreme optimal strategies")
        plans = dict.fromkeys(plan for point in points if (plan := face.violated(point)))
        if not plans:
            return sorted(points, key=lambda point: [-weight for weight in point])
        system = system.extended(at_least=map(face.row, plans))


class OptimalFace:
    """What one optimal strategy of the other says of a player's optimal strategies."""

    def __init__(
        self, form: SequenceForm, k: int, other: Sequence[Fraction], worth: Fraction
    ) -> None:
        self.form, self.k, self.given, self.worth = form, k, other, worth
        self.own, self.other = form.sides[k], form.sides[1 - k]
        self.gains: list[Linear] = [{} for _ in self.other.length]
        for pair, payoffs in form.payoffs.items():
            if payoffs[1 - k]:
                self.gains[pair[1 - k]][pair[k]] = payoffs[1 - k]
        self.used = self.best_sequences()

    def best_sequences(self) -> list[int]:
        """The player's sequences that a best reply to the given strategy may have."""
        earned = [ZERO] * len(self.own.length)
        for pair, payoffs in self.form.payoffs.items():
            earned[pair[self.k]] += payoffs[self.k] * self.given[pair[1 - self.k]]
        best: list[Fraction] = [ZERO] * len(self.own.keys)
        for place in reversed(range(len(self.own.keys))):
            best[place] = max(earned[sequence] for sequence in self.own.own[place].values())
            earned[self.own.before[place]] += best[place]
        used = [0]
        for place, moves in enumerate(self.own.own):
            if self.own.before[place] in used:
                used += [each for each in moves.values() if earned[each] == best[place]]
        return used[1:]

    def system(self) -> LinearSystem[int]:
        """All that is known at once."""
        known = {0, *self.used}
        equal = [
            ({each: x for each, x in form.items() if each in known and each}, form.get(0, ZERO))
            for form in (*self.plan_forms(), *self.earning_forms())
        ]
        return linear_system(self.used, equal=equal, nonnegative=self.used)

    def plan_forms(self) -> Iterator[Linear]:
        """Weights at every own set add up."""
        known = {0, *self.used}
        for before, moves in zip(self.own.before, self.own.own, strict=True):
            if before in known:
                form: Linear = dict.fromkeys(moves.values(), ONE)
                yield {**form, before: -ONE}

    def earning_forms(self) -> Iterator[Linear]:
        """Moves that the given strategy makes earn the same, and all of it the value."""
        totals = [dict(form) for form in self.gains]
        for place in reversed(range(len(self.other.keys))):
            used = [s for s in self.other.own[place].values() if self.given[s]]
            for sequence in used[1:]:
                yield combined((totals[sequence], ONE), (totals[used[0]], -ONE))
            if used:
                before = self.other.before[place]
                totals[before] = combined((totals[before], ONE), (totals[used[0]], ONE))
        yield combined((totals[0], ONE), ({0: ONE}, -self.worth))

    def weights(self, point: dict[int, Fraction]) -> Weights:
        """A vertex with the weights that are zero."""
        return (ONE, *(point.get(each, ZERO) for each in range(1, len(self.own.length))))

    def violated(self, point: Weights) -> tuple[int, ...]:
        """The sequences of a best reply that earns the other more than the value; else none."""
        earned = [sum((x * point[each] for each, x in form.items()), ZERO) for form in self.gains]
        chosen: list[int] = [0] * len(self.other.keys)
        for place in reversed(range(len(self.other.keys))):
            chosen[place] = max(self.other.own[place].values(), key=earned.__getitem__)
            earned[self.other.before[place]] += earned[chosen[place]]
        return tuple(self.plan(chosen)) if earned[0] > self.worth else ()

    def plan(self, chosen: Sequence[int]) -> Iterable[int]:
        """The sequences of a plan that chooses one at every set, the empty one first."""
        found = [0]
        for sequence in found:
            found += [chosen[place] for place in self.other.after[sequence]]
        return found

    def row(self, plan: Iterable[int]) -> tuple[Linear, Fraction]:
        """A plan of the other earns no more than the value."""
        total = combined(*((self.gains[each], -ONE) for each in plan))
        constant = self.worth + total.pop(0, ZERO)
        return {each: x for each, x in total.items() if each in self.used}, constant


def combined(*terms: tuple[Linear, Fraction]) -> Linear:
    """A linear combination of forms."""
    total: Linear = {}
    for form, factor in terms:
        for each, x in form.items():
            total[each] = total.get(each, ZERO) + factor * x
    return total
