"""What the numbers of a comparison hang on, said in its result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from gametheory_dprk.analysis.compare.averages import Spread
from gametheory_dprk.analysis.compare.clues import DECISIVE
from gametheory_dprk.analysis.compare.draws import ORDINAL, WIDTHS
from gametheory_dprk.analysis.compare.other import CLAIM
from gametheory_dprk.analysis.compare.rivals import Rival, common_prior, share_a_game
from gametheory_dprk.analysis.compare.settings import Settings
from gametheory_dprk.analysis.compare.sides import Side
from gametheory_dprk.analysis.compare.uncertainty import Drawing
from gametheory_dprk.analysis.selection import RULE
from gametheory_dprk.number import Number, number_text


def statement(
    asked: Settings, sides: Sequence[Side], rivals: Sequence[Rival], prior: Mapping[str, Number]
) -> dict[str, Any]:
    """What holds of the whole comparison."""
    within = share_a_game(rivals)
    reading = sides[0].reading
    return {
        "hypotheses_are": "types within one game" if within else "different games",
        "prior": {name: number_text(value) for name, value in prior.items()},
        "common_prior": {n: number_text(v) for n, v in common_prior(rivals).items()}
        if within
        else None,
        "other": f"{CLAIM}; prior at least {asked.other}" if len(prior) > len(rivals) else None,
        "eta": number_text(asked.eta),
        "types": asked.types,
        "episodes": len(reading.episodes),
        "record": None if asked.record is None else dict(asked.record.origin),
        "as_of": asked.as_of,
        "concept": rivals[0].solved.solution.concept,
        "plan": {rival.id: list(rival.solved.solution.plan) for rival in rivals},
        "selection": list(RULE),
        "selected": {rival.id: rival.selected.id for rival in rivals},
        "equilibria": {rival.id: len(rival.solved.solution) for rival in rivals},
        "values_set": {
            rival.id: {
                name: number_text(value) for name, value in rival.contender.hypothesis.set.items()
            }
            for rival in rivals
        },
        "tests": f"decisive from {DECISIVE:g} decibels on, a factor of {10 ** (DECISIVE / 10):g}",
        "rationality": {str(value): str(weight) for value, weight in asked.rationality.items()},
        "quantal": "principal branch of agent quantal response; each player's payoffs rescaled to "
        "a range of 1; reports read with the same eta",
        "scenarios": {side.scenario.id: side.scenario.digest for side in sides},
    }


def draw_statement(asked: Settings, drawing: Drawing, found: Sequence[Spread]) -> dict[str, Any]:
    """How parameters were drawn; nothing where they were not."""
    if not found:
        return {"draws": 0}
    return {
        "draws": max((each.draws + each.unsolved for each in found), default=0),
        "quantal_draws": asked.quantal_draws,
        "seed": asked.seed,
        "drawn": "scrambled Sobol points from each parameter's prior, or uniform over its range, "
        "at which the assumptions hold under every hypothesis; common to all hypotheses",
        "widths": {
            **{name: f"{share} of the way from the default" for name, share in WIDTHS.items()},
            ORDINAL: "every parameter uniform from 0 to 1, whatever its value and range, given "
            "the assumptions: all orders that these allow are as likely as each other",
        },
        "held": sorted({name for side in drawing.space.sides for name in side.held}),
        "solved": "formulas of all equilibria, evaluated in floats; where several survive D1, the "
        "intuitive criterion and Pareto, the first in the order of the atlas"
        if drawing.fast
        else "each draw exactly, which is slow, so draws are few",
    }
