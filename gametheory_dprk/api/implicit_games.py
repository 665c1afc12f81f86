"""Zero-sum games with more strategies than can be listed, through best replies alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Protocol

from gametheory_dprk.errors import LimitReached
from gametheory_dprk.limits import Budget


class ImplicitZeroSum(Protocol):
    """What `double_oracle` asks of a game; `gt.Blotto` is one.

    Strategies can be anything hashable. `best_row(mixture)` is a best reply to a mixture of columns
    among *all* rows, and what it pays; `best_column(mixture)` the reply that pays a mixture of rows
    least, and what this is. Numbers are exact.
    """

    def start(self) -> tuple[Any, Any]:
        """Any strategy of each player."""

    def payoff(self, row: Any, column: Any) -> Fraction:
        """What the column player pays the row player."""

    def best_row(self, mixture: Mapping[Any, Fraction]) -> tuple[Any, Fraction]:
        """A best reply of the row player, and what it pays."""

    def best_column(self, mixture: Mapping[Any, Fraction]) -> tuple[Any, Fraction]:
        """A best reply of the column player, and what the row player then gets."""


@dataclass(frozen=True, slots=True)
class ImplicitEquilibrium:
    """Optimal mixtures, or the closest found.

    Attributes
    ----------
    low, high : Fraction
        What `x` guarantees the row player, and what `y` lets it have at most, against all
        strategies: together the certificate. They are equal where the value is exact.
    x, y : Mapping
        Strategies that are used, with their probabilities.
    rounds : int
        Best replies that were asked of each player.
    listed : tuple of int
        Strategies of both players that were ever written down.
    limit : str or None
        The limit that ended the search, if one did.
    """

    low: Fraction
    high: Fraction
    x: Mapping[Any, Fraction]
    y: Mapping[Any, Fraction]
    rounds: int
    listed: tuple[int, int]
    limit: str | None = None

    @property
    def value(self) -> Fraction:
        """The value of the game, exact where `low` and `high` agree, else the mean of both."""
        return self.low if self.low == self.high else (self.low + self.high) / 2


def double_oracle(
    game: ImplicitZeroSum, *, limit_seconds: float | None = None
) -> ImplicitEquilibrium:
    """Solve a zero-sum game whose strategies are never listed, exactly.

    The game of the strategies listed so far is solved; each player's best reply to the other's
    mixture, among all there are, is added, until none gains (McMahan, Gordon and Blum 2003).

    Parameters
    ----------
    game : ImplicitZeroSum
    limit_seconds : float, optional
        After so long the best bounds found, with `limit` set.

    Raises
    ------
    LimitReached
        If the time is up before there are any bounds.

    Examples
    --------
    Five troops against four on three fields of equal worth:

    >>> import gametheory_dprk as gt
    >>> found = gt.double_oracle(gt.Blotto.of(5, 4, [1, 1, 1]))
    >>> found.value == found.low == found.high, len(found.x) > 1
    (True, True)
    """
    search = Search(game, Budget(limit_seconds).tick)
    limit = None
    try:
        search.run()
    except LimitReached as reached:
        if search.low is None or search.high is None:
            raise
        limit = str(reached)
    assert search.low
    assert search.high
    (low, x), (high, y) = search.low, search.high
    sizes = len(search.rows), len(search.columns)
    return ImplicitEquilibrium(low, high, x, y, search.rounds, sizes, limit)


Mixture = dict[Any, Fraction]


class Search:
    """Strategies listed so far, and the best bounds.

    Attributes
    ----------
    low, high : tuple (Fraction, Mixture) or None
        The best guarantee of each player, and the mixture that gives it.
    """

    def __init__(self, game: ImplicitZeroSum, tick: Callable[[], None]) -> None:
        self.game, self.tick = game, tick
        self.rows, self.columns = ([each] for each in game.start())
        self.table = [[game.payoff(self.rows[0], self.columns[0])]]
        self.low: tuple[Fraction, Mixture] | None = None
        self.high: tuple[Fraction, Mixture] | None = None
        self.rounds = 0

    def run(self) -> None:
        """Add best replies to rounded mixtures; where none is new, to exact ones."""
        from gametheory_dprk.kernels.matrix_games import exact_mixtures, rounded_mixtures

        solve = rounded_mixtures
        while not self.settled():
            self.tick()
            x, y = solve(self.table, self.tick)
            solve = rounded_mixtures if self.reply(x, y) else exact_mixtures

    def settled(self) -> bool:
        """Whether the bounds agree."""
        return self.low is not None and self.high is not None and self.low[0] == self.high[0]

    def reply(self, x: Sequence[Fraction], y: Sequence[Fraction]) -> bool:
        """Ask for both best replies; return whether a strategy was new."""
        own = {row: chance for row, chance in zip(self.rows, x, strict=True) if chance}
        other = {column: c for column, c in zip(self.columns, y, strict=True) if c}
        (row, high), (column, low) = self.game.best_row(other), self.game.best_column(own)
        self.rounds += 1
        if self.low is None or low > self.low[0]:
            self.low = low, own
        if self.high is None or high < self.high[0]:
            self.high = high, other
        return self.extend(row, column)

    def extend(self, row: Any, column: Any) -> bool:
        """List two strategies, where they are new."""
        new = row not in self.rows, column not in self.columns
        if new[0]:
            self.rows.append(row)
            self.table.append([self.game.payoff(row, each) for each in self.columns])
        if new[1]:
            self.columns.append(column)
            for each, line in zip(self.rows, self.table, strict=True):
                line.append(self.game.payoff(each, column))
        return any(new)
