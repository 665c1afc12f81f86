"""Subgame-perfect equilibrium: a Nash equilibrium in every proper subgame."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gametheory_dprk.concepts.completeness import Account
from gametheory_dprk.concepts.component import prefixed
from gametheory_dprk.concepts.nash_by_best_reply import best_reply_checks
from gametheory_dprk.concepts.spec import ConceptSpec
from gametheory_dprk.concepts.trees.cases import perfect_information_account
from gametheory_dprk.concepts.trees.nash_mixtures import certify_mixtures
from gametheory_dprk.concepts.trees.nash_stages import stage_account
from gametheory_dprk.concepts.trees.nash_weights import mixes_weights
from gametheory_dprk.concepts.trees.subgames import (
    check_subgame_perfect,
    subgame,
    subgame_name,
)
from gametheory_dprk.concepts.trees.tree import Tree
from gametheory_dprk.games import ExtensiveGame
from gametheory_dprk.number import Number
from gametheory_dprk.solution import Assessment, Candidate, Certificate, Check


def check(game: ExtensiveGame[Number], candidate: Candidate) -> Certificate:
    """Certify a candidate; a component by cells of behavior, or of realization weights."""
    if not mixes_weights(candidate):
        return check_subgame_perfect(game, candidate)
    tree = Tree(game)
    games = {root: subgame(tree, root) for root in tree.subgame_roots}
    parts = [
        frozenset((place.player, place.label) for place in part.information_sets())
        for part in games.values()
    ]

    def conditions(assessment: Assessment) -> Iterator[Check]:
        for root, part in games.items():
            for each in best_reply_checks(part, assessment):
                yield prefixed(f"{subgame_name(root)}: ", each)

    return certify_mixtures(game, candidate, conditions, parts)


def account(game: ExtensiveGame[Number], listed: Mapping[int, Candidate]) -> Account:
    """What completeness certificates are checked against.

    Raises
    ------
    AnalysisError
        If some information set has several nodes and there are not two players.
    """
    perfect = all(len(place.nodes) == 1 for place in game.information_sets())
    if perfect or len(game.players) != 2:
        return perfect_information_account(game, listed)
    return stage_account(game, listed)


SPEC = ConceptSpec(
    name="subgame_perfect",
    checks={ExtensiveGame: check},
    accounts={ExtensiveGame: account},
    mixing=frozenset({ExtensiveGame}),
    about="a Nash equilibrium in every proper subgame",
    source="Selten 1965",
)
