"""Nash equilibrium: nobody gains by deviating alone.

In a normal form every unilateral pure deviation is compared; mixed ones are averages of pure
ones. In games with several information sets the comparison is with the best reply.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import partial
from typing import cast

from gametheory_dprk.concepts.component import certify
from gametheory_dprk.concepts.enclosures import certify_enclosure, is_enclosed
from gametheory_dprk.concepts.nash_by_best_reply import best_reply_checks
from gametheory_dprk.concepts.normal_cases import normal_account
from gametheory_dprk.concepts.play import weight
from gametheory_dprk.concepts.spec import ConceptSpec
from gametheory_dprk.concepts.trees.nash_cases import nash_tree_account
from gametheory_dprk.concepts.trees.nash_mixtures import certify_mixtures
from gametheory_dprk.concepts.trees.plan_claims import certify_by_plans, needs_plans
from gametheory_dprk.games import ExtensiveGame, NormalGame, SignalingGame
from gametheory_dprk.interchange.simultaneous import as_tree
from gametheory_dprk.number import Number
from gametheory_dprk.solution import Assessment, Candidate, Certificate, Check, PerSet


def deviation_payoffs(
    game: NormalGame[Number], strategies: PerSet, player: str
) -> dict[str, Number]:
    """What each move pays a player against the others' strategies.

    Examples
    --------
    >>> game = NormalGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]])
    >>> deviation_payoffs(game, {"column": {"column": {"c1": Fraction(1), "c2": 0}}}, "row")
    {'r1': Fraction(3, 1), 'r2': Fraction(5, 1)}
    """
    payoffs: dict[str, Number] = dict.fromkeys(game.moves[player], Fraction(0))
    position = game.players.index(player)
    for play in game.plays():
        payoffs[play.steps[position].move] += play.payoffs[player] * weight(
            play, strategies, without=player
        )
    return payoffs


def deviation_checks(game: NormalGame[Number], assessment: Assessment) -> Iterator[Check]:
    """Claim for every player and move that the move alone pays no more than the strategy."""
    for player in game.players:
        chances = assessment.strategies[player][player]
        payoffs = deviation_payoffs(game, assessment.strategies, player)
        value = sum((chances[move] * payoff for move, payoff in payoffs.items()), Fraction(0))
        for move, payoff in payoffs.items():
            yield Check(f"{player}: value >= payoff of {move}", value, ">=", payoff)


def check_normal(game: NormalGame[Number], candidate: Candidate) -> Certificate:
    """Certify a candidate for Nash equilibrium of a normal-form game.

    Examples
    --------
    >>> game = NormalGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]])
    >>> stay, leave = Fraction(1), Fraction(0)
    >>> kind = Assessment({
    ...     "row": {"row": {"r1": stay, "r2": leave}},
    ...     "column": {"column": {"c1": stay, "c2": leave}},
    ... })
    >>> [check.claim for check in check_normal(game, Candidate(kind)).failures()]
    ['row: value >= payoff of r2', 'column: value >= payoff of c2']
    """
    if is_enclosed(candidate):
        return certify_enclosure(game, candidate)
    if needs_plans(candidate):
        tree = as_tree(cast(NormalGame[Fraction], game))
        return certify_by_plans(cast(ExtensiveGame[Number], tree), candidate)
    return certify(game, candidate, deviation_checks)


def check_tree(
    game: ExtensiveGame[Number] | SignalingGame[Number], candidate: Candidate
) -> Certificate:
    """Certify a candidate for Nash equilibrium of a game with several information sets."""
    if isinstance(game, ExtensiveGame) and needs_plans(candidate):
        return certify_by_plans(game, candidate)
    if isinstance(game, ExtensiveGame) and candidate.component is not None:
        return certify_mixtures(game, candidate, partial(best_reply_checks, game))
    return certify(game, candidate, best_reply_checks)


SPEC = ConceptSpec(
    name="nash",
    accounts={NormalGame: normal_account, ExtensiveGame: nash_tree_account},
    checks={NormalGame: check_normal, ExtensiveGame: check_tree, SignalingGame: check_tree},
    mixing=frozenset({ExtensiveGame}),
    about="no player gains by deviating alone",
    source="Nash 1951",
)
