"""Cases: who sends each signal and what answers it; and patterns that no equilibrium shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from gametheory_dprk.analysis.atlas.signaling.constraints import Label
from gametheory_dprk.polynomials import Polynomial
from gametheory_dprk.regions import Refutation

NOBODY: frozenset[str] = frozenset()


class State(NamedTuple):
    """What a case says of a signal.

    Attributes
    ----------
    kinds : frozenset of str
        The types that send it; none where it is off the path.
    replies : frozenset of str
        The responses of positive probability; none where the case leaves them open.
    """

    kinds: frozenset[str]
    replies: frozenset[str]


UNSENT = State(NOBODY, NOBODY)
"""A signal off the path, whatever would answer it."""

Case: TypeAlias = Mapping[str, State]
"""A state for each signal decided so far."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """What a state must and must not contain."""

    sends: frozenset[str] = NOBODY
    silent: frozenset[str] = NOBODY
    answers: frozenset[str] = NOBODY
    withheld: frozenset[str] = NOBODY
    sent: bool = False

    def matches(self, state: State) -> bool:
        """Whether a state shows the pattern for sure.

        Examples
        --------
        >>> pattern = Pattern(sends=frozenset({"weak"}), withheld=frozenset({"walk"}))
        >>> pattern.matches(State(frozenset({"weak", "strong"}), frozenset({"duel"})))
        True
        >>> pattern.matches(State(frozenset({"weak"}), frozenset({"duel", "walk"})))
        False
        """
        if not state.replies and (self.answers or self.withheld):
            return False
        return (
            self.sends <= state.kinds
            and not (self.silent & state.kinds)
            and self.answers <= state.replies
            and not (self.withheld & state.replies)
            and (bool(state.kinds) or not self.sent)
        )


@dataclass(frozen=True, slots=True)
class Vanishing:
    """A combination of equalities that says that a polynomial in the parameters is zero.

    Attributes
    ----------
    multipliers : tuple of (Label, Polynomial)
        Multiples of the equalities.
    value : Polynomial
        What they sum to, once the absent unknowns are dropped.
    """

    multipliers: tuple[tuple[Label, Polynomial], ...]
    value: Polynomial


@dataclass(frozen=True, slots=True)
class Nogood:
    """A pattern over some signals that no equilibrium shows, and why.

    Attributes
    ----------
    patterns : Mapping[str, Pattern]
        By signal.
    labels : tuple of Label
        The rows that the proof uses and the unknowns it takes to be zero.
    reason : Refutation or Vanishing
        A contradiction; or an equality between parameters, which holds on a knife edge only.
    """

    patterns: Mapping[str, Pattern]
    labels: tuple[Label, ...] = field(compare=False)
    reason: Refutation | Vanishing = field(compare=False)

    def excludes(self, case: Case) -> bool:
        """Whether a case shows the pattern; a signal not yet decided shows nothing."""
        return all(
            signal in case and pattern.matches(case[signal])
            for signal, pattern in self.patterns.items()
        )


def patterns_of(labels: Iterable[Label]) -> dict[str, Pattern]:
    """Return the patterns in which all rows of some names hold.

    Examples
    --------
    >>> patterns_of([("prefers", "weak", "beer", "quiche"), ("absent", "rho", "beer", "walk")])
    {'beer': Pattern(sends=frozenset({'weak'}), ..., withheld=frozenset({'walk'}), sent=False)}
    """
    needs: dict[str, dict[str, set[str]]] = {}

    def need(signal: str, what: str, *names: str) -> None:
        needs.setdefault(signal, {}).setdefault(what, set()).update(names)

    for label in labels:
        match label:
            case ("prefers", kind, signal, _) | ("sends", kind, signal):
                need(signal, "sends", kind)
            case ("equal", kind, signal, other):
                need(signal, "sends", kind)
                need(other, "sends", kind)
            case ("holds", signal, kind):
                need(signal, "sends", kind)
            case ("reply", signal, response, _) | ("belief", signal, response, _):
                need(signal, "answers", response)
            case ("answers", signal, response):
                need(signal, "answers", response)
            case ("tie" | "even", signal, response, other):
                need(signal, "answers", response, other)
            case ("absent", "sigma", kind, signal):
                need(signal, "silent", kind)
            case ("absent", "mu", signal, kind):
                need(signal, "silent", kind)
                need(signal, "sent")
            case ("absent", "rho", signal, response):
                need(signal, "withheld", response)
    return {
        signal: Pattern(
            sends=frozenset(found.get("sends", ())),
            silent=frozenset(found.get("silent", ())),
            answers=frozenset(found.get("answers", ())),
            withheld=frozenset(found.get("withheld", ())),
            sent="sent" in found,
        )
        for signal, found in needs.items()
    }
