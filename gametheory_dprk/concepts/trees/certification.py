"""From conditions on assessments to a certificate of a candidate in a tree."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import TypeAlias

from gametheory_dprk.concepts.component import prefixed
from gametheory_dprk.concepts.play import place_name
from gametheory_dprk.concepts.trees.claims import Variety
from gametheory_dprk.concepts.trees.tree import Tree
from gametheory_dprk.concepts.trees.tremble_checks import tremble_form_checks
from gametheory_dprk.concepts.trees.trembling_play import TremblingPlay
from gametheory_dprk.concepts.trees.variety import form_checks, varieties
from gametheory_dprk.games import ExtensiveGame
from gametheory_dprk.number import Number
from gametheory_dprk.solution import Assessment, Candidate, Certificate, Check
from gametheory_dprk.transforms.preparation import prepare

Conditions: TypeAlias = Callable[[Variety], Iterator[Check]]
TremblingConditions: TypeAlias = Callable[[TremblingPlay, Assessment], Iterator[Check]]


def certify_in_tree(
    game: ExtensiveGame[Number], candidate: Candidate, conditions: Conditions, *, beliefs: bool
) -> Certificate:
    """Check form first; then the conditions at the member and on every cell.

    Parameters
    ----------
    game : ExtensiveGame[Fraction]
        Moves of chance that have probability zero are no part of it.
    candidate : Candidate
    conditions : callable
        `conditions(variety) -> checks`.
    beliefs : bool
        Whether every information set of several nodes needs a belief.
    """
    prepared, _ = prepare(game)
    assert isinstance(prepared, ExtensiveGame)
    tree = Tree(prepared)
    formal = [*recall_checks(tree), *form_checks(tree, candidate, beliefs=beliefs)]
    if not all(check.holds for check in formal):
        return Certificate(tuple(formal))
    claims = [
        prefixed(prefix, check)
        for prefix, variety in varieties(tree, candidate)
        for check in conditions(variety)
    ]
    return Certificate((*formal, *claims))


def certify_with_trembles(
    game: ExtensiveGame[Number], candidate: Candidate, conditions: TremblingConditions
) -> Certificate:
    """Check form first; then the conditions that the candidate's trembles are to show.

    Parameters
    ----------
    game : ExtensiveGame[Fraction]
        Moves of chance that have probability zero are no part of it.
    candidate : Candidate
        With beliefs wherever an information set has several nodes.
    conditions : callable
        `conditions(trembling play, assessment) -> checks`.
    """
    prepared, _ = prepare(game)
    assert isinstance(prepared, ExtensiveGame)
    tree = Tree(prepared)
    formal = [
        *recall_checks(tree),
        *form_checks(tree, candidate, beliefs=True),
        *tremble_form_checks(tree, candidate),
    ]
    if not all(check.holds for check in formal):
        return Certificate(tuple(formal))
    play = TremblingPlay(tree, candidate.trembles)
    return Certificate((*formal, *conditions(play, candidate.assessment)))


def recall_checks(tree: Tree) -> Iterator[Check]:
    """Claim perfect recall, without which beliefs and one-shot deviations mean little."""
    for key, place in tree.places.items():
        if len(tree.members[key]) > 1:
            text = f"{place_name(place)}: the owner recalls its own moves"
            yield Check(text, Fraction(tree.recalls(key)), "==", Fraction(1), form=True)
