"""One Nash equilibrium of a large zero-sum tree of two players, with the exact value.

The linear program of the sequence form is solved in floats and its solution made exact; what both
players can be sure of is then computed over the rationals, and is the same amount.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from gametheory_dprk.errors import LimitReached
from gametheory_dprk.games import ExtensiveGame
from gametheory_dprk.limits import Budget
from gametheory_dprk.solution import Assessment, Candidate, Notice
from gametheory_dprk.solvers.spec import Findings, SolverSpec
from gametheory_dprk.solvers.trees.sequence_form import (
    ForgottenMoves,
    SequenceForm,
    Side,
    sequence_form,
)

UNSETTLED = "linear programming in floats did not lead to an exact solution"


def solve(game: ExtensiveGame[Fraction], concept: str, budget: Budget) -> Findings:
    """Find one equilibrium; its value is that of every equilibrium.

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
    >>> found.candidates[0].assessment.strategies["A"]["turn"]["heads"], found.warnings[0].message
    (Fraction(1, 2), 'one equilibrium, not all; in every one A gets exactly -1')
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
    return Findings(
        (candidate(form, found.weights),),
        complete=False,
        warnings=(one_of_many(form.sides[0].player, found.value),),
    )


def one_of_many(player: str, value: Fraction) -> Notice:
    """Say what is known of the other equilibria."""
    return Notice(
        "one_equilibrium",
        f"one equilibrium, not all; in every one {player} gets exactly {value}",
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
    complete=False,
    rank=45,
    about="one Nash equilibrium of a large zero-sum tree, with the value proved exactly",
    source="Koller, Megiddo and von Stengel 1996",
)
