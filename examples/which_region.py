"""Draw an exact map of who talks where, over the prior p and the cost of talking c.

The Agreed Framework game is solved at every point of a rational grid. Arithmetic is exact, so the
grid may contain the very points where one region ends and the next begins: there one connected
set of equilibria holds several kinds. The map is then held against the thresholds in the file.

Run: python examples/which_region.py
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product

import gametheory_dprk as gt
from gametheory_dprk.solution import Assessment, Equilibrium

PRIORS = [Fraction(each) for each in ("1/20", "1/10", "3/20", "1/5", "3/10", "1/2", "3/4")]
COSTS = [Fraction(each) for each in ("7/5", "6/5", "11/10", "1", "4/5", "1/2", "1/5")]


def members(equilibrium: Equilibrium) -> Iterator[Assessment]:
    """The equilibrium itself and, if it is a component, the corners of its cells."""
    yield equilibrium.assessment
    for cell in equilibrium.component.cells if equilibrium.component else ():
        for corner in product(*(block.strategies or ({},) for block in cell.blocks)):
            member = equilibrium.assessment
            for vertex in corner:
                member = member.replace(vertex, {})
            yield member


def kind(member: Assessment) -> str:
    """Who talks: nobody `.`, the genuine alone `S`, all for sure `P`, the ploy at times `m`."""
    genuine, ploy = (member.strategies["DPRK"][each]["talk"] for each in ("genuine", "ploy"))
    if not ploy:
        return "S" if genuine else "."
    return "P" if genuine == ploy == 1 else "m"


def solved(scenario: gt.Scenario, prior: Fraction, cost: Fraction) -> str:
    """The kind of the equilibrium beside no talk; `*` where one component holds several."""
    solution = scenario.solve(p=prior, c=cost)
    assert solution.complete
    found = {"".join(sorted({kind(each) for each in members(e)})) for e in solution} - {"."}
    if not found:
        return "."
    (one,) = found
    return one if len(one) == 1 else "*"


def expected(scenario: gt.Scenario, prior: Fraction, cost: Fraction) -> str:
    """The same from the thresholds: what relief is worth to each type, and Washington's mu."""
    at = scenario.values()
    worth_genuine = at["R"] - at["n_G"] + at["s"]
    worth_ploy = at["r"] - at["q"] + at["s"]
    indifferent = (at["k"] + at["b"]) / (at["v"] + at["d"])
    if cost in (worth_genuine, worth_ploy):
        return "*"
    if cost > worth_ploy:
        return "." if cost > worth_genuine else "S"
    return "P" if prior >= indifferent else "m"


def main() -> None:
    scenario = gt.load("dprk/agreed_framework_1994")
    found = {(p, c): solved(scenario, p, c) for c in COSTS for p in PRIORS}
    print("cost c of talking, against the prior p that North Korea is genuine\n")
    for c in COSTS:
        print((f"{c!s:>7} |" + "".join(f"{found[p, c]:^6}" for p in PRIORS)).rstrip())
    print(f"{'':>7} +" + "-" * 6 * len(PRIORS))
    print((f"{'':>7}  " + "".join(f"{p!s:^6}" for p in PRIORS)).rstrip())
    print("\n.  nobody talks (an equilibrium everywhere, and the only one where c is high)")
    print("S  separating: only the genuine type talks, so that talk is proof")
    print("P  pooling: both types talk, so that talk says nothing")
    print("m  the ploy talks at times, so that talk says something")
    print("*  a threshold: one connected set of equilibria holds several of these\n")
    agree = sum(found[p, c] == expected(scenario, p, c) for p, c in found)
    print(f"{agree} of {len(found)} points agree with the thresholds derived by hand.")


if __name__ == "__main__":
    main()
