"""Which moves can be the ones that are played with positive probability, in a normal form.

Support profiles come in the order of their total size, balanced ones first (Porter, Nudelman and
Shoham 2008). One is left out only where a move in it cannot be a best reply: where another move of
the same player pays at least as much against all moves that the others then may play, and more
against one. If the others' supports are still open, it must pay more against all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import reduce
from itertools import combinations, product
from operator import or_
from typing import TypeAlias

from gametheory_dprk.games import NormalGame, Profile
from gametheory_dprk.polyhedra.ticks import Tick

Support: TypeAlias = tuple[str, ...]
"""Moves of one player, in the player's order."""


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
    dominance = [Dominance(game, player) for player in game.players]
    for sizes in support_sizes([len(game.moves[player]) for player in game.players]):
        yield from grown(game, dominance, sizes, (), tick)


def support_sizes(counts: Sequence[int]) -> list[tuple[int, ...]]:
    """Sizes of support profiles, smallest and then most balanced first.

    Examples
    --------
    >>> support_sizes([2, 2])
    [(1, 1), (1, 2), (2, 1), (2, 2)]
    """
    every = product(*(range(1, count + 1) for count in counts))
    return sorted(every, key=lambda sizes: (sum(sizes), max(sizes) - min(sizes), sizes))


def grown(
    game: NormalGame[Fraction],
    dominance: Sequence[Dominance],
    sizes: tuple[int, ...],
    chosen: tuple[Support, ...],
    tick: Tick,
) -> Iterator[tuple[Support, ...]]:
    """All profiles of given sizes that begin with some players' supports."""
    tick()
    complete = len(chosen) == len(sizes)
    available = [*chosen, *(game.moves[player] for player in game.players[len(chosen) :])]
    for position, support in enumerate(chosen):
        if dominance[position].excludes(support, available, complete):
            return
    if complete:
        yield chosen
        return
    moves = game.moves[game.players[len(chosen)]]
    for support in combinations(moves, sizes[len(chosen)]):
        yield from grown(game, dominance, sizes, (*chosen, support), tick)


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

    def profile(self, choice: Profile, move: str) -> Profile:
        """The profile in which the player makes a move and the others choose."""
        return (*choice[: self.position], move, *choice[self.position :])

    def mask(self, choices: Iterable[Profile]) -> int:
        """Choices as bits."""
        return reduce(or_, (self.choices[each] for each in choices), 0)

    def excludes(self, support: Support, available: Sequence[Support], complete: bool) -> bool:
        """Whether some move of a support is dominated.

        Parameters
        ----------
        available : sequence of Support
            What everyone may play; the player's own entry is not used.
        complete : bool
            Whether everyone plays all of it with positive probability.
        """
        others = [*available[: self.position], *available[self.position + 1 :]]
        possible = (1 << len(self.choices)) - 1
        for bearers, moves in zip(self.bearers, others, strict=True):
            possible &= reduce(or_, (bearers[move] for move in moves))
        return any(
            self.dominates(better, worse, possible, complete)
            for worse in support
            for better in self.moves
            if better != worse
        )

    def dominates(self, better: str, worse: str, possible: int, complete: bool) -> bool:
        """Whether a move is the better one against what is possible."""
        gains = self.better[worse, better] & possible
        if complete:
            return gains != 0 and not self.better[better, worse] & possible
        return gains == possible
