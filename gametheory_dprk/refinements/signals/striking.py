"""What most criteria for unsent signals share: strike out types, then judge what replies are left.

A criterion says which types are struck out. The equilibrium *fails* if then no mixed best reply
of the receiver to beliefs on the other types keeps every type from sending the signal. Where all
types are struck out, or none, beliefs are free.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from gametheory_dprk.games import SignalingGame
from gametheory_dprk.number import Number, number_text
from gametheory_dprk.refinements.signals.path import Finding, Test
from gametheory_dprk.refinements.signals.replies import Replies, best_replies
from gametheory_dprk.solution import Check


@dataclass(frozen=True, slots=True)
class Struck:
    """Why a type is struck out: a phrase that goes on from its name, and what proves it."""

    because: str
    checks: tuple[Check, ...]


Strike: TypeAlias = Callable[[Replies, Mapping[str, Number], str], Struck | None]
"""`strike(replies to beliefs on all types, equilibrium payoffs, type)`; None where it stays."""


Rest: TypeAlias = Callable[[Replies, Mapping[str, Number], Sequence[str]], Finding]
"""`rest(replies to beliefs on the types left, equilibrium payoffs, types left)`."""


def deterred(
    replies: Replies,
    values: Mapping[str, Number],
    left: Sequence[str],
    whom: str = "the other types",
) -> Finding:
    """Whether some reply that is left keeps every type from sending the signal."""
    claims = replies.outweighing(values, tuple(values))
    if claims is None:
        return Finding(True, f"some best reply to {whom} deters all")
    for kind in sorted(values, key=lambda kind: kind not in left):
        sure = gains_surely(replies, values, kind, whom)
        if sure is not None:
            return sure
    gainers = ", ".join(kind for kind in values if max(replies.payoffs(kind)) > values[kind])
    return Finding(False, f"whatever best reply follows, one of {gainers} gains", claims)


def gains_surely(
    replies: Replies, values: Mapping[str, Number], kind: str, whom: str = "the other types"
) -> Finding | None:
    """The objection that a type gains from every reply, where it does."""
    least, value = min(replies.payoffs(kind)), values[kind]
    if least <= value:
        return None
    claim = f"{kind}: least that {replies.signal} can bring > value"
    text = (
        f"{kind} gains whatever best reply to {whom} follows (at least "
        f"{number_text(least)} > value {number_text(value)})"
    )
    return Finding(False, text, (Check(claim, least, ">=", value),))


def struck_out(strike: Strike, rest: Rest = deterred) -> Test:
    """Make a test of unsent signals from a rule that strikes out types.

    Parameters
    ----------
    strike : callable
    rest : callable, optional
        What the replies that are left must satisfy.
    """

    def examine(game: SignalingGame[Number], values: dict[str, Number], signal: str) -> Finding:
        replies = best_replies(game, signal, tuple(values))
        found = {kind: strike(replies, values, kind) for kind in values}
        struck = {kind: why for kind, why in found.items() if why is not None}
        if not struck:
            return Finding(True, f"{signal}: no type is struck out")
        left = [kind for kind in values if kind not in struck]
        checks = tuple(dict.fromkeys(check for why in struck.values() for check in why.checks))
        losers = ", ".join(f"{kind} {why.because}" for kind, why in struck.items())
        last = rest(best_replies(game, signal, left or tuple(values)), values, left)
        ending = last.reason if left or not last.passes else "no type is left"
        return Finding(last.passes, f"{signal}: {losers}; {ending}", (*checks, *last.checks))

    return examine
