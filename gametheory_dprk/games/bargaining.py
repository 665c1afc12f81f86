"""Bargaining: two players share a pie by offers and answers, round after round."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic

from gametheory_dprk.games.game import CHANCE, Game, InformationSet, Other, Play, Step, Value

AGREEMENT, WALKOUT, BREAKDOWN = "agreement", "walkout", "breakdown"
"""How bargaining can end: an offer is accepted, somebody leaves, or talks break down."""

OFFERS, ACCEPTS_FROM, LEAVES = "offers", "accepts_from", "leaves"
"""What strategies say: the amount offered, the least amount accepted, 1 to leave and 0 to stay."""


@dataclass(frozen=True, slots=True)
class Round(Generic[Value]):
    """One round: an offer, an answer, and what follows a refusal.

    Attributes
    ----------
    proposer, responder : str
    pie : Value
        What there is to share; an offer lies between nothing and all of it.
    leaver : str
        Who may leave after a refusal.
    outside : Mapping[str, Value] or None
        What each player receives if so; None where nobody can leave.
    cost : Mapping[str, Value]
        What each player pays for a refusal after which talks go on or break down.
    breakdown : Value
        Probability that talks break down after a refusal.
    disagreement : Mapping[str, Value]
        What each player receives when they do, or when there is no further round.
    next : str or None
        The round after a refusal; None after the last.
    lasting : bool
        Whether an agreement ends the game; otherwise it is about this round's pie, and the next
        round follows.
    nothing : Value
        The number zero: the least that can be offered.
    """

    proposer: str
    responder: str
    pie: Value
    leaver: str
    outside: Mapping[str, Value] | None
    cost: Mapping[str, Value]
    breakdown: Value
    disagreement: Mapping[str, Value]
    next: str | None
    lasting: bool
    nothing: Value

    def map(self, change: Callable[[Value], Other]) -> Round[Other]:
        """Apply `change` to every number."""

        def each(numbers: Mapping[str, Value]) -> dict[str, Other]:
            return {player: change(number) for player, number in numbers.items()}

        return Round(
            self.proposer,
            self.responder,
            change(self.pie),
            self.leaver,
            None if self.outside is None else each(self.outside),
            each(self.cost),
            change(self.breakdown),
            each(self.disagreement),
            self.next,
            self.lasting,
            change(self.nothing),
        )


@dataclass(frozen=True, slots=True)
class BargainingGame(Game[Value]):
    """Bargaining by offers and answers (Stahl 1972; Rubinstein 1982).

    Attributes
    ----------
    players : tuple of str
        Two.
    rounds : Mapping[str, Round]
        The first is where bargaining begins. Rounds may follow one another in a circle.
    discount : Mapping[str, Value]
        For each player the weight of the next round.

    Notes
    -----
    A strategy gives amounts: in a round the proposer `offers` so much, the responder
    `accepts_from` so much on, and who may leave `leaves` (1) or not (0). After a refusal in a
    round that is followed by another, a player's value is minus the cost, plus the probability of
    breakdown times what that pays, plus the rest of the probability times the discounted value of
    the next round.
    """

    players: tuple[str, ...]
    rounds: Mapping[str, Round[Value]]
    discount: Mapping[str, Value]

    @property
    def start(self) -> str:
        """The first round."""
        return next(iter(self.rounds))

    def map(self, change: Callable[[Value], Other]) -> BargainingGame[Other]:
        """Apply `change` to every number."""
        rounds = {name: each.map(change) for name, each in self.rounds.items()}
        discount = {player: change(value) for player, value in self.discount.items()}
        return BargainingGame(self.players, rounds, discount)

    def information_sets(self) -> tuple[InformationSet, ...]:
        """Each player's part in each round, called like the round."""
        return tuple(
            InformationSet(player, name, self.parts(name, player), (name,))
            for name in self.rounds
            for player in self.players
        )

    def parts(self, name: str, player: str) -> tuple[str, ...]:
        """What a player's strategy says in a round."""
        each = self.rounds[name]
        part = OFFERS if player == each.proposer else ACCEPTS_FROM
        may_leave = each.outside is not None and player == each.leaver
        return (part, LEAVES) if may_leave else (part,)

    def plays(self) -> Iterator[Play[Value]]:
        """How each round can end; an agreement is listed with all of the pie for the proposer."""
        for name, each in self.rounds.items():
            all_of_it = {each.proposer: each.pie, each.responder: each.nothing}
            yield ending(name, AGREEMENT, all_of_it)
            if each.outside is not None:
                yield ending(name, WALKOUT, each.outside)
            yield ending(name, BREAKDOWN, each.disagreement)


def ending(name: str, how: str, payoffs: Mapping[str, Value]) -> Play[Value]:
    """The play that ends so in a round."""
    return Play((Step(CHANCE, CHANCE, name), Step(CHANCE, CHANCE, how)), payoffs)
