"""The reduced normal form of a game tree, and behavior strategies from its mixed ones.

A reduced plan names a move at each information set that the plan itself does not exclude. With
perfect recall every mixture of plans brings about, against anything, what some behavior strategy
does, and the other way round (Kuhn 1953), so both forms have the same Nash equilibria. This is
no plug-in, because a component need not survive the way back: its image in behavior strategies can
be curved, which only a solver can say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import prod
from typing import TypeAlias

from gametheory_dprk.games import ExtensiveGame, NormalGame, Play
from gametheory_dprk.number import Number
from gametheory_dprk.solution import Distribution

Sequence: TypeAlias = tuple[tuple[str, str], ...]
"""A player's own past: information sets and the moves made there, in order."""

Plan: TypeAlias = Mapping[str, str]
"""A move at each information set that the plan does not exclude."""

MAX_PROFILES = 100_000
"""Most profiles that a reduced normal form may have."""


@dataclass(frozen=True, slots=True)
class ReducedForm:
    """A reduced normal form and what its moves mean.

    Attributes
    ----------
    game : NormalGame
    plans : Mapping[str, Mapping[str, Plan]]
        For each player, the plan behind each move.
    """

    game: NormalGame[Fraction]
    plans: Mapping[str, Mapping[str, Plan]]

    def reach(self, player: str, strategy: Distribution, label: str) -> Number:
        """How likely a player's own moves let play come to an information set."""
        plans = self.plans[player]
        return sum((share for m, share in strategy.items() if label in plans[m]), Fraction(0))

    def behavior(
        self, player: str, strategy: Distribution, label: str, moves: tuple[str, ...]
    ) -> dict[str, Number]:
        """What a mixed strategy does at an information set; the first move where it excludes it."""
        shares: dict[str, Number] = dict.fromkeys(moves, Fraction(0))
        for name, share in strategy.items():
            plan = self.plans[player][name]
            if label in plan:
                shares[plan[label]] += share
        total = sum(shares.values(), Fraction(0))
        if total == 0:
            return {move: Fraction(move == moves[0]) for move in moves}
        return {move: share / total for move, share in shares.items()}


def reduced_form(game: ExtensiveGame[Fraction]) -> ReducedForm:
    """Write a game tree with perfect recall in reduced normal form.

    Examples
    --------
    >>> from gametheory_dprk.games import Decision, Terminal
    >>> leave, fight, share = (Terminal({"A": a, "B": b}) for a, b in ((0, 2), (-1, -1), (1, 1)))
    >>> answer = Decision("B", "enter", {"fight": fight, "share": share})
    >>> tree = ExtensiveGame(("A", "B"), Decision("A", "start", {"out": leave, "enter": answer}))
    >>> reduced_form(tree).game.payoffs["A"]["start: enter", "enter: fight"]
    Fraction(-1, 1)
    """
    forests = {player: Forest(game, player) for player in game.players}
    plans = {
        player: {plan_name(plan): plan for plan in forest.plans(())}
        for player, forest in forests.items()
    }
    moves = {player: tuple(each) for player, each in plans.items()}
    payoffs = {
        player: dict.fromkeys(product(*moves.values()), Fraction(0)) for player in game.players
    }
    for play in game.plays():
        weight = prod(
            (step.probability for step in play.steps if step.probability is not None),
            start=Fraction(1),
        )
        kept = ([n for n, plan in plans[p].items() if allows(plan, play, p)] for p in game.players)
        for profile in product(*kept):
            for player, table in payoffs.items():
                table[profile] += weight * play.payoffs[player]
    return ReducedForm(NormalGame(game.players, moves, payoffs), plans)


def refuse_reduction(game: ExtensiveGame[Fraction]) -> str:
    """Say why a tree has no reduced normal form of bearable size, or "".

    Examples
    --------
    >>> from gametheory_dprk.games import Decision, Terminal
    >>> refuse_reduction(ExtensiveGame(("A",), Decision("A", "x", {"go": Terminal({"A": 1})})))
    ''
    """
    forests = [Forest(game, player) for player in game.players]
    for forest in forests:
        if not forest.has_recall:
            return f"{forest.player} does not recall own moves"
    count = prod(forest.count(()) for forest in forests)
    if count > MAX_PROFILES:
        return f"the reduced normal form has more than {MAX_PROFILES} profiles"
    return ""


class Forest:
    """The information sets of one player, each below the own moves that lead to it."""

    def __init__(self, game: ExtensiveGame[Fraction], player: str) -> None:
        self.player = player
        self.following: dict[Sequence, dict[str, dict[str, None]]] = defaultdict(dict)
        pasts: dict[str, set[Sequence]] = defaultdict(set)
        for play in game.plays():
            sequence = own_sequence(play, player)
            for length, (label, move) in enumerate(sequence):
                self.following[sequence[:length]].setdefault(label, {})[move] = None
                pasts[label].add(sequence[:length])
        self.has_recall = all(len(past) == 1 for past in pasts.values())

    def count(self, sequence: Sequence) -> int:
        """Number of plans from a point on."""
        return prod(
            sum(self.count((*sequence, (label, move))) for move in moves)
            for label, moves in self.following.get(sequence, {}).items()
        )

    def plans(self, sequence: Sequence) -> Iterator[Plan]:
        """All reduced plans from a point on."""
        choices = (
            [
                {label: move, **plan}
                for move in moves
                for plan in self.plans((*sequence, (label, move)))
            ]
            for label, moves in self.following.get(sequence, {}).items()
        )
        for parts in product(*choices):
            yield {label: move for part in parts for label, move in part.items()}


def own_sequence(play: Play[Fraction], player: str) -> Sequence:
    """The moves of a player on a play."""
    return tuple((s.information_set, s.move) for s in play.steps if s.player == player)


def allows(plan: Plan, play: Play[Fraction], player: str) -> bool:
    """Whether a player's plan makes all the player's moves on a play."""
    return all(plan.get(label) == move for label, move in own_sequence(play, player))


def plan_name(plan: Plan) -> str:
    """Name of a plan as a move of the normal form.

    Examples
    --------
    >>> plan_name({"start": "enter", "enter.share": "stay"})
    'start: enter, enter.share: stay'
    """
    return ", ".join(f"{label}: {move}" for label, move in plan.items())
