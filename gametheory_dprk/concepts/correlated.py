"""Correlated equilibrium: whoever is told a move, and only that, gains by no other.

A mediator draws a profile from a known joint distribution and tells every player the own part of
it. A player told a move weighs the others' moves by the joint distribution, given what was told;
multiplied by the probability of being told, the condition is linear in the joint distribution.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from gametheory_dprk.concepts.play import distribution_checks, simplex_checks
from gametheory_dprk.concepts.spec import ConceptSpec
from gametheory_dprk.games import NormalGame, Play
from gametheory_dprk.number import Number
from gametheory_dprk.solution import Assessment, Candidate, Certificate, Check

ZERO = Fraction(0)


def check_correlated(game: NormalGame[Number], candidate: Candidate) -> Certificate:
    """Certify a candidate for correlated equilibrium of a normal-form game.

    Parameters
    ----------
    game : NormalGame
        With any number of players.
    candidate : Candidate
        With a joint distribution; its strategies are the marginals.

    References
    ----------
    R. J. Aumann 1974, "Subjectivity and correlation in randomized strategies", Journal of
    Mathematical Economics 1; 1987, "Correlated equilibrium as an expression of Bayesian
    rationality", Econometrica 55.

    Examples
    --------
    >>> chicken = NormalGame.from_arrays([[6, 2], [7, 0]], [[6, 7], [2, 0]])
    >>> half, sure, never = Fraction(1, 2), Fraction(1), Fraction(0)
    >>> joint = {"r1.c1": half, "r1.c2": half, "r2.c1": never, "r2.c2": never}
    >>> told = {"row": {"row": {"r1": sure, "r2": never}},
    ...         "column": {"column": {"c1": half, "c2": half}}}
    >>> found = check_correlated(chicken, Candidate(Assessment(told, joint=joint)))
    >>> [check.claim for check in found.failures()]
    ['column: told c1, c2 does not gain']
    """
    formal = tuple(form_checks(game, candidate))
    if not all(check.holds for check in formal):
        return Certificate(formal)
    return Certificate((*formal, *obedience_checks(game, candidate.assessment)))


def form_checks(game: NormalGame[Number], candidate: Candidate) -> Iterator[Check]:
    """Claim a joint distribution over profiles, with the strategies as its marginals."""
    assessment = candidate.assessment
    paths = tuple(play.path for play in game.plays())
    alike = Fraction(max(Counter(paths).values()))
    yield Check("profiles that share a name", alike, "==", Fraction(1))
    joint = tuple(simplex_checks("joint distribution", "profile", paths, assessment.joint))
    separate = distribution_checks(game, assessment)
    yield from (*joint, *separate)
    yield Check("components", Fraction(candidate.component is not None), "==", ZERO)
    if alike == 1 and all(check.holds for check in (*joint, *separate)):
        yield from marginal_checks(game, assessment)


def marginal_checks(game: NormalGame[Number], assessment: Assessment) -> Iterator[Check]:
    """Claim that every player's strategy is how often each move is told."""
    for position, player in enumerate(game.players):
        told: dict[str, Number] = dict.fromkeys(game.moves[player], ZERO)
        for play in game.plays():
            told[play.steps[position].move] += assessment.joint[play.path]
        for move, chance in assessment.strategies[player][player].items():
            yield Check(
                f"{player}: probability of {move} is its marginal", chance, "==", told[move]
            )


def obedience_checks(game: NormalGame[Number], assessment: Assessment) -> Iterator[Check]:
    """Claim for every player, every move told and every other move that obeying pays as much.

    Both sides are expected payoffs times the probability of being told.
    """
    for position, player in enumerate(game.players):
        for told in game.moves[player]:
            plays = [play for play in game.plays() if play.steps[position].move == told]
            obeying = told_payoff(game, assessment, plays, player, told)
            for other in game.moves[player]:
                if other != told:
                    instead = told_payoff(game, assessment, plays, player, other)
                    claim = f"{player}: told {told}, {other} does not gain"
                    yield Check(claim, obeying, ">=", instead)


def told_payoff(
    game: NormalGame[Number],
    assessment: Assessment,
    plays: list[Play[Number]],
    player: str,
    move: str,
) -> Number:
    """What a player gets from a move where some profiles were drawn, weighted by their chances."""
    position, payoffs = game.players.index(player), game.payoffs[player]
    total: Number = ZERO
    for play in plays:
        profile = [step.move for step in play.steps]
        profile[position] = move
        total += assessment.joint[play.path] * payoffs[tuple(profile)]
    return total


SPEC = ConceptSpec(
    name="correlated",
    checks={NormalGame: check_correlated},
    about="nobody gains by disobeying a mediator who tells every player a move",
    source="Aumann 1974, 1987",
    joint=True,
)
