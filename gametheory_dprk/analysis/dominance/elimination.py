"""Eliminating dominated moves round by round, with a proof for every move that goes or stays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from gametheory_dprk.analysis.dominance.orders import OrderResult, compare_orders
from gametheory_dprk.analysis.dominance.programs import judge
from gametheory_dprk.concepts.dominance import (
    Belief,
    Elimination,
    Kind,
    Moves,
    Round,
    elimination_checks,
    survival_checks,
)
from gametheory_dprk.errors import LimitReached, NotCertifiedError
from gametheory_dprk.games import NormalGame
from gametheory_dprk.limits import Budget
from gametheory_dprk.solution import Certificate, Check

Beliefs = dict[str, dict[str, Belief]]


@dataclass(frozen=True, slots=True)
class Dominance:
    """The trace of an elimination, each step certified.

    Attributes
    ----------
    kind : {"strict", "weak"}
    rounds : tuple of Round
        In each, all moves go that are dominated at that time.
    remaining : Moves
    beliefs : Mapping
        For each player and remaining move a belief about the others' remaining moves to which it
        is a best reply: nothing that is left is dominated. Empty where the elimination stopped
        early.
    order : OrderResult
    certificate : Certificate
    limit : str or None
        The limit that stopped the elimination, if one did.
    """

    kind: Kind
    rounds: tuple[Round, ...]
    remaining: Moves
    beliefs: Mapping[str, Mapping[str, Belief]]
    order: OrderResult
    certificate: Certificate
    limit: str | None = None


def eliminate(
    game: NormalGame[Fraction],
    kind: Kind = "strict",
    budget: Budget | None = None,
    most_rounds: int | None = None,
) -> Dominance:
    """Eliminate dominated moves, all at a time, until nothing is dominated.

    Parameters
    ----------
    game : NormalGame[Fraction]
    kind : {"strict", "weak"}
    budget : Budget, optional
    most_rounds : int, optional
        Stop after so many rounds; 1 for the moves that are dominated in the game as it is.

    Raises
    ------
    NotCertifiedError
        If a step does not pass its check (an error of the program).

    References
    ----------
    D. G. Pearce 1984, "Rationalizable strategic behavior and the problem of perfection",
    Econometrica 52.

    Examples
    --------
    >>> prisoners = NormalGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]])
    >>> found = eliminate(prisoners)
    >>> found.remaining, len(found.rounds)
    ({'row': ('r2',), 'column': ('c2',)}, 1)
    """
    budget = budget or Budget()
    rounds, beliefs, limit = follow(game, kind, budget, most_rounds)
    left: Moves = rounds[-1].after() if rounds else dict(game.moves)
    return Dominance(
        kind,
        tuple(rounds),
        left,
        beliefs,
        order_of(game, kind, left, budget) if beliefs else OrderResult("unknown"),
        certify(game, kind, rounds, left, beliefs),
        limit,
    )


def follow(
    game: NormalGame[Fraction], kind: Kind, budget: Budget, most_rounds: int | None
) -> tuple[list[Round], Beliefs, str | None]:
    """The rounds; beliefs for what is left unless it stopped early; and the limit that stopped."""
    rounds: list[Round] = []
    left: Moves = dict(game.moves)
    try:
        while True:
            gone, beliefs = one_round(game, kind, left, budget)
            if not gone:
                return rounds, beliefs, None
            if len(rounds) == most_rounds:
                return rounds, {}, None
            rounds.append(Round(left, gone))
            left = rounds[-1].after()
    except LimitReached as error:
        return rounds, {}, str(error)


def one_round(
    game: NormalGame[Fraction], kind: Kind, left: Moves, budget: Budget
) -> tuple[tuple[Elimination, ...], Beliefs]:
    """What is dominated now, and for every other move a belief."""
    gone: list[Elimination] = []
    beliefs: Beliefs = {player: {} for player in game.players}
    for player in game.players:
        for move in left[player]:
            budget.tick()
            found = judge(game, kind, left, player, move, budget.tick)
            if isinstance(found, Elimination):
                gone.append(found)
            else:
                beliefs[player][move] = found
    return tuple(gone), beliefs


def order_of(game: NormalGame[Fraction], kind: Kind, left: Moves, budget: Budget) -> OrderResult:
    """Whether the order matters, which it never does for strict dominance."""
    if kind == "strict":
        return OrderResult(False)
    try:
        return compare_orders(game, left, budget.tick)
    except LimitReached:
        return OrderResult("unknown")


def certify(
    game: NormalGame[Fraction], kind: Kind, rounds: list[Round], left: Moves, beliefs: Beliefs
) -> Certificate:
    """Check every step by itself.

    Raises
    ------
    NotCertifiedError
    """
    certificate = Certificate(tuple(all_checks(game, kind, rounds, left, beliefs)))
    if not certificate.valid:
        failed = certificate.failures()[0].claim
        raise NotCertifiedError(
            f"a step of the elimination does not hold ({failed}); this is an error of the "
            "program, please report it with the scenario"
        )
    return certificate


def all_checks(
    game: NormalGame[Fraction], kind: Kind, rounds: list[Round], left: Moves, beliefs: Beliefs
) -> Iterator[Check]:
    """The claims of every step and of every move that is left."""
    for each in rounds:
        for gone in each.eliminations:
            yield from elimination_checks(game, kind, each.before, gone)
    for player, moves in beliefs.items():
        for move, belief in moves.items():
            yield from survival_checks(game, kind, left, player, move, belief)
