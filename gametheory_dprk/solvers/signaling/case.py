"""A case of a signaling game: who may send each signal, and what may answer it.

Within a case the conditions of a perfect Bayesian equilibrium are linear in the sender's
weights p(t) sigma(m|t) on one side and in the receiver's rho(r|m) on the other:

- receiver: each allowed response to a signal that is sent is best against the weights on it;
- sender: each allowed signal of a type earns at least any other signal.

Both systems are homogeneous, so "positive" can be asked as "at least one" once the totals are
free: a strict question is then a plain linear one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from fractions import Fraction
from typing import NamedTuple, TypeAlias

from gametheory_dprk.games import SignalingGame
from gametheory_dprk.polyhedra import Infeasible, LinearSystem, Row, feasible_point
from gametheory_dprk.polyhedra.ticks import Tick
from gametheory_dprk.solvers.signaling.beliefs import Kinds, Replies
from gametheory_dprk.solvers.signaling.whole import ONE, ZERO

TOTAL = ("", "")
"""The variable for the free total; no signal has this name."""

Pair: TypeAlias = tuple[str, str]
"""A signal and one of its responses, or a signal and a type that may send it."""


class State(NamedTuple):
    """What a case says of one signal; no types where the signal is not sent."""

    kinds: Kinds
    replies: Replies


Case: TypeAlias = Mapping[str, State]
"""The state of each signal."""


def form(coefficients: dict[Pair, Fraction], positive: Collection[Pair]) -> Row[Pair]:
    """A row in which the total, and all that must be positive, stand for what exceeds one."""
    raised = (value for v, value in coefficients.items() if v == TOTAL or v in positive)
    return Row(coefficients, sum(raised, ZERO))


def difference(
    plus: Mapping[Pair, Fraction], minus: Mapping[Pair, Fraction]
) -> dict[Pair, Fraction]:
    """The coefficients of one form less those of another."""
    result = dict(plus)
    for name, value in minus.items():
        result[name] = result.get(name, ZERO) - value
    return result


def sender_rows(
    game: SignalingGame[Fraction], case: Case
) -> tuple[list[dict[Pair, Fraction]], list[dict[Pair, Fraction]]]:
    """Equalities and inequalities in rho: what each type may send is best for it."""
    pays = game.payoffs[game.sender]
    equal, at_least = [], []
    for kind in game.types:
        earns = {m: {(m, r): pays[kind, m, r] for r in s.replies} for m, s in case.items()}
        sent = [m for m, state in case.items() if kind in state.kinds]
        if sent:
            equal += [difference(earns[sent[0]], earns[m]) for m in sent[1:]]
            at_least += [difference(earns[sent[0]], earns[m]) for m in case if m not in sent]
    return equal, at_least


def receiver_rows(
    game: SignalingGame[Fraction], case: Case
) -> tuple[list[dict[Pair, Fraction]], list[dict[Pair, Fraction]]]:
    """Equalities and inequalities in the weights: what may answer a sent signal is best."""
    pays = game.payoffs[game.receiver]
    equal, at_least = [], []
    for m, (kinds, replies) in case.items():
        if kinds:
            earns = {r: {(m, t): pays[t, m, r] for t in kinds} for r in game.responses[m]}
            first, *others = sorted(replies)
            equal += [difference(earns[first], earns[r]) for r in others]
            at_least += [difference(earns[first], earns[r]) for r in earns if r not in replies]
    return equal, at_least


def sender_polytope(game: SignalingGame[Fraction], case: Case) -> LinearSystem[Pair]:
    """All rho of a case."""
    names = tuple((m, r) for m, state in case.items() for r in sorted(state.replies))
    equal, at_least = sender_rows(game, case)
    sums = [Row({(m, r): ONE for r in s.replies}, -ONE) for m, s in case.items()]
    return LinearSystem(
        names, (*sums, *map(Row, equal)), tuple(map(Row, at_least)), frozenset(names)
    )


def receiver_polytope(game: SignalingGame[Fraction], case: Case) -> LinearSystem[Pair]:
    """All weights p(t) sigma(m|t) of a case."""
    names = tuple((m, t) for m, state in case.items() for t in sorted(state.kinds))
    equal, at_least = receiver_rows(game, case)
    sums = [
        Row({(m, t): ONE for m, state in case.items() if t in state.kinds}, -chance)
        for t, chance in game.prior.items()
    ]
    return LinearSystem(
        names, (*sums, *map(Row, equal)), tuple(map(Row, at_least)), frozenset(names)
    )


def sender_feasible(
    game: SignalingGame[Fraction], case: Case, positive: Collection[Pair], tick: Tick
) -> bool:
    """Whether some rho fits the signals of a case so far, positive where it must be."""
    names = (TOTAL, *((m, r) for m, state in case.items() for r in sorted(state.replies)))
    equal, at_least = sender_rows(game, case)
    sums = [{TOTAL: -ONE} | {(m, r): ONE for r in state.replies} for m, state in case.items()]
    return feasible(names, [*sums, *equal], at_least, positive, tick)


def receiver_feasible(game: SignalingGame[Fraction], case: Case, tick: Tick) -> bool:
    """Whether some sigma is positive on exactly the signals that each type may send."""
    names = (TOTAL, *((m, t) for m, state in case.items() for t in sorted(state.kinds)))
    equal, at_least = receiver_rows(game, case)
    sums = [
        {TOTAL: -chance} | {(m, t): ONE for m, state in case.items() if t in state.kinds}
        for t, chance in game.prior.items()
    ]
    return feasible(names, [*sums, *equal], at_least, names[1:], tick)


def feasible(
    names: tuple[Pair, ...],
    equal: list[dict[Pair, Fraction]],
    at_least: list[dict[Pair, Fraction]],
    positive: Collection[Pair],
    tick: Tick,
) -> bool:
    """Whether a homogeneous system has a nonnegative solution, positive at some names."""
    system = LinearSystem(
        names,
        tuple(form(row, positive) for row in equal),
        tuple(form(row, positive) for row in at_least),
        frozenset(names),
    )
    return not isinstance(feasible_point(system, tick), Infeasible)
