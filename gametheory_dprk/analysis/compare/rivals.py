"""The hypotheses of a comparison, each with its solved game and the likelihoods it gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from gametheory_dprk.analysis.compare.contenders import Contender
from gametheory_dprk.analysis.compare.likelihood import (
    Likelihood,
    Noise,
    Reading,
    Telling,
    cumulative,
    exact_telling,
    type_weight,
)
from gametheory_dprk.analysis.compare.record import Offers
from gametheory_dprk.analysis.members import members
from gametheory_dprk.analysis.points import Point
from gametheory_dprk.analysis.selection import select
from gametheory_dprk.analysis.solved import Solved
from gametheory_dprk.errors import AnalysisError, SolveError
from gametheory_dprk.number import Number
from gametheory_dprk.solution import Assessment, Equilibrium

Run = tuple[Number, ...]
"""Probability of the first n clues, for n from 0 on."""


@dataclass(frozen=True, slots=True)
class Rival:
    """A hypothesis, its game solved, and the likelihood of the record in every equilibrium.

    Attributes
    ----------
    offers : Offers
        The exact game and its moves.
    selected : Equilibrium
    run, silent : Run
        Under the selected equilibrium, with the noise in reports and without any.
    runs : tuple of Run
        Under every equilibrium, component corners and centers included, in order; members
        that differ in beliefs alone count once.
    """

    contender: Contender
    point: Point
    solved: Solved
    offers: Offers
    selected: Equilibrium
    run: Run
    silent: Run
    runs: tuple[Run, ...]

    @property
    def id(self) -> str:
        """The name of the hypothesis."""
        return self.contender.id

    @property
    def types(self) -> tuple[str, ...]:
        """The types that the hypothesis speaks of."""
        return self.contender.hypothesis.types

    @property
    def reading(self) -> Reading:
        """The record as plays of its game."""
        return self.contender.side.reading

    def telling(self, assessment: Assessment) -> Telling[Number]:
        """What is played in an assessment of its game."""
        return exact_telling(self.offers, assessment)

    def run_of(self, assessment: Assessment) -> Run:
        """Likelihood of the record under an assessment of its game."""
        return cumulative(self.telling(assessment), self.reading, self.types)

    def shares_game(self, other: Rival) -> bool:
        """Tell whether two hypotheses are about the same game at the same values."""
        return self.contender.side is other.contender.side and self.point == other.point


def make_rival(contender: Contender, point: Point) -> Rival:
    """Solve the game of a hypothesis and find the likelihoods of the record in it.

    Raises
    ------
    AnalysisError
        If the hypothesis names a type that the game never draws, or moves are drawn together.
    SolveError
        If its game has no equilibrium.
    LimitReached
        If time was spent before all of them were found.
    """
    here = contender.at(point)
    solver = contender.side.solver
    solved = solver.at(here)
    if solved.solution.status == "limit":
        solver.budget.tick()
    selected = select(solved.solution.equilibria)
    if selected is None:
        raise SolveError(f"hypothesis {contender.id}: no equilibrium was found")
    if selected.assessment.joint:
        raise AnalysisError("the record is weighed move by move; correlated moves go together")
    offers, reading = Offers.of(solved.game), contender.side.reading
    types = contender.hypothesis.types
    telling = exact_telling(offers, selected.assessment)
    if not type_weight(telling, reading, types):
        raise AnalysisError(f"hypothesis {contender.id}: its types have probability 0")

    def run(assessment: Assessment, likelihood: Likelihood) -> Run:
        how = Reading(offers, reading.matches, likelihood, reading.persistent)
        return cumulative(exact_telling(offers, assessment), how, types)

    everywhere = [each for e in solved.solution.equilibria for each in members(e)]
    played = {strategy_key(each): each for each in everywhere}
    return Rival(
        contender,
        here,
        solved,
        offers,
        selected,
        run(selected.assessment, reading.likelihood),
        run(selected.assessment, Noise(Fraction(0))),
        tuple(run(each, reading.likelihood) for each in played.values()),
    )


def strategy_key(assessment: Assessment) -> tuple[tuple[str, str, str, Number], ...]:
    """What is played, as a key: the likelihood of a record does not depend on beliefs."""
    return tuple(
        (player, label, move, chance)
        for player, sets in assessment.strategies.items()
        for label, moves in sets.items()
        for move, chance in moves.items()
    )


def share_a_game(rivals: Sequence[Rival]) -> bool:
    """Tell whether the hypotheses are types within one game."""
    return all(rival.types and rival.shares_game(rivals[0]) for rival in rivals)


def common_prior(rivals: Sequence[Rival]) -> dict[str, Number]:
    """The players' own probabilities of types that share a game, relative to each other."""
    weights = {
        rival.id: type_weight(rival.telling(rival.selected.assessment), rival.reading, rival.types)
        for rival in rivals
    }
    return normalised(weights)


def normalised(weights: Mapping[str, Number]) -> dict[str, Number]:
    """Weights scaled so that they sum to one.

    Examples
    --------
    >>> normalised({"genuine": Fraction(1), "ploy": Fraction(3)})
    {'genuine': Fraction(1, 4), 'ploy': Fraction(3, 4)}
    """
    whole = sum(weights.values(), Fraction(0))
    return {name: weight / whole for name, weight in weights.items()}
