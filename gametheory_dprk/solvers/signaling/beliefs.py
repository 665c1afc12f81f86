"""Which responses some belief makes best together, after one signal of a signaling game.

For a set B of responses, the beliefs under which all of B are best replies form a polytope
M(B), and the beliefs in it on a smaller set of types are a face of it. So the extreme points
of the polytopes M({r}), each with its set of best replies, answer every question: the extreme
points of M(B) on types T are those with support in T at which all of B are best replies.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeAlias

from gametheory_dprk.games import SignalingGame
from gametheory_dprk.polyhedra import LinearSystem, linear_system, vertices
from gametheory_dprk.polyhedra.integers import scaled
from gametheory_dprk.polyhedra.ticks import Tick

Kinds: TypeAlias = frozenset[str]
Replies: TypeAlias = frozenset[str]


@dataclass(frozen=True, slots=True)
class ExtremeBelief:
    """An extreme point of the beliefs under which some response is a best reply."""

    belief: Mapping[str, Fraction]
    kinds: Kinds
    """The types of positive probability."""
    best: Replies
    """All best replies to the belief."""


@dataclass(slots=True)
class BestReplies:
    """Sets of best replies after one signal, to beliefs on any set of types.

    Attributes
    ----------
    extremes : tuple of ExtremeBelief
        In a deterministic order, each once.
    """

    extremes: tuple[ExtremeBelief, ...]
    found: dict[Kinds, tuple[Replies, ...]] = field(default_factory=dict)
    faces: dict[tuple[Kinds, Replies], tuple[ExtremeBelief, ...]] = field(default_factory=dict)

    @property
    def everyone(self) -> Kinds:
        """All types: each is certain in some extreme belief."""
        return frozenset[str]().union(*(e.kinds for e in self.extremes))

    def extreme(self, kinds: Kinds, replies: Replies) -> tuple[ExtremeBelief, ...]:
        """Extreme points of the beliefs on some types that make all of some replies best."""
        key = (kinds, replies)
        if key not in self.faces:
            self.faces[key] = tuple(
                e for e in self.extremes if e.kinds <= kinds and replies <= e.best
            )
        return self.faces[key]

    def closure(self, kinds: Kinds, replies: Replies) -> Replies:
        """All responses that are best whenever some replies are, for beliefs on some types."""
        extreme = self.extreme(kinds, replies)
        return frozenset.intersection(*(e.best for e in extreme)) if extreme else frozenset()

    def closed_sets(self, kinds: Kinds) -> tuple[Replies, ...]:
        """Every non-empty set of replies to beliefs on some types that is its own closure.

        Larger supports need not be considered, and smaller ones with the same closure are met
        by the same beliefs.
        """
        if kinds not in self.found:
            self.found[kinds] = intersections([e.best for e in self.extreme(kinds, frozenset())])
        return self.found[kinds]

    def required(self, kinds: Kinds, replies: Replies) -> Replies:
        """The members of a closed set without which its closure would be smaller."""
        return frozenset(
            reply
            for reply in replies
            if len(replies) == 1 or self.closure(kinds, replies - {reply}) != replies
        )


def intersections(sets: list[Replies]) -> tuple[Replies, ...]:
    """All non-empty intersections of some sets, in a deterministic order."""
    closed: dict[Replies, None] = {}
    for new in dict.fromkeys(sets):
        met = [new, *(new & old for old in closed)]
        closed |= dict.fromkeys(found for found in met if found)
    return tuple(sorted(closed, key=lambda found: (len(found), sorted(found))))


def best_replies(game: SignalingGame[Fraction], signal: str, tick: Tick) -> BestReplies:
    """Find the extreme beliefs after a signal.

    Examples
    --------
    >>> game = SignalingGame.from_arrays(["1/2", "1/2"], [[[0, 0]]] * 2, [[[1, 0]], [[0, 3]]])
    >>> for extreme in best_replies(game, "m1", lambda: None).extremes:
    ...     print(*extreme.belief.values(), sorted(extreme.best))
    3/4 1/4 ['r1', 'r2']
    1 0 ['r1']
    0 1 ['r2']
    """
    found: dict[tuple[Fraction, ...], None] = {}
    for response in game.responses[signal]:
        beliefs = vertices(belief_system(game, signal, response), tick)
        found |= dict.fromkeys(tuple(belief[kind] for kind in game.types) for belief in beliefs)
    return BestReplies(tuple(extreme_belief(game, signal, numbers) for numbers in found))


def belief_system(game: SignalingGame[Fraction], signal: str, response: str) -> LinearSystem[str]:
    """Beliefs under which one response is a best reply."""
    pays = game.payoffs[game.receiver]
    better = [
        {kind: pays[kind, signal, response] - pays[kind, signal, other] for kind in game.types}
        for other in game.responses[signal]
        if other != response
    ]
    return linear_system(
        game.types,
        equal=[(dict.fromkeys(game.types, 1), -1)],
        at_least=[(row, 0) for row in better],
        nonnegative=game.types,
    )


def extreme_belief(
    game: SignalingGame[Fraction], signal: str, numbers: tuple[Fraction, ...]
) -> ExtremeBelief:
    """Name a belief and find its best replies."""
    belief = dict(zip(game.types, numbers, strict=True))
    kinds = frozenset(kind for kind, chance in belief.items() if chance)
    return ExtremeBelief(belief, kinds, optimal_replies(game, signal, belief))


def optimal_replies(
    game: SignalingGame[Fraction], signal: str, weights: Mapping[str, Fraction]
) -> Replies:
    """Best replies to weights on types, which need not sum to one."""
    pays = game.payoffs[game.receiver]
    kinds = [kind for kind, weight in weights.items() if weight]
    whole, _ = scaled([weights[kind] for kind in kinds])
    worth = {
        response: sum(
            w * pays[kind, signal, response] for kind, w in zip(kinds, whole, strict=True)
        )
        for response in game.responses[signal]
    }
    most = max(worth.values())
    return frozenset(response for response, value in worth.items() if value == most)
