"""Alternating offers: backward induction over finitely many rounds, or a stationary system.

In a round the responder accepts from his reservation value on: what a refusal is worth to him, but
never less than nothing. The proposer offers just that, if what is left is worth at least as much
to him as a refusal. So the values of a round are a piecewise linear function of the next one's.
Over finitely many rounds they follow backwards from the last. Where rounds go on in a circle, each
round's *case* (whether offers are accepted, what bounds the least accepted, whether somebody
leaves) makes the system linear; all combinations of cases are tried, so that every equilibrium that
repeats itself is found.

The circle has one equilibrium, stationary or not, where the future weighs less than the present for
both, refusals cost, and nobody can receive more together outside than inside: the largest and the
least value of each round then satisfy the same system, whose two sides differ by less than
themselves (Shaked and Sutton 1984).

Without discounting and breakdown each refusal has to cost both players something: refusing for ever
is then worse than anything, so that single deviations decide here too (Rubinstein 1982, with fixed
costs).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import TypeAlias

from gametheory_dprk.errors import LimitReached
from gametheory_dprk.games import BargainingGame, Round
from gametheory_dprk.games.bargaining import ACCEPTS_FROM, LEAVES, OFFERS
from gametheory_dprk.limits import Budget
from gametheory_dprk.number import number_text
from gametheory_dprk.solution import Assessment, Candidate, Notice
from gametheory_dprk.solvers.spec import Findings, SolverSpec

ZERO = Fraction(0)

Values: TypeAlias = Mapping[str, Fraction]
"""A number for each player."""


@dataclass(frozen=True, slots=True)
class Case:
    """What happens in a round: where the piecewise linear functions are on their graph."""

    leaves: bool
    bound: bool
    agrees: bool


CASES = tuple(Case(*each) for each in product((False, True), repeat=3))


@dataclass(frozen=True, slots=True)
class Solved:
    """A round once the values of the next are known."""

    case: Case
    least: Fraction
    values: Values


def solve_offers(game: BargainingGame[Fraction], concept: str, budget: Budget) -> Findings:
    """Find the equilibria of bargaining by rounds.

    Examples
    --------
    >>> from gametheory_dprk.scenario.reader import read
    >>> game = read("textbook/rubinstein_1982").game.at({"delta": Fraction(1, 2)})
    >>> found = solve_offers(game, "bargaining", Budget())
    >>> found.complete, found.candidates[0].assessment.strategies["A"]["round 1"]
    (True, {'offers': Fraction(1, 3)})
    """
    tail = circle(game)
    try:
        endings = list(circle_values(game, tail, budget)) if tail else [{}]
    except LimitReached as error:
        return Findings((), complete=False, limit=str(error))
    candidates = tuple(
        Candidate(assessment(game, backwards(game, tail, values))) for values in endings
    )
    reason = doubt(game, tail) if tail else ""
    warnings = (Notice("stationary_only", reason),) if reason else ()
    return Findings(candidates, complete=not reason, warnings=warnings)


def circle(game: BargainingGame[Fraction]) -> list[str]:
    """The rounds that come again and again; none where bargaining ends."""
    names = list(game.rounds)
    last = game.rounds[names[-1]].next
    return [] if last is None else names[names.index(last) :]


def backwards(
    game: BargainingGame[Fraction], tail: list[str], known: Mapping[str, Solved]
) -> dict[str, Solved]:
    """Solve the rounds before the circle, from the last to the first."""
    found = dict(known)
    for name in reversed(list(game.rounds)):
        if name not in tail:
            following = game.rounds[name].next
            later = None if following is None else found[following].values
            found[name] = solve_round(game, game.rounds[name], later)
    return found


def solve_round(
    game: BargainingGame[Fraction], each: Round[Fraction], later: Values | None
) -> Solved:
    """Solve a round, given the values of the next (None where there is none)."""
    wait = {player: waiting(game, each, player, later) for player in game.players}
    leaves = each.outside is not None and each.outside[each.leaver] > wait[each.leaver]
    refused = each.outside if leaves and each.outside is not None else wait
    on = {player: going_on(game, each, player, later) for player in game.players}
    least = max(refused[each.responder] - on[each.responder], ZERO)
    mine = each.pie - least + on[each.proposer]
    agrees = least <= each.pie and (least == 0 or mine >= refused[each.proposer])
    if agrees:
        values = {each.proposer: mine, each.responder: least + on[each.responder]}
    else:
        values = {player: refused[player] for player in game.players}
    return Solved(Case(leaves, least > 0, agrees), least, values)


def waiting(
    game: BargainingGame[Fraction], each: Round[Fraction], player: str, later: Values | None
) -> Fraction:
    """Value of a refusal after which nobody leaves."""
    if later is None:
        return each.disagreement[player] - each.cost[player]
    go_on = (1 - each.breakdown) * game.discount[player] * later[player]
    return go_on + each.breakdown * each.disagreement[player] - each.cost[player]


def going_on(
    game: BargainingGame[Fraction], each: Round[Fraction], player: str, later: Values | None
) -> Fraction:
    """Value of what follows an agreement."""
    if each.lasting or later is None:
        return ZERO
    return game.discount[player] * later[player]


def circle_values(
    game: BargainingGame[Fraction], tail: list[str], budget: Budget
) -> Iterator[dict[str, Solved]]:
    """All stationary solutions of the circle: every combination of cases that confirms itself."""
    found: list[dict[str, Values]] = []
    for cases in product(CASES, repeat=len(tail)):
        budget.tick()
        values = linear_values(game, tail, cases)
        if values is None or values in found:
            continue
        following = [*tail[1:], tail[0]]
        solved = {
            name: solve_round(game, game.rounds[name], values[after])
            for name, after in zip(tail, following, strict=True)
        }
        if all(solved[name].values == values[name] for name in tail):
            found.append(values)
            yield solved


def linear_values(
    game: BargainingGame[Fraction], tail: list[str], cases: tuple[Case, ...]
) -> dict[str, Values] | None:
    """Values of the circle's rounds when the case of each is given; None where undetermined."""
    from flint import fmpq_mat

    from gametheory_dprk.solvers.markov.policy_values import flint, unflint

    place = {(n, p): k for k, (n, p) in enumerate(product(tail, game.players))}
    size = len(place)
    left, right = fmpq_mat(size, size), fmpq_mat(size, 1)
    following = [*tail[1:], tail[0]]
    for name, after, case in zip(tail, following, cases, strict=True):
        for player, (base, weights) in affine(game, game.rounds[name], case).items():
            row = place[name, player]
            left[row, row] += 1
            right[row, 0] = flint(base)
            for other, weight in weights.items():
                left[row, place[after, other]] -= flint(weight)
    if left.det() == 0:
        return None
    solution = left.solve(right)
    return {name: {p: unflint(solution[place[name, p], 0]) for p in game.players} for name in tail}


def affine(
    game: BargainingGame[Fraction], each: Round[Fraction], case: Case
) -> dict[str, tuple[Fraction, Values]]:
    """Each player's value as a number plus multiples of the next round's values."""
    nothing = dict.fromkeys(game.players, ZERO)

    def linear(player: str, agreed: bool) -> tuple[Fraction, Fraction]:
        """Base and slope of a refusal, or of what follows an agreement."""
        worth = going_on if agreed else waiting
        if not agreed and case.leaves and each.outside is not None:
            return each.outside[player], ZERO
        base = worth(game, each, player, nothing)
        return base, worth(game, each, player, {player: Fraction(1)}) - base

    refused = {player: linear(player, agreed=False) for player in game.players}
    if not case.agrees:
        return {player: (base, {player: slope}) for player, (base, slope) in refused.items()}
    on = {player: linear(player, agreed=True) for player in game.players}
    mine, theirs = each.proposer, each.responder
    answer = refused[theirs] if case.bound else on[theirs]
    least = answer[0] - on[theirs][0], answer[1] - on[theirs][1]
    return {
        theirs: (answer[0], {theirs: answer[1]}),
        mine: (each.pie - least[0] + on[mine][0], {mine: on[mine][1], theirs: -least[1]}),
    }


def doubt(game: BargainingGame[Fraction], tail: list[str]) -> str:
    """Why there may be equilibria that do not repeat themselves; empty where there are none."""
    rounds = [game.rounds[name] for name in tail]
    if any(each.outside is not None and each.leaver != each.responder for each in rounds):
        return "only equilibria that repeat themselves: a proposer may leave"
    if any(factor >= 1 for factor in game.discount.values()):
        return "only equilibria that repeat themselves: a player is perfectly patient"
    if any(min(each.cost.values()) < 0 for each in rounds):
        return "only equilibria that repeat themselves: a refusal pays a player"
    for each in rounds:
        for pay in (each.disagreement, each.outside or {}):
            if each.lasting and sum(pay.values(), ZERO) > each.pie:
                return "only equilibria that repeat themselves: more can be had outside the talks"
    if any(not each.lasting for each in rounds) and len(tail) > 1:
        return "only equilibria that repeat themselves: agreements about one round at a time"
    return ""


def assessment(game: BargainingGame[Fraction], solved: Mapping[str, Solved]) -> Assessment:
    """The strategies behind the values of the rounds."""
    strategies: dict[str, dict[str, dict[str, Fraction]]] = {p: {} for p in game.players}
    for name, each in game.rounds.items():
        one = solved[name]
        strategies[each.proposer][name] = {OFFERS: one.least if one.case.agrees else ZERO}
        strategies[each.responder][name] = {ACCEPTS_FROM: one.least}
        if each.outside is not None:
            strategies[each.leaver][name][LEAVES] = Fraction(one.case.leaves)
    return Assessment(strategies)


def improper(game: BargainingGame[Fraction]) -> str:
    """Why a game has no values."""
    for player, factor in game.discount.items():
        if not 0 <= factor <= 1:
            return f"the discount factor of {player} is {number_text(factor)}, not in [0, 1]"
    tail = circle(game)
    for name, each in game.rounds.items():
        if each.pie < 0:
            return f"the pie is {number_text(each.pie)}"
        if not 0 <= each.breakdown <= 1:
            return f"the probability of breakdown is {number_text(each.breakdown)}"
        weight = 1 - each.breakdown if each.lasting else Fraction(1)
        costly = each.lasting and min(each.cost.values()) > 0
        patient = any(weight * factor >= 1 for factor in game.discount.values())
        if name in tail and patient and not costly:
            return "bargaining for ever needs discounting, a risk of breakdown or costs of delay"
    return ""


SPEC = SolverSpec(
    name="alternating_offers",
    game=BargainingGame,
    concepts=frozenset({"bargaining"}),
    run=solve_offers,
    accepts=improper,
    about="offers and answers: backward induction, and the stationary system where talks go on "
    "for ever",
    source="Stahl 1972; Rubinstein 1982; Shaked and Sutton 1984",
)
