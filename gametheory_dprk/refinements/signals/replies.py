"""Mixed best replies to a signal, and what types gain from them.

The mixed best replies to some beliefs form a union of simplices: one for each set of responses
that some such belief makes best together. Only the largest of these sets matter. Beliefs are
given by the corners of their polytope; those on some types by the certain ones.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import TypeAlias

from gametheory_dprk.concepts.linear import Form, nonnegative_solution
from gametheory_dprk.games import SignalingGame
from gametheory_dprk.number import Number, number_text
from gametheory_dprk.solution import Check, Distribution

Bound: TypeAlias = tuple[str, int, Number]
"""A type, 1 or -1, and a value: it earns at least (1) or at most (-1) the value."""

Weights: TypeAlias = Mapping[str, Number]
"""For each type, how much its gain counts."""

ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Replies:
    """The mixed best replies to one signal.

    Attributes
    ----------
    sets : tuple of tuple of str
        The largest sets of responses that one of the given beliefs makes best together.
    """

    game: SignalingGame[Number]
    signal: str
    sets: tuple[tuple[str, ...], ...]

    def payoffs(self, kind: str) -> list[Number]:
        """What a type earns from each pure best reply."""
        return [self.pays(kind, r) for r in dict.fromkeys(r for best in self.sets for r in best)]

    def pays(self, kind: str, response: str) -> Number:
        """What a type earns from a response to the signal."""
        return self.game.payoffs[self.game.sender][kind, self.signal, response]

    def some(self, bounds: Collection[Bound]) -> bool:
        """Whether some mixed best reply keeps payoffs of types within bounds."""
        return any(
            nonnegative_solution(
                [(dict.fromkeys(best, ONE), ONE)],
                [({r: s * self.pays(t, r) for r in best}, s * value) for t, s, value in bounds],
            )
            is not None
            for best in self.sets
        )

    def deterring(self, values: Mapping[str, Number], kinds: Iterable[str]) -> bool:
        """Whether some mixed best reply brings none of the types more than its value."""
        return self.some([(kind, -1, values[kind]) for kind in kinds])

    def outweighing(
        self, values: Mapping[str, Number], more: Collection[str], less: Collection[str] = ()
    ) -> tuple[Check, ...] | None:
        """Claim for every set of replies that a weighted sum of gains is positive throughout.

        Parameters
        ----------
        values : Mapping[str, Number]
            What a gain is measured from.
        more, less : collection of str
            Types whose gains may have weights of at least 0, and of at most 0.

        Returns
        -------
        tuple of Check or None
            None where there are no such weights. By duality (Farkas) that is exactly where
            some mixed best reply brings none of `more` a gain and none of `less` a loss.
        """
        found = [self.weights(best, values, more, less) for best in self.sets]
        if any(weights is None for weights in found):
            return None
        pairs = zip(self.sets, found, strict=True)
        return tuple(self.weighted(best, values, weights or {}) for best, weights in pairs)

    def weights(
        self,
        best: Sequence[str],
        values: Mapping[str, Number],
        more: Collection[str],
        less: Collection[str],
    ) -> Weights | None:
        """Weights that make the sum of gains at least 1 after every response of a set."""
        signs = [*((kind, 1) for kind in more), *((kind, -1) for kind in less)]
        claims: list[Form[tuple[str, int]]] = [
            ({(t, sign): sign * (self.pays(t, r) - values[t]) for t, sign in signs}, ONE)
            for r in best
        ]
        found = nonnegative_solution([], claims)
        if found is None:
            return None
        totals: dict[str, Number] = {}
        for (kind, sign), weight in found.items():
            totals[kind] = totals.get(kind, Fraction(0)) + sign * weight
        return {kind: weight for kind, weight in totals.items() if weight}

    def weighted(
        self, best: Sequence[str], values: Mapping[str, Number], weights: Weights
    ) -> Check:
        """Claim that a weighted sum of gains is positive after every response of a set."""
        sums = (
            sum((w * (self.pays(t, r) - values[t]) for t, w in weights.items()), Fraction(0))
            for r in best
        )
        terms = " + ".join(f"({number_text(w)}) {t}" for t, w in weights.items())
        claim = f"least of the gains {terms} after {self.signal}, {' or '.join(best)} > 0"
        return Check(claim, min(sums), ">=", Fraction(0))


def best_replies(game: SignalingGame[Number], signal: str, kinds: Collection[str]) -> Replies:
    """Find the mixed best replies to a signal under beliefs on some types.

    Examples
    --------
    >>> game = SignalingGame.from_arrays(["1/2", "1/2"], [[[0, 0]]] * 2, [[[1, 0]], [[0, 3]]])
    >>> best_replies(game, "m1", ["t1", "t2"]).sets
    (('r1', 'r2'),)
    >>> best_replies(game, "m1", ["t2"]).sets
    (('r2',),)
    """
    return replies_to_beliefs(game, signal, [{kind: ONE} for kind in kinds])


def replies_to_beliefs(
    game: SignalingGame[Number], signal: str, beliefs: Sequence[Distribution]
) -> Replies:
    """Find the mixed best replies to a signal under mixtures of some beliefs.

    Types that a belief does not name have probability zero.
    """
    return Replies(game, signal, tuple(largest_sets(game, signal, beliefs)))


def largest_sets(
    game: SignalingGame[Number], signal: str, beliefs: Sequence[Distribution]
) -> Iterator[tuple[str, ...]]:
    """Sets of joint best replies that are in no larger one, grown response by response."""
    responses = game.responses[signal]
    earned = [expected(game, signal, belief) for belief in beliefs]
    size = 1
    level: set[tuple[str, ...]] = {(r,) for r in responses if jointly_best(earned, (r,))}
    while level:
        size += 1
        grown = {
            candidate
            for candidate in combinations(responses, size)
            if all(part in level for part in combinations(candidate, size - 1))
            and jointly_best(earned, candidate)
        }
        covered = {part for best in grown for part in combinations(best, size - 1)}
        yield from sorted(level - covered, key=lambda best: [responses.index(r) for r in best])
        level = grown


def expected(game: SignalingGame[Number], signal: str, belief: Distribution) -> dict[str, Number]:
    """What the receiver expects of each response under a belief."""
    pays = game.payoffs[game.receiver]
    return {
        r: sum((chance * pays[t, signal, r] for t, chance in belief.items()), Fraction(0))
        for r in game.responses[signal]
    }


def jointly_best(earned: Sequence[Mapping[str, Number]], best: tuple[str, ...]) -> bool:
    """Whether some mixture of beliefs makes all of some responses best."""

    def margin(other: str) -> Form[int]:
        return {k: each[best[0]] - each[other] for k, each in enumerate(earned)}, Fraction(0)

    certain: Form[int] = dict.fromkeys(range(len(earned)), ONE), ONE
    others = [r for r in earned[0] if r not in best]
    equal = [certain, *map(margin, best[1:])]
    return nonnegative_solution(equal, [margin(other) for other in others]) is not None
