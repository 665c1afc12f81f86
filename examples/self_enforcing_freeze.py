"""The patience with which a freeze-for-aid deal enforces itself.

Grim punishment holds the deal from a critical patience of each side on. Better inspection (m)
lowers what North Korea needs. A government that may be replaced after any year (tau) weighs the
future by delta_U (1 - tau), so that no patience will do once turnover is high. The critical values
are the program's own, exact; the last part solves the game on both sides of one of them.

Run: python examples/self_enforcing_freeze.py
"""

from __future__ import annotations

from fractions import Fraction

import gametheory_dprk as gt
from gametheory_dprk.analysis.critical import critical

SEEN = [Fraction(each, 10) for each in (3, 5, 7, 9)]
TURNOVER = [Fraction(each, 10) for each in (1, 2, 4, 6)]
NEAR = Fraction(1, 1000)


def least_patience(scenario: gt.Scenario, player: str, **params: Fraction) -> Fraction:
    """The least weight of the next year at which no deviation gains."""
    found = critical(scenario.game, scenario.values(**params), "grim", player)
    (patient,) = found.values
    assert isinstance(patient.low, Fraction)  # linear in the discount factor: no roots
    return patient.low


def holds(scenario: gt.Scenario, patience: Fraction) -> bool:
    """Whether the grim deal is among the equilibria found."""
    return "grim" in {each.label for each in scenario.solve(delta_N=patience)}


def main() -> None:
    deal = gt.load("dprk/self_enforcing_agreement")
    print("Inspection: chance m that cheating is seen within the year")
    print(f"{'m':<8}{'North Korea needs':<22}by hand g/(g + m (a + s - g))")
    at = deal.values()
    for seen in SEEN:
        needed = least_patience(deal, "NK", m=seen)
        by_hand = at["g"] / (at["g"] + seen * (at["a"] + at["s"] - at["g"]))
        print(f"{seen!s:<8}{f'{needed} = {float(needed):.3f}':<22}{by_hand}")

    elected = gt.load("dprk/self_enforcing_turnover")
    print("\nTurnover: chance tau that the US government is replaced after a year")
    for tau in TURNOVER:
        needed = least_patience(elected, "US", tau=tau) / (1 - tau)
        words = f"needs delta_U of {needed}" if needed < 1 else "no patience is enough"
        print(f"tau = {tau!s:<6}{words}")

    edge = least_patience(deal, "NK")
    below, above = (holds(deal, edge + shift) for shift in (-NEAR, NEAR))
    print(f"\nSolved at {edge} - 1/1000: the deal holds is {below}; at + 1/1000: {above}.")


if __name__ == "__main__":
    main()
