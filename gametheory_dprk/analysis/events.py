"""Events of a play, such as types drawn and moves made, and their exact probabilities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from gametheory_dprk.concepts.play import node_name, step_probability
from gametheory_dprk.concepts.realization import realized_plays
from gametheory_dprk.errors import AnalysisError
from gametheory_dprk.expr import Expr, decide
from gametheory_dprk.games import Game, InformationSet, Play
from gametheory_dprk.number import Number
from gametheory_dprk.solution import Assessment


class Undefined(AnalysisError):
    """A probability is conditional on what cannot happen and no belief speaks of."""


@dataclass(frozen=True, slots=True)
class Weighted:
    """A play and the weight it has under some strategies and beliefs."""

    play: Play[Number]
    weight: Number


def event_names(game: Game[Number]) -> frozenset[str]:
    """Every name that is an event: a move or type, bare and with its player before a dot."""
    steps = {(step.player, step.move) for play in game.plays() for step in play.steps}
    return frozenset(name for player, move in steps for name in (move, f"{player}.{move}"))


def happened(play: Play[Number], known: Iterable[str]) -> dict[str, Fraction]:
    """One for each event that happened in a play, zero for the others."""
    made = {name for s in play.steps for name in (s.move, f"{s.player}.{s.move}")}
    return {name: Fraction(name in made) for name in known}


def probability(
    game: Game[Number], assessment: Assessment, events: Sequence[Expr], given: Sequence[Expr] = ()
) -> Number:
    """Probability that all events happen, given that all others do.

    Where what is given cannot happen, but always passes through an information set, the
    beliefs there decide, and the strategies from there on.

    Parameters
    ----------
    game : Game
        An exact game.
    assessment : Assessment
    events, given : sequence of Expr
        Formulas in the names of moves and types, each 1 where it happened; for instance
        `talk`, `US.relief`, `not talk`.

    Raises
    ------
    Undefined
        If what is given has probability zero and no belief speaks of it.
    UnknownNameError
        If a name is neither a move nor a type.

    Examples
    --------
    >>> from gametheory_dprk.expr import parse
    >>> from gametheory_dprk.games import SignalingGame
    >>> game = SignalingGame.from_arrays(["1/4", "3/4"], [[[0], [0]]] * 2, [[[0], [0]]] * 2)
    >>> pooling = {"t1": {"m1": 1, "m2": 0}, "t2": {"m1": 1, "m2": 0}}
    >>> strategies = {"sender": pooling, "receiver": {"m1": {"r1": 1}, "m2": {"r1": 1}}}
    >>> beliefs = {"receiver": {"m2": {"t1": Fraction(2, 3), "t2": Fraction(1, 3)}}}
    >>> assessment = Assessment(strategies, beliefs)
    >>> probability(game, assessment, [parse("m1")])
    Fraction(1, 1)
    >>> probability(game, assessment, [parse("t1")], [parse("m2")])
    Fraction(2, 3)
    """
    known = event_names(game)
    plays = [Weighted(*each) for each in realized_plays(game, assessment)]
    if not total(plays, given, known):
        if assessment.joint:
            raise Undefined("a condition has probability zero")
        plays = believed_plays(game, assessment, given, known)
    return total(plays, (*events, *given), known) / total(plays, given, known)


def total(plays: Iterable[Weighted], events: Sequence[Expr], known: Iterable[str]) -> Number:
    """Weight of the plays in which all events happen."""
    weights = (each.weight for each in plays if all_happen(each.play, events, known))
    return sum(weights, Fraction(0))


def all_happen(play: Play[Number], events: Sequence[Expr], known: Iterable[str]) -> bool:
    """Tell whether all events happen in a play."""
    facts = happened(play, known)
    return all(decide(event, facts) for event in events)


def believed_plays(
    game: Game[Number], assessment: Assessment, given: Sequence[Expr], known: Iterable[str]
) -> list[Weighted]:
    """Plays weighted from the first information set at which the given events can still happen.

    All plays with the given events must pass it; what follows it is Bayes' rule.

    Raises
    ------
    Undefined
        If there is no such information set.
    """
    passing = [play for play in game.plays() if all_happen(play, given, known)]
    passed = [{(step.player, step.information_set) for step in play.steps} for play in passing]
    for place in game.information_sets():
        if passed and all((place.player, place.label) in keys for keys in passed):
            plays = list(plays_from(game, assessment, place))
            if total(plays, given, known):
                return plays
    raise Undefined("a condition has probability zero, and no information set stands for it")


def plays_from(
    game: Game[Number], assessment: Assessment, place: InformationSet
) -> Iterator[Weighted]:
    """Plays through an information set, weighted by belief and by what is played from there."""
    beliefs = assessment.beliefs.get(place.player, {}).get(place.label)
    if beliefs is None:
        beliefs = {place.nodes[0]: Fraction(1)} if len(place.nodes) == 1 else {}
    for play in game.plays():
        for position, step in enumerate(play.steps):
            if (step.player, step.information_set) == (place.player, place.label):
                weight = beliefs.get(node_name(game, play, position), Fraction(0))
                for later in play.steps[position:] if weight else ():
                    weight *= step_probability(later, assessment.strategies)
                yield Weighted(play, weight)
