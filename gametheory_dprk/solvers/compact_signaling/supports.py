"""From the supports that a nearby point suggests to an exact equilibrium of a signaling game.

With who sends what and which responses answer it fixed, weights p(t) sigma(m|t) and, separately,
answers and values of types solve linear equations, square ones in a regular game. After signals
that nobody sends any answer on the support that deters, and any belief to which that support is a
best reply, will do: linear programs find them. Everything is compared exactly before it is given.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
from flint import fmpq, fmpq_mat

from gametheory_dprk.solution import Assessment, Candidate
from gametheory_dprk.solvers.compact_signaling.exact_game import ExactGame, rational
from gametheory_dprk.solvers.compact_signaling.unsent import unsent

Array: TypeAlias = npt.NDArray[Any]
Pairs: TypeAlias = tuple[tuple[int, int], ...]

CLOSE = 1e-8
"""By how much a solution in floats may miss a condition and still be worth solving exactly."""


@dataclass(frozen=True, slots=True)
class Supports:
    """Who sends and who answers what, by places.

    Attributes
    ----------
    sends : tuple of tuple (int, int)
        Signal and type, signal by signal.
    answers : tuple of tuple (int, int)
        Signal and response, signal by signal; also after signals that nobody sends.
    """

    sends: Pairs
    answers: Pairs

    @classmethod
    def above(cls, sends: Array, answers: Array, least: float) -> Supports | None:
        """What is more likely than a bound; None if a type then sends nothing."""
        sent = sends > least
        if not sent.any(axis=0).all():
            return None
        answered = answers > np.minimum(least, answers.max(axis=1, keepdims=True) / 2)
        return cls(places(sent), places(answered))

    def sent(self) -> list[int]:
        """Signals that somebody sends."""
        return sorted({signal for signal, _ in self.sends})


def places(chosen: Array) -> Pairs:
    """Rows and columns that are chosen."""
    return tuple((int(row), int(column)) for row, column in zip(*chosen.nonzero(), strict=True))


def weight_rows(game: Any, supports: Supports, chances: Any) -> tuple[Any, list[Any]]:
    """Equations of the weights p(t) sigma(m|t): the receiver is indifferent, types add up."""
    rows, sides = [], []
    first = first_answers(supports)
    sent = set(supports.sent())
    for signal, response in supports.answers:
        if signal in sent and response != first[signal]:
            base = first[signal]
            rows.append(
                [
                    game[m][t][response] - game[m][t][base] if m == signal else 0
                    for m, t in supports.sends
                ]
            )
            sides.append(0)
    for kind, chance in enumerate(chances):
        rows.append([int(t == kind) for _, t in supports.sends])
        sides.append(chance)
    return rows, sides


def first_answers(supports: Supports) -> dict[int, int]:
    """One response of the support after each signal."""
    first: dict[int, int] = {}
    for signal, response in supports.answers:
        first.setdefault(signal, response)
    return first


def answer_rows(
    game: Any, supports: Supports, used: Pairs, types: int
) -> tuple[list[Any], list[Any]]:
    """Equations of answers and of the types' values: indifference, probabilities add up."""
    rows, sides = [], []
    for signal, kind in supports.sends:
        row = [game[m][kind][r] if m == signal else 0 for m, r in used]
        rows.append(row + [-int(t == kind) for t in range(types)])
        sides.append(0)
    for signal in supports.sent():
        rows.append([int(m == signal) for m, _ in used] + [0] * types)
        sides.append(1)
    return rows, sides


def solve_floats(rows: Any, sides: Any) -> Array | None:
    """The solution of square equations, or None."""
    if not rows or len(rows) != len(rows[0]):
        return None
    try:
        return np.linalg.solve(np.array(rows, dtype=float), np.array(sides, dtype=float))
    except np.linalg.LinAlgError:
        return None


def solve_exactly(rows: Any, sides: Any) -> list[Any] | None:
    """The same in exact numbers."""
    try:
        found = fmpq_mat(rows).solve(fmpq_mat([[side] for side in sides]))
    except ZeroDivisionError:
        return None
    return [found[k, 0] for k in range(len(rows))]


def promising(game: ExactGame, supports: Supports) -> bool:
    """Whether the equations have a solution in floats that meets the conditions, or nearly."""
    used, types = answered(supports), len(game.prior)
    if not is_square(supports, types):
        return False
    weights = solve_floats(*weight_rows(game.receiver, supports, game.prior))
    solved = solve_floats(*answer_rows(game.sender, supports, used, types))
    if weights is None or solved is None or min(weights.min(), solved[: len(used)].min()) < -CLOSE:
        return False
    values = solved[len(used) :]
    for signal in supports.sent():
        worth = sum(
            solved[k] * game.sender[m, :, r] for k, (m, r) in enumerate(used) if m == signal
        )
        pays = sum(
            weights[k] * game.receiver[m, t]
            for k, (m, t) in enumerate(supports.sends)
            if m == signal
        )
        pays = np.where(game.absent[signal], -np.inf, pays)
        best = pays[first_answers(supports)[signal]]
        if (worth > values + CLOSE).any() or (pays > best + CLOSE).any():
            return False
    return True


def is_square(supports: Supports, types: int) -> bool:
    """Whether there are as many equations as unknowns."""
    return len(supports.sends) + len(supports.sent()) == len(answered(supports)) + types


def answered(supports: Supports) -> Pairs:
    """Answers to signals that are sent."""
    sent = set(supports.sent())
    return tuple(pair for pair in supports.answers if pair[0] in sent)


def exact_equilibrium(
    game: ExactGame, supports: Supports, tick: Callable[[], None]
) -> Candidate | None:
    """The equilibrium on some supports, or None if there is none or more than one."""
    sender, receiver = game.exact
    used, types = answered(supports), len(game.prior)
    if not is_square(supports, types):
        return None
    weights = solve_exactly(*weight_rows(receiver, supports, game.chances()))
    solved = solve_exactly(*answer_rows(sender, supports, used, types))
    if weights is None or solved is None or min(*weights, *solved[: len(used)]) < 0:
        return None
    values = solved[len(used) :]
    answers = {m: {} for m in range(len(sender))}  # type: dict[int, dict[int, Any]]
    beliefs = {m: {} for m in range(len(sender))}  # type: dict[int, dict[int, Any]]
    for (m, r), chance in zip(used, solved, strict=False):
        answers[m][r] = chance
    for (m, t), weight in zip(supports.sends, weights, strict=True):
        beliefs[m][t] = weight
    for signal in range(len(sender)):
        tick()
        if not beliefs[signal]:
            suggested = tuple(r for m, r in supports.answers if m == signal)
            found = unsent(game, suggested, signal, values, tick)
            if found is None:
                return None
            answers[signal], beliefs[signal] = found
        if not holds(game, signal, answers[signal], beliefs[signal], values):
            return None
    return assessment(game, supports, weights, answers, beliefs)


def holds(game: ExactGame, signal: int, answers: Any, beliefs: Any, values: Any) -> bool:
    """Whether no type gains by a signal and no response is better than what is played."""
    sender, receiver = (table[signal] for table in game.exact)
    deterred = all(
        sum((x * row[r] for r, x in answers.items()), fmpq(0)) <= value
        for row, value in zip(sender, values, strict=True)
    )
    pays = [
        sum((x * receiver[t][r] for t, x in beliefs.items()), fmpq(0))
        for r in range(len(receiver[0]))
    ]
    return deterred and sum(beliefs.values()) > 0 and all(
        pays[r] == max(pays) for r, x in answers.items() if x
    )  # fmt: skip


def assessment(
    game: ExactGame, supports: Supports, weights: Any, answers: Any, beliefs: Any
) -> Candidate:
    """Names for places, and weights as strategies and beliefs."""
    model = game.game
    types, signals = model.types, model.signals
    sends: dict[str, dict[str, Fraction]] = {t: dict.fromkeys(signals, Fraction(0)) for t in types}
    for (m, t), weight in zip(supports.sends, weights, strict=True):
        sends[types[t]][signals[m]] = rational(weight) / model.prior[types[t]]
    replies: dict[str, dict[str, Fraction]] = {}
    blames: dict[str, dict[str, Fraction]] = {}
    for m, (signal, responses) in enumerate(model.responses.items()):
        replies[signal] = {r: rational(answers[m].get(k, fmpq(0))) for k, r in enumerate(responses)}
        total = sum(beliefs[m].values())
        blames[signal] = {
            t: rational(beliefs[m].get(k, fmpq(0)) / total) for k, t in enumerate(types)
        }
    strategies = {model.sender: sends, model.receiver: replies}
    return Candidate(Assessment(strategies, {model.receiver: blames}))
