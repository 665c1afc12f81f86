"""Maximum pressure causes talks and destroys their value as evidence.

The Agreed Framework game, solved at rising pain of sanctions `s`, all else held fixed. Little
pressure: nobody talks. More: the genuine type alone finds the table worth its cost, so that talk
proves good faith. More still: the ploy comes too, and talk is frequent and says little.

Run: python examples/pressure_destroys_evidence.py
"""

from __future__ import annotations

from fractions import Fraction

import gametheory_dprk as gt
from gametheory_dprk.number import Number
from gametheory_dprk.solution import Equilibrium

COST = "1.1"  # talking is dear, so that pressure decides who comes to the table
PRESSURES = [Fraction(each, 100) for each in range(15, 96, 10)]


def chance_of_talk(equilibrium: Equilibrium) -> Number:
    """Probability that there are talks, whatever the type."""
    plays = equilibrium.outcome.items()  # such as "genuine.talk.hold": Fraction(2, 25)
    return sum((chance for path, chance in plays if ".talk" in path), Fraction(0))


def indifference(scenario: gt.Scenario) -> Fraction:
    """The belief at which relief and holding pay Washington the same: mu = (k + b)/(v + d)."""
    at = scenario.values()
    return (at["k"] + at["b"]) / (at["v"] + at["d"])


def row(scenario: gt.Scenario, pressure: Fraction) -> tuple[str, ...]:
    """Solve at one value of `s`; read off who talks and what talk proves."""
    solution = scenario.solve(s=pressure, c=COST)
    assert solution.complete  # otherwise another equilibrium might say something else
    # "Nobody believes talk, so nobody talks" is always an equilibrium; D1 removes it wherever
    # the genuine type could gain by talking, and leaves exactly one.
    (kept,) = (each for each in solution if each.refinements["d1"].survives)
    genuine, ploy = (kept.strategies["DPRK"][kind]["talk"] for kind in ("genuine", "ploy"))
    talk = chance_of_talk(kept)
    if not talk:
        return str(float(pressure)), kept.label, "0", "-", "-"
    ratio = str(genuine / ploy) if ploy else "infinite"
    posterior = kept.beliefs["US"]["after_talk"]["genuine.talk"]
    return str(float(pressure)), kept.label, str(talk), ratio, str(posterior)


def main() -> None:
    scenario = gt.load("dprk/agreed_framework_1994")
    prior = scenario.values()["p"]
    print(f"Prior that North Korea is genuine: {prior}. Talking costs it {COST}.\n")
    heads = ("pressure s", "equilibrium", "Pr(talk)", "likelihood ratio", "Pr(genuine | talk)")
    rows = [row(scenario, pressure) for pressure in PRESSURES]
    widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    for cells in (heads, *rows):
        print("  ".join(map(str.ljust, cells, widths)).rstrip())
    talks = [each for each in rows if each[2] != "0"]
    print(
        f"\nWhere talks begin (s = {talks[0][0]}) their likelihood ratio is {talks[0][3]}; at the "
        f"most pressure\n(s = {talks[-1][0]}) it is {talks[-1][3]}, and talks are "
        f"{Fraction(talks[-1][2]) / Fraction(talks[0][2])} times as likely. What is believed after "
        f"talk, {talks[-1][4]}, is the belief\nat which Washington is indifferent "
        f"({indifference(scenario)}): it restates US payoffs and says nothing of North Korea."
    )


if __name__ == "__main__":
    main()
