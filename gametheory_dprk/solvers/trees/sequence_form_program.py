"""Equilibria of a tree with trembles, as a linear complementarity problem.

Every realization weight of a sequence of k moves must be at least e to the power k, for an
infinitesimal e. The weights at an information set add up to that of the sequence that leads to
it, so one of them, that of the *reference* move, follows from the others; and what the set is
worth to its owner is what the reference move earns and, if it is not best, its *loss*. So every
sequence has one pair of complements: its weight beyond the least one, and its loss.

- of a reference sequence the weight is a row, and the loss is free to choose;
- of another sequence the loss is a row, and the weight is free to choose.

The reference moves are best replies, from every information set on, to a uniform *prior* about
the other player, and the cover of a row is its loss under the prior. So the path that Lemke's
method follows is that of the linear tracing procedure (Harsanyi and Selten 1988; van den Elzen
and Talman 1991), on which both players reply to a mixture of the prior and the strategies, from
the prior alone to the strategies alone, in the game with trembles. Where moves tie under the prior
the reference gets a bonus: it is the only best reply, and the path has one beginning. Weights
are bounded, so it has one end.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from gametheory_dprk.polyhedra.complementary import (
    Complementarity,
    ComplementarySolution,
    Infinitesimal,
)
from gametheory_dprk.solvers.trees.sequence_form import SequenceForm, Side

Linear = dict[int, int]
"""Coefficients: of free variables by number, and of powers of e as -1 - power."""


@dataclass(frozen=True)
class Against:
    """One player's payoffs in integers, and replies to the prior.

    Attributes
    ----------
    payoffs : list of list of tuple (int, int)
        For each sequence the other player's sequences and what the pair pays.
    references : list of int
        For each information set the sequence of its reference move.
    losses : list of Fraction
        For each sequence its loss under the prior; zero for references alone.
    """

    payoffs: list[list[tuple[int, int]]]
    references: list[int]
    losses: list[Fraction]


def against(form: SequenceForm, k: int) -> Against:
    """Best replies of one player to the prior."""
    side, prior = form.sides[k], form.sides[1 - k].uniform()
    payoffs = integer_payoffs(form, k)
    earned = [sum((pay * prior[j] for j, pay in row), Fraction(0)) for row in payoffs]
    losses = [Fraction(0)] * len(earned)
    references = [0] * len(side.keys)
    bonus = bonuses(form, k, payoffs)
    for place in reversed(range(len(side.keys))):
        own = list(side.own[place].values())
        best = max(own, key=lambda sequence: earned[sequence])
        references[place] = best
        earned[side.before[place]] += earned[best]
        for sequence in own:
            if sequence != best:
                losses[sequence] = earned[best] - earned[sequence] or bonus[place]
    return Against(payoffs, references, losses)


def integer_payoffs(form: SequenceForm, k: int) -> list[list[tuple[int, int]]]:
    """Payoffs of one player by own sequence, over a common denominator."""
    table: list[list[tuple[int, int]]] = [[] for _ in form.sides[k].length]
    scale = lcm(*(pays[k].denominator for pays in form.payoffs.values()))
    for made, pays in form.payoffs.items():
        if pays[k]:
            table[made[k]].append((made[1 - k], int(pays[k] * scale)))
    return table


def bonuses(form: SequenceForm, k: int, payoffs: list[list[tuple[int, int]]]) -> list[Fraction]:
    """For each information set its probability under the prior, in units of the largest payoff.

    Its owner's moves are taken as made.
    """
    prior = form.sides[1 - k].uniform()
    unit = max((abs(pay) for row in payoffs for _, pay in row), default=1)
    return [
        sum((each.chance * prior[each.other] for each in form.members[key]), Fraction(0)) * unit
        for key in form.sides[k].keys
    ]


class Program:
    """The complementarity problem of a sequence form, and how its solution is read.

    Pairs are numbered: the sequences of the first player from 1 on, then those of the second.
    """

    def __init__(self, form: SequenceForm) -> None:
        self.form = form
        self.replies = (against(form, 0), against(form, 1))
        self.offsets = (-1, len(form.sides[0].length) - 2)
        self.plans = [self.plan(k) for k in (0, 1)]
        rows: dict[int, Linear] = {}
        for k in (0, 1):
            rows |= self.weight_rows(k)
            rows |= self.loss_rows(k)
        ordered = [rows[pair] for pair in range(len(rows))]
        losses = [*self.replies[0].losses[1:], *self.replies[1].losses[1:]]
        self.problem = Complementarity(
            rows=[{j: value for j, value in row.items() if j >= 0} for row in ordered],
            constants=[{-1 - j: value for j, value in row.items() if j < 0} for row in ordered],
            cover=losses,
        )

    def plan(self, k: int) -> list[Linear]:
        """The realization weight of every sequence in terms of free weights."""
        side, references = self.form.sides[k], self.replies[k].references
        plan: list[Linear] = [{-1: 1}] * len(side.length)
        for place, before in enumerate(side.before):
            rest = dict(plan[before])
            for sequence in side.own[place].values():
                if sequence != references[place]:
                    weight = {sequence + self.offsets[k]: 1, -1 - side.length[sequence]: 1}
                    plan[sequence] = weight
                    add(rest, weight, -1)
            plan[references[place]] = rest
        return plan

    def weight_rows(self, k: int) -> dict[int, Linear]:
        """For each reference sequence its weight beyond the least one."""
        side, found = self.form.sides[k], {}
        for sequence in self.replies[k].references:
            row = dict(self.plans[k][sequence])
            add(row, {-1 - side.length[sequence]: 1}, -1)
            found[sequence + self.offsets[k]] = row
        return found

    def loss_rows(self, k: int) -> dict[int, Linear]:
        """For each other sequence its loss."""
        side, reply, found = self.form.sides[k], self.replies[k], {}
        earned = [self.payoff(k, row) for row in reply.payoffs]
        for place in reversed(range(len(side.keys))):
            reference = reply.references[place]
            worth = earned[reference]
            add(worth, {reference + self.offsets[k]: 1}, 1)
            for sequence in side.own[place].values():
                if sequence != reference:
                    row = dict(worth)
                    add(row, earned[sequence], -1)
                    found[sequence + self.offsets[k]] = row
            add(earned[side.before[place]], worth, 1)
        return found

    def payoff(self, k: int, row: list[tuple[int, int]]) -> Linear:
        """What ends right after a sequence pay, in terms of the other player's free weights."""
        total: Linear = {}
        for other, pay in row:
            add(total, self.plans[1 - k][other], pay)
        return total

    def weights(self, solution: ComplementarySolution, k: int) -> list[Infinitesimal]:
        """The realization weight of every sequence of a player."""
        side: Side = self.form.sides[k]
        basic = set(self.replies[k].references)
        found: list[Infinitesimal] = [{0: Fraction(1)}]
        for sequence in range(1, len(side.length)):
            values = solution.w if sequence in basic else solution.z
            weight = dict(values[sequence + self.offsets[k]])
            least = side.length[sequence]
            weight[least] = weight.get(least, Fraction(0)) + 1
            found.append({power: weight[power] for power in sorted(weight) if weight[power]})
        return found


def add(total: Linear, other: Mapping[int, int], factor: int) -> None:
    """Add a multiple of a linear form to another, in place."""
    for variable, value in other.items():
        new = total.get(variable, 0) + factor * value
        if new:
            total[variable] = new
        else:
            total.pop(variable, None)
