"""What the record says under one prior over payoffs, averaged over draws."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from gametheory_dprk.analysis.compare.drawn import Drawn
from gametheory_dprk.analysis.compare.draws import WIDTHS
from gametheory_dprk.analysis.compare.monte_carlo import (
    LARGEST_SHARE,
    Average,
    average,
    factor,
    factor_bounds,
    factor_error,
    log_ratio,
    posterior_errors,
)
from gametheory_dprk.analysis.compare.numbers import json_number, rounded
from gametheory_dprk.number import Number
from gametheory_dprk.solution import Notice

Decibels = tuple[Mapping[str, float | None], ...]
"""For each clue, weight of evidence by hypothesis against the first."""


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
    """The hypotheses under one prior.

    Attributes
    ----------
    width : str
        narrow, default, wide or ordinal.
    draws, unsolved : int
        Draws that count, and draws at which nothing was found.
    decibels : tuple of Mapping
        Clue by clue, evidence being averaged over draws.
    quantal : Spread or None
        The same under quantal response, lambda averaged at every draw.
    """

    width: str
    draws: int
    unsolved: int
    hypotheses: tuple[Averaged, ...]
    decibels: Decibels = ()
    quantal: Spread | None = field(default=None)

    def to_document(self) -> dict[str, Any]:
        """The block of one prior as JSON."""
        share = WIDTHS.get(self.width)
        return {
            "width": self.width,
            "share_of_range": None if share is None else str(share),
            "draws": self.draws,
            "unsolved": self.unsolved,
            "hypotheses": [each.to_document() for each in self.hypotheses],
            "clues": [
                {
                    "row": row,
                    "decibel": {name: json_number(rounded(x)) for name, x in each.items()},
                }
                for row, each in enumerate(self.decibels, 1)
            ],
            "quantal": None if self.quantal is None else self.quantal.to_document(),
        }


def averaged(
    width: str,
    drawn: Drawn,
    prior: Mapping[str, Number],
    quantal: Drawn | None = None,
) -> Spread:
    """Average over the draws of one prior."""
    found = None if quantal is None else averaged(width, quantal, prior)
    solved = drawn.solved()
    if not solved.size:
        return Spread(width, 0, drawn.size, (), (), found)
    evidence = {name: run[-1] for name, run in solved.runs.items()}
    averages = {name: average(each) for name, each in evidence.items()}
    after = posterior_of(prior, averages)
    errors = posterior_errors(after, evidence) if after else {}
    first = next(iter(evidence))
    return Spread(
        width,
        solved.size,
        drawn.size - solved.size,
        tuple(
            Averaged(
                name,
                averages[name],
                logarithm(averages[name].mean),
                factor(each, evidence[first]),
                factor_error(each, evidence[first]),
                (0.0, 0.0) if name == first else factor_bounds(*solved.pairs(name, first)),
                after.get(name),
                errors.get(name),
            )
            for name, each in evidence.items()
        ),
        tuple(decibels(solved)),
        found,
    )


def decibels(drawn: Drawn) -> list[dict[str, float | None]]:
    """Weights of evidence clue by clue, of evidence averaged over draws."""
    means = {name: run.mean(axis=1).tolist() for name, run in drawn.runs.items()}
    first = next(iter(means.values()))

    def weight(run: list[float], row: int) -> float | None:
        one, other = (log_ratio(each[row + 1], each[row]) for each in (run, first))
        if one is None or other is None or (one == other and math.isinf(one)):
            return None
        return 10 * (one - other) + 0.0

    return [
        {name: weight(run, row) for name, run in means.items()} for row in range(len(first) - 1)
    ]


def logarithm(mean: float) -> float:
    """Log10 of average evidence."""
    return math.log10(mean) if mean else -math.inf


def posterior_of(prior: Mapping[str, Number], averages: Mapping[str, Average]) -> dict[str, float]:
    """Posterior probabilities from average evidence; empty where all of it is zero."""
    weights = {name: float(weight) * averages[name].mean for name, weight in prior.items()}
    whole = math.fsum(weights.values())
    return {name: each / whole for name, each in weights.items()} if whole else {}


def spread_notices(found: tuple[Spread, ...], wanted: int) -> list[Notice]:
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
