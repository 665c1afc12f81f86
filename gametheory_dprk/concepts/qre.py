"""Logit quantal response equilibrium: every agent plays a logit response to the others.

The agent of player i at an information set plays a move with probability proportional to
exp(lambda_i u), where u is what the move pays on average given the belief there and what is
played from there on. The concept is numerical: both sides are computed in floats, and a claim
holds if they differ by no more than a stated tolerance. Beliefs follow Bayes' rule; where an
information set is reached so rarely that floats cannot tell, the belief is taken as given.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from math import exp, fsum, isfinite
from typing import Any

from gametheory_dprk.concepts.play import node_name, place_name, reach
from gametheory_dprk.concepts.spec import ConceptSpec
from gametheory_dprk.games import (
    CHANCE,
    ExtensiveGame,
    Game,
    InformationSet,
    NormalGame,
    Play,
    SignalingGame,
    Step,
)
from gametheory_dprk.solution import Assessment, Candidate, Certificate, Check, SetKey

TOLERANCE = 1e-8
"""Largest difference between a probability and its logit response."""

RAREST = 1e-290
"""Probability of reach below which floats no longer tell how likely each node is."""


def check_logit(game: Game[Any], candidate: Candidate) -> Certificate:
    """Check the fixed point of logit responses at every information set, in floats.

    Parameters
    ----------
    game : Game[Fraction]
    candidate : Candidate
        With the rationality of every player, in units of its own payoffs.

    Returns
    -------
    Certificate
        Not exact. Its `max_regret` is the largest difference between a probability and the
        logit response, or between a belief and Bayes' rule.

    Examples
    --------
    >>> game = NormalGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]])
    >>> def play(keep):
    ...     return {"row": {"row": {"r1": keep, "r2": 1 - keep}},
    ...             "column": {"column": {"c1": keep, "c2": 1 - keep}}}
    >>> half = Candidate(Assessment(play(0.5)), rationality={"row": 0.0, "column": 0.0})
    >>> certificate = check_logit(game, half)
    >>> certificate.valid, certificate.exact, certificate.max_regret
    (True, False, 0.0)
    >>> wiser = Candidate(Assessment(play(0.5)), rationality={"row": 1.0, "column": 1.0})
    >>> check_logit(game, wiser).valid
    False
    """
    places = game.information_sets()
    formal = [*rationality_checks(game, candidate), *form_checks(places, candidate.assessment)]
    if candidate.component is not None:
        formal.append(fault("a quantal response equilibrium stands alone"))
    if not all(check.holds for check in formal):
        return Certificate(tuple(formal), exact=False)
    claims = [
        *belief_checks(game, places, candidate.assessment),
        *response_checks(game, places, candidate),
    ]
    return Certificate((*formal, *claims), exact=False)


def fault(claim: str) -> Check:
    """A claim that fails."""
    return Check(claim, Fraction(0), "==", Fraction(1))


def residual(claim: str, size: float) -> Check:
    """The claim that a difference vanishes, up to the tolerance."""
    difference: Any = size
    nothing: Any = 0.0
    return Check(f"{claim}, within {TOLERANCE:g}", difference, "==", nothing, TOLERANCE)


def rationality_checks(game: Game[Any], candidate: Candidate) -> Iterator[Check]:
    """Refuse a candidate that does not state lambda for every player."""
    stated = candidate.rationality
    if set(stated) != set(game.players):
        yield fault("lambda is stated for every player")
    elif not all(isfinite(each) and each >= 0 for each in stated.values()):
        yield fault("lambda is a number that is not negative")


def form_checks(places: Sequence[InformationSet], assessment: Assessment) -> Iterator[Check]:
    """Claim a distribution over the moves, and over the nodes where there are several."""
    known = {(place.player, place.label): place for place in places}
    for part in (assessment.strategies, assessment.beliefs):
        given = {(player, label) for player, sets in part.items() for label in sets}
        for player, label in sorted(given - set(known)):
            yield fault(f"{player} at {label}: an information set of the game")
    for (player, label), place in known.items():
        where = place_name(place)
        chances = assessment.strategies.get(player, {}).get(label, {})
        yield from simplex_checks(f"{where}: probabilities", place.moves, chances)
        beliefs = assessment.beliefs.get(player, {}).get(label)
        if beliefs is not None or len(place.nodes) > 1:
            yield from simplex_checks(f"{where}: beliefs", place.nodes, beliefs or {})


def simplex_checks(claim: str, names: Sequence[str], chances: Mapping[str, Any]) -> Iterator[Check]:
    """Claim that numbers are a distribution over names."""
    if set(names) != set(chances) or not all(0 <= float(each) <= 1 for each in chances.values()):
        yield fault(f"{claim} are given, each between 0 and 1")
    else:
        total = fsum(map(float, chances.values()))
        yield residual(f"{claim} sum to 1", abs(total - 1))


def belief_checks(
    game: Game[Any], places: Sequence[InformationSet], assessment: Assessment
) -> Iterator[Check]:
    """Beliefs follow from what is played, wherever floats can tell."""
    reached = reach(game, assessment.strategies)
    for place in places:
        beliefs = assessment.beliefs.get(place.player, {}).get(place.label)
        weights = {n: float(w) for n, w in reached[place.player, place.label].items()}
        total = fsum(weights.values())
        if beliefs is not None and total > RAREST:
            apart = max(abs(float(beliefs[n]) - w / total) for n, w in weights.items())
            yield residual(f"{place_name(place)}: beliefs by Bayes' rule", apart)


def response_checks(
    game: Game[Any], places: Sequence[InformationSet], candidate: Candidate
) -> Iterator[Check]:
    """What is played is the logit response at every information set."""
    worth = move_payoffs(game, places, candidate.assessment)
    for place in places:
        key = place.player, place.label
        response = logit(candidate.rationality[place.player], worth[key])
        chances = candidate.assessment.strategies[place.player][place.label]
        apart = max(abs(float(chances[move]) - each) for move, each in response.items())
        yield residual(f"{place_name(place)}: logit response", apart)


def logit(rationality: float, worth: Mapping[str, float]) -> dict[str, float]:
    """Probabilities proportional to exp(lambda u).

    Examples
    --------
    >>> logit(2.0, {"stay": 7.0, "leave": 7.0})
    {'stay': 0.5, 'leave': 0.5}
    """
    best = max(worth.values())
    weights = {move: exp(rationality * (each - best)) for move, each in worth.items()}
    total = fsum(weights.values())
    return {move: weight / total for move, weight in weights.items()}


def move_payoffs(
    game: Game[Any], places: Sequence[InformationSet], assessment: Assessment
) -> dict[SetKey, dict[str, float]]:
    """What every move pays given the belief there and what is played from there on.

    Payoffs count from each player's least one, which logit responses do not notice.
    """
    worth = {(each.player, each.label): dict.fromkeys(each.moves, 0.0) for each in places}
    plays = list(game.plays())
    least = {player: min(play.payoffs[player] for play in plays) for player in game.players}
    for play in plays:
        for position, step in enumerate(play.steps):
            if step.player != CHANCE:
                pays = float(play.payoffs[step.player] - least[step.player])
                share = continuation(game, play, position, assessment)
                worth[step.player, step.information_set][step.move] += share * pays
    return worth


def continuation(game: Game[Any], play: Play[Any], position: int, assessment: Assessment) -> float:
    """Probability of a play given that an information set on it is reached and its move made."""
    together = isinstance(game, NormalGame)
    share = 1.0 if together else belief_in(game, play, position, assessment)
    for other, step in enumerate(play.steps):
        if other > position or (together and other != position):
            share *= chance_of(step, assessment)
    return share


def belief_in(game: Game[Any], play: Play[Any], position: int, assessment: Assessment) -> float:
    """Belief in the node at which a play makes a move; 1 where it is the only one."""
    step = play.steps[position]
    beliefs = assessment.beliefs.get(step.player, {}).get(step.information_set)
    return 1.0 if beliefs is None else float(beliefs[node_name(game, play, position)])


def chance_of(step: Step[Any], assessment: Assessment) -> float:
    """Probability of one move where it is to be made."""
    if step.probability is not None:
        return float(step.probability)
    return float(assessment.strategies[step.player][step.information_set][step.move])


SPEC = ConceptSpec(
    name="qre",
    checks={NormalGame: check_logit, SignalingGame: check_logit, ExtensiveGame: check_logit},
    about="every agent plays a logit response to the others at a given lambda",
    source="McKelvey and Palfrey 1995, 1998",
    exact=False,
)
