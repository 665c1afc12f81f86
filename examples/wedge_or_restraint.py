"""Ask whether charming Seoul ruled out a strike, or Seoul would have refused anyway.

The alliance-wedge game is solved at rising cost l_K to South Korea of refusing its ally. Charm is
an equilibrium move only where it is pivotal. The last column solves the same game for what would
have followed had North Korea abstained: without that, a strike that did not happen proves nothing.

Run: python examples/wedge_or_restraint.py
"""

from __future__ import annotations

from fractions import Fraction

import gametheory_dprk as gt
from gametheory_dprk.solution import PerSet

REFUSING = [Fraction(each, 4) for each in (1, 3, 5, 7, 8, 9, 11, 13)]


def choice(strategies: PerSet, player: str, information_set: str) -> str:
    """The move that is made for sure."""
    (move,) = (m for m, chance in strategies[player][information_set].items() if chance == 1)
    return move


def continuation(strategies: PerSet, opening: str) -> str:
    """What Seoul and Washington do after an opening."""
    answer = choice(strategies, "ROK", opening)
    return f"{answer}, {choice(strategies, 'US', f'{opening}.{answer}')}"


def row(scenario: gt.Scenario, refusing: Fraction) -> tuple[str, str, str, str]:
    """Solve at one cost of refusing and read what was done, and what charm changed."""
    solution = scenario.solve(l_K=refusing)
    assert solution.complete
    (only,) = solution
    opening = choice(only.strategies, "DPRK", "start")
    with_charm, without = (continuation(only.strategies, each) for each in ("charm", "abstain"))
    blocked = without.endswith("strike") and with_charm.endswith("hold")
    words = "charm would block the strike" if blocked else "charm would change nothing"
    return str(refusing), opening, continuation(only.strategies, opening), words


def main() -> None:
    scenario = gt.load("dprk/alliance_wedge")
    at = scenario.values()
    low, high = at["w_K"], at["w_K"] + at["e_K"]
    print("A strike costs Seoul", f"{low} without charm and {high} with it.\n")
    print(f"{'l_K':<6}{'DPRK':<10}{'then':<18}counterfactual")
    rows = [row(scenario, refusing) for refusing in REFUSING]
    for cells in rows:
        print(f"{cells[0]:<6}{cells[1]:<10}{cells[2]:<18}{cells[3]}")
    charmed = [Fraction(cells[0]) for cells in rows if cells[1] == "charm"]
    print(
        f"\nCharm is used for l_K from {min(charmed)} to {max(charmed)} on this grid, all of it "
        f"between {low} and {high}."
    )
    quiet = [cells for cells in rows if cells[2].endswith("hold")]
    idle = [cells for cells in quiet if cells[1] == "abstain"]
    pivotal = [cells for cells in rows if cells[1] == "charm" and "would block" in cells[3]]
    print(
        f"No strike in {len(quiet)} rows; in {len(idle)} of them nobody charmed anyone, so that "
        "the absence of a\nstrike alone does not show that charm worked. "
        f"Charm was pivotal in {len(pivotal)} of the {len(charmed)} rows where it was used."
    )


if __name__ == "__main__":
    main()
