"""The claims that make an assessment of a large signaling game a sequential equilibrium.

Distributions are sparse: a move that is not listed has probability zero. Payoffs are compared in
floats with proved bounds on their errors; whatever these leave open is compared exactly. Of one
type all signals, and after one signal all responses, are one claim each: what is played earns at
least the best alternative. Where bounds decide, the two sides of the claim are these bounds, which
are exact numbers themselves.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from gametheory_dprk.games.grid_signaling import GridSignalingGame
from gametheory_dprk.number import Number
from gametheory_dprk.solution import Assessment, Candidate, Certificate, Check, Distribution

ZERO = Fraction(0)


def check_grid_signaling(game: GridSignalingGame[Number], candidate: Candidate) -> Certificate:
    """Check perfect Bayesian equilibrium, which is sequential equilibrium in a signaling game.

    Examples
    --------
    >>> from gametheory_dprk.solution import Assessment
    >>> game = GridSignalingGame.from_arrays([1], [[[2, 0], [1, 1]]], [[[1, 0], [0, 0]]])
    >>> yes = Fraction(1)
    >>> answers, blames = ({m: {each: yes} for m in ("m1", "m2")} for each in ("r1", "t1"))
    >>> strategies = {"sender": {"t1": {"m1": yes}}, "receiver": answers}
    >>> beliefs = {"receiver": blames}
    >>> certificate = check_grid_signaling(game, Candidate(Assessment(strategies, beliefs)))
    >>> certificate.valid, certificate.checks[-3].claim
    (True, 't1: value >= payoff of any other signal')
    """
    formal = tuple(formalities(game, candidate))
    if not all(check.holds for check in formal):
        return Certificate(formal)
    from gametheory_dprk.concepts.signaling.grid_claims import receiver_claims, sender_claims

    member = candidate.assessment
    rational = (*sender_claims(game, member), *receiver_claims(game, member))
    return Certificate((*formal, *bayes_claims(game, member), *rational))


def formalities(game: GridSignalingGame[Number], candidate: Candidate) -> Iterator[Check]:
    """Claim that all distributions are there and well formed."""
    types, signals, responses = (axis.names for axis in game.axes)
    given, member = candidate.assessment, candidate.assessment.strategies
    tables: Sequence[tuple[str, Mapping[str, Distribution], tuple[str, ...], tuple[str, ...]]] = (
        ("strategies of the sender", member.get(game.sender, {}), types, signals),
        ("strategies of the receiver", member.get(game.receiver, {}), signals, responses),
        ("beliefs", given.beliefs.get(game.receiver, {}), signals, types),
    )
    for what, table, places, moves in tables:
        yield fault_check(f"{what}: information sets", len(set(places) ^ set(table)))
        known = frozenset(moves)
        faults = sum(faults_of(each, known) for each in table.values())
        yield fault_check(f"{what}: distributions that are none", faults)
    extra = {*member, *given.beliefs} - {game.sender, game.receiver}
    spare = bool(candidate.component) + bool(given.joint) + (game.sender in given.beliefs)
    yield fault_check("parts that this game has not", len(extra) + spare)


def fault_check(claim: str, faults: int) -> Check:
    """A claim that there are no faults."""
    return Check(f"faults in {claim}", Fraction(faults), "==", ZERO, form=True)


def faults_of(chances: Distribution, known: frozenset[str]) -> bool:
    """Whether numbers are no exact distribution over some of the names."""
    values = [each for each in chances.values() if isinstance(each, Fraction | int)]
    if not known >= chances.keys() or len(values) < len(chances):
        return True
    return any(each < 0 for each in values) or total_of(values) != 1


def total_of(values: Collection[Any]) -> Any:
    """The sum of exact numbers, which a single one is at once."""
    return sum(values, ZERO) if len(values) > 1 else next(iter(values), ZERO)


def bayes_claims(game: GridSignalingGame[Number], member: Assessment) -> Iterator[Check]:
    """After every signal that is sent, beliefs are the posterior."""
    weights: dict[str, dict[str, Number]] = {}
    prior = game.prior
    for kind, sends in member.strategies[game.sender].items():
        for signal, chance in sends.items():
            if chance:
                weights.setdefault(signal, {})[kind] = prior[kind] * chance
    for signal, weight in weights.items():
        belief, total = member.beliefs[game.receiver][signal], sum(weight.values(), ZERO)
        distance: Number = ZERO
        for t in {*belief, *weight}:
            gap = belief.get(t, ZERO) * total - weight.get(t, ZERO)
            distance += gap if gap > 0 else -gap
        yield Check(f"belief after {signal}: distance from Bayes' rule", distance, "==", ZERO)
