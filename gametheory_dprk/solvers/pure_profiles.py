"""All pure Nash equilibria of a normal-form game with any number of players.

A profile is one if every player's payoff in it is the best that player can get against the others'
moves; these best payoffs are tabulated in one pass, so the work is one visit a profile and player.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from gametheory_dprk.errors import LimitReached
from gametheory_dprk.games import NormalGame, Profile
from gametheory_dprk.limits import Budget
from gametheory_dprk.number import Number
from gametheory_dprk.solution import Assessment, Candidate, Notice
from gametheory_dprk.solvers.spec import Findings, SolverSpec

PURE_ONLY = Notice(
    "pure_only",
    "only equilibria in pure strategies were looked for; there may be mixed ones, and those "
    "found may belong to larger components",
)


def solve(game: NormalGame[Number], concept: str, budget: Budget) -> Findings:
    """Find every pure Nash equilibrium.

    Examples
    --------
    >>> stag = NormalGame.from_arrays([[4, 0], [3, 3]], [[4, 3], [0, 3]])
    >>> len(solve(stag, "nash", Budget()).candidates)
    2
    """
    found: list[Candidate] = []
    limit = None
    try:
        found.extend(Candidate(certain(game, p)) for p in pure_equilibria(game, budget.tick))
    except LimitReached as reached:
        limit = str(reached)
    return Findings(tuple(found), complete=False, limit=limit, warnings=(PURE_ONLY,))


def pure_equilibria(game: NormalGame[Number], tick: Callable[[], None]) -> Iterator[Profile]:
    """Profiles in which everyone's move is a best reply, in the order of the profiles."""
    best = [
        best_payoffs(game, player, position, tick) for position, player in enumerate(game.players)
    ]
    for profile in game.profiles():
        tick()
        if all(
            game.payoffs[player][profile] == best[position][others(profile, position)]
            for position, player in enumerate(game.players)
        ):
            yield profile


def best_payoffs(
    game: NormalGame[Number], player: str, position: int, tick: Callable[[], None]
) -> dict[Profile, Number]:
    """The best a player can get against each choice of moves by the others."""
    best: dict[Profile, Number] = {}
    for profile, payoff in game.payoffs[player].items():
        tick()
        rest = others(profile, position)
        best[rest] = max(payoff, best.get(rest, payoff))
    return best


def others(profile: Profile, position: int) -> Profile:
    """A profile without one player's move."""
    return profile[:position] + profile[position + 1 :]


def certain(game: NormalGame[Number], profile: Profile) -> Assessment:
    """The assessment in which a profile is played for sure."""
    return Assessment(
        {
            player: {player: {move: Fraction(move == chosen) for move in game.moves[player]}}
            for player, chosen in zip(game.players, profile, strict=True)
        }
    )


SPEC = SolverSpec(
    name="pure_enumeration",
    game=NormalGame,
    concepts=frozenset({"nash"}),
    run=solve,
    complete=False,
    rank=60,
    about="every equilibrium in pure strategies, for any number of players",
    source="Nash 1951",
)
