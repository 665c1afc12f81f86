"""All Nash equilibria of a zero-sum tree of two players, with the exact value.

The linear program of the sequence form is solved in floats and its solution made exact; what both
players can be sure of is then computed over the rationals, and is the same amount. The equilibria
are the pairs of optimal strategies (von Neumann 1928): one product of two polytopes in realization
weights, of which all vertices are listed. Where there are too many, one equilibrium is.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from gametheory_dprk.completeness import Completeness
from gametheory_dprk.errors import LimitReached
from gametheory_dprk.games import ExtensiveGame
from gametheory_dprk.limits import Budget
from gametheory_dprk.solution import Assessment, Candidate, Notice
from gametheory_dprk.solvers.spec import Findings, SolverSpec
from gametheory_dprk.solvers.trees.nash_candidates import (
    ONE_OF_EQUIVALENT,
    leaves_open,
    nash_candidate,
)
from gametheory_dprk.solvers.trees.nash_certificate import OF_ZERO_SUM
from gametheory_dprk.solvers.trees.nash_optimal import Patience, optimal_vertices
from gametheory_dprk.solvers.trees.nash_pairs import Sides
from gametheory_dprk.solvers.trees.sequence_form import (
    ForgottenMoves,
    SequenceForm,
    Side,
    sequence_form,
)

UNSETTLED = "linear programming in floats did not lead to an exact solution"


def solve(game: ExtensiveGame[Fraction], concept: str, budget: Budget) -> Findings:
    """Find all equilibria, or one; its value is that of every equilibrium.

    Parameters
    ----------
    game : ExtensiveGame[Fraction]
        Of two players with perfect recall, whose payoffs always add up to the same.
    concept : str
    budget : Budget

    References
    ----------
    D. Koller, N. Megiddo and B. von Stengel 1996, "Efficient Computation of Equilibria for
    Extensive Two-Person Games", Games and Economic Behavior 14.

    Examples
    --------
    B does not see the coin that A turned up, and wants to name it:

    >>> from gametheory_dprk.games import Decision, Terminal
    >>> won, lost = (Terminal({"A": Fraction(a), "B": Fraction(-a)}) for a in (1, -3))
    >>> named = Decision("B", "name", {"heads": lost, "tails": won})
    >>> other = Decision("B", "name", {"heads": won, "tails": lost})
    >>> game = ExtensiveGame(("A", "B"), Decision("A", "turn", {"heads": named, "tails": other}))
    >>> found = solve(game, "nash", Budget())
    >>> found.candidates[0].assessment.strategies["A"]["turn"]["heads"], found.complete
    (Fraction(1, 2), True)
    """
    from gametheory_dprk.kernels.sequence_program import solve_exactly
    from gametheory_dprk.kernels.treeplex import sequence_game, treeplex

    form = sequence_form(game)
    first, second = (treeplex(s.before, [len(own) for own in s.own]) for s in form.sides)
    payoffs = {pair: each[0] for pair, each in form.payoffs.items()}
    try:
        found = solve_exactly(sequence_game((first, second), payoffs), budget.tick)
    except LimitReached as reached:
        return Findings((), complete=False, limit=str(reached))
    if found is None:
        return Findings((), complete=False, limit=UNSETTLED)
    total = sum(next(iter(game.plays())).payoffs.values())
    try:
        cell = optimal_polytopes(form, found.weights, (found.value, total - found.value), budget)
    except LimitReached as reached:
        return Findings(
            (candidate(form, found.weights),),
            complete=False,
            warnings=(one_of_many(form.sides[0].player, found.value, str(reached)),),
        )
    warnings = (ONE_OF_EQUIVALENT,) if leaves_open(form, cell) else ()
    return Findings((nash_candidate(form, [cell]),), complete=True, warnings=warnings)


def optimal_polytopes(
    form: SequenceForm,
    weights: tuple[list[Fraction], list[Fraction]],
    worth: tuple[Fraction, Fraction],
    budget: Budget,
) -> Sides:
    """All optimal strategies of both players, given one of each and what both get.

    Raises
    ------
    LimitReached
        If there are too many to list, or the budget is spent.
    """
    tick = Patience(budget.tick)
    first = optimal_vertices(form, 0, weights[1], worth[1], tick)
    second = optimal_vertices(form, 1, weights[0], worth[0], tick)
    return tuple(first), tuple(second)


def certify(game: ExtensiveGame[Fraction], concept: str, budget: Budget) -> Completeness:
    """Point at the one cell: the checker lists the optimal strategies by itself."""
    return OF_ZERO_SUM


def one_of_many(player: str, value: Fraction, limit: str) -> Notice:
    """Say what is known of the other equilibria, and why they are not listed."""
    return Notice(
        "one_equilibrium",
        f"one equilibrium, not all ({limit}); in every one {player} gets exactly {value}",
    )


def candidate(form: SequenceForm, weights: tuple[list[Fraction], list[Fraction]]) -> Candidate:
    """Behavior in the order of the tree."""
    behavior = {
        (side.player, label): chances
        for side, own in zip(form.sides, weights, strict=True)
        for label, chances in behaviors(side, own)
    }
    strategies: dict[str, dict[str, dict[str, Fraction]]] = {}
    for player, label in form.places:
        strategies.setdefault(player, {})[label] = behavior[player, label]
    return Candidate(Assessment(strategies, {}))


def behaviors(side: Side, weights: list[Fraction]) -> Iterator[tuple[str, dict[str, Fraction]]]:
    """Probabilities of moves; all alike at sets that own moves exclude, where any are as good."""
    for (_, label), before, own in zip(side.keys, side.before, side.own, strict=True):
        total = weights[before]
        yield (
            label,
            {
                move: weights[sequence] / total if total else Fraction(1, len(own))
                for move, sequence in own.items()
            },
        )


def outside(game: ExtensiveGame[Fraction]) -> str:
    """Why a game cannot be solved here, or an empty text."""
    if len(game.players) != 2:
        return f"needs two players, not {len(game.players)}"
    if len({sum(play.payoffs.values()) for play in game.plays()}) > 1:
        return "payoffs do not always add up to the same"
    try:
        sequence_form(game)
    except ForgottenMoves as error:
        return str(error)
    return ""


SPEC = SolverSpec(
    name="zero_sum_sequence",
    game=ExtensiveGame,
    concepts=frozenset({"nash"}),
    run=solve,
    accepts=outside,
    rank=30,
    prove=certify,
    about="all Nash equilibria of a zero-sum tree, one product of polytopes, or one if they have "
    "too many vertices; the value proved exactly",
    source="von Neumann 1928; Koller, Megiddo and von Stengel 1996",
)
