"""What the study of scaling runs: workloads, solvers, and the sizes that each is given."""

from __future__ import annotations

from dataclasses import dataclass

import scaling_solvers as solve
from scaling_solvers import Prepare


@dataclass(frozen=True, slots=True)
class Study:
    """One workload: what it is, what size means, how each solver prepares and at which sizes."""

    title: str
    size: str
    solvers: dict[str, tuple[Prepare, tuple[int, ...]]]


ROUNDS = (3, 12, 39, 120, 363, 1092, 3279, 9840)
DOUBLING = (25, 50, 100, 200, 400, 800, 1600, 3200, 6400)
STUDIES = {
    "W1": Study(
        "One equilibrium in floats, uniform payoffs",
        "moves of each player",
        {
            "ours": (solve.our_nash, DOUBLING),
            "quantecon": (solve.quantecon_nash, DOUBLING),
            "gambit": (solve.gambit_nash, DOUBLING),
        },
    ),
    "W1b": Study(
        "One equilibrium in floats, normal payoffs of correlation -0.5",
        "moves of each player",
        {
            "ours": (solve.our_opposed, (25, 50, 100, 150, 200, 300, 400, 500, 700)),
            "quantecon": (solve.quantecon_opposed, (25, 50, 75, 100, 125, 150, 200, 300)),
        },
    ),
    "W2": Study(
        "One equilibrium over the rationals, whole payoffs from 0 to 1000",
        "moves of each player",
        {"ours": (solve.our_exact, DOUBLING), "gambit": (solve.gambit_exact, DOUBLING)},
    ),
    "W3": Study(
        "All extreme equilibria over the rationals, whole payoffs from 0 to 99",
        "moves of each player",
        {
            "ours": (solve.our_extremes, (6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30, 32)),
            "lrsnash": (solve.lrs_extremes, (6, 8, 10, 12, 14, 16, 18, 20)),
            "quantecon, floats": (solve.quantecon_extremes, (6, 8, 10, 12, 14, 16, 18, 20)),
        },
    ),
    "W4": Study(
        "Zero-sum games, whole payoffs from 0 to 99",
        "moves of each player",
        {
            "ours, exact": (solve.our_values, (125, 250, 500, 1000, 2000, 4000)),
            "highs-ipm, floats": (solve.highs_values, (125, 250, 500, 1000, 2000, 4000)),
            "highs-ds, floats": (solve.simplex_values, (125, 250, 500, 1000, 2000)),
        },
    ),
    "W5": Study(
        "All perfect Bayesian equilibria of signaling games, with components, exact",
        "types, signals and responses, as many of each",
        {"ours": (solve.our_pbe, (2, 3, 4, 5, 6))},
    ),
    "W6": Study(
        "Spence's game on grids: the separating equilibrium and its certificate",
        "types, signals and responses, as many of each",
        {"ours": (solve.our_grid, (32, 64, 128, 256, 512, 1024, 2048, 4096))},
    ),
    "W8": Study(
        "The principal branch of logit equilibria, uniform payoffs, to a regret of a millionth",
        "moves of each player",
        {
            "ours": (solve.our_branch, (10, 20, 40, 80, 160, 320, 640)),
            "gambit": (solve.gambit_branch, (10, 20, 40, 80, 160, 320)),
        },
    ),
    "W9": Study(
        "Liar's dice: exploitability of a thousandth by CFR+, and the exact value",
        "faces of a die",
        {
            "ours, CFR+": (solve.our_regret, (2, 3, 4, 5, 6, 7, 8)),
            "openspiel, CFR+": (solve.openspiel_regret, (2, 3, 4, 5, 6, 7, 8)),
            "ours, exact value": (solve.our_program, (2, 3, 4, 5, 6, 7)),
        },
    ),
    "trees": Study(
        "One equilibrium of signaling in rounds: quasi-perfect, or Nash by Gambit",
        "information sets",
        {
            "ours, quasi-perfect": (solve.our_tree, ROUNDS),
            "gambit lcp_solve, floats": (solve.gambit_tree, ROUNDS),
        },
    ),
}
