"""Never a weak best response, in signaling games.

Take an unsent signal, and the receiver's mixed best replies to it under beliefs on all types.
A type is struck out if from every one of these replies that leaves it exactly indifferent, some
other type gains strictly (Cho and Kreps 1987). In other words, no reply keeps all types from
sending the signal and yet makes it a best reply for this one: sending it is never a weak best
response to an equilibrium with the same payoffs. Kohlberg and Mertens (1986) show that a stable set
contains a stable set of the game without such a strategy. The equilibrium *fails* if no mixed
best reply to beliefs on the types that are left keeps every type from sending the signal. One
round of striking out is made.

The condition asks less than that of D2, which looks at replies of weak gain too; so it strikes
out more types, and whoever survives it survives D2, D1 and the intuitive criterion.
"""

from __future__ import annotations

from collections.abc import Mapping

from gametheory_dprk.number import Number
from gametheory_dprk.refinements.intuitive import cannot_gain
from gametheory_dprk.refinements.signals.path import judge_each
from gametheory_dprk.refinements.signals.replies import Replies
from gametheory_dprk.refinements.signals.striking import Struck, struck_out
from gametheory_dprk.refinements.signals.through_signaling import SCOPE, signaling_judges
from gametheory_dprk.refinements.spec import RefinementSpec


def never_indifferent(replies: Replies, values: Mapping[str, Number], kind: str) -> Struck | None:
    """Strike out a type that is indifferent only where some other type gains.

    Examples
    --------
    The first type gains from the first and the second response, a second type only from the
    second, and more. Indifferent between in and out, the first is where the second gains:

    >>> from gametheory_dprk.games import SignalingGame
    >>> from gametheory_dprk.planner import solve
    >>> gains = [[1, 1, -1], [-1, 2, -1], [-1, -1, -1]]
    >>> guess = [[0, "3/5", 1], [0, 1, 0], [1, "3/5", 0]]
    >>> game = SignalingGame.from_arrays(
    ...     ["1/3"] * 3, [[[0] * 3, each] for each in gains], [[[0] * 3, each] for each in guess])
    >>> silence, *_ = (each for each in solve(game, "pbe") if each.values["sender"] == 0)
    >>> silence.refinements["d2"].survives, silence.refinements["nwbr"].survives
    (True, False)
    """
    certain = cannot_gain(replies, values, kind)
    if certain is not None:
        return certain
    claims = replies.outweighing(values, tuple(values), [kind])
    if claims is None:
        return None
    because = (
        f"is struck out (some other type gains from every best reply that leaves {kind} "
        "indifferent)"
    )
    return Struck(because, claims)


SPEC = RefinementSpec(
    name="nwbr",
    judges=signaling_judges(judge_each(struck_out(never_indifferent))),
    about="no deviation is profitable once ascribed only to types for which it may be a best reply",
    source="Kohlberg and Mertens 1986; Cho and Kreps 1987",
    scope=SCOPE,
)
