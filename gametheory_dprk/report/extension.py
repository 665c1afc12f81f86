"""What a report of a solution says beyond equilibria, for game forms that have more to say."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from gametheory_dprk.games import Game, RepeatedGame, StochasticGame
from gametheory_dprk.report.blocks import Report

if TYPE_CHECKING:
    from gametheory_dprk.analysis.critical import CriticalDiscount
    from gametheory_dprk.solution import Solution


def extended(
    report: Report,
    template: Game[Any],
    values: Mapping[str, Fraction],
    solution: Solution,
    options: Mapping[str, str],
) -> Report:
    """Add critical discount factors to a repeated game's report, durations to a stochastic one's.

    Parameters
    ----------
    report : Report
    template : Game
    values : Mapping[str, Fraction]
        Of all parameters.
    solution : Solution
    options : Mapping[str, str]
        Of the solver; `profile` is the automaton that was looked at.
    """
    if isinstance(template, RepeatedGame):
        from gametheory_dprk.report.critical import with_critical

        found = critical_of(template, values, options)
        return with_critical(report, found) if found else report
    if isinstance(template, StochasticGame):
        from gametheory_dprk.report.durations import with_durations

        return with_durations(report, template.at(values), solution)
    return report


def critical_of(
    template: RepeatedGame[Any], values: Mapping[str, Fraction], options: Mapping[str, str]
) -> list[CriticalDiscount]:
    """Critical discount factors of the profiles that were looked at, where they can be told."""
    from gametheory_dprk.analysis.critical import critical_discounts
    from gametheory_dprk.errors import AnalysisError

    chosen = options.get("profile")
    found: list[CriticalDiscount] = []
    for profile in (chosen,) if chosen else template.automata:
        try:
            found += critical_discounts(template, values, profile)
        except AnalysisError:
            continue
    return found
