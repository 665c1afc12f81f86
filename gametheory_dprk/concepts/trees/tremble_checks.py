"""Claims about an assessment that the trembles given with it prove.

*Consistent* (Kreps and Wilson 1982): the trembles are completely mixed strategies whose limit is
the assessment's strategies, and the limit of Bayes' rule its beliefs. That is the definition
itself, so these claims decide what `consistency` decides by costs, at the expense of one walk
through the tree.

*Quasi-perfect* (van Damme 1984): at every information set each move in the support earns, against
the trembling play of the others, at least what any other move earns, if the owner's later moves
are as good as they can be and do not tremble.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import chain

from gametheory_dprk.concepts.play import place_name
from gametheory_dprk.concepts.trees.infinitesimal import (
    accumulate,
    difference,
    leading,
    limit_shares,
)
from gametheory_dprk.concepts.trees.tree import Tree
from gametheory_dprk.concepts.trees.trembling_play import TremblingPlay
from gametheory_dprk.games import InformationSet
from gametheory_dprk.number import Number, is_exact
from gametheory_dprk.solution import Assessment, Candidate, Check

ZERO, ONE = Fraction(0), Fraction(1)


def tremble_form_checks(tree: Tree, candidate: Candidate) -> Iterator[Check]:
    """Claim that there is one assessment, with a series of exact numbers for every move."""
    yield Check(
        "trembles: of one assessment, not of a component",
        Fraction(candidate.component is None),
        "==",
        ONE,
        form=True,
    )
    places = {(place.player, place.label): place for place in tree.places.values()}
    for key in {(p, label) for p, sets in candidate.trembles.items() for label in sets} - set(
        places
    ):
        yield Check(f"trembles: {key[1]} of {key[0]} is in the game", ZERO, "==", ONE, form=True)
    for (player, label), place in places.items():
        given = candidate.trembles.get(player, {}).get(label, {})
        wrong = len(set(place.moves) ^ set(given))
        wrong += sum(not is_exact(value) for value in chain.from_iterable(given.values()))
        text = f"trembles of {place_name(place)}: faults in one exact series a move"
        yield Check(text, Fraction(wrong), "==", ZERO, form=True)


def positive_checks(play: TremblingPlay) -> Iterator[Check]:
    """Claim that the trembles are realization weights of completely mixed strategies."""
    for key, place in play.tree.places.items():
        for move in place.moves:
            text = f"trembles of {place_name(place)}: {move} is possible"
            yield truth(text, leading(play.weights[key, move]) > 0)
        total: dict[int, Number] = {}
        for move in place.moves:
            accumulate(total, play.weights[key, move], ONE)
        text = f"trembles of {place_name(place)}: weights add up to that of the moves before"
        yield truth(text, not difference(total, play.weights[play.before[key]]))


def limit_checks(play: TremblingPlay, assessment: Assessment) -> Iterator[Check]:
    """Claim that the trembles come to the assessment: its strategies and its beliefs."""
    for (player, label), place in play.tree.places.items():
        where = place_name(place)
        limits = limit_shares({m: play.weights[(player, label), m] for m in place.moves})
        strategy = assessment.strategies[player][label]
        for move in place.moves:
            text = f"{where}: probability of {move} is the limit of trembles"
            yield Check(text, strategy[move], "==", limits[move])
        if len(place.nodes) > 1:
            belief = assessment.beliefs[player][label]
            for node, limit in limit_shares(play.reached[player, label]).items():
                text = f"{where}: consistent, belief in {node} is the limit of Bayes' rule"
                yield Check(text, belief[node], "==", limit)


def consistency_by_trembles(play: TremblingPlay, assessment: Assessment) -> Iterator[Check]:
    """Claim that an assessment is consistent."""
    formal = list(positive_checks(play))
    yield from formal
    if all(check.holds for check in formal):
        yield from limit_checks(play, assessment)


def best_reply_checks(
    play: TremblingPlay, strategies: Mapping[str, Mapping[str, Mapping[str, Number]]]
) -> Iterator[Check]:
    """Claim that moves in the support are best against trembling play, at every set."""
    for key, place in play.tree.places.items():
        chances = strategies[key[0]][key[1]]
        for played in (move for move in place.moves if chances[move]):
            yield from (
                best_reply_check(play, place, played, other)
                for other in place.moves
                if other != played
            )


def best_reply_check(play: TremblingPlay, place: InformationSet, played: str, other: str) -> Check:
    """One move compared with another by the first power in which they earn different amounts."""
    key = (place.player, place.label)
    gain = difference(play.earned[key, played], play.earned[key, other])
    power = min(gain, default=0)
    return Check(
        f"{place_name(place)}: {played} in the support earns at least {other} against small "
        f"trembles (power {power})",
        play.earned[key, played].get(power, ZERO),
        ">=",
        play.earned[key, other].get(power, ZERO),
    )


def truth(claim: str, holds: bool) -> Check:
    """A yes-or-no claim as a check."""
    return Check(claim, Fraction(holds), "==", ONE)
