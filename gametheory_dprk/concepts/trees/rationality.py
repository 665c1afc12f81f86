"""Claims that players choose well and believe well, information set by information set."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from gametheory_dprk.concepts.play import place_name
from gametheory_dprk.concepts.trees.belief_source import (
    Weighing,
    earlier_weighing,
    share,
    source,
    start_weighing,
    stated_weighing,
    weighing,
)
from gametheory_dprk.concepts.trees.claims import Claim, Sides, Variety
from gametheory_dprk.concepts.trees.evaluation import Evaluation
from gametheory_dprk.games import Path
from gametheory_dprk.number import Number
from gametheory_dprk.solution import SetKey


def rationality_claims(variety: Variety) -> Iterator[Claim]:
    """At every information set each move in the support earns at least every other move.

    Moves are compared one at a time, everybody's later moves as in the strategies. By the
    one-shot deviation principle (Hendon, Jacobsen and Sloth 1996) nothing more is needed where
    beliefs pass through a player's own moves by Bayes' rule, which `bayes_claims` demand.
    """
    for key, place in variety.tree.places.items():
        how = weighing(variety, key)
        for played in variety.support("strategies", key):
            for other in place.moves:
                if other != played:
                    yield rationality_claim(variety, key, how, (played, other))


def rationality_claim(
    variety: Variety, key: SetKey, how: Weighing, moves: tuple[str, str]
) -> Claim:
    """One move compared with another."""
    tree = variety.tree
    later = tree.after[key, moves[0]] | tree.after[key, moves[1]]

    def sides(evaluation: Evaluation) -> Sides | None:
        weights = {path: how.weight(evaluation, path) for path in tree.members[key]}
        total = sum(weights.values(), Fraction(0))
        if not total:
            return None
        played, other = (earned(evaluation, key[0], weights, move) / total for move in moves)
        return played, other

    return Claim(
        f"{place_name(tree.places[key])}: {moves[0]} in the support earns at least {moves[1]}",
        ">=",
        sides,
        strategies=how.strategies | dict.fromkeys(sorted(later), 1),
        beliefs=how.beliefs,
    )


def earned(evaluation: Evaluation, player: str, weights: dict[Path, Number], move: str) -> Number:
    """What a player expects from a move made at weighted nodes."""
    return sum(
        (weight * evaluation.value((*path, move))[player] for path, weight in weights.items()),
        Fraction(0),
    )


def bayes_claims(variety: Variety) -> Iterator[Claim]:
    """Stated beliefs follow from those before them wherever Bayes' rule says anything."""
    tree = variety.tree
    for key, paths in tree.members.items():
        if len(paths) > 1 and source(variety, key) in ("stated", "member"):
            carried = earlier_weighing(variety, key)
            for node in paths:
                yield bayes_claim(variety, key, node, start_weighing(variety, key), "")
                if carried:
                    text = f" from the belief at {(tree.previous(key) or key)[1]}"
                    yield bayes_claim(variety, key, node, carried, text)


def bayes_claim(variety: Variety, key: SetKey, node: Path, how: Weighing, text: str) -> Claim:
    """The belief in a node is its share of the weight of the information set.

    Nothing is claimed where that weight is zero. Multiplied by it, the two sides are equal there
    too, and polynomials: so a claim that holds at the points that decide it holds throughout.
    """
    stated = stated_weighing(key)

    def sides(evaluation: Evaluation) -> Sides | None:
        posterior = share(how, evaluation, variety.tree.members[key], node)
        return None if posterior is None else (stated.weight(evaluation, node), posterior)

    where = place_name(variety.tree.places[key])
    return Claim(
        f"{where}: belief in {'.'.join(node)} by Bayes' rule{text}",
        "==",
        sides,
        strategies=how.strategies,
        beliefs=how.beliefs | stated.beliefs,
    )
