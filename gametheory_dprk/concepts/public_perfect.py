"""Perfect public equilibrium: after no public history does any player gain by deviating.

A profile is given as an automaton whose state follows from what all have seen. It is an
equilibrium exactly if in every state, reached or not, no player gains by a single deviation
(Abreu 1988 for perfect monitoring; Fudenberg, Levine and Maskin 1994 for imperfect). With a lag a
player also knows which of his own moves are yet to be shown; deviations are then checked at all he
may know, and what he plays after an own unseen deviation is part of the assessment.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from gametheory_dprk.concepts.formal import of_form
from gametheory_dprk.concepts.policies import discount_checks, policy_checks
from gametheory_dprk.concepts.recursion import one_shot_checks
from gametheory_dprk.concepts.spec import ConceptSpec
from gametheory_dprk.games import RepeatedGame
from gametheory_dprk.number import Number
from gametheory_dprk.solution import Assessment, Candidate, Certificate, Check

ZERO, ONE = Fraction(0), Fraction(1)


def check_repeated(game: RepeatedGame[Number], candidate: Candidate) -> Certificate:
    """Certify that a profile is a perfect public equilibrium; values are per period."""
    name = game.name_of(candidate.assessment.strategies)
    named = Check("the strategies are those of one automaton", Fraction(name != ""), "==", ONE)
    if not name or candidate.component is not None:
        alone = Fraction(candidate.component is not None)
        return Certificate((named, Check("stands alone", alone, "==", ZERO)))
    formal = of_form([named, *form_checks(game, name, candidate.assessment)])
    if not all(check.holds for check in formal):
        return Certificate(tuple(formal))
    return Certificate((*formal, *deviation_checks(game, name, candidate.assessment)))


def form_checks(game: RepeatedGame[Number], name: str, assessment: Assessment) -> Iterator[Check]:
    """Claim that strategies are distributions, and as the automaton says where it speaks."""
    known = set(game.players)
    for player in assessment.strategies.keys() - known:
        yield Check(f"{player} is a player", ZERO, "==", ONE)
    for player in game.players:
        process = game.process(name, player)
        own = {player: assessment.strategies[player]}
        yield from discount_checks(process)
        yield from policy_checks(process, own)
        for moment in game.moments(name):
            label = game.label(name, moment.state, moment.past)
            plays = game.automata[name].states[moment.state].plays[player]
            for move, chance in own[player][label].items():
                claim = f"{player} in {label}: probability of {move} as the automaton says"
                yield Check(claim, chance, "==", plays.get(move, ZERO))


def deviation_checks(
    game: RepeatedGame[Number], name: str, assessment: Assessment
) -> Iterator[Check]:
    """Claim that no player gains by a single deviation, wherever he may be."""
    for player in game.players:
        process = game.process(name, player)
        own = {player: assessment.strategies[player]}
        yield from one_shot_checks(process, own, average=True)


SPEC = ConceptSpec(
    name="public_perfect",
    checks={RepeatedGame: check_repeated},
    about="no single deviation gains after any history of what all have seen",
    source="Abreu 1988; Fudenberg, Levine and Maskin 1994",
)
