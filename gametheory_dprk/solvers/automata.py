"""Which named automata of a repeated game are perfect public equilibria.

Each automaton is a proposal: its values solve a linear system, and it is an equilibrium if no
single deviation gains in any state. Where moves are shown with a lag, what a player does after an
own unseen deviation is filled in by policy iteration, as the best he can do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from gametheory_dprk.errors import LimitReached, SolveError, nearest_name
from gametheory_dprk.games import RepeatedGame, StochasticGame
from gametheory_dprk.limits import Budget
from gametheory_dprk.number import number_text
from gametheory_dprk.solution import Assessment, Candidate, Notice
from gametheory_dprk.solvers.markov.policy_values import certain, deviations, policy_values
from gametheory_dprk.solvers.spec import Findings, SolverSpec

Strategy = dict[str, dict[str, Fraction]]
"""For every information set of one player a probability for every move."""


@dataclass(frozen=True, slots=True)
class Gain:
    """A single deviation that pays, and by how much a period."""

    player: str
    label: str
    move: str
    amount: Fraction


def solve_automata(
    game: RepeatedGame[Fraction], concept: str, budget: Budget, options: Mapping[str, str]
) -> Findings:
    """Try the automaton that the option `profile` names, or all.

    Returns
    -------
    Findings
        The equilibria among them; of each other one a notice names the deviation that gains most.
        Never complete: a repeated game has many equilibria that no file names.

    Raises
    ------
    SolveError
        If there is no automaton of that name.
    """
    names = chosen(game, options)
    found: list[Candidate] = []
    notices = [NAMED_ONLY]
    try:
        for name in names:
            budget.tick()
            profile = {p: completed(game, name, p, budget) for p in game.players}
            gains = [gain for p in game.players for gain in gains_of(game, name, p, profile[p])]
            if gains:
                notices.append(refusal(name, max(gains, key=lambda gain: gain.amount)))
            else:
                found.append(Candidate(Assessment(profile)))
    except LimitReached as error:
        return Findings(tuple(found), complete=False, limit=str(error), warnings=tuple(notices))
    return Findings(tuple(found), complete=False, warnings=tuple(notices))


def chosen(game: RepeatedGame[Fraction], options: Mapping[str, str]) -> tuple[str, ...]:
    """The automata to be tried.

    Raises
    ------
    SolveError
        If one is not there.
    """
    name = options.get("profile")
    if name is None:
        return tuple(game.automata)
    if name not in game.automata:
        hint = nearest_name(name, game.automata) or f"profiles are {', '.join(game.automata)}"
        raise SolveError(f"no profile {name!r} ({hint})")
    return (name,)


def improper(game: RepeatedGame[Fraction]) -> str:
    """Why a game has no values: a discount factor or a probability outside its bounds."""
    for player, factor in game.discount.items():
        if not 0 <= factor < 1:
            return f"the discount factor of {player} is {number_text(factor)}, not in [0, 1)"
    for (player, move), chances in game.seen.items():
        if min(chances.values()) < 0:
            return f"the probabilities of how {player}.{move} is seen leave [0, 1]"
    return ""


def prescribed(game: RepeatedGame[Fraction], name: str, player: str) -> Strategy:
    """What an automaton says a player does in its public states."""
    automaton = game.automata[name]
    return {
        game.label(name, moment.state, moment.past): {
            move: automaton.states[moment.state].plays[player].get(move, Fraction(0))
            for move in game.stage.moves[player]
        }
        for moment in game.moments(name)
    }


def completed(game: RepeatedGame[Fraction], name: str, player: str, budget: Budget) -> Strategy:
    """A player's strategy, with the best he can do where own deviations are yet to be shown."""
    process = game.process(name, player)
    fixed = prescribed(game, name, player)
    moves = game.stage.moves[player]
    strategy = {label: fixed.get(label) or certain(moves, moves[0]) for label in process.states}
    while changes := improvements(process, player, strategy, set(fixed)):
        budget.tick()
        strategy |= {label: certain(moves, move) for label, move in changes.items()}
    return strategy


def improvements(
    process: StochasticGame[Fraction], player: str, strategy: Strategy, fixed: set[str]
) -> dict[str, str]:
    """Where another move than the one played is strictly better; fixed states do not change."""
    values = policy_values(process, {player: strategy}, player)
    found: dict[str, str] = {}
    for label in process.states:
        if label not in fixed:
            worth = deviations(process, {player: strategy}, player, label, values)
            best = max(worth, key=lambda move: worth[move])
            if worth[best] > values[label]:
                found[label] = best
    return found


def gains_of(
    game: RepeatedGame[Fraction], name: str, player: str, strategy: Strategy
) -> Iterator[Gain]:
    """Every single deviation of a player that pays."""
    process = game.process(name, player)
    values = policy_values(process, {player: strategy}, player)
    for label in process.states:
        worth = deviations(process, {player: strategy}, player, label, values)
        for move, value in worth.items():
            amount = (1 - game.discount[player]) * (value - values[label])
            if amount > 0:
                yield Gain(player, label, move, amount)


def refusal(name: str, gain: Gain) -> Notice:
    """Say why a profile is no equilibrium."""
    return Notice(
        "not_an_equilibrium",
        f"profile {name} is no equilibrium: {gain.player} gains {number_text(gain.amount)} per "
        f"period by one deviation to {gain.move} in {gain.label}",
    )


NAMED_ONLY = Notice(
    "named_profiles_only",
    "only the automata of the file were looked at; a repeated game has other equilibria",
)

SPEC = SolverSpec(
    name="automata",
    game=RepeatedGame,
    concepts=frozenset({"public_perfect"}),
    run=solve_automata,
    accepts=improper,
    complete=False,
    about="the automata that a file names, each kept if no single deviation gains in any state",
    source="Abreu 1988",
    options={"profile": "the automaton to be tried; all by default"},
)
