"""Hold the explanations of 2018 against one record: what fits, what comes next, what looks alike.

Seven causes and two types are hypotheses of one game, so that all of them speak of the same three
events. The explanations that are about other moves have games and records of their own; those are
listed below and are not comparable with the table, nor with each other.

Run: python examples/explanations.py
"""

from __future__ import annotations

from math import prod
from typing import Any

import gametheory_dprk as gt

OWN_GAMES = {
    "wedge": "dprk/alliance_wedge",
    "china": "dprk/china_coalition",
    "moon_opening": "dprk/mediator_bias",
    "buy_time": "dprk/buy_time",
    "two_sided_reneging": "dprk/agreed_framework_implementation",
}
"""Explanations whose game has moves that the common one leaves out."""


def likelihoods(found: gt.Comparison, skipped: int = 0) -> dict[str, float]:
    """Pr(record | hypothesis), the first events left out."""
    return {
        each.id: prod(float(clue.likelihood[each.id] or 0) for clue in found.clues[skipped:])
        for each in found.hypotheses
    }


def prediction(scenario: gt.Scenario, cause: str, kind: str) -> tuple[float, float]:
    """Pr(talk | type) and Pr(relief | talk) in the next play, in the selected equilibrium."""
    chosen = next(each for each in scenario.model.hypotheses if each.id == cause)
    (equilibrium,) = scenario.solve(**dict[str, Any](chosen.set))
    sender, receiver = (equilibrium.strategies[player] for player in ("DPRK", "US"))
    return float(sender[kind]["talk"]), float(receiver["talk"]["relief"])


def look_alikes(found: gt.Comparison) -> list[list[str]]:
    """Hypotheses under which every event of the record is equally likely, in groups."""
    groups: dict[tuple[object, ...], list[str]] = {}
    for each in found.hypotheses:
        key = tuple(clue.likelihood[each.id] for clue in found.clues)
        groups.setdefault(key, []).append(each.id)
    return [group for group in groups.values() if len(group) > 1]


def print_table(scenario: gt.Scenario, found: gt.Comparison) -> None:
    """One row for each pair of a type and a cause."""
    whole, recent = likelihoods(found), likelihoods(found, skipped=1)
    print(f"{'hypothesis':<22}{'Pr(record)':>11}{'2018 alone':>12}{'posterior':>11}", end="")
    print(f"{'next: talk':>12}{'relief':>8}")
    for each in found.hypotheses:
        row = f"{each.id:<22}{whole[each.id]:>11.4f}{recent[each.id]:>12.4f}"
        row += f"{float(each.posterior or 0):>11.3f}"
        if each.id != "other":
            kind, cause = each.id.split("+")
            talk, relief = prediction(scenario, cause, kind)
            row += f"{talk:>12.3f}{relief:>8.3f}"
        print(row)


def print_own_record(explanation: str, name: str) -> None:
    """What an explanation's own game says of its own record."""
    scenario = gt.load(name)
    print(f"\n{explanation} ({name})")
    for event in scenario.model.observed:
        print(f"  {event.date}  {event.player} {event.plays}")
    if len(scenario.model.hypotheses) < 2:
        return
    for each in gt.compare(scenario, other=0, draws=0).hypotheses:
        told = "" if each.identified else "   (not told apart from another)"
        print(f"    {each.id:<22}posterior {float(each.posterior or 0):.3f}{told}")


def main() -> None:
    scenario = gt.load("dprk/explanations_2018")
    found = gt.compare(scenario, draws=0)
    print("Record: 2017 DPRK provokes, 2018-01 DPRK talks, 2018-06-12 US holds out.\n")
    print_table(scenario, found)
    print("\none factor at a time")
    for each in found.marginals:
        print(f"  {each.factor:<6}{each.level:<14}posterior {float(each.posterior or 0):.3f}")
    print("\nequally likely, event by event:")
    for group in look_alikes(found):
        print("  " + ", ".join(group))
    print("\nwhat would tell them apart")
    for choice in found.next_observations:
        print(f"  {choice.observation:<40}{choice.bits:.3f} bits")
    print("\nExplanations with moves of their own, each on its own record:")
    for explanation, name in OWN_GAMES.items():
        print_own_record(explanation, name)


if __name__ == "__main__":
    main()
