"""Which moves can be the ones that are played with positive probability, in a normal form.

Support profiles come in the order of their total size, balanced ones first (Porter, Nudelman and
Shoham 2008). One is left out only where a move in it cannot be a best reply: where another move of
the same player pays at least as much against all moves that the others then may play, and more
against one. If the others' supports are still open, it must pay more against all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache, reduce
from itertools import combinations, product
from operator import or_
from typing import TypeAlias

from gametheory_dprk.games import NormalGame, Profile
from gametheory_dprk.polyhedra.ticks import Tick

Support: TypeAlias = tuple[str, ...]
"""Moves of one player, in the player's order."""

REMEMBERED = 100_000
"""How many sets of choices a player's dominated moves are remembered for."""


def support_profiles(game: NormalGame[Fraction], tick: Tick) -> Iterator[tuple[Support, ...]]:
    """Every support profile that conditional dominance does not rule out.

    Parameters
    ----------
    game : NormalGame[Fraction]
    tick : callable
        Called for every partial profile; may raise `LimitReached`.

    Examples
    --------
    >>> pennies = NormalGame.from_arrays([[1, -1], [-1, 1]], [[-1, 1], [1, -1]])
    >>> list(support_profiles(pennies, lambda: None))
    [(('r1', 'r2'), ('c1', 'c2'))]
    """
    search = Search([Dominance(game, player) for player in game.players], tick)
    moves = [game.moves[player] for player in game.players]
    for sizes in support_sizes([len(each) for each in moves]):
        yield from search.grown(sizes, 0, moves)


def support_sizes(counts: Sequence[int]) -> list[tuple[int, ...]]:
    """Sizes of support profiles, smallest and then most balanced first.

    Examples
    --------
    >>> support_sizes([2, 2])
    [(1, 1), (1, 2), (2, 1), (2, 2)]
    """
    every = product(*(range(1, count + 1) for count in counts))
    return sorted(every, key=lambda sizes: (sum(sizes), max(sizes) - min(sizes), sizes))


@dataclass(frozen=True, slots=True)
class Search:
    """The search for support profiles, player by player.

    Whoever comes later chooses among the moves that are not dominated against what the others may
    play, over and over (Porter, Nudelman and Shoham 2008).
    """

    dominance: Sequence[Dominance]
    tick: Tick

    def grown(
        self, sizes: tuple[int, ...], chosen: int, available: Sequence[Support]
    ) -> Iterator[tuple[Support, ...]]:
        """All profiles of given sizes among what is available, where some have chosen already."""
        self.tick()
        left = self.reduced(sizes, chosen, available)
        if left is None:
            return
        if chosen == len(sizes):
            yield tuple(left)
            return
        for support in combinations(left[chosen], sizes[chosen]):
            rest = [*left[:chosen], support, *left[chosen + 1 :]]
            yield from self.grown(sizes, chosen + 1, rest)

    def reduced(
        self, sizes: tuple[int, ...], chosen: int, available: Sequence[Support]
    ) -> list[Support] | None:
        """What remains without dominated moves; None where too few do, or a chosen one goes."""
        left, changed, last = list(available), True, len(sizes) - 1
        while changed:
            changed = False
            for position, each in enumerate(self.dominance):
                certain = chosen >= last + (position < last)
                kept = each.undominated(left, certain)
                if len(kept) < len(left[position]):
                    if position < chosen or len(kept) < sizes[position]:
                        return None
                    left[position], changed = kept, True
        return left


class Dominance:
    """How the moves of one player compare, against each choice of moves by the others.

    The others' choices are the bits of integers, so that a comparison over many is one `and`.
    """

    def __init__(self, game: NormalGame[Fraction], player: str) -> None:
        self.position = game.players.index(player)
        self.moves = game.moves[player]
        others = [game.moves[name] for name in game.players if name != player]
        self.choices = {choice: 1 << k for k, choice in enumerate(product(*others))}
        self.bearers = [
            {move: self.mask(c for c in self.choices if c[k] == move) for move in moves}
            for k, moves in enumerate(others)
        ]
        table = game.payoffs[player]
        pays = {m: {c: table[self.profile(c, m)] for c in self.choices} for m in self.moves}
        pairs = list(product(self.moves, repeat=2))
        self.better = {
            (a, b): self.mask(c for c in self.choices if pays[b][c] > pays[a][c]) for a, b in pairs
        }
        self.bearing = lru_cache(REMEMBERED)(self.borne)
        self.beaten = lru_cache(REMEMBERED)(self.worse)
        self.dominated = lru_cache(REMEMBERED)(self.weakly_worse)

    def profile(self, choice: Profile, move: str) -> Profile:
        """The profile in which the player makes a move and the others choose."""
        return (*choice[: self.position], move, *choice[self.position :])

    def mask(self, choices: Iterable[Profile]) -> int:
        """Choices as bits."""
        return reduce(or_, (self.choices[each] for each in choices), 0)

    def possible(self, supports: Sequence[Support]) -> int:
        """The choices that the others may make; the player's own entry is not used."""
        possible = (1 << len(self.choices)) - 1
        for k, moves in enumerate((*supports[: self.position], *supports[self.position + 1 :])):
            possible &= self.bearing(k, moves)
        return possible

    def borne(self, other: int, moves: Support) -> int:
        """The choices in which another player makes one of some moves."""
        return reduce(or_, (self.bearers[other][move] for move in moves))

    def worse(self, possible: int) -> frozenset[str]:
        """Moves that pay less than some other one against all that is possible."""
        return frozenset(
            worse
            for worse in self.moves
            if any(self.better[worse, move] & possible == possible for move in self.moves)
        )

    def weakly_worse(self, possible: int) -> frozenset[str]:
        """Moves that never pay more than some other one that pays more against some choice."""
        return frozenset(
            worse
            for worse in self.moves
            if any(
                self.better[worse, move] & possible and not self.better[move, worse] & possible
                for move in self.moves
            )
        )

    def undominated(self, available: Sequence[Support], certain: bool) -> Support:
        """The player's available moves that are no worse than another against the others.

        Parameters
        ----------
        available : sequence of Support
            What everyone may play.
        certain : bool
            Whether the others play all of it with positive probability.
        """
        possible = self.possible(available)
        gone = self.dominated(possible) if certain else self.beaten(possible)
        return tuple(move for move in available[self.position] if move not in gone)
