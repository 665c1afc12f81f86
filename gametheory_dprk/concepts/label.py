"""The word for an equilibrium: what its strategies reveal, or whether they mix."""

from __future__ import annotations

from itertools import combinations

from gametheory_dprk.concepts.forms import own_label
from gametheory_dprk.games import CHANCE, Game, GridSignalingGame, SignalingGame
from gametheory_dprk.number import Number
from gametheory_dprk.solution import Assessment, Distribution, SetKey


def support(chances: Distribution) -> frozenset[str]:
    """Names of positive probability.

    Examples
    --------
    >>> sorted(support({"hold": 0, "give": 1}))
    ['give']
    """
    return frozenset(name for name, chance in chances.items() if chance > 0)


def openings(game: Game[Number]) -> dict[str, SetKey]:
    """For each type that chance can draw, the information set at which the informed player opens.

    Returns
    -------
    dict
        Empty where the game does not begin with a draw that exactly the next player sees.

    Examples
    --------
    >>> openings(SignalingGame.from_arrays([1], [[[0]]], [[[0]]]))
    {'t1': ('sender', 't1')}
    """
    if isinstance(game, SignalingGame | GridSignalingGame):
        return {kind: (game.sender, kind) for kind, chance in game.prior.items() if chance > 0}
    found: dict[str, SetKey] = {}
    for play in game.plays():
        first, *later = play.steps or (None,)
        if first and later and first.player == CHANCE and first.probability:
            found[first.move] = (later[0].player, later[0].information_set)
    owners = {player for player, _ in found.values()}
    seen = len(owners) == 1 and CHANCE not in owners and len(set(found.values())) == len(found)
    return found if seen else {}


def label(game: Game[Number], assessment: Assessment) -> str:
    """Name the kind of a well-formed assessment.

    Returns
    -------
    str
        Where the game begins with one of several types that only the first mover sees:
        `separating` (no opening move is made by two types), `pooling` (all types make one
        move for sure) or `semi-separating` (some move is made by several types, and some type
        mixes or makes one alone). Elsewhere, and where none of these fits, `pure` or `mixed`;
        `correlated` where moves are drawn together. Types of probability zero do not count. Play
        stated in floats is `mixed`: every move has a chance, however small.

    Examples
    --------
    >>> game = SignalingGame.from_arrays(["1/2", "1/2"], [[[0], [0]]] * 2, [[[0], [0]]] * 2)
    >>> first, second = {"m1": 1, "m2": 0}, {"m1": 0, "m2": 1}
    >>> answer = {"m1": {"r1": 1}, "m2": {"r1": 1}}
    >>> label(game, Assessment({"sender": {"t1": first, "t2": second}, "receiver": answer}))
    'separating'
    >>> label(game, Assessment({"sender": {"t1": first, "t2": first}, "receiver": answer}))
    'pooling'
    """
    if assessment.joint:
        return "correlated"
    if is_numerical(assessment):
        return "mixed"
    strategies = assessment.strategies
    if named := own_label(game, strategies):
        return named
    opening = [support(strategies[player][name]) for player, name in openings(game).values()]
    return revelation(opening) or purity(assessment)


def is_numerical(assessment: Assessment) -> bool:
    """Whether play is stated in floats."""
    return any(
        isinstance(chance, float)
        for sets in assessment.strategies.values()
        for chances in sets.values()
        for chance in chances.values()
    )


def revelation(supports: list[frozenset[str]]) -> str:
    """What the types' opening moves tell about them, or "" where no word fits."""
    if len(supports) < 2:
        return ""
    if all(one.isdisjoint(other) for one, other in combinations(supports, 2)):
        return "separating"
    moves = frozenset.union(*supports)
    if len(moves) == 1:
        return "pooling"
    alone = any(sum(move in made for made in supports) == 1 for move in moves)
    return "semi-separating" if alone or any(len(made) > 1 for made in supports) else ""


def purity(assessment: Assessment) -> str:
    """Whether every move is certain."""
    sure = all(
        len(support(chances)) == 1
        for sets in assessment.strategies.values()
        for chances in sets.values()
    )
    return "pure" if sure else "mixed"
