"""Depth-first search for the cases that equilibria may have, signal by signal.

A signal's state is (who sends it, what answers it). Cases are dropped as soon as a lemma excludes
them: (a) no belief on these types makes these answers best; (b) two states contradict each
other; (c) indifference between signals holds only where a polynomial in the parameters is zero;
(d) more than two states contradict one another. Where no lemma is known yet the search tries to
prove one; what it cannot refute, it keeps.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from gametheory_dprk.analysis.atlas.signaling.cases import UNSENT, Case, State
from gametheory_dprk.analysis.atlas.signaling.form import Form
from gametheory_dprk.analysis.atlas.signaling.lemmas import Lemmas


class Search:
    """The search on one game.

    Attributes
    ----------
    lemmas : Lemmas
        What it learns.
    nodes : int
        Unfinished cases that were looked at.
    """

    def __init__(self, form: Form, lemmas: Lemmas) -> None:
        self.form = form
        self.lemmas = lemmas
        self.nodes = 0
        self._agree: dict[tuple[str, State, str, State], bool] = {}
        self.states = {signal: list(self._states(signal)) for signal in form.signals}

    def cases(self) -> Iterator[dict[str, State]]:
        """Yield every case that is not refuted, each once."""
        yield from self._extend({})

    def _states(self, signal: str) -> Iterator[State]:
        """Yield the states of a signal that is sent for which some belief accounts."""
        for kinds in subsets(self.form.types):
            for replies in subsets(self.form.responses(signal)):
                case = {signal: State(kinds, replies)}
                if self.lemmas.excluding(case, [signal]):
                    continue
                if self._believable(case, signal):
                    yield case[signal]

    def _believable(self, case: Case, signal: str) -> bool:
        """Whether some belief on the types that send a signal makes its answers best."""
        lemmas, state = self.lemmas, case[signal]
        if lemmas.refute(case, lemmas.belief_labels(signal, state)) is not None:
            return False
        return lemmas.vanish(case, lemmas.even_labels(signal, state)) is None

    def _extend(self, case: dict[str, State]) -> Iterator[dict[str, State]]:
        """Decide the next signal in every way that is not refuted."""
        self.nodes += 1
        self.form.space.budget.tick()
        if len(case) == len(self.form.signals):
            if not self.lemmas.excluded(case) and not self._vanishes(case):
                yield case
            return
        signal = self.form.signals[len(case)]
        last = len(case) == len(self.form.signals) - 1
        sent = frozenset[str]().union(*(state.kinds for state in case.values()))
        missing = frozenset(self.form.types) - sent if last else frozenset()
        for state in [UNSENT, *self.states[signal]]:
            if missing <= state.kinds and self._fits(case, signal, state):
                yield from self._extend(case | {signal: state})

    def _vanishes(self, case: Case) -> bool:
        """Whether the answers of a finished case are all best on a knife edge only."""
        return self.lemmas.vanish(case, self.lemmas.tie_labels(case)) is not None

    def _fits(self, case: Case, signal: str, state: State) -> bool:
        """Whether a state agrees with those decided, in pairs and jointly."""
        if not all(self._pair(m, other, signal, state) for m, other in case.items()):
            return False
        longer = dict(case) | {signal: state}
        sent = [m for m, s in longer.items() if s.kinds]
        if len(sent) < 3 or not state.kinds:
            return True
        return self._jointly(longer)

    def _pair(self, one: str, first: State, other: str, second: State) -> bool:
        """Whether the states of two signals agree."""
        key = (one, first, other, second)
        known = self._agree.get(key)
        if known is None:
            known = self._agree[key] = self._try_pair({one: first, other: second})
        return known

    def _try_pair(self, case: Case) -> bool:
        """Look for a lemma on two states, or prove one."""
        if not any(state.kinds for state in case.values()):
            return True
        lemmas = self.lemmas
        if lemmas.excluding(case, case):
            return False
        if lemmas.refute(case, lemmas.sender_labels(case)) is not None:
            return False
        return lemmas.vanish(case, lemmas.equal_labels(case)) is None

    def _jointly(self, case: Case) -> bool:
        """Whether more than two states agree."""
        lemmas = self.lemmas
        if lemmas.excluded(case):
            return False
        if lemmas.vanish(case, lemmas.equal_labels(case)) is not None:
            return False
        return lemmas.refute(case, lemmas.sender_labels(case)) is None


def subsets(names: tuple[str, ...]) -> Iterator[frozenset[str]]:
    """Yield every non-empty subset, small ones first.

    Examples
    --------
    >>> [sorted(found) for found in subsets(("a", "b"))]
    [['a'], ['b'], ['a', 'b']]
    """
    for size in range(1, len(names) + 1):
        yield from map(frozenset, combinations(names, size))
