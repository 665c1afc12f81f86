"""All stationary Markov perfect equilibria of a finite stochastic game, by supports.

Which moves each player makes with positive probability in each state is tried in every way. Pure
profiles are evaluated exactly. For the others the probabilities are unknowns: values are rational
functions of them, and that the moves of a support are worth the same gives polynomial equations,
solved exactly. A system with infinitely many solutions is reported and not guessed at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, product
from math import prod
from typing import TypeAlias

from gametheory_dprk.errors import LimitReached
from gametheory_dprk.games import StochasticGame
from gametheory_dprk.limits import Budget
from gametheory_dprk.number import number_text
from gametheory_dprk.solution import Assessment, Candidate, Notice
from gametheory_dprk.solvers.markov.markov_mixtures import Undecided, mixed_policies
from gametheory_dprk.solvers.markov.policy_values import certain, deviations, policy_values
from gametheory_dprk.solvers.spec import Findings, SolverSpec

MIXED_LIMIT = 3_000
"""Support profiles up to which mixed equilibria are looked for too."""

PURE_LIMIT = 200_000
"""Pure profiles up to which a game is searched."""

Place: TypeAlias = tuple[str, str]
"""A player and a state."""


@dataclass(frozen=True, slots=True)
class Search:
    """What a search has found so far."""

    candidates: list[Candidate]
    undecided: list[str]


def solve_markov(game: StochasticGame[Fraction], concept: str, budget: Budget) -> Findings:
    """Find the stationary equilibria.

    Returns
    -------
    Findings
        Complete among stationary equilibria where mixed ones were looked for and every system of
        equations was solved.
    """
    found = Search([], [])
    notices: list[Notice] = []
    mixed = support_count(game) <= MIXED_LIMIT
    try:
        found.candidates.extend(Candidate(each) for each in pure_equilibria(game, budget))
        if mixed:
            search_mixed(game, found, budget)
        else:
            notices.append(PURE_ONLY)
            found.candidates.extend(one_mixed(game, found.candidates, budget))
    except LimitReached as error:
        return Findings(tuple(found.candidates), complete=False, limit=str(error))
    if found.undecided:
        notices.append(undecided_notice(found.undecided))
    complete = mixed and not found.undecided
    return Findings(tuple(found.candidates), complete=complete, warnings=tuple(notices))


def places(game: StochasticGame[Fraction]) -> dict[Place, tuple[str, ...]]:
    """Where players move, and what they can do there."""
    return {(each.player, each.label): each.moves for each in game.information_sets()}


def support_count(game: StochasticGame[Fraction]) -> int:
    """Number of support profiles."""
    return prod(2 ** len(moves) - 1 for moves in places(game).values())


def pure_equilibria(game: StochasticGame[Fraction], budget: Budget) -> Iterator[Assessment]:
    """Every pure stationary profile from which no single deviation gains.

    Raises
    ------
    LimitReached
    """
    table = places(game)
    for chosen in product(*table.values()):
        budget.tick()
        policy: dict[str, dict[str, dict[str, Fraction]]] = {p: {} for p in game.players}
        for (player, name), move in zip(table, chosen, strict=True):
            policy[player][name] = certain(table[player, name], move)
        if all(no_gain(game, policy, player) for player in game.players):
            yield Assessment(policy)


def no_gain(
    game: StochasticGame[Fraction],
    policy: Mapping[str, Mapping[str, Mapping[str, Fraction]]],
    player: str,
) -> bool:
    """Whether no single deviation of a player gains."""
    values = policy_values(game, policy, player)
    return all(
        max(deviations(game, policy, player, name, values).values()) <= values[name]
        for name, state in game.states.items()
        if player in state.moves
    )


def search_mixed(game: StochasticGame[Fraction], found: Search, budget: Budget) -> None:
    """Try every support profile in which somebody mixes."""
    table = places(game)
    for supports in product(*(subsets(moves) for moves in table.values())):
        if all(len(support) == 1 for support in supports):
            continue
        budget.tick()
        chosen = dict(zip(table, supports, strict=True))
        try:
            found.candidates.extend(map(Candidate, mixed_policies(game, chosen)))
        except Undecided:
            found.undecided.append(support_text(chosen))


def one_mixed(
    game: StochasticGame[Fraction], known: list[Candidate], budget: Budget
) -> Iterator[Candidate]:
    """The equilibrium at the end of the logit branch, unless it is known already.

    Raises
    ------
    LimitReached
    """
    from gametheory_dprk.solvers.markov_homotopy import follow

    found = follow(game, budget)
    if found is not None and found not in known:
        yield found


def subsets(moves: tuple[str, ...]) -> list[tuple[str, ...]]:
    """All non-empty subsets, small ones first."""
    return [each for k in range(1, len(moves) + 1) for each in combinations(moves, k)]


def support_text(chosen: Mapping[Place, tuple[str, ...]]) -> str:
    """A support profile in words; pure choices are left out."""
    mixing = ((p, s, moves) for (p, s), moves in chosen.items() if len(moves) > 1)
    return ", ".join(f"{player} {'/'.join(moves)} in {name}" for player, name, moves in mixing)


def undecided_notice(undecided: list[str]) -> Notice:
    """Say where equilibria may be missing."""
    named = "; ".join(dict.fromkeys(undecided[:3]))
    return Notice(
        "undecided_supports",
        f"{len(undecided)} ways of mixing have infinitely many candidates and were not decided, "
        f"such as: {named}",
    )


def improper(game: StochasticGame[Fraction]) -> str:
    """Why a game has no values."""
    for player, factor in game.discount.items():
        if not 0 <= factor < 1:
            return f"the discount factor of {player} is {number_text(factor)}, not in [0, 1)"
    if loop := game.timeless_loop():
        return f"{loop} may come back without time passing"
    for name, state in game.states.items():
        for profile, chances in state.next.items():
            if min(chances.values()) < 0 or sum(chances.values(), Fraction(0)) != 1:
                return f"what follows {'.'.join((name, *profile))} has no probabilities"
    return ""


def outside(game: StochasticGame[Fraction]) -> str:
    """Why a game is not searched."""
    if prod(map(len, places(game).values())) > PURE_LIMIT:
        return f"more than {PURE_LIMIT} pure profiles"
    return improper(game)


PURE_ONLY = Notice(
    "pure_only",
    f"all pure stationary equilibria were looked for, and one along the branch of logit responses: "
    f"there are more than {MIXED_LIMIT} ways of mixing",
)

SPEC = SolverSpec(
    name="markov_profiles",
    game=StochasticGame,
    concepts=frozenset({"markov_perfect"}),
    run=solve_markov,
    accepts=outside,
    about="every stationary equilibrium, pure ones by enumeration and mixed ones by supports",
    source="Fink 1964",
)
