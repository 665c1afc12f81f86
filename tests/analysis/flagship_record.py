"""The flagship with other records, and its likelihoods by hand algebra."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from gametheory_dprk.analysis.compare import Comparison, Settings, compare
from gametheory_dprk.scenario.model import Scenario
from gametheory_dprk.scenario.reader import read

FLAGSHIP = Path(__file__).parents[2] / "scenarios" / "dprk" / "agreed_framework_1994.yaml"


def with_record(*moves: tuple[str, str]) -> Scenario:
    """The flagship with moves on record, all in one play of 2018."""
    text = FLAGSHIP.read_text(encoding="utf-8")
    head, rest = text.split("observed:", 1)
    lines = [f"  - {{date: 2018, player: {player}, plays: {move}}}" for player, move in moves]
    return read(
        "\n".join([head + "observed:", *lines, "hypotheses:" + rest.split("hypotheses:", 1)[1]])
    )


def compare_plainly(scenario: Scenario, **changes: Any) -> Comparison:
    """Compare the named hypotheses alone, without draws unless they are asked for."""
    return compare(scenario, Settings(other=Fraction(0), draws=0), **changes)


def talk_chances(at: Mapping[str, Fraction]) -> tuple[float, float]:
    """Probability that a genuine type talks, and that a ploy does."""
    genuine = at["R"] - at["n_G"] + at["s"]
    ploy = at["r"] - at["q"] + at["s"]
    threshold = (at["k"] + at["b"]) / (at["v"] + at["d"])
    if at["c"] > genuine:
        return 0.0, 0.0
    if at["c"] > ploy:
        return 1.0, 0.0
    if at["p"] > threshold:
        return 1.0, 1.0
    return 1.0, float(at["p"] * (1 - threshold) / ((1 - at["p"]) * threshold))


def noisy(chance: float) -> float:
    """Probability that one of two moves is observed when one report in twenty says nothing."""
    return 0.95 * chance + 0.025
