"""Criterion D1 in signaling games.

Take an unsent signal, and the receiver's mixed best replies to it under beliefs on all types.
A type is struck out if some other type gains strictly from at least one of these replies, and
from every one from which the first gains at least weakly (compare Cho and Kreps 1987, whose
condition is that the first type's replies of weak gain are a proper part of the second's of
strict gain; in an equilibrium the two readings agree, because the mixed best replies are a
connected set and not all of them are profitable). The equilibrium *fails* if no mixed best
reply to beliefs on the types that are left keeps every type from sending the signal.

D1 strikes out a type for the sake of a single other type; divinity (Banks and Sobel 1987) and
D2 are other criteria. One round of striking out is made, since the types left form the maximal
elements of an order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gametheory_dprk.games import SignalingGame
from gametheory_dprk.number import Number
from gametheory_dprk.refinements.path import Finding, judge_each
from gametheory_dprk.refinements.replies import Replies, best_replies, sure_gain
from gametheory_dprk.refinements.spec import RefinementSpec
from gametheory_dprk.solution import Candidate, Check, Verdict


def judge_d1(game: SignalingGame[Number], candidates: Sequence[Candidate]) -> Sequence[Verdict]:
    """Judge candidates by D1.

    Examples
    --------
    Both types would gain by a gift that is taken well, but the first one in more cases:

    >>> from fractions import Fraction
    >>> from gametheory_dprk.solution import Assessment
    >>> sender = [[[1, 1], [3, 0]], [[1, 1], [2, 0]]]
    >>> receiver = [[[0, 0], [1, 0]], [[0, 0], [0, 1]]]
    >>> game = SignalingGame.from_arrays(["1/2", "1/2"], sender, receiver)
    >>> no, yes, half = Fraction(0), Fraction(1), Fraction(1, 2)
    >>> silent = {"m1": yes, "m2": no}
    >>> answers = {"m1": {"r1": yes, "r2": no}, "m2": {"r1": no, "r2": yes}}
    >>> beliefs = {"m1": {"t1": half, "t2": half}, "m2": {"t1": no, "t2": yes}}
    >>> strategies = {"sender": {"t1": silent, "t2": silent}, "receiver": answers}
    >>> member = Assessment(strategies, {"receiver": beliefs})
    >>> verdict, = judge_d1(game, [Candidate(member)])
    >>> verdict.survives
    False
    >>> print(verdict.reason)
    m2: t2 is struck out (t1 gains from every best reply from which t2 does not lose); t1 gains
    whatever best reply to the other types follows (at least 3 > value 1)
    """
    return judge_each(game, candidates, examine)


def examine(game: SignalingGame[Number], values: dict[str, Number], signal: str) -> Finding:
    """Apply the criterion to one unsent signal."""
    replies = best_replies(game, signal, tuple(values))
    rivals = {kind: found for kind in values if (found := rival(replies, values, kind))}
    if not rivals:
        return Finding(True, f"{signal}: no type is struck out")
    struck = ", ".join(
        f"{kind} is struck out ({other} gains from every best reply from which {kind} does not "
        "lose)"
        for kind, other in rivals.items()
    )
    checks = tuple(best_gain(replies, values, other) for other in dict.fromkeys(rivals.values()))
    remaining = best_replies(game, signal, [kind for kind in values if kind not in rivals])
    if remaining.deterring(values, values):
        reason = f"{signal}: {struck}; some best reply to the other types deters all"
        return Finding(True, reason, checks)
    gain, claim = sure_gain(remaining, values, tuple(values))
    return Finding(False, f"{signal}: {struck}; {gain}", (*checks, *claim))


def rival(replies: Replies, values: Mapping[str, Number], kind: str) -> str:
    """The first type that gains wherever a type does not lose, and somewhere; "" if none."""
    for other, value in values.items():
        if other != kind and max(replies.payoffs(other)) > value:
            counterexample = [(kind, 1, values[kind]), (other, -1, value)]
            if not replies.some(counterexample):
                return other
    return ""


def best_gain(replies: Replies, values: Mapping[str, Number], kind: str) -> Check:
    """The claim that a type gains from some best reply."""
    most = max(replies.payoffs(kind))
    return Check(f"{kind}: most that {replies.signal} can bring > value", most, ">=", values[kind])


SPEC = RefinementSpec(
    name="d1",
    judges={SignalingGame: judge_d1},
    about="no deviation is profitable once it is ascribed only to types most inclined to it",
    source="Cho and Kreps 1987; Banks and Sobel 1987",
)
