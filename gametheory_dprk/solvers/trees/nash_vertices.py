"""Strategies of one player in sequence form, cut up by the other's best replies: the vertices.

Take a player's realization weights x together with a value q for each information set of the
other. The values are feasible if at each set every move leaves a slack that is not negative: the
value of the set, less what the move brings at once against x, less the values of the sets that come
next. This is a polyhedron whose size is that of the tree. A pair of points of the polyhedra of both
players is an equilibrium exactly if of every sequence the weight or the slack is zero (Koller,
Megiddo and von Stengel 1996).

Only points count here at which every value is the least that it can be, so that some move of every
set has no slack: the value of a best reply. A face with as few labels as such a point has
consists of such points, and is the hull of such vertices as far as weights are concerned, since
values are bounded below and weights are bounded.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from math import lcm
from operator import add, mul, sub
from typing import TypeAlias

from gametheory_dprk.polyhedra.double_description import Ray, extreme_rays
from gametheory_dprk.polyhedra.ticks import Tick
from gametheory_dprk.solvers.trees.sequence_form import SequenceForm, Side

Form: TypeAlias = list[int]
"""Coefficients of a linear form in the coordinates of the cone."""

Weights: TypeAlias = tuple[Fraction, ...]
"""A realization weight for each sequence of a player, the empty one first."""


@dataclass(frozen=True, slots=True)
class ReplyVertex:
    """A vertex: the weights of a player, and what is zero there.

    Attributes
    ----------
    labels : int
        As bits: the player's sequences of weight zero, and the other's sequences without slack.
        Bit `label(form, k, sequence)` stands for a sequence of player k.
    """

    weights: Weights
    labels: int


def label(form: SequenceForm, k: int, sequence: int) -> int:
    """The bit of a sequence, which is not the empty one."""
    return sequence - 1 + k * (len(form.sides[0].length) - 1)


def reply_vertices(form: SequenceForm, k: int, tick: Tick) -> list[ReplyVertex]:
    """The vertices for one player's strategies, by weights in descending order.

    Parameters
    ----------
    form : SequenceForm
    k : {0, 1}
        The player.
    tick : callable
        May raise `LimitReached`.

    Examples
    --------
    >>> from gametheory_dprk.games import Decision, ExtensiveGame, Terminal
    >>> from gametheory_dprk.solvers.trees.sequence_form import sequence_form
    >>> won, lost = (Terminal({"A": Fraction(a), "B": Fraction(-a)}) for a in (1, -1))
    >>> heads = Decision("B", "name", {"h": lost, "t": won})
    >>> tails = Decision("B", "name", {"h": won, "t": lost})
    >>> game = ExtensiveGame(("A", "B"), Decision("A", "turn", {"h": heads, "t": tails}))
    >>> for vertex in reply_vertices(sequence_form(game), 0, lambda: None):
    ...     print(*vertex.weights, bin(vertex.labels))
    1 1 0 0b110
    1 1/2 1/2 0b1100
    1 0 1 0b1001
    """
    sets = [
        sum(1 << label(form, 1 - k, sequence) for sequence in moves.values())
        for moves in form.sides[1 - k].own
    ]
    everything = all_vertices(form, k, tick)
    least = (each for each in everything if all(each.labels & moves for moves in sets))
    return sorted(least, key=lambda each: [-weight for weight in each.weights])


def all_vertices(form: SequenceForm, k: int, tick: Tick) -> list[ReplyVertex]:
    """The same with those vertices at which some value is not the least that it can be.

    The weights at such a vertex are also those of one that counts: let each value in question
    fall until a move of its set has no slack. Other rows stay as they are.
    """
    cone = ReplyCone(form, k)
    rays = extreme_rays(cone.dimension, [cut for _, cut in cone.cuts], tick)
    return [cone.vertex(ray) for ray in rays if ray.direction[0]]


class ReplyCone:
    """The polyhedron as the slice of a cone in coordinates that are not negative.

    The first coordinate is the weight of the empty sequence. Then come the weights of all moves
    but the last at own sets, and the slack of the last move at each of the other's sets.

    Attributes
    ----------
    weights : list of Form
        The weight of every own sequence.
    signs : list of int
        For each coordinate but the first the label that is borne where it is zero.
    cuts : list of tuple (int, Form)
        The other weights and slacks, which are not negative either, with their labels.
    """

    def __init__(self, form: SequenceForm, k: int) -> None:
        self.form, self.k = form, k
        own, other = form.sides[k], form.sides[1 - k]
        free = [sequence for moves in own.own for sequence in list(moves.values())[:-1]]
        self.dimension = 1 + len(free) + len(other.keys)
        self.weights = self.weight_forms(own, free)
        last = [list(moves.values())[-1] for moves in own.own]
        settled = [list(moves.values())[-1] for moves in other.own]
        self.signs = [label(form, k, s) for s in free] + [label(form, 1 - k, s) for s in settled]
        self.cuts = [(label(form, k, s), self.weights[s]) for s in last]
        self.cuts += self.slack_forms(other, 1 + len(free))

    def unit(self, position: int) -> Form:
        """A coordinate as a form."""
        return [int(j == position) for j in range(self.dimension)]

    def weight_forms(self, own: Side, free: list[int]) -> list[Form]:
        """The weight of every own sequence: of last moves, what the others leave."""
        forms = [self.unit(0)] * len(own.length)
        for position, sequence in enumerate(free, 1):
            forms[sequence] = self.unit(position)
        for before, moves in zip(own.before, own.own, strict=True):
            *others, last = moves.values()
            forms[last] = reduce(subtracted, (forms[each] for each in others), forms[before])
        return forms

    def slack_forms(self, other: Side, first: int) -> Iterator[tuple[int, Form]]:
        """The slack of every move of the other but the last of each set, with its label."""
        gains = self.gain_forms(len(other.length))
        for place in reversed(range(len(other.keys))):
            *others, last = other.own[place].values()
            value = added(gains[last], self.unit(first + place))
            before = other.before[place]
            gains[before] = added(gains[before], value)
            for each in others:
                yield label(self.form, 1 - self.k, each), subtracted(value, gains[each])

    def gain_forms(self, count: int) -> list[Form]:
        """What each sequence of the other brings at once, times a common denominator."""
        amounts = {pair: payoffs[1 - self.k] for pair, payoffs in self.form.payoffs.items()}
        scale = lcm(*(amount.denominator for amount in amounts.values()))
        forms = [[0] * self.dimension for _ in range(count)]
        for pair, amount in amounts.items():
            whole = [int(amount * scale) * each for each in self.weights[pair[self.k]]]
            forms[pair[1 - self.k]] = added(forms[pair[1 - self.k]], whole)
        return forms

    def vertex(self, ray: Ray) -> ReplyVertex:
        """The vertex on a ray."""
        weights = (sum(map(mul, form, ray.direction)) for form in self.weights)
        labels = sum(1 << each for each in self.borne(ray))
        return ReplyVertex(tuple(Fraction(each, ray.direction[0]) for each in weights), labels)

    def borne(self, ray: Ray) -> Iterator[int]:
        """The labels that a ray bears."""
        labels = [*self.signs, *(each for each, _ in self.cuts)]
        for position, each in enumerate(labels, 1):
            if ray.tight >> position & 1:
                yield each


def added(one: Form, other: Form) -> Form:
    """The sum of two forms."""
    return list(map(add, one, other))


def subtracted(one: Form, other: Form) -> Form:
    """The difference of two forms."""
    return list(map(sub, one, other))
