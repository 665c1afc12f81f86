"""The completeness certificate of a signaling game.

Facts: which types send a signal, and which responses answer it. Systems, each linear:

- *answers* rho(r|m): they sum to one; a type earns from a signal that it sends at least what any
  other would bring;
- *weights* p(t) sigma(m|t): they sum to the prior; a response that answers a signal is best
  against the weights on it (which says nothing where these vanish);
- *belief after m*, for each signal: a response that answers it is best to some belief.

Every equilibrium satisfies all of them with the facts of its own supports.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from gametheory_dprk.completeness import Case, Completeness, Listed
from gametheory_dprk.errors import NotCertifiedError
from gametheory_dprk.games import SignalingGame
from gametheory_dprk.limits import Budget
from gametheory_dprk.solvers.completeness import UNIT, CaseRow, CaseSystem, Form, Tree
from gametheory_dprk.solvers.signaling.beliefs import BestReplies, best_replies
from gametheory_dprk.solvers.signaling.case import State
from gametheory_dprk.solvers.signaling.cells import (
    EquilibriumCell,
    held_beliefs,
    receiver_corners,
    sender_corners,
)

ONE = Fraction(1)
Game = SignalingGame[Fraction]


def sends(kind: str, signal: str) -> str:
    """The fact that a type sends a signal."""
    return f"{kind} sends {signal}"


def answers(response: str, signal: str) -> str:
    """The fact that a response answers a signal."""
    return f"{response} answers {signal}"


def certify(game: Game, groups: list[list[EquilibriumCell]], budget: Budget) -> Completeness:
    """Certify that some cells hold every equilibrium.

    Parameters
    ----------
    game : SignalingGame
    groups : list of list of EquilibriumCell
        The cells of each candidate, in the order of the candidates.
    budget : Budget

    Raises
    ------
    LimitReached
        If the budget is spent.
    NotCertifiedError
        If some equilibria are in none of the cells (an error of the program).
    """
    beliefs = {signal: best_replies(game, signal, budget.tick) for signal in game.signals}
    places = Places(game, groups, beliefs, budget)
    return Tree(tuple(facts(game)), tuple(systems(game)), places.find, budget.tick).grown()


def facts(game: Game) -> Iterator[str]:
    """Every fact, signal by signal."""
    for signal, responses in game.responses.items():
        for response in responses:
            yield answers(response, signal)
        for kind in game.types:
            yield sends(kind, signal)


def systems(game: Game) -> Iterator[CaseSystem]:
    """Every linear system, the small ones first."""
    for signal in game.signals:
        yield belief_system(game, signal)
    yield weight_system(game)
    yield answer_system(game)


def belief_system(game: Game, signal: str) -> CaseSystem:
    """Responses that answer a signal are best to some belief."""
    names = {kind: f"belief in {kind} after {signal}" for kind in game.types}
    total = CaseRow("beliefs sum to 1", {UNIT: -ONE} | dict.fromkeys(names.values(), ONE))
    return CaseSystem(
        f"belief after {signal}",
        dict.fromkeys(names.values(), ()),
        (total,),
        tuple(best_rows(game, signal, names)),
    )


def best_rows(game: Game, signal: str, names: Mapping[str, str]) -> Iterator[CaseRow]:
    """A response is at least as good as any other, in variables that weigh the types."""
    pays = game.payoffs[game.receiver]
    for response in game.responses[signal]:
        for other in game.responses[signal]:
            if other != response:
                form = {
                    name: pays[kind, signal, response] - pays[kind, signal, other]
                    for kind, name in names.items()
                }
                name = f"after {signal}: {response} >= {other}"
                yield CaseRow(name, form, answers(response, signal))


def weight_system(game: Game) -> CaseSystem:
    """Weights of types on signals, and best replies to them."""
    names = {m: {t: f"weight of {t} on {m}" for t in game.types} for m in game.signals}
    totals = (
        CaseRow(
            f"weights of {kind} sum to its prior",
            {UNIT: -chance} | {names[m][kind]: ONE for m in game.signals},
        )
        for kind, chance in game.prior.items()
    )
    support = {names[m][t]: (sends(t, m),) for m in game.signals for t in game.types}
    best = (row for m in game.signals for row in best_rows(game, m, names[m]))
    return CaseSystem("weights", support, tuple(totals), tuple(best))


def answer_system(game: Game) -> CaseSystem:
    """Answers to signals, and signals that are best against them."""
    names = {
        m: {r: f"answer {r} to {m}" for r in responses} for m, responses in game.responses.items()
    }
    totals = (
        CaseRow(f"answers to {m} sum to 1", {UNIT: -ONE} | dict.fromkeys(after.values(), ONE))
        for m, after in names.items()
    )
    support = {name: (answers(r, m),) for m, after in names.items() for r, name in after.items()}
    conditions = (
        CaseRow(f"{t}: {m} >= {other}", gain(game, t, m, other, names), sends(t, m))
        for t in game.types
        for m in game.signals
        for other in game.signals
        if other != m
    )
    return CaseSystem("answers", support, tuple(totals), tuple(conditions))


def gain(
    game: Game, kind: str, signal: str, other: str, names: Mapping[str, Mapping[str, str]]
) -> Form:
    """What a signal earns a type more than another."""
    pays = game.payoffs[game.sender]
    earned = {name: pays[kind, signal, r] for r, name in names[signal].items()}
    return earned | {name: -pays[kind, other, r] for r, name in names[other].items()}


@dataclass(frozen=True, slots=True)
class Places:
    """Where the equilibria of a case are listed: groups of connected cells, as candidates are."""

    game: Game
    groups: list[list[EquilibriumCell]]
    beliefs: Mapping[str, BestReplies]
    budget: Budget

    def find(self, case: Case) -> Listed:
        """The first cell that contains the closure of a case.

        Raises
        ------
        NotCertifiedError
            If there is none.
        """
        closure = self.closure(case)
        for number, group in enumerate(self.groups, 1):
            for position, cell in enumerate(group, 1):
                if closure.within(cell):
                    return Listed(number, position)
        held = ", ".join(fact for fact, holds in case.items() if holds)
        raise NotCertifiedError(
            f"the equilibria in which {held} are in no cell; "
            "this is an error of the program, please report it with the scenario"
        )

    def closure(self, case: Case) -> EquilibriumCell:
        """The closure of the equilibria with exactly these supports."""
        game, tick = self.game, self.budget.tick
        states = {m: self.state(case, m) for m in game.signals}
        held = {m: held_beliefs(s, self.beliefs[m]) for m, s in states.items() if not s.kinds}
        return EquilibriumCell(
            states,
            sender_corners(game, states, tick),
            receiver_corners(game, states, tick),
            frozenset((m, t) for m, state in states.items() for t in state.kinds),
            frozenset((m, r) for m, state in states.items() for r in state.replies),
            held,
        )

    def state(self, case: Case, signal: str) -> State:
        """What a case says of one signal."""
        kinds = (t for t in self.game.types if case[sends(t, signal)])
        replies = (r for r in self.game.responses[signal] if case[answers(r, signal)])
        return State(frozenset(kinds), frozenset(replies))
