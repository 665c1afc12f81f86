"""Which combinations of parameters the outcomes of a game can tell of, under quantal response."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from gametheory_dprk.analysis.compare.priors import ParameterPrior
from gametheory_dprk.analysis.compare.quantal import QuantalSolver
from gametheory_dprk.analysis.points import Point
from gametheory_dprk.concepts.play import weight
from gametheory_dprk.games import CHANCE, Game

if TYPE_CHECKING:
    from gametheory_dprk.kernels.agent_form import Floats

LOG_LAMBDA = "log lambda"
"""The name that rationality has among parameters."""

STEP = Fraction(1, 2**12)
"""Step of a difference quotient, as a share of the reach of a prior."""

TOLERANCE = 1e-5
"""Singular values below this share of the largest one count as zero, and so do effects."""

DIGITS = 3
"""Decimals of a direction: what difference quotients leave exact."""

Combination = Mapping[str, float]
"""Coefficients of parameters."""


@dataclass(frozen=True, slots=True)
class Identification:
    """What probabilities of outcomes tell of parameters, near the default values.

    Attributes
    ----------
    rationality : Fraction
        Lambda at which derivatives are taken.
    parameters : tuple of str
        Looked at; the last one is the logarithm of lambda.
    outcomes : int
        Histories of moves that can be told apart, without the moves of chance.
    rank : int
        Numeric rank of the derivatives of their probabilities.
    no_effect : tuple of str
        Parameters that change nothing.
    one_number : tuple of Combination
        Parameters that matter only through this one sum of theirs.
    unidentified : tuple of Combination
        Changes of parameters that together change no probability; a basis of all of them.
    """

    rationality: Fraction
    parameters: tuple[str, ...]
    outcomes: int
    rank: int
    no_effect: tuple[str, ...]
    one_number: tuple[Combination, ...]
    unidentified: tuple[Combination, ...]

    def to_document(self) -> dict[str, Any]:
        """The block as JSON."""
        return {
            "lambda": str(self.rationality),
            "parameters": list(self.parameters),
            "outcomes": self.outcomes,
            "rank": self.rank,
            "no_effect": list(self.no_effect),
            "one_number": [dict(each) for each in self.one_number],
            "unidentified": [dict(each) for each in self.unidentified],
        }


def identify(
    solver: QuantalSolver,
    base: Point,
    priors: Mapping[str, ParameterPrior],
    rationality: Fraction,
) -> Identification:
    """Find the rank of the outcome probabilities in the parameters, and what they leave open.

    Derivatives are central difference quotients on the principal branch, parameters measured by
    the reach of their priors and lambda by its logarithm.

    Raises
    ------
    Unresponsive
        If the branch cannot be followed.
    """
    names = (*priors, LOG_LAMBDA)
    units = {name: float(prior.high - prior.low) for name, prior in priors.items()}
    units[LOG_LAMBDA] = 1.0
    columns = [slope(solver, base, name, prior, rationality) for name, prior in priors.items()]
    columns.append(rationality_slope(solver, base, rationality))
    return analysed(matrix_of(columns), names, units, rationality)


def outcomes_at(solver: QuantalSolver, point: Point, rationality: Fraction) -> dict[Any, float]:
    """Probability of each history of moves, whatever chance did."""
    strategies = solver.at(point, rationality).strategies
    found: dict[Any, float] = {}
    game: Game[Any] = solver.scenario.game.at(point)
    for play in game.plays():
        seen = tuple((s.player, s.move) for s in play.steps if s.player != CHANCE)
        found[seen] = found.get(seen, 0.0) + float(weight(play, strategies))
    return found


def slope(
    solver: QuantalSolver, base: Point, name: str, prior: ParameterPrior, rationality: Fraction
) -> dict[Any, float]:
    """Derivatives of outcome probabilities by one parameter, times the reach of its prior."""
    reach = prior.high - prior.low
    low = max(base[name] - STEP * reach, (base[name] + prior.low) / 2)
    high = min(base[name] + STEP * reach, (base[name] + prior.high) / 2)
    before, after = (
        outcomes_at(solver, {**base, name: value}, rationality) for value in (low, high)
    )
    return quotient(before, after, float((high - low) / reach))


def rationality_slope(
    solver: QuantalSolver, base: Point, rationality: Fraction
) -> dict[Any, float]:
    """Derivatives of outcome probabilities by the logarithm of lambda."""
    before, after = (outcomes_at(solver, base, rationality * (1 + sign * STEP)) for sign in (-1, 1))
    return quotient(before, after, float(2 * STEP))


def quotient(
    before: Mapping[Any, float], after: Mapping[Any, float], step: float
) -> dict[Any, float]:
    """Differences divided by a step."""
    return {key: (after.get(key, 0.0) - chance) / step for key, chance in before.items()}


def matrix_of(columns: Sequence[Mapping[Any, float]]) -> Floats:
    """Derivatives as an array, one row an outcome."""
    import numpy as np

    keys = list(columns[0])
    return np.array([[column.get(key, 0.0) for column in columns] for key in keys])


def analysed(
    matrix: Floats, names: Sequence[str], units: Mapping[str, float], rationality: Fraction
) -> Identification:
    """Read rank and combinations off the derivatives."""
    import numpy as np

    sizes = np.linalg.norm(matrix, axis=0)
    values = np.linalg.svd(matrix, compute_uv=False)
    limit = TOLERANCE * float(values[0])
    rank = int((values > limit).sum()) if limit else 0
    moving = [k for k, size in enumerate(sizes) if size > limit]
    return Identification(
        rationality=rationality,
        parameters=tuple(names),
        outcomes=len(matrix),
        rank=rank,
        no_effect=tuple(name for k, name in enumerate(names) if k not in moving),
        one_number=tuple(
            weighed(group, matrix, names, units) for group in proportional(matrix, moving)
        ),
        unidentified=tuple(
            null_directions(matrix[:, moving], [names[k] for k in moving], units, rank)
        ),
    )


def proportional(matrix: Floats, moving: Sequence[int]) -> list[list[int]]:
    """Groups of two or more columns that are multiples of each other."""
    import numpy as np

    groups: list[list[int]] = []
    for k in moving:
        column = matrix[:, k] / np.linalg.norm(matrix[:, k])
        for group in groups:
            other = matrix[:, group[0]] / np.linalg.norm(matrix[:, group[0]])
            if min(np.abs(column - other).max(), np.abs(column + other).max()) < TOLERANCE:
                group.append(k)
                break
        else:
            groups.append([k])
    return [group for group in groups if len(group) > 1]


def weighed(
    group: Sequence[int], matrix: Floats, names: Sequence[str], units: Mapping[str, float]
) -> dict[str, float]:
    """The sum through which a group matters, the first of it with coefficient 1."""
    first = matrix[:, group[0]]
    scale = units[names[group[0]]] / float(first @ first)
    return {
        names[k]: round(float(first @ matrix[:, k]) * scale / units[names[k]], DIGITS)
        for k in group
    }


def null_directions(
    matrix: Floats, names: Sequence[str], units: Mapping[str, float], rank: int
) -> list[dict[str, float]]:
    """A basis of the changes that change nothing, each of one free parameter and the pivots."""
    from scipy.linalg import qr, solve_triangular

    if not rank:
        return []
    _, upper, order = qr(matrix, mode="economic", pivoting=True)
    pivots = [names[k] for k in order[:rank]]
    found = []
    for place, free in enumerate(order[rank:], rank):
        offsets = -solve_triangular(upper[:rank, :rank], upper[:rank, place])
        changes = {name: float(x) * units[name] for name, x in zip(pivots, offsets, strict=True)}
        unit = units[names[free]]
        rounded = {name: round(change / unit, DIGITS) + 0.0 for name, change in changes.items()}
        found.append({names[free]: 1.0} | {name: x for name, x in rounded.items() if x})
    return sorted(found, key=lambda each: names.index(next(iter(each))))
