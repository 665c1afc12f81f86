"""Growing the completeness certificate of a tree from the lemmas of the search for supports.

The search has refuted sets of settings by linear programs. Each is refuted once more by its named
system, whose multipliers make a reason, when a branch first needs it. The tree of cases splits on
a fact that a reason forbids as soon as there is one, so that its other branch ends at once. A
branch that decides every move ends where its equilibria are listed, or splits on beliefs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from gametheory_dprk.completeness import Case, Completeness, Listed, Open, Refuted, Split, Step
from gametheory_dprk.limits import Budget
from gametheory_dprk.polyhedra.ticks import Tick
from gametheory_dprk.solvers.completeness import CaseSystem, Refutation, refute
from gametheory_dprk.solvers.trees.case_systems import case_systems, plays
from gametheory_dprk.solvers.trees.support_search import SupportSearch
from gametheory_dprk.solvers.trees.tree_outline import Outline

Ending: TypeAlias = Listed | Open | Refutation | str
"""What is said of a case that decides every move: how it ends, or the next fact to split on."""


@dataclass(slots=True)
class Lemma:
    """Facts that cannot all be so, and the system that shows it.

    Attributes
    ----------
    number : int
        Of its reason, from 1; 0 until a branch needs it.
    """

    facts: Case
    refutation: Refutation
    number: int = 0


@dataclass(slots=True)
class TreeOfCases:
    """A certificate that grows.

    Attributes
    ----------
    facts : sequence of str
        In the order in which branches split on them where no lemma asks for another.
    place : callable
        What is said of a case that decides every fact on moves.
    beyond : list of Lemma
        Those that were found on beliefs.
    """

    facts: Sequence[str]
    place: Callable[[Case], Ending]
    tick: Tick
    steps: list[Step] = field(default_factory=list)
    used: list[Lemma] = field(default_factory=list)
    beyond: list[Lemma] = field(default_factory=list)

    def grown(self, lemmas: Sequence[Lemma]) -> Completeness:
        """The certificate of the whole tree."""
        self.grow({}, lemmas)
        return Completeness(tuple(self.steps), tuple(each.refutation.reason for each in self.used))

    def grow(self, case: dict[str, bool], lemmas: Sequence[Lemma]) -> None:
        """Add all that is below a case, given the lemmas that it does not contradict."""
        self.tick()
        following = next_fact(case, lemmas) or self.next_move(case) or self.ending(case)
        if isinstance(following, Lemma):
            self.steps.append(Refuted(self.number(following)))
        elif isinstance(following, str):
            self.steps.append(Split(following))
            for holds in (True, False):
                live = [x for x in lemmas if x.facts.get(following, holds) == holds]
                self.grow(case | {following: holds}, live)
        else:
            self.steps.append(following)

    def next_move(self, case: Case) -> str | None:
        """The first fact on moves that is not decided."""
        return next((fact for fact in self.facts if fact not in case), None)

    def ending(self, case: Case) -> Lemma | Listed | Open | str:
        """How a case that decides every move ends, or the next fact on beliefs."""
        for lemma in self.beyond:
            if lemma.facts.items() <= case.items():
                return lemma
        found = self.place(case)
        if not isinstance(found, Refutation):
            return found
        self.beyond.append(Lemma(found.case, found))
        return self.beyond[-1]

    def number(self, lemma: Lemma) -> int:
        """The number of the reason that a lemma is."""
        if not lemma.number:
            self.used.append(lemma)
            lemma.number = len(self.used)
        return lemma.number


def next_fact(case: Case, lemmas: Sequence[Lemma]) -> str | Lemma | None:
    """A lemma that ends a branch, or the fact on which one lacks its last; None without either."""
    forced = None
    for lemma in lemmas:
        rest = [fact for fact in lemma.facts if fact not in case]
        if not rest:
            return lemma
        if len(rest) == 1 and forced is None:
            (forced,) = rest
    return forced


def grow_certificate(
    outline: Outline, place: Callable[[Case], Ending], budget: Budget
) -> Completeness:
    """The certificate of a tree, given what is said of cases that decide every move.

    Raises
    ------
    LimitReached
        If the budget is spent.
    """
    search = SupportSearch(outline, budget)
    for _ in search.profiles():
        pass
    facts = [plays(move) for move in search.moves]
    lemmas = list(found_lemmas(search, case_systems(outline), facts, budget))
    return TreeOfCases(facts, place, budget.tick).grown(lemmas)


def found_lemmas(
    search: SupportSearch, systems: Sequence[CaseSystem], facts: Sequence[str], budget: Budget
) -> Iterator[Lemma]:
    """The lemmas of a search that do not rest on others."""
    bare = {
        frozenset(-search.number[key, move] for move in moves)
        for key, moves in search.outline.moves.items()
    }
    given = [each for each in search.lemmas if each in search.sources or each in bare]
    for settings in sorted(given, key=len):
        case = {facts[abs(each) - 1]: each > 0 for each in sorted(settings, key=abs)}
        refutation = refute(systems[search.sources.get(settings, -1)], case, budget.tick)
        if refutation is not None:
            yield Lemma(refutation.case, refutation)
