"""The intuitive criterion in signaling games.

Take an unsent signal. Strike out every type whose equilibrium payoff exceeds the most it could
get from the signal over best replies of the receiver to beliefs on all types. The equilibrium
*fails* if some type is left and for every (mixed) best reply to beliefs on the types that are
left, one of these would gain. One round of striking out is made.

Cho and Kreps (1987) strike out the same types, but what they call the Intuitive Criterion
rejects only if *one and the same* type gains from every such reply. Where different types gain
from different replies, the form used here rejects as well: then no belief on the types that are
left supports the equilibrium, which is what they ask of equilibrium dominance in general. So
whatever fails their form fails this one; the two agree where one type is left, as in most games
of two types. `intuitive_one_type` is their form.
"""

from __future__ import annotations

from collections.abc import Mapping

from gametheory_dprk.number import Number, number_text
from gametheory_dprk.refinements.signals.path import judge_each
from gametheory_dprk.refinements.signals.replies import Replies
from gametheory_dprk.refinements.signals.striking import Struck, struck_out
from gametheory_dprk.refinements.signals.through_signaling import SCOPE, signaling_judges
from gametheory_dprk.refinements.spec import RefinementSpec
from gametheory_dprk.solution import Check


def cannot_gain(replies: Replies, values: Mapping[str, Number], kind: str) -> Struck | None:
    """Strike out a type that loses whatever best reply follows.

    Examples
    --------
    Silence, kept up by the threat to take a gift for the rash type's, though that type would
    lose by any gift:

    >>> from gametheory_dprk.games import SignalingGame
    >>> from gametheory_dprk.planner import solve
    >>> sender = [[[1, 1], [2, 0]], [[1, 1], [0, -1]]]
    >>> receiver = [[[0, 0], [1, 0]], [[0, 0], [0, 1]]]
    >>> game = SignalingGame.from_arrays(["1/2", "1/2"], sender, receiver)
    >>> silence, = (each for each in solve(game, "pbe") if each.label == "pooling")
    >>> silence.refinements["intuitive"].survives
    False
    >>> print(silence.refinements["intuitive"].reason)
    m2: t2 would not send it (value 1 > 0, the most it can bring); t1 gains whatever best reply
    to the other types follows (at least 2 > value 1)
    """
    most = max(replies.payoffs(kind))
    value = values[kind]
    if value <= most:
        return None
    because = (
        f"would not send it (value {number_text(value)} > {number_text(most)}, the most it can "
        "bring)"
    )
    claim = f"{kind}: value > most that {replies.signal} can bring"
    return Struck(because, (Check(claim, value, ">=", most),))


SPEC = RefinementSpec(
    name="intuitive",
    judges=signaling_judges(judge_each(struck_out(cannot_gain))),
    about="no type that could gain by an unsent signal, once types that cannot are struck out",
    source="Cho and Kreps 1987",
    scope=SCOPE,
)
