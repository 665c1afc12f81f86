"""Growing the completeness certificate of a tree from the lemmas of the search for supports.

The search has refuted sets of settings by linear programs. Each is refuted once more by its named
system, whose multipliers make a reason, when a branch first needs it. The tree of cases splits on
a fact that a reason forbids as soon as there is one, so that its other branch ends at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from gametheory_dprk.completeness import Case, Completeness, Listed, Open, Refuted, Split, Step
from gametheory_dprk.limits import Budget
from gametheory_dprk.polyhedra.ticks import Tick
from gametheory_dprk.solvers.completeness import CaseSystem, Refutation, refute
from gametheory_dprk.solvers.trees.case_systems import case_systems, plays
from gametheory_dprk.solvers.trees.support_search import SupportSearch
from gametheory_dprk.solvers.trees.tree_outline import Outline


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
    lemmas : sequence of Lemma
    place : callable
        Where the equilibria of a case that decides every fact are listed.
    """

    facts: Sequence[str]
    lemmas: Sequence[Lemma]
    place: Callable[[Case], Listed | Open]
    tick: Tick
    steps: list[Step] = field(default_factory=list)
    used: list[Lemma] = field(default_factory=list)

    def grown(self) -> Completeness:
        """The certificate of the whole tree."""
        self.grow({})
        return Completeness(tuple(self.steps), tuple(each.refutation.reason for each in self.used))

    def grow(self, case: dict[str, bool]) -> None:
        """Add all that is below a case."""
        self.tick()
        fact = self.next_fact(case)
        if isinstance(fact, Lemma):
            self.steps.append(Refuted(self.number(fact)))
        elif fact is None:
            self.steps.append(self.place(case))
        else:
            self.steps.append(Split(fact))
            for holds in (True, False):
                self.grow(case | {fact: holds})

    def next_fact(self, case: Case) -> str | Lemma | None:
        """A lemma that ends a branch, or the fact to split on; None where all are decided."""
        forced = None
        for lemma in self.lemmas:
            if any(case.get(fact, holds) != holds for fact, holds in lemma.facts.items()):
                continue
            rest = [fact for fact in lemma.facts if fact not in case]
            if not rest:
                return lemma
            if len(rest) == 1 and forced is None:
                (forced,) = rest
        return forced or next((fact for fact in self.facts if fact not in case), None)

    def number(self, lemma: Lemma) -> int:
        """The number of the reason that a lemma is."""
        if not lemma.number:
            self.used.append(lemma)
            lemma.number = len(self.used)
        return lemma.number


def grow_certificate(
    outline: Outline, place: Callable[[Case], Listed | Open], budget: Budget
) -> Completeness:
    """The certificate of a tree, given where total cases are listed.

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
    return TreeOfCases(facts, lemmas, place, budget.tick).grown()


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
