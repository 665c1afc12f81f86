"""The search for supports: move by move, with lemmas learned from linear programs.

A *setting* says of a move that it is played, or that it is not. A *lemma* is a set of settings that
cannot all hold in an equilibrium. Lemmas come from the programs of `optimality_blocks`, each of
which names the settings its refutation rests on, and from branching: what refutes a branch without
the setting branched on refutes the whole. A lemma of which all settings but one hold excludes that
one, so that the same reason is never found twice.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from gametheory_dprk.limits import Budget
from gametheory_dprk.solution import SetKey
from gametheory_dprk.solvers.trees.fixing_program import FixingProgram
from gametheory_dprk.solvers.trees.lemma_store import Lemma, LemmaStore
from gametheory_dprk.solvers.trees.optimality_blocks import Move, optimality_blocks
from gametheory_dprk.solvers.trees.tree_outline import Outline

Trigger: TypeAlias = tuple[frozenset[int], int]
"""Settings that together hold a variable at zero, and the variable."""


@dataclass(frozen=True, slots=True)
class State:
    """What has been set, what follows from it, and the programs so far.

    Attributes
    ----------
    settings : frozenset of int
    reasons : dict
        For each setting that followed, the lemma it followed from; in order.
    programs : tuple of FixingProgram
    known : int
        How many lemmas had been learned when these were followed.
    """

    settings: frozenset[int]
    reasons: dict[int, Lemma]
    programs: tuple[FixingProgram, ...]
    known: int = 0


@dataclass
class SupportSearch:
    """Enumerates supports that no lemma excludes.

    Attributes
    ----------
    lemmas : LemmaStore
    sources : dict of Lemma to int
        Of those that a program gave, the position of its block.
    """

    outline: Outline
    budget: Budget
    lemmas: LemmaStore = field(default_factory=LemmaStore)
    sources: dict[Lemma, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        keys = reversed(self.outline.members)
        self.moves: list[Move] = [(key, move) for key in keys for move in self.outline.moves[key]]
        self.number = {move: k for k, move in enumerate(self.moves, 1)}
        self.blocks = list(optimality_blocks(self.outline))
        self.triggers: list[list[Trigger]] = [
            [
                (
                    frozenset([self.number[m] for m in held.played])
                    | {-self.number[m] for m in held.unplayed},
                    held.variable,
                )
                for held in block.holdings
            ]
            for block in self.blocks
        ]
        self.triggered: dict[int, list[tuple[int, Trigger]]] = {}
        for block, triggers in enumerate(self.triggers):
            for trigger in triggers:
                for setting in trigger[0]:
                    self.triggered.setdefault(setting, []).append((block, trigger))
        for key, moves in self.outline.moves.items():
            self.lemmas.learn(frozenset(-self.number[key, move] for move in moves))

    def profiles(self) -> Iterator[dict[SetKey, tuple[str, ...]]]:
        """Supports of all information sets."""
        start = State(frozenset(), {}, tuple(block.program for block in self.blocks))
        settled = self.settle(start, range(len(self.blocks)), [])
        if isinstance(settled, State):
            yield from self.explore(settled)

    def explore(self, state: State) -> Generator[dict[SetKey, tuple[str, ...]], None, Lemma | None]:
        """All supports below a state; the lemma that refutes it if there are none."""
        chosen = self.open_move(state)
        if chosen is None:
            yield self.supports(state)
            return None
        refuted: list[Lemma | None] = []
        for setting in (chosen, -chosen):
            self.budget.tick()
            after = self.settle(state, (), [setting])
            lemma = (yield from self.explore(after)) if isinstance(after, State) else after
            if lemma is not None and setting not in lemma:
                return lemma
            refuted.append(lemma)
        one, other = refuted
        if one is None or other is None:
            return None
        joined = (one - {chosen}) | (other - {-chosen})
        self.lemmas.learn(joined, joined=True)
        return joined

    def open_move(self, state: State) -> int | None:
        """The first move of which nothing is said."""
        numbers = range(1, len(self.moves) + 1)
        return next((k for k in numbers if not state.settings & {k, -k}), None)

    def supports(self, state: State) -> dict[SetKey, tuple[str, ...]]:
        """The supports that a state says."""
        return {
            key: tuple(m for m in moves if self.number[key, m] in state.settings)
            for key, moves in self.outline.moves.items()
        }

    def settle(
        self, state: State, touched: Iterable[int], settings: Iterable[int]
    ) -> State | Lemma:
        """Add settings and all that follows; or the lemma that forbids it, by choices alone."""
        held, reasons = set(state.settings), dict(state.reasons)
        programs, known = list(state.programs), self.lemmas.count
        broken = self.lemmas.follow(settings, held, reasons, state.known)
        if broken is not None:
            return self.by_choices(broken, reasons)
        for block in sorted({*touched, *self.hold(held - state.settings, held, programs)}):
            refuted = programs[block].refutation(-1, self.budget.tick)
            if refuted is not None:
                lemma = self.lemma(block, refuted, held)
                self.lemmas.learn(lemma)
                self.sources[lemma] = block
                return self.by_choices(lemma, reasons)
        return State(frozenset(held), reasons, tuple(programs), known)

    def hold(self, fresh: set[int], held: set[int], programs: list[FixingProgram]) -> set[int]:
        """Hold at zero what fresh settings complete; return the blocks in which some was."""
        more: dict[int, set[int]] = {}
        for setting in fresh:
            for block, (settings, variable) in self.triggered.get(setting, ()):
                if settings <= held and variable not in programs[block].fixed:
                    more.setdefault(block, set()).add(variable)
        for block, variables in more.items():
            programs[block] = programs[block].copied()
            programs[block].fix(variables)
        return set(more)

    def lemma(self, block: int, refuted: set[int], held: set[int]) -> Lemma:
        """The settings on which a refutation rests."""
        found: set[int] = set()
        for variable in sorted(refuted):
            choices = (s for s, v in self.triggers[block] if v == variable and s <= held)
            found |= min(choices, key=lambda s: (len(s - found), sorted(s)))
        return frozenset(found)

    def by_choices(self, lemma: Lemma, reasons: dict[int, Lemma]) -> Lemma:
        """A lemma in terms of settings that were chosen."""
        for setting in reversed(reasons):
            if setting in lemma:
                lemma = (lemma - {setting}) | (reasons[setting] - {-setting})
        return lemma
