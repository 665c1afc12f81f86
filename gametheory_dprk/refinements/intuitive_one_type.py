"""The Intuitive Criterion as Cho and Kreps (1987) state it: one type gains whatever reply follows.

Types are struck out as in `intuitive`. The equilibrium *fails* if some one type that is left
gains from every best reply of the receiver to beliefs on the types that are left. What fails
this form fails `intuitive`, which also rejects where different types gain from different replies.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gametheory_dprk.number import Number
from gametheory_dprk.refinements.intuitive import cannot_gain
from gametheory_dprk.refinements.signals.path import Finding, judge_each
from gametheory_dprk.refinements.signals.replies import Replies
from gametheory_dprk.refinements.signals.striking import gains_surely, struck_out
from gametheory_dprk.refinements.signals.through_signaling import SCOPE, signaling_judges
from gametheory_dprk.refinements.spec import RefinementSpec


def tempts_nobody(replies: Replies, values: Mapping[str, Number], left: Sequence[str]) -> Finding:
    """Whether no single type gains from every reply that is left."""
    found = (gains_surely(replies, values, kind) for kind in left)
    objection = next((each for each in found if each is not None), None)
    return objection or Finding(True, "no one of the other types gains from every best reply")


SPEC = RefinementSpec(
    name="intuitive_one_type",
    judges=signaling_judges(judge_each(struck_out(cannot_gain, tempts_nobody))),
    about="no one type that gains by an unsent signal whatever reply follows to types that could",
    source="Cho and Kreps 1987",
    scope=SCOPE,
)
