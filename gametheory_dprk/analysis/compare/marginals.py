"""Crossed hypotheses summed over one factor at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from gametheory_dprk.analysis.compare.contenders import Contender
from gametheory_dprk.analysis.compare.evidence import log10, ratio
from gametheory_dprk.analysis.compare.numbers import json_number
from gametheory_dprk.number import Number


@dataclass(frozen=True, slots=True)
class Marginal:
    """One level of a factor, such as one type whatever the cause.

    Attributes
    ----------
    log10_bayes_factor : float or None
        Against the first level, the other factors weighed by the analyst's prior.
    prior, posterior : Fraction
        The posterior is None where the record is impossible.
    """

    factor: str
    level: str
    log10_bayes_factor: float | None
    prior: Number
    posterior: Number | None

    def to_document(self) -> dict[str, Any]:
        """One level as JSON."""
        return {
            "factor": self.factor,
            "level": self.level,
            "log10_bayes_factor": json_number(self.log10_bayes_factor),
            "prior": float(self.prior),
            "posterior": None if self.posterior is None else float(self.posterior),
        }


def marginals(
    contenders: Sequence[Contender],
    prior: Mapping[str, Number],
    evidence: Mapping[str, Number],
    after: Mapping[str, Number],
) -> tuple[Marginal, ...]:
    """Every level of every factor that has several."""
    names = dict.fromkeys(name for each in contenders for name in each.factors)
    return tuple(
        level for name in names for level in of_factor(name, contenders, prior, evidence, after)
    )


def of_factor(
    factor: str,
    contenders: Sequence[Contender],
    prior: Mapping[str, Number],
    evidence: Mapping[str, Number],
    after: Mapping[str, Number],
) -> list[Marginal]:
    """The levels of one factor; none where there is but one."""
    levels: dict[str, list[str]] = {}
    for each in contenders:
        if factor in each.factors:
            levels.setdefault(each.factors[factor], []).append(each.id)
    if len(levels) < 2:
        return []
    weights = {level: total(prior, ids) for level, ids in levels.items()}
    averages = {
        level: sum((prior[i] * evidence[i] for i in ids), Fraction(0)) / (weights[level] or 1)
        for level, ids in levels.items()
    }
    first = next(iter(averages.values()))
    return [
        Marginal(
            factor,
            level,
            log10(ratio(averages[level], first)),
            weights[level],
            total(after, ids) if after else None,
        )
        for level, ids in levels.items()
    ]


def total(weights: Mapping[str, Number], ids: Sequence[str]) -> Number:
    """The sum of some weights."""
    return sum((weights[name] for name in ids), Fraction(0))
