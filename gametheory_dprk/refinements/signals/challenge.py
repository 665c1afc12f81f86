"""What one equilibrium holds against another: senders of an unsent signal are better off in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, combinations

from gametheory_dprk.concepts.hull import hull_distance
from gametheory_dprk.games import SignalingGame
from gametheory_dprk.number import Number, number_text
from gametheory_dprk.refinements.members import corners_in_play
from gametheory_dprk.refinements.signals.path import EquilibriumPath, avoidable, possible_types
from gametheory_dprk.refinements.signals.through_signaling import View
from gametheory_dprk.solution import Assessment, Check, Distribution


@dataclass(frozen=True, slots=True)
class Play:
    """What types send, and what they earn."""

    sends: Mapping[str, Distribution]
    values: Mapping[str, Number]


@dataclass(frozen=True, slots=True)
class Challenger:
    """An equilibrium as seen by the others.

    Attributes
    ----------
    number : int
        Its place among the equilibria, from 1.
    plays : tuple of Play
        At the corners of its component.
    """

    number: int
    plays: tuple[Play, ...]
    alike: bool
    """Whether all its members play the same."""

    def may_defeat(self, game: SignalingGame[Number], path: EquilibriumPath) -> bool:
        """Whether members that are no corners might object where corners do not."""
        return not self.alike and any(
            play.sends[kind][signal] and play.values[kind] > value
            for signal in game.signals
            if any(avoidable(game, part, signal) for part in path.cells)
            for play in self.plays
            for kind, value in path.values.items()
        )


@dataclass(frozen=True, eq=False)
class Objection:
    """An unsent signal that others send to their advantage, and the beliefs that would fit.

    Attributes
    ----------
    number : int
        Of the equilibrium in which it is sent.
    fitting : tuple of Distribution
        Corners of the beliefs that fit.
    reason, checks
        What makes its senders better off there.
    """

    number: int
    signal: str
    fitting: tuple[Distribution, ...]
    reason: str
    checks: tuple[Check, ...]

    def distance(self, belief: Distribution) -> Number:
        """How far a belief is from those that fit."""
        kinds = list(belief)
        corners = [[corner.get(t, Fraction(0)) for t in kinds] for corner in self.fitting]
        return hull_distance([belief[t] for t in kinds], corners)

    def misfit(self, belief: Distribution) -> Check | None:
        """Claim that a belief does not fit; None where it does."""
        gap = self.distance(belief)
        where = f"distance of the belief after {self.signal} from those that fit equilibrium"
        return Check(f"{where} {self.number} > 0", gap, ">=", Fraction(0)) if gap else None


def challenger(number: int, view: View) -> Challenger:
    """See an equilibrium as others do."""
    corners = corners_in_play(view.game, view.candidate)
    plays: list[Play] = []
    for corner in corners.assessments:
        play = played(view.game, corner)
        if play not in plays:
            plays.append(play)
    return Challenger(number, tuple(plays), corners.spanning and len(plays) == 1)


def played(game: SignalingGame[Number], corner: Assessment) -> Play:
    """What types send and earn in one member."""
    sends = {t: corner.strategies[game.sender][t] for t in possible_types(game)}
    answers = corner.strategies[game.receiver]
    pays = game.payoffs[game.sender]
    values = {
        t: sum(
            (
                chance * share * pays[t, signal, response]
                for signal, chance in sent.items()
                if chance
                for response, share in answers[signal].items()
            ),
            Fraction(0),
        )
        for t, sent in sends.items()
    }
    return Play(sends, values)


def objections(
    game: SignalingGame[Number], values: Mapping[str, Number], challengers: Sequence[Challenger]
) -> list[Objection]:
    """All objections to an equilibrium in which types earn certain values."""
    found = (
        objection(game, values, each.number, play, signal)
        for each in challengers
        for play in each.plays
        for signal in game.signals
    )
    return [each for each in found if each is not None]


def objection(
    game: SignalingGame[Number], values: Mapping[str, Number], number: int, play: Play, signal: str
) -> Objection | None:
    """The objection of one equilibrium to a signal being unsent, if it has one."""
    senders = [t for t in values if play.sends[t][signal]]
    gainers = [t for t in senders if play.values[t] > values[t]]
    if not gainers or any(play.values[t] < values[t] for t in senders):
        return None
    weights = {t: game.prior[t] * play.sends[t][signal] for t in senders}
    more = ", ".join(
        f"{t} ({number_text(play.values[t])} > {number_text(values[t])})" for t in gainers
    )
    reason = f"{signal}: in equilibrium {number} its senders earn no less, and some more ({more})"
    checks = tuple(
        Check(f"{t}: payoff in equilibrium {number} >= here", play.values[t], ">=", values[t])
        for t in senders
    )
    free = [t for t in senders if t not in gainers]
    return Objection(number, signal, tuple(posteriors(weights, gainers, free)), reason, checks)


def posteriors(
    weights: Mapping[str, Number], gainers: Sequence[str], free: Sequence[str]
) -> Iterator[Distribution]:
    """The beliefs if all gainers send and any set of the indifferent do."""
    subsets = chain.from_iterable(combinations(free, size) for size in range(len(free) + 1))
    for subset in subsets:
        senders = [*gainers, *subset]
        total = sum((weights[t] for t in senders), Fraction(0))
        yield {t: weights[t] / total for t in senders}
