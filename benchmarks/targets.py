"""What the rows of docs/benchmarks.md are about, what they should reach, and what limits them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

TITLES = {
    "W1": "One equilibrium in floats, independent uniform payoffs",
    "W1b": "One equilibrium in floats, normal payoffs of both players correlated",
    "W1c": "One equilibrium in floats of games with structure and many ties",
    "W2": "One equilibrium over the rationals, whole payoffs from 0 to 1000",
    "W3": "All extreme equilibria over the rationals, whole payoffs",
    "W4": "Zero-sum games, independent payoffs",
    "W5": "All perfect Bayesian equilibria of random signaling games, exact, each certified",
    "W6": "Signaling games on grids: one equilibrium and its certificate",
    "W6b": "Signaling games with random payoffs: one equilibrium",
    "W6-blotto": "Colonel Blotto, exact, beside the linear program of the whole matrix",
    "W7": "A million small games, independent normal payoffs, all equilibria, one core",
    "W8": "The principal branch of logit equilibria, to a regret of a millionth",
    "W9": "Zero-sum trees: counterfactual regret and exact values",
    "W10": "Atlases: every equilibrium as a formula, whole processes",
    "W11": "Start-up, whole processes",
}

LIMITS = {
    "W1": "The last column but one compares with reading both matrices once. Half and more of "
    "these games have a pure equilibrium, which a single look at both matrices finds; otherwise "
    "the transpose and short paths cost about the same. Below about 50 moves the overhead of "
    "Python decides. Peers start from games that are ready; ours reads and checks arrays.",
    "W1b": "The number of pivots; from 100 moves on, if paths are long, the branch of logit "
    "equilibria is followed to its limit instead, whose cost is one factorization of the size of "
    "the supports for each third of a step. *Pivots* are those before the branch.",
    "W1c": "Most of these games have pure equilibria. A peer's regret far from zero is an answer "
    "that is no equilibrium.",
    "W2": "Dixon lifting on the support, whose size is what counts.",
    "W3": "Pivots on small tableaux, which fit into the first cache; with payoffs of few values, "
    "checking ties in exact arithmetic. quantecon works in floats and may drop equilibria at ties: "
    "compare the numbers of equilibria. Answers of lrsnash and Gambit are held against ours and "
    "are the same sets.",
    "W4": "In floats: Cholesky factors of the interior point, about a dozen, on the moves left, "
    "which become fewer. Exactly: two products of matrix and vector for each 32 binary digits of "
    "the answer, thousands of digits on supports of half of all moves. To a "
    "gap: reading the matrix twice a round, which the last column but one compares with. HiGHS "
    "solves in floats beside all three.",
    "W5": "Up to 3 x 3 x 3 exact linear programs; beyond, the number of cells of the answer, most "
    "of which tell how signals that nobody sends are answered. No peer lists components.",
    "W6": "Formulas over types times signals: bandwidth of caches and memory. At 64 the overhead "
    "of Python decides; cheap talk takes many rounds of best responses. No peer takes such games.",
    "W6b": "Linear algebra of Newton steps, by signal; then the number of steps.",
    "W6-blotto": "Best replies by dynamic programming over fractions; one small linear program "
    "a round.",
    "W7": "Arithmetic: every pair of supports of one size is tried, with error bounds; at 2 the "
    "memory that the answers take.",
    "W8": "Products and factorizations of the size of the moves that are played at all, close to "
    "what the linear algebra library reaches; then the number of steps. At the end both solvers "
    "play the same at the same lambda. Gambit's time is what its own process measures.",
    "W9": "Reading the sparse payoffs twice a round, from the caches. OpenSpiel walks the tree; "
    "its values are those of its CFR+ in C++. Exact values: linear programming in floats, then "
    "equations over the whole numbers. [large_trees.md](large_trees.md) tells how large a tree of "
    "general sum is solved for a quasi-perfect equilibrium.",
    "W10": "Exact linear reasoning over regions, and the start of Python. No peer has formulas.",
    "W11": "Imports.",
}

OVERHEAD = "reading and checking the arrays takes longer than the peer's whole path"
SUPPORTS = "about half of the time goes into finding the supports in floats"
SCATTER = "the times of lrsnash on games of one size differ by a factor of five"

REASONS = {
    "W1": {"10": OVERHEAD, "20": OVERHEAD, "50": OVERHEAD},
    "W1b": {"200": "the number of steps of the branch differs between games"},
    "W3": {"16": SCATTER, "18": SCATTER},
    "W4": dict.fromkeys(
        ("500, payoffs 0 to 99", "1000, payoffs 0 to 99", "2000, payoffs 0 to 99"), SUPPORTS
    ),
}
"""Why a target is missed: by workload and the words with which the size begins."""

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Target:
    """What a row should reach.

    Attributes
    ----------
    seconds : float or None
    every : bool
        Whether no instance is to take longer, or the median not.
    times, peer : float and str, or None
        How many times faster than a peer, in the median.
    """

    seconds: float | None = None
    every: bool = False
    times: float | None = None
    peer: str = ""


def at_most(seconds: float, every: bool = False) -> Target:
    """A time."""
    return Target(seconds=seconds, every=every)


def faster(times: float, peer: str) -> Target:
    """A ratio."""
    return Target(times=times, peer=peer)


TARGETS: dict[str, dict[str, Target]] = {
    "W1": {
        "10": faster(1, "quantecon"),
        "20": faster(1, "quantecon"),
        "50": faster(1, "quantecon"),
        "1000": at_most(0.010),
        "2000": at_most(0.050),
    },
    "W1b": {
        "200, correlation -0.5": at_most(1.0, every=True),
        "500, correlation -0.5": at_most(30.0, every=True),
    },
    "W2": {size: faster(20, "gambit") for size in ("50", "100", "200")},
    "W3": {
        "16, payoffs 0 to 99": faster(100, "lrsnash"),
        "18, payoffs 0 to 99": faster(500, "lrsnash"),
        "20, payoffs 0 to 99": at_most(0.5),
        "22, payoffs 0 to 99": at_most(2.0),
        "24, payoffs 0 to 99": at_most(15.0),
    },
    "W4": {
        "500, payoffs 0 to 99, exact": faster(10, "highs-ipm"),
        "1000, payoffs 0 to 99, exact": faster(25, "highs-ipm"),
        "2000, payoffs 0 to 99, exact": at_most(1.5),
        "500, to a gap of 0.0001": faster(50, "highs-ipm"),
        "1000, to a gap of 0.0001": faster(50, "highs-ipm"),
    },
    "W5": {
        "3 x 3 x 3": at_most(0.010),
        "4 x 4 x 4": at_most(0.1),
        "6 x 6 x 4": at_most(60.0, every=True),
    },
    "W6": {
        "64 x 64 x 64": at_most(0.005),
        "256 x 256 x 256": at_most(0.2),
        "1000 x 1000 x 1000": at_most(30.0),
    },
    "W6b": {"8 x 8 x 8": at_most(0.3), "12 x 12 x 12": at_most(1.0), "16 x 16 x 16": at_most(5.0)},
    "W7": {
        size: faster(times, "quantecon")
        for size, times in {"2": 1000, "3": 200, "4": 150, "5": 50, "6": 40}.items()
    }
    | {"2 x 2 x 2 signaling": at_most(0.2)},
    "W8": {
        "50": faster(100, "gambit"),
        "100": faster(100, "gambit"),
        "200": faster(100, "gambit"),
        "500": at_most(20.0),
    },
    "W9": {"leduc poker, a round of CFR+": faster(200, "openspiel")},
    "W10": {
        "singapore_2018: proofs written": at_most(1.6),
        "3 x 3 x 3 in two symbols: proofs written": at_most(7.3),
    },
    "W11": {"gtd --help": at_most(0.25), "gtd solve dprk/agreed_framework_1994": at_most(1.0)},
}


def target(workload: str, size: str) -> Target | None:
    """The target of a row: that of its size, or of how its size begins.

    Examples
    --------
    >>> target("W1", "1000")
    Target(seconds=0.01, every=False, times=None, peer='')
    >>> target("W9", "leduc poker, a round of CFR+").times
    200
    """
    return first_match(size, TARGETS.get(workload, {}))


def reason(workload: str, size: str) -> str:
    """Why a target is missed, where that is known."""
    return first_match(size, REASONS.get(workload, {})) or ""


def first_match(size: str, rows: dict[str, Found]) -> Found | None:
    """What is said of a size, or of the words it begins with."""
    begun = (name for name in rows if size == name or size.startswith((f"{name},", f"{name}:")))
    return next((rows[name] for name in begun), None)
