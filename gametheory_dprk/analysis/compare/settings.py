"""All that the numbers of a comparison hang on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from gametheory_dprk.analysis.compare.draws import WIDTHS
from gametheory_dprk.analysis.compare.rationality import RationalityPrior
from gametheory_dprk.analysis.compare.rivals import Reading, Rival, common_prior, share_a_game
from gametheory_dprk.analysis.compare.uncertainty import Draws, Spread
from gametheory_dprk.analysis.selection import RULE
from gametheory_dprk.number import Number, number_text


def settings(
    rivals: Sequence[Rival],
    reading: Reading,
    prior: Mapping[str, Number],
    eta: Fraction,
    as_of: str | None,
) -> dict[str, Any]:
    """All that the numbers hang on."""
    within = share_a_game(rivals)
    return {
        "hypotheses_are": "types within one game" if within else "different games",
        "prior": {name: number_text(value) for name, value in prior.items()},
        "common_prior": {n: number_text(v) for n, v in common_prior(rivals).items()}
        if within
        else None,
        "eta": number_text(eta),
        "types": "persistent" if reading.persistent else "redrawn",
        "episodes": len(reading.episodes),
        "as_of": as_of,
        "concept": rivals[0].solved.solution.concept,
        "plan": {rival.id: list(rival.solved.solution.plan) for rival in rivals},
        "selection": list(RULE),
        "selected": {rival.id: rival.selected.id for rival in rivals},
        "equilibria": {rival.id: len(rival.solved.solution) for rival in rivals},
        "values_set": {
            rival.id: {name: number_text(value) for name, value in rival.hypothesis.set.items()}
            for rival in rivals
        },
    }


def rationality_settings(rationality: RationalityPrior) -> dict[str, Any]:
    """The prior over lambda and what lambda is measured in."""
    return {
        "rationality": {str(value): str(weight) for value, weight in rationality.items()},
        "quantal": "principal branch of agent quantal response; each player's payoffs rescaled to "
        "a range of 1; reports read with the same eta",
    }


def draw_settings(drawn: Draws, found: Sequence[Spread]) -> dict[str, Any]:
    """How parameters were drawn; nothing where they were not."""
    if not found:
        return {"draws": 0}
    return {
        "draws": drawn.count,
        "seed": drawn.seed,
        "drawn": "scrambled Sobol points from each parameter's prior, or uniform over its range, "
        "at which the assumptions hold under every hypothesis; common to all hypotheses",
        "widths": {name: f"{share} of the way from the default" for name, share in WIDTHS.items()},
        "held": list(drawn.held),
        "solved": "each draw exactly, which is slow, so draws are few",
    }
