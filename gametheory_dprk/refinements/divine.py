"""Divine equilibrium in signaling games (Banks and Sobel 1987).

Take an unsent signal. If the receiver were to answer it by a mixed reply, a type that gains
would send it for sure, a type that loses would not, and an indifferent one with any probability;
what the receiver may then believe is the prior weighed by these probabilities. Start from all
mixed best replies to beliefs on all types. Beliefs that fit some of these replies, and mixtures
of such beliefs, are kept; then replies that are best under a belief kept; and so on, until
nothing changes. Where no belief fits, those of the round before stay. The equilibrium is
*divine* if a mixed best reply to a belief that is left keeps every type from sending the signal.

So a signal never lowers the odds of a type that gains wherever another type does not lose, but
unlike in D1 the other type need not be given up. Whoever is divine survives the intuitive
criterion, and whoever survives D2 survives the first round here; D1 and divinity are not
comparable.

The beliefs that fit a reply are mixtures of the prior on sets of types, where a set holds all
types that gain and none that lose. There are finitely many of these corners, each round drops
some, and a linear program tells which of them fit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from gametheory_dprk.games import SignalingGame
from gametheory_dprk.number import Number, number_text
from gametheory_dprk.refinements.signals.path import Finding, judge_each
from gametheory_dprk.refinements.signals.replies import Replies, replies_to_beliefs
from gametheory_dprk.refinements.signals.striking import deterred
from gametheory_dprk.refinements.signals.through_signaling import SCOPE, signaling_judges
from gametheory_dprk.refinements.spec import RefinementSpec
from gametheory_dprk.solution import Check, Distribution


def examine(game: SignalingGame[Number], values: dict[str, Number], signal: str) -> Finding:
    """Apply the criterion to one unsent signal.

    Examples
    --------
    Both types gain by a gift that is taken well, the first one in more cases. The receiver takes
    it well if that type is likely enough. At even odds it is; so both would give.

    >>> from gametheory_dprk.planner import solve
    >>> sender = [[[1, 1], [3, 0]], [[1, 1], [2, 0]]]
    >>> receiver = [[[0, 0], [2, 0]], [[0, 0], [0, 1]]]
    >>> game = SignalingGame.from_arrays(["1/2", "1/2"], sender, receiver)
    >>> silence, *_ = (each for each in solve(game, "pbe") if each.values["receiver"] == 0)
    >>> print(silence.refinements["divine"].reason)
    m2: divine beliefs are t1 1/2, t2 1/2; t1 gains whatever best reply to
    these follows (at least 3 > value 1)
    """
    everyone: list[Distribution] = [{kind: Fraction(1)} for kind in values]
    beliefs, checks = divine_beliefs(game, values, signal, everyone)
    if beliefs == everyone:
        return Finding(True, f"{signal}: every belief is divine")
    last = deterred(replies_to_beliefs(game, signal, beliefs), values, tuple(values), "these")
    reason = f"{signal}: divine beliefs are {ranges(values, beliefs)}; {last.reason}"
    return Finding(last.passes, reason, (*checks, *last.checks))


def divine_beliefs(
    game: SignalingGame[Number],
    values: Mapping[str, Number],
    signal: str,
    beliefs: list[Distribution],
) -> tuple[list[Distribution], tuple[Check, ...]]:
    """The corners of the beliefs that are left in the end, and what excludes others.

    Certainty of each type comes first, so that the start can be told from what follows.
    """
    checks: tuple[Check, ...] = ()
    while True:
        round_checks: list[Check] = []
        replies = replies_to_beliefs(game, signal, beliefs)
        fitting = list(fitting_beliefs(game, replies, values, round_checks))
        if not fitting or fitting == beliefs:
            return beliefs, checks
        beliefs, checks = fitting, tuple(round_checks)


def fitting_beliefs(
    game: SignalingGame[Number],
    replies: Replies,
    values: Mapping[str, Number],
    checks: list[Check],
) -> Iterator[Distribution]:
    """The corners of beliefs that fit some reply; collects what excludes the others."""
    sets = list(sending_sets(replies, values, (), tuple(values), checks))
    certain = {sent[0] for sent in sets if len(sent) == 1}
    yield from ({kind: Fraction(1)} for kind in values if kind in certain)
    for sent in sets:
        if not set(sent) <= certain:
            total = sum((game.prior[kind] for kind in sent), Fraction(0))
            yield {kind: game.prior[kind] / total for kind in sent}


def sending_sets(
    replies: Replies,
    values: Mapping[str, Number],
    sent: tuple[str, ...],
    rest: tuple[str, ...],
    checks: list[Check],
) -> Iterator[tuple[str, ...]]:
    """Sets of types that lose by no means while the others gain by no means, after some reply.

    Types are put in or left out one by one, as long as some reply allows it.
    """
    silent = [kind for kind in values if kind not in sent and kind not in rest]
    excluded = replies.outweighing(values, silent, sent)
    if excluded is not None:
        checks += excluded
    elif rest:
        yield from sending_sets(replies, values, (*sent, rest[0]), rest[1:], checks)
        yield from sending_sets(replies, values, sent, rest[1:], checks)
    elif sent:
        yield sent


def ranges(values: Mapping[str, Number], beliefs: Sequence[Distribution]) -> str:
    """In words, how likely each type may be."""
    parts = []
    for kind in values:
        chances = [belief.get(kind, Fraction(0)) for belief in beliefs]
        least, most = min(chances), max(chances)
        if least == most:
            parts.append(f"{kind} {number_text(least)}")
        elif least > 0 or most < 1:
            parts.append(f"{kind} {number_text(least)} to {number_text(most)}")
    return ", ".join(parts)


SPEC = RefinementSpec(
    name="divine",
    judges=signaling_judges(judge_each(examine)),
    about="a belief supports it in which signals never lower the odds of types more inclined",
    source="Banks and Sobel 1987",
    scope=SCOPE,
)
