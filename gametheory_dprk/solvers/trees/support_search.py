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

from gametheory_dprk.limits import Budget
from gametheory_dprk.solution import SetKey
from gametheory_dprk.solvers.trees.fixing_program import FixingProgram
from gametheory_dprk.solvers.trees.optimality_blocks import Move, optimality_blocks
from gametheory_dprk.solvers.trees.tree_outline import Outline

Lemma = frozenset[int]
"""Settings: +k that move number k (from 1) is played, -k that it is not."""


@dataclass(frozen=True, slots=True)
class State:
    """What has been set, what follows from it, and the programs so far.

    Attributes
    ----------
    settings : frozenset of int
    reasons : dict
        For each setting that followed, the lemma it followed from; in order.
    programs : tuple of FixingProgram
    """

    settings: frozenset[int]
    reasons: dict[int, Lemma]
    programs: tuple[FixingProgram, ...]


@dataclass
class SupportSearch:
    """Enumerates supports that no lemma excludes.

    Attributes
    ----------
    lemmas : dict of Lemma
        All learned so far, in order.
    sources : dict of Lemma to int
        Of those that a program gave, the position of its block.
    """

    outline: Outline
    budget: Budget
    lemmas: dict[Lemma, None] = field(default_factory=dict)
    sources: dict[Lemma, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        keys = reversed(self.outline.members)
        self.moves: list[Move] = [(key, move) for key in keys for move in self.outline.moves[key]]
        self.number = {move: k for k, move in enumerate(self.moves, 1)}
        self.blocks = list(optimality_blocks(self.outline))
        self.triggers = [
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
        for key, moves in self.outline.moves.items():
            self.lemmas[frozenset(-self.number[key, move] for move in moves)] = None

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
        self.lemmas[joined] = None
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
        programs, waiting = list(state.programs), set(touched)
        fresh = list(settings)
        while True:
            held.update(fresh)
            broken = self.follow(held, reasons)
            if broken is not None:
                return self.by_choices(broken, reasons)
            waiting |= self.hold(held, programs)
            if not waiting:
                return State(frozenset(held), reasons, tuple(programs))
            block = min(waiting)
            waiting.remove(block)
            refuted = programs[block].refutation(-1, self.budget.tick)
            if refuted is not None:
                lemma = self.lemma(block, refuted, held)
                self.lemmas[lemma] = None
                self.sources[lemma] = block
                return self.by_choices(lemma, reasons)
            fresh = []

    def follow(self, held: set[int], reasons: dict[int, Lemma]) -> Lemma | None:
        """Add what follows by lemmas alone; return one that is broken."""
        changed = True
        while changed:
            changed = False
            for lemma in self.lemmas:
                rest = lemma - held
                if not rest:
                    return lemma
                if len(rest) == 1:
                    (setting,) = rest
                    if -setting not in held:
                        held.add(-setting)
                        reasons[-setting] = lemma
                        changed = True
        return None

    def hold(self, held: set[int], programs: list[FixingProgram]) -> set[int]:
        """Hold variables at zero; return the blocks in which some were added."""
        touched = set()
        for block, triggers in enumerate(self.triggers):
            fixed = programs[block].fixed
            more = [v for settings, v in triggers if v not in fixed and settings <= held]
            if more:
                programs[block] = programs[block].copied()
                programs[block].fix(more)
                touched.add(block)
        return touched

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
