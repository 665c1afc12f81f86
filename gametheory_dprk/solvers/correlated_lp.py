"""Correlated equilibria of a normal-form game, as an exact linear program.

The joint distributions that are correlated equilibria make a polytope: a mediator's recommendation
is obeyed if a linear inequality holds for every player, every move told and every other move
(Aumann 1987). The set is not empty, since it contains all mixtures of Nash equilibria. One of its
points is best by an objective that is linear in the players' values; or all its extreme points are
listed, of which all others are mixtures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from itertools import permutations
from typing import TypeAlias

from gametheory_dprk.errors import GtdError, LimitReached, NoSolverError
from gametheory_dprk.games import NormalGame
from gametheory_dprk.games.normal import Profile
from gametheory_dprk.limits import Budget
from gametheory_dprk.polyhedra import LinearSystem, Optimal, linear_system, maximize, vertices
from gametheory_dprk.solution import Assessment, Candidate, Notice
from gametheory_dprk.solvers.linear_objective import linear_objective
from gametheory_dprk.solvers.spec import Findings, SolverSpec

MOST_PROFILES = 1_000
"""Profiles of a game up to which it is accepted."""

FEW_PROFILES = 36
"""Profiles up to which it is tried to prove that there is no other correlated equilibrium."""

OBJECTIVE = "objective"
EXTREME = "extreme_points"
WELFARE = "welfare"

Point: TypeAlias = Mapping[Profile, Fraction]

Recommendation: TypeAlias = tuple[str, str, str]
"""A player, the move told, and another move."""

Tick: TypeAlias = Callable[[], None]

CEILING: Recommendation = ("", "", "")
"""The variable that bounds the objective from above."""


def solve_correlated(
    game: NormalGame[Fraction], concept: str, budget: Budget, options: Mapping[str, str]
) -> Findings:
    """Find a correlated equilibrium that is best by an objective, or all extreme ones.

    Parameters
    ----------
    game : NormalGame[Fraction]
        With any number of players.
    concept : str
        "correlated".
    budget : Budget
    options : Mapping[str, str]
        `objective`: "welfare" (the sum of all values, the default) or a linear formula in the
        names of players, each the player's value. `extreme_points`: "yes" to list all extreme
        points of the polytope of correlated equilibria, those best by the objective first.

    Raises
    ------
    NoSolverError
        If an option does not make sense.

    Examples
    --------
    >>> chicken = NormalGame.from_arrays([[6, 2], [7, 0]], [[6, 7], [2, 0]])
    >>> (best,) = solve_correlated(chicken, "correlated", Budget(), {}).candidates
    >>> [str(chance) for chance in best.assessment.joint.values()]
    ['1/2', '1/4', '1/4', '0']
    """
    weights = player_weights(game, options.get(OBJECTIVE, WELFARE))
    every = asks_for_all(options.get(EXTREME, "no"))
    goal = {
        profile: sum(
            (w * game.payoffs[player][profile] for player, w in weights.items()), Fraction(0)
        )
        for profile in game.profiles()
    }
    try:
        if every:
            return all_extreme(game, goal, budget.tick)
        return one_best(game, goal, budget.tick)
    except LimitReached as limit:
        return Findings((), complete=False, limit=str(limit))


def correlated_polytope(game: NormalGame[Fraction]) -> LinearSystem[Profile]:
    """The system of all correlated equilibria, in the probabilities of profiles.

    Examples
    --------
    >>> pennies = NormalGame.from_arrays([[1, 0], [0, 1]], [[0, 1], [1, 0]])
    >>> [[str(chance) for chance in point.values()]
    ...  for point in vertices(correlated_polytope(pennies))]
    [['1/4', '1/4', '1/4', '1/4']]
    """
    profiles = tuple(game.profiles())
    rows = [(obedience(game, *each), 0) for each in recommendations(game)]
    whole = (dict.fromkeys(profiles, 1), -1)
    return linear_system(profiles, equal=[whole], at_least=rows, nonnegative=profiles)


def recommendations(game: NormalGame[Fraction]) -> Iterator[Recommendation]:
    """Every player, move told and other move."""
    for player in game.players:
        for told, other in permutations(game.moves[player], 2):
            yield player, told, other


def obedience(
    game: NormalGame[Fraction], player: str, told: str, other: str
) -> dict[Profile, Fraction]:
    """What obeying gains over another move, for each profile in which the move is told."""
    position, payoffs = game.players.index(player), game.payoffs[player]
    return {
        profile: payoffs[profile] - payoffs[(*profile[:position], other, *profile[position + 1 :])]
        for profile in game.profiles()
        if profile[position] == told
    }


def one_best(game: NormalGame[Fraction], goal: Point, tick: Tick) -> Findings:
    """One point of the polytope at which the objective is largest."""
    value, point = best_point(game, goal, tick)
    found = (candidate(game, point),)
    if len(point) <= FEW_PROFILES and is_alone(game, point, tick):
        return Findings(found, complete=True)
    notice = Notice(
        "one_of_many",
        "correlated equilibria make a polytope; shown is one at which the objective is largest, "
        f"{value}; ask for {EXTREME} to see them all",
    )
    return Findings(found, complete=False, warnings=(notice,))


def is_alone(game: NormalGame[Fraction], point: Point, tick: Tick) -> bool:
    """Whether the polytope is a single point: no profile can be likelier than there.

    Examples
    --------
    >>> pennies = NormalGame.from_arrays([[1, 0], [0, 1]], [[0, 1], [1, 0]])
    >>> is_alone(pennies, dict.fromkeys(pennies.profiles(), Fraction(1, 4)), lambda: None)
    True
    """
    return all(
        best_point(game, {each: Fraction(each == profile) for each in point}, tick)[0] == chance
        for profile, chance in point.items()
    )


def best_point(
    game: NormalGame[Fraction], goal: Point, tick: Tick
) -> tuple[Fraction, dict[Profile, Fraction]]:
    """The largest value of an objective, and a joint distribution that attains it."""
    best = maximize({CEILING: Fraction(-1)}, dual_system(game, goal), tick)
    assert isinstance(best, Optimal), "some ceiling holds, and there is a correlated equilibrium"
    return -best.value, dict(zip(game.profiles(), best.multipliers.inequalities, strict=True))


def dual_system(game: NormalGame[Fraction], goal: Point) -> LinearSystem[Recommendation]:
    """Prices of disobedience, and a ceiling over the objective less what is paid for obeying.

    The least ceiling is the largest objective, and the multipliers of the rows, one a profile, are
    a best joint distribution. Unlike the primal program, almost all of whose rows hold with
    equality at the start, this one is seldom degenerate, which makes it much faster.
    """
    gains = {each: obedience(game, *each) for each in recommendations(game)}
    rows = [
        (
            {CEILING: Fraction(1)}
            | {each: -row[profile] for each, row in gains.items() if row.get(profile)},
            -goal[profile],
        )
        for profile in game.profiles()
    ]
    return linear_system([CEILING, *gains], at_least=rows, nonnegative=gains)


def all_extreme(game: NormalGame[Fraction], goal: Point, tick: Tick) -> Findings:
    """All extreme points of the polytope, those with the largest objective first."""
    points = sorted(
        vertices(correlated_polytope(game), tick), key=lambda point: -worth(goal, point)
    )
    found = tuple(candidate(game, point) for point in points)
    notice = Notice(
        "extreme_points",
        f"all {len(points)} extreme points are listed; the correlated equilibria are these and "
        "their mixtures",
    )
    alone = len(points) == 1
    return Findings(found, complete=alone, warnings=() if alone else (notice,))


def worth(goal: Point, point: Point) -> Fraction:
    """The objective at a point."""
    return sum((goal[profile] * chance for profile, chance in point.items()), Fraction(0))


def candidate(game: NormalGame[Fraction], point: Point) -> Candidate:
    """A joint distribution with its marginals."""
    joint = {".".join(profile): chance for profile, chance in point.items()}
    strategies = {}
    for position, player in enumerate(game.players):
        told = dict.fromkeys(game.moves[player], Fraction(0))
        for profile, chance in point.items():
            told[profile[position]] += chance
        strategies[player] = {player: told}
    return Candidate(Assessment(strategies, joint=joint))


def player_weights(game: NormalGame[Fraction], text: str) -> dict[str, Fraction]:
    """How much each player's value counts in the objective.

    Raises
    ------
    NoSolverError
        If the text is no linear formula in the players.
    """
    if text == WELFARE and WELFARE not in game.players:
        return dict.fromkeys(game.players, Fraction(1))
    try:
        return linear_objective(text, game.players)
    except GtdError as error:
        raise NoSolverError(f"option {OBJECTIVE}: {error}") from None


def asks_for_all(text: str) -> bool:
    """Read yes or no.

    Raises
    ------
    NoSolverError
    """
    if text not in ("yes", "no"):
        raise NoSolverError(f"option {EXTREME}: expected yes or no, not {text!r}")
    return text == "yes"


def outside(game: NormalGame[Fraction]) -> str:
    """Why a game cannot be solved here, or an empty text."""
    profiles = list(game.profiles())
    if len(profiles) > MOST_PROFILES:
        return f"the game has more than {MOST_PROFILES} profiles"
    if len({".".join(profile) for profile in profiles}) < len(profiles):
        return "two profiles have one name, since moves have dots in their names"
    return ""


SPEC = SolverSpec(
    name="correlated_lp",
    game=NormalGame,
    concepts=frozenset({"correlated"}),
    run=solve_correlated,
    accepts=outside,
    complete=False,
    rank=30,
    about="a correlated equilibrium that is best by an objective, or all extreme points of the "
    "polytope of correlated equilibria",
    source="Aumann 1974, 1987",
    options={
        OBJECTIVE: "what to make largest: welfare, or a linear formula in the players' values",
        EXTREME: "yes to list all extreme points of the polytope of correlated equilibria",
    },
)
