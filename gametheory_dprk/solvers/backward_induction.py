"""Backward induction: subgame-perfect equilibria of games of perfect information.

From the ends of the tree to its start every mover picks a move that is best given what follows.
Where no mover is ever indifferent the result is the only subgame-perfect equilibrium, mixed ones
included, and it is perfect Bayesian and sequential, since every information set is one node.

Where movers are indifferent every combination of best moves is an equilibrium, and so are
mixtures of indifferent moves as long as they keep the moves before them best. They are then
looked for as components by the search over supports; where that cannot represent all of them
the pure equilibria are listed, all of them, and a notice says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import TypeAlias

from gametheory_dprk.completeness import Completeness
from gametheory_dprk.errors import LimitReached
from gametheory_dprk.games import Chance, Decision, ExtensiveGame, Node, Terminal
from gametheory_dprk.limits import Budget
from gametheory_dprk.solution import Assessment, Candidate, Notice, SetKey
from gametheory_dprk.solvers.assessment_supports import certify, solve_by_supports
from gametheory_dprk.solvers.spec import Findings, SolverSpec

PURE_LIMIT = 10_000
"""Ways to play a subgame that are kept; with more, the search stops."""

MIXTURE_LIMIT = 64
"""Pure equilibria up to which mixtures of them are looked for as components."""

Values: TypeAlias = Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class Plan:
    """One way to play from a node on: what it is worth, the move here, and the plans below."""

    values: Values
    place: SetKey | None = None
    move: str = ""
    below: tuple[Plan, ...] = ()

    def moves(self) -> Iterator[tuple[SetKey, str]]:
        """Every move that the plan makes, at information sets reached or not."""
        waiting = [self]
        while waiting:
            plan = waiting.pop()
            if plan.place is not None:
                yield plan.place, plan.move
            waiting += plan.below


def solve_backwards(game: ExtensiveGame[Fraction], concept: str, budget: Budget) -> Findings:
    """Find the subgame-perfect equilibria of a game of perfect information.

    Parameters
    ----------
    game : ExtensiveGame[Fraction]
        In which every information set is a single node.
    concept : str
        In such games subgame-perfect, perfect Bayesian and sequential equilibrium coincide.
    budget : Budget

    Examples
    --------
    >>> leave, fight, share = (
    ...     Terminal({"A": Fraction(a), "B": Fraction(b)}) for a, b in ((0, 2), (-1, -1), (1, 1))
    ... )
    >>> answer = Decision("B", "enter", {"fight": fight, "share": share})
    >>> game = ExtensiveGame(("A", "B"), Decision("A", "start", {"out": leave, "enter": answer}))
    >>> found = solve_backwards(game, "subgame_perfect", Budget())
    >>> found.complete, found.candidates[0].assessment.strategies["A"]["start"]["enter"]
    (True, Fraction(1, 1))
    """
    try:
        plans = pure_plans(game.root, budget)
    except LimitReached as error:
        return Findings((), complete=False, limit=str(error))
    if len(plans) > 1 and len(plans) <= MIXTURE_LIMIT:
        mixed = solve_by_supports(game, "sequential", budget)
        if mixed.complete:
            return mixed
    pure = tuple(Candidate(assessment(game, plan)) for plan in plans)
    unique = len(pure) == 1
    return Findings(pure, complete=unique, warnings=() if unique else (ties_notice(len(pure)),))


def certify_backwards(game: ExtensiveGame[Fraction], concept: str, budget: Budget) -> Completeness:
    """Certify a complete run as the search over supports does: the concepts coincide.

    Raises
    ------
    LimitReached
        If the budget is spent, or the tree is too large.
    """
    return certify(game, "pbe", budget)


def pure_plans(node: Node[Fraction], budget: Budget) -> list[Plan]:
    """Every way to play from a node on in which all choices are best.

    Raises
    ------
    LimitReached
        If there are more than `PURE_LIMIT`, or the budget is spent.
    """
    if isinstance(node, Terminal):
        return [Plan(node.payoffs)]
    budget.tick()
    below = [pure_plans(child, budget) for child in node.moves.values()]
    found: list[Plan] = []
    for choice in product(*below):
        found += plans_at(node, choice)
        if len(found) > PURE_LIMIT:
            raise LimitReached(f"more than {PURE_LIMIT} pure subgame-perfect equilibria")
    return found


def plans_at(node: Decision[Fraction] | Chance[Fraction], below: tuple[Plan, ...]) -> list[Plan]:
    """The plans at a node that continue with given plans below it."""
    worth = {move: plan.values for move, plan in zip(node.moves, below, strict=True)}
    if isinstance(node, Chance):
        return [Plan(average(node.probabilities, worth), below=below)]
    place = (node.player, node.information_set)
    best = max(values[node.player] for values in worth.values())
    return [
        Plan(values, place, move, below)
        for move, values in worth.items()
        if values[node.player] == best
    ]


def average(chances: Mapping[str, Fraction], worth: Mapping[str, Values]) -> Values:
    """Expected values before a move of chance."""
    players = next(iter(worth.values()))
    return {
        player: sum((chances[move] * worth[move][player] for move in worth), Fraction(0))
        for player in players
    }


def assessment(game: ExtensiveGame[Fraction], plan: Plan) -> Assessment:
    """A plan as strategies; single nodes need no beliefs."""
    chosen = dict(plan.moves())
    strategies: dict[str, dict[str, dict[str, Fraction]]] = {}
    for place in game.information_sets():
        move = chosen[place.player, place.label]
        strategies.setdefault(place.player, {})[place.label] = {
            name: Fraction(name == move) for name in place.moves
        }
    return Assessment(strategies)


def ties_notice(count: int) -> Notice:
    """Say that mixtures are not listed."""
    return Notice(
        "ties",
        f"movers are indifferent: all {count} pure equilibria are listed, mixtures over "
        "indifferent moves are not",
    )


def outside(game: ExtensiveGame[Fraction]) -> str:
    """Why a game cannot be solved here, or an empty text."""
    for place in game.information_sets():
        if len(place.nodes) > 1:
            return f"{place.player} does not observe everything at {place.label}"
    return ""


SPEC = SolverSpec(
    name="backward_induction",
    game=ExtensiveGame,
    concepts=frozenset({"subgame_perfect", "pbe", "sequential"}),
    run=solve_backwards,
    prove=certify_backwards,
    accepts=outside,
    rank=20,
    about="games of perfect information from their ends to their start; all pure equilibria, "
    "ties included, and components of mixtures where they can be represented",
    source="Selten 1965",
)
