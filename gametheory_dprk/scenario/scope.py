"""The names that the formulas and claims of one scenario may use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from gametheory_dprk.errors import Problem, UnknownNameError, nearest_name
from gametheory_dprk.expr import Name


@dataclass(frozen=True, slots=True)
class Scope:
    """Names and what they stand for.

    Attributes
    ----------
    numbers : frozenset of str
        Parameters and definitions.
    moves : Mapping[str, tuple of str]
        For each player, and `chance`, what may happen.
    players : tuple of str
    grids : frozenset of str
        Grids of moves, each standing for the number of the move made.
    profiles : frozenset of str
        Strategy profiles that the file gives by name.

    Examples
    --------
    >>> scope = Scope(frozenset({"p"}), {"chance": ("weak",), "US": ("hold",), "NK": ("hold",)})
    >>> scope.owners("hold"), sorted(scope.indicators())
    (('US', 'NK'), ['NK.hold', 'US.hold', 'chance.weak', 'hold', 'weak'])
    """

    numbers: frozenset[str]
    moves: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    players: tuple[str, ...] = ()
    profiles: frozenset[str] = frozenset()
    grids: frozenset[str] = frozenset()

    def owners(self, move: str) -> tuple[str, ...]:
        """Return the players who have a move of this name."""
        return tuple(player for player, moves in self.moves.items() if move in moves)

    def indicators(self) -> Iterator[str]:
        """Yield every name of a move or type, bare and with its player."""
        found = {name for moves in self.moves.values() for name in moves}
        yield from found
        for player, moves in self.moves.items():
            yield from (f"{player}.{move}" for move in moves)

    def check_indicator(self, name: Name) -> None:
        """Refuse a name that is no type or move, or that several players share.

        Raises
        ------
        UnknownNameError
        """
        player, dot, move = name.name.rpartition(".")
        if not dot:
            self._check_bare(name)
        elif player not in self.moves:
            raise _unknown(name, f"unknown player {player!r}", nearest_name(player, self.moves))
        elif move not in self.moves[player]:
            hint = nearest_name(move, self.moves[player]) or _listed(self.moves[player])
            raise _unknown(name, f"{player} has no move {move!r}", hint)

    def check_number(self, name: Name, instead: str = "use parameters only") -> None:
        """Refuse a name that is no parameter or definition; for a move, say what to do instead.

        Raises
        ------
        UnknownNameError
        """
        if name.name in self.numbers:
            return
        if name.name in set(self.indicators()):
            message = f"{name.name!r} is a move or type, which has no value here"
            raise _unknown(name, message, instead)
        hint = nearest_name(name.name, self.numbers)
        raise _unknown(name, f"unknown name {name.name!r}", hint)

    def check_any(self, name: Name) -> None:
        """Refuse a name that is neither a number nor a type or move.

        Raises
        ------
        UnknownNameError
        """
        if name.name not in self.numbers and name.name not in self.grids:
            self.check_indicator(name)

    def _check_bare(self, name: Name) -> None:
        """Check a name without a player."""
        owners = self.owners(name.name)
        if not owners:
            hint = nearest_name(name.name, {*self.numbers, *self.indicators()})
            raise _unknown(name, f"unknown name {name.name!r}", hint)
        if len(owners) > 1:
            message = f"{name.name!r} is a move of {' and '.join(owners)}"
            raise _unknown(name, message, f"write {owners[0]}.{name.name}")


def _listed(moves: tuple[str, ...]) -> str:
    """Name the moves there are."""
    return f"moves are {', '.join(moves)}" if moves else ""


def _unknown(name: Name, message: str, hint: str) -> UnknownNameError:
    """Make the error."""
    return UnknownNameError(Problem(name.span, "", message, hint))
