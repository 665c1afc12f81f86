"""The record under uncertain payoffs: evidence averaged over draws of the parameters."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gametheory_dprk.analysis.compare.draws import WIDTHS, draw_points, uncertain
from gametheory_dprk.analysis.compare.evidence import equilibrium_pairs, log10
from gametheory_dprk.analysis.compare.monte_carlo import (
    LARGEST_SHARE,
    Average,
    Pair,
    average,
    factor,
    factor_bounds,
    factor_error,
    posterior_errors,
)
from gametheory_dprk.analysis.compare.numbers import json_number, rounded
from gametheory_dprk.analysis.compare.rivals import PointSolver, Reading, Rival, make_rival
from gametheory_dprk.analysis.points import Point
from gametheory_dprk.errors import LimitReached, SolveError
from gametheory_dprk.number import Number
from gametheory_dprk.scenario.model import Hypothesis
from gametheory_dprk.solution import Notice


@dataclass(frozen=True, slots=True)
class Averaged:
    """What the record says of one hypothesis, averaged over draws.

    Attributes
    ----------
    factor : float or None
        Log10 Bayes factor against the first hypothesis, in the selected equilibria.
    factor_error : float or None
        Its standard error; None where it is unknown.
    bounds : pair of float or None
        Of the same over all choices of an equilibrium at each draw.
    """

    id: str
    average: Average
    log10_evidence: float | None
    factor: float | None
    factor_error: float | None
    bounds: tuple[float | None, float | None]
    posterior: float | None
    posterior_error: float | None

    @property
    def flagged(self) -> bool:
        """Whether one draw carries too much of the sum."""
        return self.average.largest_share > LARGEST_SHARE

    def to_document(self) -> dict[str, Any]:
        """One hypothesis as JSON."""
        return {
            "id": self.id,
            "log10_evidence": json_number(rounded(self.log10_evidence)),
            "log10_bayes_factor": {
                "estimate": json_number(rounded(self.factor)),
                "se": rounded(self.factor_error),
                "bounds": [json_number(rounded(bound)) for bound in self.bounds],
            },
            "posterior": {
                "estimate": rounded(self.posterior),
                "se": rounded(self.posterior_error),
            },
            "effective_sample_size": rounded(self.average.effective),
            "largest_share": rounded(self.average.largest_share),
            "flagged": self.flagged,
        }


@dataclass(frozen=True, slots=True)
class Spread:
    """The hypotheses under priors of one width.

    Attributes
    ----------
    width : str
    draws, unsolved : int
        Draws that count, and draws at which nothing was found.
    """

    width: str
    draws: int
    unsolved: int
    hypotheses: tuple[Averaged, ...]

    def to_document(self) -> dict[str, Any]:
        """The block of one width as JSON."""
        return {
            "width": self.width,
            "share_of_range": str(WIDTHS[self.width]),
            "draws": self.draws,
            "unsolved": self.unsolved,
            "hypotheses": [each.to_document() for each in self.hypotheses],
        }


@dataclass(frozen=True, slots=True)
class Draws:
    """How many draws are wanted, and what fixes them."""

    count: int
    seed: int
    held: tuple[str, ...]
    """Parameters that keep the value they were given."""


def spreads(
    solver: PointSolver,
    hypotheses: Sequence[Hypothesis],
    base: Point,
    reading: Reading,
    prior: Mapping[str, Number],
    draws: Draws,
) -> tuple[Spread, ...]:
    """Average the evidence over priors of three widths; nothing where no parameter has one.

    Raises
    ------
    LimitReached
        If time is spent.
    """
    priors = uncertain(solver.scenario, base, draws.held)
    if not priors or not draws.count:
        return ()
    found = []
    for name, width in WIDTHS.items():
        points = draw_points(
            solver.scenario, hypotheses, base, priors, width, draws.count, draws.seed
        )
        solved = [rivals_at(solver, hypotheses, point, reading) for point in points]
        found.append(spread(name, [each for each in solved if each], len(points), prior))
    return tuple(found)


def rivals_at(
    solver: PointSolver, hypotheses: Sequence[Hypothesis], point: Point, reading: Reading
) -> tuple[Rival, ...]:
    """The hypotheses at one draw; none where one of their games was not solved."""
    try:
        return tuple(make_rival(solver, each, point, reading) for each in hypotheses)
    except LimitReached:
        raise
    except SolveError:
        return ()


def spread(
    width: str, drawn: Sequence[tuple[Rival, ...]], tried: int, prior: Mapping[str, Number]
) -> Spread:
    """Average over the draws of one width."""
    if not drawn:
        return Spread(width, 0, tried, ())
    names = [rival.id for rival in drawn[0]]
    scale = max(rival.run[-1] for rivals in drawn for rival in rivals) or 1
    evidence = {
        name: [float(rivals[k].run[-1] / scale) for rivals in drawn] for k, name in enumerate(names)
    }
    averages = {name: average(each) for name, each in evidence.items()}
    after = posterior_of(prior, averages)
    errors = posterior_errors(after, evidence) if after else {}
    pairs = {
        name: [scaled_pairs(rivals[k], rivals[0], scale) for rivals in drawn]
        for k, name in enumerate(names)
    }
    first = evidence[names[0]]
    return Spread(
        width,
        len(drawn),
        tried - len(drawn),
        tuple(
            Averaged(
                name,
                averages[name],
                evidence_log(averages[name], scale),
                factor(each, first),
                factor_error(each, first),
                factor_bounds(pairs[name]),
                after.get(name),
                errors.get(name),
            )
            for name, each in evidence.items()
        ),
    )


def evidence_log(found: Average, scale: Number | int) -> float | None:
    """Log10 of average evidence that was divided by a scale."""
    whole = log10(scale) if scale != 1 else 0.0
    return -math.inf if not found.mean or whole is None else math.log10(found.mean) + whole


def posterior_of(prior: Mapping[str, Number], averages: Mapping[str, Average]) -> dict[str, float]:
    """Posterior probabilities from average evidence; empty where all of it is zero."""
    weights = {name: float(prior[name]) * each.mean for name, each in averages.items()}
    whole = math.fsum(weights.values())
    return {name: each / whole for name, each in weights.items()} if whole else {}


def scaled_pairs(rival: Rival, first: Rival, scale: Number | int) -> list[Pair]:
    """Evidence of two hypotheses in all equilibria that may go together."""
    pairs = {(one / scale, other / scale) for one, other in equilibrium_pairs(rival, first)}
    return sorted((float(one), float(other)) for one, other in pairs)


def spread_notices(found: Sequence[Spread], wanted: int) -> list[Notice]:
    """What to say of draws that are few, or of which one decides."""
    notices = []
    for each in found:
        flagged = [h for h in each.hypotheses if h.flagged]
        if flagged:
            shares = ", ".join(f"{h.id} {h.average.largest_share:.0%}" for h in flagged)
            notices.append(
                Notice(
                    "few_draws_decide",
                    f"{each.width} priors: one draw carries more than {LARGEST_SHARE:.0%} of the "
                    f"sum ({shares}); more draws are needed",
                )
            )
        if each.draws < wanted:
            notices.append(
                Notice(
                    "fewer_draws",
                    f"{each.width} priors: {each.draws} of {wanted} draws count; at the others "
                    "assumptions fail or nothing was found",
                )
            )
    return notices
