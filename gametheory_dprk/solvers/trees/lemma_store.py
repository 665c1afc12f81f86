"""The lemmas of the search for supports, and what follows from them.

A lemma of which all settings but one hold excludes that one. Only lemmas that have a fresh setting,
or were learned since the others were followed, can say anything new; so each lemma is kept with
each of its settings. Lemmas that were joined from others when a branch was done are forgotten, the
longest first, when there are too many: they can be found again.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

Lemma: TypeAlias = frozenset[int]
"""Settings: +k that move number k (from 1) is played, -k that it is not."""

MOST_JOINED = 20_000
"""Joined lemmas that are kept; half of them are forgotten when there are more."""


@dataclass
class LemmaStore:
    """Lemmas, by their settings.

    Attributes
    ----------
    most : int
        Joined lemmas that are kept.
    joined : dict of Lemma
        Those that may be forgotten.
    count : int
        How many have been learned, forgotten ones included.

    Examples
    --------
    >>> store = LemmaStore()
    >>> store.learn(frozenset([1, -2]))
    >>> held, reasons = set(), {}
    >>> store.follow([1], held, reasons), sorted(held), reasons
    (None, [1, 2], {2: frozenset({1, -2})})
    """

    most: int = MOST_JOINED
    joined: dict[Lemma, None] = field(default_factory=dict)
    count: int = 0
    numbers: dict[Lemma, int] = field(default_factory=dict)
    with_setting: dict[int, list[Lemma]] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Lemma]:
        """All lemmas, in the order in which they were learned."""
        return iter(self.numbers)

    def __len__(self) -> int:
        """How many there are."""
        return len(self.numbers)

    def learn(self, lemma: Lemma, *, joined: bool = False) -> None:
        """Add a lemma, if it is new."""
        if lemma in self.numbers:
            return
        self.numbers[lemma] = self.count
        self.count += 1
        self.enter(lemma)
        if joined:
            self.joined[lemma] = None
            if len(self.joined) > self.most:
                self.forget()

    def enter(self, lemma: Lemma) -> None:
        """Keep a lemma with each of its settings."""
        for setting in lemma:
            self.with_setting.setdefault(setting, []).append(lemma)

    def forget(self) -> None:
        """Forget the longer half of the joined lemmas."""
        kept = sorted(self.joined, key=len)[: self.most // 2]
        gone = self.joined.keys() - kept
        self.joined = {lemma: None for lemma in self.joined if lemma not in gone}
        self.numbers = {x: number for x, number in self.numbers.items() if x not in gone}
        self.with_setting = {}
        for lemma in self.numbers:
            self.enter(lemma)

    def since(self, count: int) -> list[Lemma]:
        """The lemmas learned after so many."""
        if count == self.count:
            return []
        lemmas = list(self.numbers)
        return lemmas[bisect_left(lemmas, count, key=self.numbers.__getitem__) :]

    def follow(
        self, settings: Iterable[int], held: set[int], reasons: dict[int, Lemma], known: int = 0
    ) -> Lemma | None:
        """Hold settings and what follows; return a lemma that is broken, if one is.

        Parameters
        ----------
        settings : iterable of int
            What is set now.
        held : set of int
            What held before, with all that follows from the first `known` lemmas; is added to.
        reasons : dict
            Receives for each setting that followed the lemma it followed from, in order.
        known : int
        """
        waiting = list(settings)
        held.update(waiting)
        fresh = self.since(known)
        for lemma in fresh:
            if follows(lemma, held, reasons, waiting):
                return lemma
        for setting in waiting:
            for lemma in self.with_setting.get(setting, ()):
                if follows(lemma, held, reasons, waiting):
                    return lemma
        return None


def follows(lemma: Lemma, held: set[int], reasons: dict[int, Lemma], waiting: list[int]) -> bool:
    """Hold what follows from one lemma, if anything does; return whether it is broken."""
    missing = 0
    for setting in lemma:
        if setting not in held:
            if missing:
                return False
            missing = setting
    if not missing:
        return True
    if -missing not in held:
        held.add(-missing)
        reasons[-missing] = lemma
        waiting.append(-missing)
    return False
