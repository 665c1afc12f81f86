"""Criterion D1 in signaling games.

Take an unsent signal, and the receiver's mixed best replies to it under beliefs on all types.
A type is struck out if some *one* other type gains strictly from at least one of these replies,
and from every one from which the first gains at least weakly. The equilibrium *fails* if no
mixed best reply to beliefs on the types that are left keeps every type from sending the signal.

Cho and Kreps (1987) ask that the first type's replies of weak gain be a proper part of the
second's of strict gain. In an equilibrium the two readings agree, because the mixed best replies
are a connected set and not all of them are profitable. One round of striking out is made, since
the types left form the maximal elements of an order.

Whoever survives D1 survives the intuitive criterion: a type that cannot gain is struck out here
as soon as any type can.
"""

from __future__ import annotations

from collections.abc import Mapping

from gametheory_dprk.number import Number
from gametheory_dprk.refinements.signals.path import judge_each
from gametheory_dprk.refinements.signals.replies import Replies
from gametheory_dprk.refinements.signals.striking import Struck, struck_out
from gametheory_dprk.refinements.signals.through_signaling import SCOPE, signaling_judges
from gametheory_dprk.refinements.spec import RefinementSpec
from gametheory_dprk.solution import Check


def less_inclined(replies: Replies, values: Mapping[str, Number], kind: str) -> Struck | None:
    """Strike out a type to which one other type is always the more inclined.

    Examples
    --------
    Both types would gain by a gift that is taken well, but the first one in more cases:

    >>> from gametheory_dprk.games import SignalingGame
    >>> from gametheory_dprk.planner import solve
    >>> sender = [[[1, 1], [3, 0]], [[1, 1], [2, 0]]]
    >>> receiver = [[[0, 0], [1, 0]], [[0, 0], [0, 1]]]
    >>> game = SignalingGame.from_arrays(["1/2", "1/2"], sender, receiver)
    >>> silence, *_ = (each for each in solve(game, "pbe") if each.values["receiver"] == 0)
    >>> silence.refinements["intuitive"].survives, silence.refinements["d1"].survives
    (True, False)
    >>> print(silence.refinements["d1"].reason)
    m2: t2 is struck out (t1 gains from every best reply from which t2 does not lose); t1 gains
    whatever best reply to the other types follows (at least 3 > value 1)
    """
    for other, value in values.items():
        most = max(replies.payoffs(other))
        if other != kind and most > value:
            claims = replies.outweighing(values, [other], [kind])
            if claims is not None:
                gain = Check(
                    f"{other}: most that {replies.signal} can bring > value", most, ">=", value
                )
                because = (
                    f"is struck out ({other} gains from every best reply from which {kind} does "
                    "not lose)"
                )
                return Struck(because, (gain, *claims))
    return None


SPEC = RefinementSpec(
    name="d1",
    judges=signaling_judges(judge_each(struck_out(less_inclined))),
    about="no deviation is profitable once it is ascribed only to types most inclined to it",
    source="Cho and Kreps 1987; Banks and Sobel 1987",
    scope=SCOPE,
)
