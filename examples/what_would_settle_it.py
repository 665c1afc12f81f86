"""Find what would settle it: the next observations, by how many bits they tell.

For each scenario with rival hypotheses: what the record so far says, and how much each choice
that may be seen next would say on top. A choice that all hypotheses predict alike is worth
nothing, however dramatic; so is one that is dramatic but will not come.

Run: python examples/what_would_settle_it.py
"""

from __future__ import annotations

import gametheory_dprk as gt

SCENARIOS = ("dprk/agreed_framework_1994", "dprk/singapore_2018", "dprk/alliance_wedge")


def main() -> None:
    for name in SCENARIOS:
        scenario = gt.load(name)
        found = gt.compare(scenario, other=0)  # only what the file names
        print(f"{scenario.title}\n")
        for each in found.hypotheses:
            low, high = ("none" if b is None else f"{b:+.2f}" for b in each.bounds)
            print(
                f"  {each.id:<16} posterior {float(each.posterior or 0):.3f}   log10 Bayes factor "
                f"between {low} and {high} over all equilibria"
            )
        print("\n  seen next                                          bits   if it comes to that")
        for next_one in found.next_observations:
            # `bits` count that it may not come to the choice; `reached` is how likely it does
            print(f"  {next_one.observation:<49} {next_one.bits:.3f}   {next_one.reached:.3f}")
        best = found.next_observations[0]  # the most telling comes first
        print(f"\n  Worth waiting for: {best.observation}")
        print(f"  (expected {best.bits:.3f} bits, counting that it may not come)\n")
    print("All of this is conditional on the games, their illustrative payoffs and equal priors.")


if __name__ == "__main__":
    main()
