"""Cheap talk: replicating Crawford and Sobel (1982), in closed form and as a finite game.

A mediator knows the state and would like the other side to go further than it wants, by `bias`.
The closed form says into how many intervals the state can be told; the finite game (three states,
two words) is solved for all its equilibria, and agrees on when two words carry anything.

Run: python examples/how_much_can_a_mediator_tell.py
"""

from __future__ import annotations

from fractions import Fraction

import gametheory_dprk as gt

BIASES = [Fraction(each, 100) for each in (2, 5, 10, 20, 24, 26, 40)]


def best_in_the_finite_game(scenario: gt.Scenario, bias: Fraction) -> Fraction:
    """What Washington loses at least on average, over all equilibria."""
    solution = scenario.solve(bias=bias)
    assert solution.complete
    best = max(each.values["US"] for each in solution)
    assert isinstance(best, Fraction)
    return -best


def main() -> None:
    scenario = gt.load("dprk/mediator_cheap_talk")
    print("bias   intervals   cuts                          loss     finite game: least loss")
    for bias in BIASES:
        finest = gt.cheap_talk_partitions(bias)[-1]
        cuts = ", ".join(str(cut) for cut in finest.cuts[1:-1]) or "-"
        finite = best_in_the_finite_game(scenario, bias)
        print(
            f"{float(bias):<7}{len(finest.actions):<12}{cuts[:28]:<30}"
            f"{-float(finest.receiver):<9.4f}{finite}"
        )
    print(
        "\nBelow 1/4 two words tell something in both; beyond, nothing (2/27 is the loss of "
        "knowing nothing).\nThe finite game has two words only, so that a smaller bias is of no "
        "further use there."
    )


if __name__ == "__main__":
    main()
