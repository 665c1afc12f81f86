"""Beer and quiche: replicating Cho and Kreps (1987).

With a prior of 9/10 that A is strong there are two sets of equilibria, pooling on beer and
pooling on quiche, and the intuitive criterion keeps beer. Below 1/2 one equilibrium is left, in
which the weak type drinks beer just often enough to leave B at even odds.

Run: python examples/beer_and_quiche.py
"""

from __future__ import annotations

from fractions import Fraction

import gametheory_dprk as gt


def main() -> None:
    scenario = gt.load("textbook/cho_kreps_1987")
    print("Prior 9/10 that A is strong\n")
    solution = scenario.solve(p="9/10")
    for each in solution:
        breakfast = next(move for move, chance in each.strategies["A"]["strong"].items() if chance)
        verdict = each.refinements["intuitive"]
        print(f"  pooling on {breakfast}: A gets {each.values['A']}, B gets {each.values['B']}")
        print(f"    intuitive criterion: {'survives' if verdict.survives else 'fails'}")
        print(f"    because {verdict.reason}\n")
    (kept,) = scenario.solve(p="9/10", refine="intuitive")
    print(f"  proved complete: {solution.complete}; kept: the one that pays A {kept.values['A']}\n")

    print("Prior below 1/2: the weak type mixes\n")
    print("  p      Pr(beer | weak)   p/(1 - p)   Pr(strong | beer)   Pr(duel | beer)")
    for p in (Fraction(1, 10), Fraction(3, 10), Fraction(2, 5)):
        (only,) = scenario.solve(p=p)
        beer = only.strategies["A"]["weak"]["beer"]
        belief, duel = only.beliefs["B"]["beer"]["strong"], only.strategies["B"]["beer"]["duel"]
        print(f"  {p!s:<6} {beer!s:<17} {p / (1 - p)!s:<11} {belief!s:<19} {duel}")


if __name__ == "__main__":
    main()
