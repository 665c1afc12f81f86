"""The hypotheses of a comparison, each with its solved game and the likelihoods it gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from gametheory_dprk.analysis.compare.likelihood import (
    Likelihood,
    Noise,
    World,
    cumulative,
    type_weight,
)
from gametheory_dprk.analysis.compare.record import Episode, Offers
from gametheory_dprk.analysis.members import members
from gametheory_dprk.analysis.points import Point
from gametheory_dprk.analysis.selection import select
from gametheory_dprk.analysis.solved import Solved
from gametheory_dprk.concepts.label import openings
from gametheory_dprk.errors import AnalysisError, SolveError
from gametheory_dprk.games import Game
from gametheory_dprk.number import Number
from gametheory_dprk.scenario.model import Hypothesis, Scenario
from gametheory_dprk.scenario.values import parameter_values
from gametheory_dprk.solution import Assessment, Equilibrium

Run = tuple[Number, ...]
"""Probability of the first n clues, for n from 0 on."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How a record is read.

    Attributes
    ----------
    episodes : tuple of Episode
    likelihood : Likelihood
    persistent : bool
        Whether one type plays all episodes.
    """

    episodes: tuple[Episode, ...]
    likelihood: Likelihood
    persistent: bool


class PointSolver(Protocol):
    """Whatever solves a scenario at one parameter point after another."""

    @property
    def scenario(self) -> Scenario:
        """What is solved."""
        ...

    def at(self, point: Point) -> Solved:
        """Solve at a point."""
        ...


@dataclass(frozen=True, slots=True)
class Rival:
    """A hypothesis, its game solved, and the likelihood of the record in every equilibrium.

    Attributes
    ----------
    selected : Equilibrium
    run, silent : Run
        Under the selected equilibrium, with the noise in reports and without any.
    runs : tuple of Run
        Under every equilibrium, component corners and centers included, in order; members
        that differ in beliefs alone count once.
    """

    hypothesis: Hypothesis
    point: Point
    solved: Solved
    world: World
    selected: Equilibrium
    run: Run
    silent: Run
    runs: tuple[Run, ...]

    @property
    def id(self) -> str:
        """The name of the hypothesis."""
        return self.hypothesis.id


def hypotheses_of(scenario: Scenario, game: Game[Number]) -> tuple[Hypothesis, ...]:
    """The hypotheses that a file names, or else one for each type of the first mover.

    Raises
    ------
    AnalysisError
        If there are fewer than two.
    """
    found = scenario.hypotheses or tuple(
        Hypothesis(kind, f"the type is {kind}", {}, (kind,), None, None) for kind in openings(game)
    )
    if len(found) < 2:
        raise AnalysisError("a comparison needs two hypotheses: name them under hypotheses")
    return found


def make_rival(solver: PointSolver, hypothesis: Hypothesis, base: Point, reading: Reading) -> Rival:
    """Solve the game of a hypothesis and find the likelihoods of the record in it.

    Raises
    ------
    AnalysisError
        If the hypothesis names a type that the game never draws, or moves are drawn together.
    SolveError
        If its game has no equilibrium.
    """
    point = parameter_values(solver.scenario, {**base, **hypothesis.set})
    solved = solver.at(point)
    selected = select(solved.solution.equilibria)
    if selected is None:
        raise SolveError(f"hypothesis {hypothesis.id}: no equilibrium was found")
    if selected.assessment.joint:
        raise AnalysisError("the record is weighed move by move; correlated moves go together")
    world = World(Offers.of(solved.game), hypothesis.types)
    if not type_weight(world.offers, selected.assessment, world.types):
        raise AnalysisError(f"hypothesis {hypothesis.id}: its types have probability 0")

    def run(assessment: Assessment, likelihood: Likelihood) -> Run:
        return cumulative(world, assessment, reading.episodes, likelihood, reading.persistent)

    everywhere = [each for e in solved.solution.equilibria for each in members(e)]
    played = {strategy_key(each): each for each in everywhere}
    found = {key: run(each, reading.likelihood) for key, each in played.items()}
    return Rival(
        hypothesis,
        point,
        solved,
        world,
        selected,
        run(selected.assessment, reading.likelihood),
        run(selected.assessment, Noise(Fraction(0))),
        tuple(found.values()),
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
    return all(rival.world.types and rival.point == rivals[0].point for rival in rivals)


def common_prior(rivals: Sequence[Rival]) -> dict[str, Number]:
    """The players' own probabilities of types that share a game, relative to each other."""
    weights = {
        rival.id: type_weight(rival.world.offers, rival.selected.assessment, rival.world.types)
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
