"""Criterion D2 in signaling games.

Take an unsent signal, and the receiver's mixed best replies to it under beliefs on all types.
A type is struck out if from every one of these replies from which it gains at least weakly,
*some* other type gains strictly; which one may differ from reply to reply (Cho and Kreps 1987;
Banks and Sobel 1987, whose universal divinity goes on to ask it of the replies that are left).
The equilibrium *fails* if no mixed best reply to beliefs on the types that are left keeps every
type from sending the signal. One round of striking out is made.

D2 strikes out every type that D1 does, so whoever survives D2 survives D1.
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


def never_alone(replies: Replies, values: Mapping[str, Number], kind: str) -> Struck | None:
    """Strike out a type that does not lose only where some other type gains.

    Examples
    --------
    Being taken for a type is worth 2 to a and b each, and 2/5 to c if taken for either. So c
    gains only where a or b does, but more often than a, and more often than b:

    >>> from gametheory_dprk.games import SignalingGame
    >>> from gametheory_dprk.planner import solve
    >>> stay, named = [0, 0, 0], [[2, -1, -1], [-1, 2, -1], ["2/5", "2/5", -1]]
    >>> guess = [[[0, 0, 0], [int(t == r) for r in range(3)]] for t in range(3)]
    >>> game = SignalingGame.from_arrays(["1/3"] * 3, [[stay, gains] for gains in named], guess)
    >>> silence, *_ = (each for each in solve(game, "pbe") if each.values["sender"] == 0)
    >>> silence.refinements["d1"].survives, silence.refinements["d2"].survives
    (True, False)
    """
    certain = cannot_gain(replies, values, kind)
    if certain is not None:
        return certain
    claims = replies.outweighing(values, [other for other in values if other != kind], [kind])
    if claims is None:
        return None
    because = (
        f"is struck out (some other type gains from every best reply from which {kind} does not "
        "lose)"
    )
    return Struck(because, claims)


SPEC = RefinementSpec(
    name="d2",
    judges=signaling_judges(judge_each(struck_out(never_alone))),
    about="no deviation is profitable once it is ascribed only to types that may gain alone",
    source="Cho and Kreps 1987; Banks and Sobel 1987",
    scope=SCOPE,
)
