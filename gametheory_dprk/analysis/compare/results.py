"""What a record says of each hypothesis at the stated values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gametheory_dprk.analysis.compare.comparison import HypothesisResult
from gametheory_dprk.analysis.compare.evidence import (
    Ratio,
    equilibrium_pairs,
    log10,
    ratio,
    unidentified,
)
from gametheory_dprk.analysis.compare.other import CLAIM
from gametheory_dprk.analysis.compare.rivals import Rival, Run
from gametheory_dprk.number import Number


def hypothesis_results(
    rivals: Sequence[Rival],
    runs: Mapping[str, Run],
    prior: Mapping[str, Number],
    after: Mapping[str, Number],
) -> tuple[HypothesisResult, ...]:
    """What the record says of each hypothesis, `other` last."""
    confused = {name for pair in unidentified(rivals) for name in pair}
    claims = {rival.id: rival.contender.hypothesis.claim for rival in rivals}
    first = rivals[0]
    factors: dict[str, list[Ratio]] = {
        rival.id: [ratio(*pair) for pair in equilibrium_pairs(rival, first)] for rival in rivals
    }
    for name in runs.keys() - factors.keys():
        factors[name] = [ratio(runs[name][-1], run[-1]) for run in first.runs]
    return tuple(
        HypothesisResult(
            id=name,
            claim=claims.get(name, CLAIM),
            evidence=run[-1],
            log10_evidence=log10(run[-1]),
            log10_bayes_factor=log10(ratio(run[-1], first.run[-1])),
            bounds=ends(factors[name]),
            prior=prior[name],
            posterior=after.get(name),
            identified=name not in confused,
        )
        for name, run in runs.items()
    )


def ends(factors: Sequence[Ratio]) -> tuple[float | None, float | None]:
    """Least and greatest log10 Bayes factor."""
    found = [value for each in factors if (value := log10(each)) is not None]
    return (min(found), max(found)) if found else (None, None)
