"""The claims that make an assessment of a signaling game a perfect Bayesian equilibrium."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from gametheory_dprk.concepts.component import cell_distance, cells_of, dimension_checks
from gametheory_dprk.concepts.play import distribution_checks
from gametheory_dprk.concepts.signaling.cell import Known, cell_claims, cell_formalities
from gametheory_dprk.games import SignalingGame
from gametheory_dprk.number import Number
from gametheory_dprk.solution import Assessment, Candidate, Certificate, Check, Distribution

ZERO = Fraction(0)


def check_signaling(game: SignalingGame[Number], candidate: Candidate) -> Certificate:
    """Check perfect Bayesian equilibrium in a signaling game.

    The sender's strategy must be optimal for every type, the receiver's after *every* signal
    given the belief there, and beliefs must follow Bayes' rule after every signal of positive
    probability. Of a component, every point of every cell must satisfy this, and the member
    must lie in a cell.

    Parameters
    ----------
    game : SignalingGame
    candidate : Candidate

    Returns
    -------
    Certificate
        If something is malformed, only the claims on form, some of which fail.

    Examples
    --------
    >>> from gametheory_dprk.solution import Assessment
    >>> game = SignalingGame.from_arrays([1], [[[2, 0], [1, 1]]], [[[1, 0], [0, 0]]])
    >>> yes, no, half = Fraction(1), Fraction(0), Fraction(1, 2)
    >>> strategies = {
    ...     "sender": {"t1": {"m1": yes, "m2": no}},
    ...     "receiver": {"m1": {"r1": yes, "r2": no}, "m2": {"r1": half, "r2": half}},
    ... }
    >>> beliefs = {"receiver": {"m1": {"t1": yes}, "m2": {"t1": yes}}}
    >>> certificate = check_signaling(game, Candidate(Assessment(strategies, beliefs)))
    >>> certificate.valid
    True
    >>> [check.claim for check in certificate.checks if check.claim.startswith("t1")]
    ['t1: value >= payoff of m1', 't1: value >= payoff of m2']
    """
    formal = tuple(formalities(game, candidate))
    if not all(check.holds for check in formal):
        return Certificate(formal)
    return Certificate((*formal, *claims(game, candidate)))


def formalities(game: SignalingGame[Number], candidate: Candidate) -> Iterator[Check]:
    """Claim that all distributions are there and well formed."""
    yield from distribution_checks(game, candidate.assessment)
    given = candidate.assessment.beliefs.get(game.receiver, {})
    missing = sum(signal not in given for signal in game.signals)
    yield Check("signals without a belief", Fraction(missing), "==", ZERO, form=True)
    for number, cell in enumerate(cells_of(candidate), 1):
        yield from cell_formalities(game, cell, f"cell {number}")


def claims(game: SignalingGame[Number], candidate: Candidate) -> Iterator[Check]:
    """The conditions of equilibrium, at the member and in every cell."""
    member = candidate.assessment
    yield from sender_claims(game, member)
    for signal in game.signals:
        yield from bayes_claims(game, member, signal)
        yield from receiver_claims(game, member, signal)
    known = Known()
    for number, cell in enumerate(cells_of(candidate), 1):
        yield from cell_claims(game, cell, member, f"cell {number}: ", known)
    if candidate.component is not None:
        distance = shortest(cell_distance(cell, member) for cell in cells_of(candidate))
        yield Check("distance of the member from its component", distance, "==", ZERO, form=True)
    yield from dimension_checks(candidate)


def shortest(distances: Iterable[Number]) -> Number:
    """The least of some distances, none of them below zero; one if there are none."""
    found: Number | None = None
    for distance in distances:
        found = distance if found is None else min(found, distance)
        if not found:
            break
    return Fraction(1) if found is None else found


def sender_claims(game: SignalingGame[Number], member: Assessment) -> Iterator[Check]:
    """Each type earns at least what each signal would bring it."""
    answers = member.strategies[game.receiver]
    for kind, sends in member.strategies[game.sender].items():
        worth = {signal: signal_payoff(game, kind, signal, answers[signal]) for signal in sends}
        value = sum((sends[signal] * worth[signal] for signal in sends), ZERO)
        for signal in game.signals:
            yield Check(f"{kind}: value >= payoff of {signal}", value, ">=", worth[signal])


def signal_payoff(
    game: SignalingGame[Number], kind: str, signal: str, answer: Distribution
) -> Number:
    """What a signal brings a type, given the answer to it."""
    pays = game.payoffs[game.sender]
    return sum((chance * pays[kind, signal, r] for r, chance in answer.items()), ZERO)


def bayes_claims(game: SignalingGame[Number], member: Assessment, signal: str) -> Iterator[Check]:
    """Where a signal has positive probability, beliefs after it are the posterior."""
    sends = member.strategies[game.sender]
    weights = {kind: chance * sends[kind][signal] for kind, chance in game.prior.items()}
    total = sum(weights.values(), ZERO)
    if total:
        belief = member.beliefs[game.receiver][signal]
        for kind, weight in weights.items():
            claim = f"belief in {kind} after {signal}: Bayes' rule"
            yield Check(claim, belief[kind], "==", weight / total)


def receiver_claims(
    game: SignalingGame[Number], member: Assessment, signal: str
) -> Iterator[Check]:
    """Every response in the support is best given the belief, whether the signal is sent or not."""
    pays = game.payoffs[game.receiver]
    belief = member.beliefs[game.receiver][signal]
    worth = {
        r: sum((chance * pays[kind, signal, r] for kind, chance in belief.items()), ZERO)
        for r in game.responses[signal]
    }
    for response, chance in member.strategies[game.receiver][signal].items():
        for other in game.responses[signal]:
            if chance and other != response:
                claim = f"{game.receiver} at {signal}: {response} in the support earns at least"
                yield Check(f"{claim} {other}", worth[response], ">=", worth[other])
