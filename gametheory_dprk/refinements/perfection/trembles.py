"""Trembles that leave moves best: the exact test behind perfect equilibrium.

Selten (1975): an equilibrium is *perfect* if completely mixed behavior comes arbitrarily close
to it against which all its moves are still best replies, every information set choosing for
itself. Where what moves pay is linear in the behavior at other sets, the behavior against which
given moves are all best is convex. So a point of it that is completely mixed, however far away,
shows that there are others on the straight line to the equilibrium: it is perfect if and only if
there is such a point, which is a linear program. For two players in normal form that is the
theorem that an equilibrium is perfect exactly if neither strategy is weakly dominated (van Damme
1991), since a strategy is undominated exactly if it is a best reply to something completely
mixed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeAlias

from gametheory_dprk.concepts.hull import affine_dimension
from gametheory_dprk.concepts.linear import Form, nonnegative_solution
from gametheory_dprk.concepts.play import place_name
from gametheory_dprk.number import Number
from gametheory_dprk.refinements.perfection.local_payoffs import (
    Linear,
    LocalPayoffs,
    Move,
    Supports,
)
from gametheory_dprk.solution import Check, Distribution, PerSet, SetKey

ZERO, ONE = Fraction(0), Fraction(1)
Comparison: TypeAlias = tuple[SetKey, str, str]
"""An information set, a move to be best there, and another one."""

Demands: TypeAlias = tuple[tuple[SetKey, tuple[str, ...]], ...]
"""Information sets, and the moves that are to be best there."""

Circle: TypeAlias = tuple[Demands, tuple[SetKey, ...]]
"""Demands, and the information sets whose behavior is to meet them."""


def comparisons(
    payoffs: LocalPayoffs, supports: Supports
) -> tuple[list[Comparison], list[Comparison]]:
    """Moves that are to pay the same, and moves that may not pay more."""
    same, worse = [], []
    for key, support in supports.items():
        first, *others = support
        same += [(key, first, other) for other in others]
        worse += [(key, first, m) for m in payoffs.places[key].moves if m not in support]
    return same, worse


@dataclass(frozen=True, eq=False)
class Trembles:
    """Answers whether some moves can all be best against completely mixed behavior.

    Attributes
    ----------
    payoffs : LocalPayoffs
    strictly : bool
        Whether all other moves are to be strictly worse.
    """

    payoffs: LocalPayoffs
    strictly: bool = False
    known: dict[Circle, dict[SetKey, Distribution] | None] = field(default_factory=dict)

    def point(self, supports: Supports) -> PerSet | None:
        """Find completely mixed behavior against which all moves of some supports are best.

        Parameters
        ----------
        supports : Mapping[SetKey, collection of str]
            Information sets that are not mentioned make no demand.

        Returns
        -------
        PerSet or None
            A positive probability for every move at every information set of the game.
        """
        behavior: dict[str, dict[str, Distribution]] = {p: {} for p, _ in self.payoffs.places}
        for agents, others in self.payoffs.circles:
            demands = tuple((key, tuple(supports[key])) for key in agents if key in supports)
            part = self.part(demands, others)
            if part is None:
                return None
            for (player, label), chances in part.items():
                behavior[player][label] = chances
        return behavior

    def part(
        self, demands: Demands, others: tuple[SetKey, ...]
    ) -> dict[SetKey, Distribution] | None:
        """Find behavior at some sets that meets the demands of all who depend on them."""
        asked = demands, others
        if asked not in self.known:
            same, worse = comparisons(self.payoffs, dict(demands))
            margin = ONE if self.strictly else ZERO
            advantage = self.payoffs.advantage
            found = nonnegative_solution(
                [*totals(self.payoffs, others), *(shifted(advantage(*e), ZERO) for e in same)],
                [({None: ONE}, ONE), *(shifted(advantage(*e), margin) for e in worse)],
            )
            self.known[asked] = None if found is None else normalized(self.payoffs, others, found)
        return self.known[asked]


def totals(payoffs: LocalPayoffs, keys: Collection[SetKey]) -> Iterator[Form[Move]]:
    """The weights of the moves at every set, each 1 and more, have one sum, named None."""
    for key in keys:
        moves = payoffs.places[key].moves
        weights: dict[Move, Number] = {(key, move): ONE for move in moves}
        yield {**weights, None: -ONE}, Fraction(-len(moves))


def shifted(form: Linear, least: Number) -> Form[Move]:
    """A linear form of weights is at least a number; weights are counted from 1."""
    ones = sum((value for name, value in form.items() if name is not None), ZERO)
    return form, least - ones


def normalized(
    payoffs: LocalPayoffs, keys: Collection[SetKey], found: Mapping[Move, Number]
) -> dict[SetKey, Distribution]:
    """Probabilities from weights."""
    behavior: dict[SetKey, Distribution] = {}
    for key in keys:
        weights = {move: found[key, move] + 1 for move in payoffs.places[key].moves}
        total = sum(weights.values(), ZERO)
        behavior[key] = {move: weight / total for move, weight in weights.items()}
    return behavior


def independent(payoffs: LocalPayoffs, supports: Supports) -> bool:
    """Whether the equations that moves pay the same keep a solution if payoffs change a little.

    They do where they are linearly independent, together with those for probabilities.
    """
    same, _ = comparisons(payoffs, supports)
    rows: list[Linear] = [form for form, _ in totals(payoffs, payoffs.places)]
    rows += [payoffs.advantage(*each) for each in same]
    names = list(dict.fromkeys(name for row in rows for name in row))
    vectors = [[row.get(name, ZERO) for name in names] for row in rows]
    return affine_dimension([[ZERO] * len(names), *vectors]) == len(rows)


def trembling_checks(
    payoffs: LocalPayoffs, supports: Supports, behavior: PerSet
) -> tuple[Check, ...]:
    """Claim that all moves of the supports are best against completely mixed behavior."""
    same, worse = comparisons(payoffs, supports)
    checks = []
    for comparison in (*same, *worse):
        key, move, other = comparison
        where = place_name(payoffs.places[key])
        word = "pays the same as" if comparison in same else "pays at least"
        checks.append(
            Check(
                f"{where}: with trembles {move} {word} {other}",
                payoffs.paid(key, move, behavior),
                "==" if comparison in same else ">=",
                payoffs.paid(key, other, behavior),
            )
        )
    return tuple(checks)
