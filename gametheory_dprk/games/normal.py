"""Games in normal form: each player picks one move, all at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any

from gametheory_dprk.games.game import Game, InformationSet, Other, Play, Step, Value

Profile = tuple[str, ...]
"""One move a player, in the order of the players."""


@dataclass(frozen=True, slots=True)
class NormalGame(Game[Value]):
    """A normal-form game with any number of players.

    Attributes
    ----------
    players : tuple of str
    moves : Mapping[str, tuple of str]
        What each player can do.
    payoffs : Mapping[str, Mapping[Profile, Value]]
        For each player, the payoff of every profile of moves.

    Examples
    --------
    >>> game = NormalGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]])
    >>> game.payoffs["row"]["r2", "c1"]
    Fraction(5, 1)
    """

    players: tuple[str, ...]
    moves: Mapping[str, tuple[str, ...]]
    payoffs: Mapping[str, Mapping[Profile, Value]]

    @classmethod
    def from_arrays(
        cls,
        *payoffs: Any,
        players: Sequence[str] | None = None,
        moves: Mapping[str, Sequence[str]] | None = None,
    ) -> NormalGame[Fraction]:
        """Build an exact game from one payoff array a player.

        Parameters
        ----------
        *payoffs : array_like
            One array a player, all of the same shape with one axis a player. Floats are
            read as the exact binary fraction they stand for; integers, `Fraction` and
            text such as "1/3" are read exactly.
        players : sequence of str, optional
            Names; `row` and `column` for two players, `player1`, ... otherwise.
        moves : Mapping[str, sequence of str], optional
            Names of the moves; `r1, r2, ...` after the first letter of the player.

        Raises
        ------
        ValueError
            If shapes differ, an axis is empty, or an entry is not a finite number.
        """
        from gametheory_dprk.games.arrays import exact_entries

        shape, entries = exact_entries(payoffs)
        names = tuple(players or default_names(len(payoffs)))
        if len(names) != len(payoffs) or len(set(names)) != len(names):
            raise ValueError(f"players: expected {len(payoffs)} different names, got {names}")
        labels = {
            name: tuple((moves or {}).get(name) or (f"{name[0]}{k + 1}" for k in range(size)))
            for name, size in zip(names, shape, strict=True)
        }
        for name, size in zip(names, shape, strict=True):
            if len(set(labels[name])) != size:
                raise ValueError(f"moves[{name!r}]: expected {size} different names")
        profiles = tuple(product(*labels.values()))
        tables = (dict(zip(profiles, column, strict=True)) for column in entries)
        return NormalGame(names, labels, dict(zip(names, tables, strict=True)))

    def profiles(self) -> Iterator[Profile]:
        """Every profile of moves, the last player's move varying fastest."""
        return product(*(self.moves[player] for player in self.players))

    def map(self, change: Callable[[Value], Other]) -> NormalGame[Other]:
        """Apply `change` to every payoff."""
        tables = {
            player: {profile: change(value) for profile, value in table.items()}
            for player, table in self.payoffs.items()
        }
        return NormalGame(self.players, self.moves, tables)

    def information_sets(self) -> tuple[InformationSet, ...]:
        """One information set a player, called like the player."""
        return tuple(InformationSet(p, p, self.moves[p], (p,)) for p in self.players)

    def plays(self) -> Iterator[Play[Value]]:
        """Every profile as a play, in the order of the players."""
        for profile in self.profiles():
            steps: tuple[Step[Value], ...] = tuple(
                Step(player, player, move)
                for player, move in zip(self.players, profile, strict=True)
            )
            yield Play(steps, {p: self.payoffs[p][profile] for p in self.players})


def default_names(count: int) -> tuple[str, ...]:
    """Names for players whom nobody named."""
    if count == 2:
        return ("row", "column")
    return tuple(f"player{k + 1}" for k in range(count))
