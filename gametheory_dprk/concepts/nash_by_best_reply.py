"""Nash equilibrium in games with several information sets, by the value of a best reply.

With perfect recall a player's past moves are known at each of the player's information sets,
so these sets form a tree under the player's own sequences of moves. Weigh every play by what
chance and the others contribute; then the best a player can get after a sequence is what the
plays pay on which the player moves no more, plus, at each information set that comes next,
the best of its moves (the dynamic program behind the sequence form: von Stengel 1996).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from gametheory_dprk.concepts.play import values, weighted_plays
from gametheory_dprk.games import Game, Play
from gametheory_dprk.number import Number
from gametheory_dprk.solution import Assessment, Check, PerSet

Sequence = tuple[tuple[str, str], ...]
"""A player's own past: information sets and the moves made there, in order."""


@dataclass(frozen=True, slots=True)
class BestReply:
    """The most a player can get, and moves that get it where the others let play come."""

    value: Number
    moves: Mapping[str, str]


def own_sequence(play: Play[Number], player: str) -> Sequence:
    """The moves of a player on a play."""
    return tuple((s.information_set, s.move) for s in play.steps if s.player == player)


def best_reply(game: Game[Number], strategies: PerSet, player: str) -> BestReply:
    """Best reply of a player with perfect recall to the others' strategies.

    Examples
    --------
    >>> from gametheory_dprk.games import NormalGame
    >>> game = NormalGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]])
    >>> best_reply(game, {"column": {"column": {"c1": Fraction(1), "c2": 0}}}, "row")
    BestReply(value=Fraction(5, 1), moves={'row': 'r2'})
    """
    gains: defaultdict[Sequence, Number] = defaultdict(Fraction)
    following: defaultdict[Sequence, dict[str, dict[str, None]]] = defaultdict(dict)
    for play, chance in weighted_plays(game, strategies, without=player):
        sequence = own_sequence(play, player)
        gains[sequence] += chance * play.payoffs[player]
        for length, (label, move) in enumerate(sequence):
            following[sequence[:length]].setdefault(label, {})[move] = None

    def after(sequence: Sequence) -> BestReply:
        value = gains[sequence]
        moves: dict[str, str] = {}
        for label, choices in following[sequence].items():
            replies = {move: after((*sequence, (label, move))) for move in choices}
            move, reply = max(replies.items(), key=lambda item: item[1].value)
            value += reply.value
            moves |= {label: move, **reply.moves}
        return BestReply(value, moves)

    return after(())


def ambiguous_sets(game: Game[Number], player: str) -> int:
    """Number of information sets at which a player forgets own moves; 0 with perfect recall."""
    pasts: defaultdict[str, set[Sequence]] = defaultdict(set)
    for play in game.plays():
        sequence = own_sequence(play, player)
        for length, (label, _) in enumerate(sequence):
            pasts[label].add(sequence[:length])
    return sum(len(past) > 1 for past in pasts.values())


def best_reply_checks(game: Game[Number], assessment: Assessment) -> Iterator[Check]:
    """Claim for every player perfect recall, and that no reply pays more than the strategy.

    The claim names where the best reply departs from the strategy.
    """
    got = values(game, assessment.strategies)
    for player in game.players:
        forgotten = Fraction(ambiguous_sets(game, player))
        yield Check(
            f"{player}: information sets without recall", forgotten, "==", Fraction(0), form=True
        )
        reply = best_reply(game, assessment.strategies, player)
        chances = assessment.strategies.get(player, {})
        departures = [
            f"{move} at {label}" for label, move in reply.moves.items() if chances[label][move] < 1
        ]
        what = ", ".join(departures) or "the strategy itself"
        yield Check(f"{player}: value >= payoff of {what}", got[player], ">=", reply.value)
