"""Mixed best replies to a signal, and whether one of them satisfies linear conditions.

The mixed best replies to beliefs on some types form a union of simplices: one for each set of
responses that some such belief makes best together. Only the largest of these sets matter.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from gametheory_dprk.games import SignalingGame
from gametheory_dprk.number import Number, number_text
from gametheory_dprk.refinements.linear import solvable
from gametheory_dprk.solution import Check

Bound = tuple[str, int, Number]
"""A type, 1 or -1, and a value: it earns at least (1) or at most (-1) the value."""


@dataclass(frozen=True, slots=True)
class Replies:
    """The mixed best replies to one signal.

    Attributes
    ----------
    sets : tuple of tuple of str
        The largest sets of responses that a belief on the given types makes best together.
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
            solvable(
                [[Fraction(1)] * (len(best) + 1)],
                [[*(s * self.pays(t, r) for r in best), s * value] for t, s, value in bounds],
            )
            for best in self.sets
        )

    def deterring(self, values: Mapping[str, Number], kinds: Iterable[str]) -> bool:
        """Whether some mixed best reply brings none of the types more than its value."""
        return self.some([(kind, -1, values[kind]) for kind in kinds])


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
    return Replies(game, signal, tuple(largest_sets(game, signal, tuple(kinds))))


def largest_sets(
    game: SignalingGame[Number], signal: str, kinds: tuple[str, ...]
) -> Iterator[tuple[str, ...]]:
    """Sets of joint best replies that are in no larger one, grown response by response."""
    responses = game.responses[signal]
    size = 1
    level: set[tuple[str, ...]] = {
        (r,) for r in responses if jointly_best(game, signal, kinds, (r,))
    }
    while level:
        size += 1
        grown = {
            candidate
            for candidate in combinations(responses, size)
            if all(part in level for part in combinations(candidate, size - 1))
            and jointly_best(game, signal, kinds, candidate)
        }
        covered = {part for best in grown for part in combinations(best, size - 1)}
        yield from sorted(level - covered, key=lambda best: [responses.index(r) for r in best])
        level = grown


def jointly_best(
    game: SignalingGame[Number], signal: str, kinds: tuple[str, ...], best: tuple[str, ...]
) -> bool:
    """Whether some belief on the types makes all of some responses best."""
    pays = game.payoffs[game.receiver]

    def row(other: str) -> list[Number]:
        gains = [pays[t, signal, best[0]] - pays[t, signal, other] for t in kinds]
        return [*gains, Fraction(0)]

    certain = [Fraction(1)] * (len(kinds) + 1)
    others = [r for r in game.responses[signal] if r not in best]
    return solvable([certain, *map(row, best[1:])], [row(other) for other in others])


def sure_gain(
    replies: Replies, values: Mapping[str, Number], kinds: Sequence[str]
) -> tuple[str, tuple[Check, ...]]:
    """Say who gains, where no best reply deters all."""
    for kind in kinds:
        least = min(replies.payoffs(kind))
        if least > values[kind]:
            claim = f"{kind}: least that {replies.signal} can bring > value"
            text = (
                f"{kind} gains whatever best reply to the other types follows (at least "
                f"{number_text(least)} > value {number_text(values[kind])})"
            )
            return text, (Check(claim, least, ">=", values[kind]),)
    return f"whatever best reply follows, one of {', '.join(kinds)} gains", ()
