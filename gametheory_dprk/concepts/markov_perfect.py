"""Markov perfect equilibrium: in no state, reached or not, does a single deviation gain.

Moves depend on the state alone. That no single deviation gains makes every policy a best reply to
the others' among all strategies, with whatever memory (Fink 1964 shows that such equilibria exist).
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from gametheory_dprk.concepts.formal import of_form
from gametheory_dprk.concepts.policies import discount_checks, policy_checks
from gametheory_dprk.concepts.recursion import one_shot_checks
from gametheory_dprk.concepts.spec import ConceptSpec
from gametheory_dprk.games import StochasticGame
from gametheory_dprk.number import Number
from gametheory_dprk.solution import Candidate, Certificate, Check

ZERO = Fraction(0)

LARGEST = Fraction(1, 1_000_000)
"""Epsilon up to which strategies count as an equilibrium, in what is at stake."""


def check_stochastic(game: StochasticGame[Number], candidate: Candidate) -> Certificate:
    """Certify stationary strategies of a stochastic game; values are discounted sums.

    A candidate may state an `epsilon` that deviations gain at most, up to a millionth of the
    largest difference between payoffs, counted for ever.
    """
    strategies = candidate.assessment.strategies
    alone = Check("stands alone", Fraction(candidate.component is not None), "==", ZERO)
    own = [*discount_checks(game), *policy_checks(game, strategies), alone]
    formal = of_form([*own, *small_checks(game, candidate.epsilon)])
    if not all(check.holds for check in formal):
        return Certificate(tuple(formal))
    return Certificate((*formal, *one_shot_checks(game, strategies, epsilon=candidate.epsilon)))


def small_checks(game: StochasticGame[Number], epsilon: Fraction) -> Iterator[Check]:
    """Claim that an epsilon, if there is any, is small beside what is at stake."""
    if epsilon:
        for player in game.players:
            pays = [v for state in game.states.values() for v in state.payoffs[player].values()]
            stake = (max(pays) - min(pays)) / (1 - game.discount[player])
            if stake:
                claim = f"epsilon is at most a millionth of what {player} can gain"
                yield Check(claim, LARGEST * stake, ">=", epsilon)


SPEC = ConceptSpec(
    name="markov_perfect",
    checks={StochasticGame: check_stochastic},
    about="moves depend on the state alone, and no single deviation gains in any state",
    source="Fink 1964; Maskin and Tirole 2001",
)
