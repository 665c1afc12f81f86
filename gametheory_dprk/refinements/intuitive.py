"""The intuitive criterion in signaling games.

Take an unsent signal. Leave out every type whose equilibrium payoff exceeds the most it could
get from the signal over best replies of the receiver to beliefs on all types. The equilibrium
*fails* if some type is left and for every (mixed) best reply to beliefs on the types that are
left, one of these would gain.

Cho and Kreps (1987) state the criterion with one and the same type gaining from every such
reply. Where different types gain from different replies, the form used here rejects as well
(the test they describe as equilibrium dominance). Where one type is left, as in most games of
two types, both say the same. One round of leaving out types is made.
"""

from __future__ import annotations

from collections.abc import Sequence

from gametheory_dprk.games import SignalingGame
from gametheory_dprk.number import Number, number_text
from gametheory_dprk.refinements.path import Finding, judge_each
from gametheory_dprk.refinements.replies import best_replies, sure_gain
from gametheory_dprk.refinements.spec import RefinementSpec
from gametheory_dprk.solution import Candidate, Check, Verdict


def judge_intuitive(
    game: SignalingGame[Number], candidates: Sequence[Candidate]
) -> Sequence[Verdict]:
    """Judge candidates by the intuitive criterion.

    Examples
    --------
    Silence, kept up by the threat to take a gift for the rash type's, though that type would
    lose by any gift:

    >>> from fractions import Fraction
    >>> from gametheory_dprk.solution import Assessment
    >>> sender = [[[1, 1], [2, 0]], [[1, 1], [0, -1]]]
    >>> receiver = [[[0, 0], [1, 0]], [[0, 0], [0, 1]]]
    >>> game = SignalingGame.from_arrays(["1/2", "1/2"], sender, receiver)
    >>> no, yes, half = Fraction(0), Fraction(1), Fraction(1, 2)
    >>> silent = {"m1": yes, "m2": no}
    >>> answers = {"m1": {"r1": yes, "r2": no}, "m2": {"r1": no, "r2": yes}}
    >>> beliefs = {"m1": {"t1": half, "t2": half}, "m2": {"t1": no, "t2": yes}}
    >>> strategies = {"sender": {"t1": silent, "t2": silent}, "receiver": answers}
    >>> member = Assessment(strategies, {"receiver": beliefs})
    >>> verdict, = judge_intuitive(game, [Candidate(member)])
    >>> verdict.survives
    False
    >>> print(verdict.reason)
    m2: t2 would not send it (value 1 > 0, the most it can bring); t1 gains whatever best reply
    to the other types follows (at least 2 > value 1)
    """
    return judge_each(game, candidates, examine)


def examine(game: SignalingGame[Number], values: dict[str, Number], signal: str) -> Finding:
    """Apply the criterion to one unsent signal."""
    replies = best_replies(game, signal, tuple(values))
    most = {kind: max(replies.payoffs(kind)) for kind in values}
    excluded = [kind for kind, value in values.items() if value > most[kind]]
    left = [kind for kind in values if kind not in excluded]
    checks = tuple(
        Check(f"{kind}: value > most that {signal} can bring", values[kind], ">=", most[kind])
        for kind in excluded
    )
    if not excluded:
        return Finding(True, f"{signal}: no type is excluded")
    losers = ", ".join(
        f"{t} would not send it (value {number_text(values[t])} > {number_text(most[t])}, the most "
        "it can bring)"
        for t in excluded
    )
    if not left:
        return Finding(True, f"{signal}: {losers}; no type is left", checks)
    remaining = best_replies(game, signal, left)
    if remaining.deterring(values, left):
        reason = f"{signal}: {losers}; some best reply to the other types deters them"
        return Finding(True, reason, checks)
    gain, claim = sure_gain(remaining, values, left)
    return Finding(False, f"{signal}: {losers}; {gain}", (*checks, *claim))


SPEC = RefinementSpec(
    name="intuitive",
    judges={SignalingGame: judge_intuitive},
    about="no type that could gain by an unsent signal, once types that cannot are excluded",
    source="Cho and Kreps 1987",
)
