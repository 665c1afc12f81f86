"""A quick judge of cases in floats, whose refutations are proofs; see `kernels.case_margins`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from gametheory_dprk.games import SignalingGame
from gametheory_dprk.solvers.signaling.beliefs import Kinds
from gametheory_dprk.solvers.signaling.case import Case, State

if TYPE_CHECKING:
    from gametheory_dprk.kernels.case_margins import Floats, Integers

ABSENT = -8.0
"""Stands for the payoff of a response that a signal does not have."""


def is_loaded() -> bool:
    """Whether the kernels are there already, so that a guide costs no time to load."""
    return "gametheory_dprk.kernels.case_margins" in sys.modules


class Guide:
    """Arrays of one game.

    Parameters
    ----------
    game : SignalingGame
    menus : Mapping[str, Sequence[State]]
        The states of each signal.
    """

    def __init__(self, game: SignalingGame[Fraction], menus: Mapping[str, Sequence[State]]):
        import numpy as np

        from gametheory_dprk.kernels import case_margins

        self.kernels = case_margins
        self.kinds = {kind: 1 << k for k, kind in enumerate(game.types)}
        self.signals = {signal: k for k, signal in enumerate(game.signals)}
        self.replies = {
            m: {r: 1 << k for k, r in enumerate(responses)}
            for m, responses in game.responses.items()
        }
        self.prior = np.array([float(chance) for chance in game.prior.values()])
        self.sender = padded(game, game.sender)
        self.receiver = padded(game, game.receiver)
        self.codes = {
            (m, state): (self.signals[m], self.mask(state.kinds), self.answers(m, state))
            for m, menu in menus.items()
            for state in menu
        }
        self.menus = {
            m: tuple(integers(self.codes[m, state][k] for state in menu) for k in (1, 2))
            for m, menu in menus.items()
        }

    def mask(self, kinds: Kinds) -> int:
        """Types as a bit mask."""
        return sum(self.kinds[kind] for kind in kinds)

    def answers(self, signal: str, state: State) -> int:
        """The responses of a state as a bit mask."""
        return sum(self.replies[signal][reply] for reply in state.replies)

    def beside(self, signal: str, position: int, other: str) -> int:
        """The states of another signal, as a bit mask, that one state does not refute."""
        kinds, replies = self.menus[signal]
        verdicts = self.kernels.pair_verdicts(
            self.sender,
            integers([self.signals[signal], self.signals[other]]),
            int(kinds[position]),
            int(replies[position]),
            *self.menus[other],
        )
        return sum(1 << int(k) for k in verdicts.nonzero()[0])

    def sender_verdict(self, case: Case) -> int:
        """Judge whether the receiver's answers can make the signals of a case optimal."""
        return int(self.kernels.sender_verdict(self.sender, *self.masks(case)))

    def weight_verdict(self, case: Case, elsewhere: Kinds) -> int:
        """Judge whether weights can make the answers of a case optimal."""
        return int(
            self.kernels.weight_verdict(
                self.receiver, self.prior, *self.masks(case), self.mask(elsewhere)
            )
        )

    def masks(self, case: Case) -> tuple[Integers, Integers, Integers]:
        """The signals of a case, and their states as bit masks."""
        import numpy as np

        signals, kinds, replies = zip(*(self.codes[each] for each in case.items()), strict=True)
        return tuple(np.array((signals, kinds, replies), dtype=np.int64))


def integers(values: Iterable[int]) -> Integers:
    """An array of whole numbers."""
    import numpy as np

    return np.array(list(values), dtype=np.int64)


def padded(game: SignalingGame[Fraction], player: str) -> Floats:
    """Payoffs by type, signal and response, each type's at most one in size for the sender.

    A common factor for the receiver, and one for each type of the sender, changes nothing.
    """
    import numpy as np

    pays = game.payoffs[player]
    width = max(map(len, game.responses.values()))
    table = np.full((len(game.types), len(game.signals), width), ABSENT)
    shared = max(map(abs, pays.values())) or Fraction(1)
    for k, kind in enumerate(game.types):
        own = max(abs(x) for (t, _, _), x in pays.items() if t == kind) or Fraction(1)
        scale = own if player == game.sender else shared
        for j, (signal, responses) in enumerate(game.responses.items()):
            for i, response in enumerate(responses):
                table[k, j, i] = float(pays[kind, signal, response] / scale)
    return table
