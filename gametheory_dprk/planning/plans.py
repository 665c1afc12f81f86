"""Plans: the shortest chain of transforms that ends in a solver."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from gametheory_dprk.errors import NoSolverError
from gametheory_dprk.games import Game
from gametheory_dprk.limits import Budget
from gametheory_dprk.planning.cards import SOLVERS, TRANSFORMS, describe
from gametheory_dprk.registry import discover
from gametheory_dprk.solution import Candidate
from gametheory_dprk.solvers.spec import Findings, SolverSpec
from gametheory_dprk.transforms.spec import TransformSpec

WayBack: TypeAlias = Callable[[Candidate], Candidate]


def unchanged(candidate: Candidate) -> Candidate:
    """Return the candidate as it is: the way back of an empty chain."""
    return candidate


@dataclass(frozen=True, slots=True)
class Plan:
    """A chain of transforms that ends in a solver, already applied to the game."""

    game: Game[Any]
    solver: SolverSpec
    steps: tuple[str, ...]
    restore: WayBack

    def run(self, concept: str, budget: Budget, options: Mapping[str, str]) -> Findings:
        """Run the solver and read its candidates in the original game.

        Raises
        ------
        NoSolverError
            If the solver does not have one of the options.
        """
        known = self.solver.options
        for name in options.keys() - known.keys():
            raise NoSolverError(
                f"solver {self.solver.name} has no option {name!r}; "
                f"options: {', '.join(known) or 'none'}"
            )
        further = (options,) if known else ()
        try:
            found = self.solver.run(self.game, concept, budget, *further)
        except MemoryError:
            found = Findings((), complete=False, limit="memory limit reached")
        return replace(found, candidates=tuple(map(self.restore, found.candidates)))


def make_plan(game: Game[Any], concept: str, solver: str | None = None) -> Plan:
    """Choose the shortest chain of transforms that reaches a solver.

    Raises
    ------
    NoSolverError
        With the reason each solver gave, and the concepts that this game form has solvers for.
    """
    refusals: dict[str, str] = {}
    for plan in reachable_plans(game, concept, refusals):
        if solver in (None, plan.solver.name):
            return plan
    reasons = "; ".join(f"{name}: {reason}" for name, reason in refusals.items())
    raise NoSolverError(
        f"no {'solver' if solver is None else f'solver {solver!r}'} for {concept} of this game "
        f"({describe(type(game))}){': ' + reasons if reasons else ''}; "
        f"solvers here: {', '.join(solvable(type(game))) or 'none'}"
    )


def another_plan(game: Game[Any], concept: str, first: Plan) -> Plan | None:
    """The best plan for one equilibrium, should a search for all of them end with none."""
    if not first.solver.complete:
        return None
    plans = reachable_plans(game, concept, {})
    return next((plan for plan in plans if not plan.solver.complete), None)


def solvable(form: type) -> list[str]:
    """Concepts that some solver takes for a game form."""
    cards = discover(SOLVERS).values()
    return sorted({name for card in cards if card.game is form for name in card.concepts})


def reachable_plans(game: Game[Any], concept: str, refusals: dict[str, str]) -> Iterator[Plan]:
    """Every plan, shortest chain of transforms first; collects why solvers refuse."""
    waiting: deque[tuple[Game[Any], tuple[str, ...], WayBack]] = deque([(game, (), unchanged)])
    seen = {type(game)}
    while waiting:
        current, steps, restore = waiting.popleft()
        for card in fitting_solvers(current, concept, refusals):
            yield Plan(current, card, steps, restore)
        for rewrite in fitting_transforms(current, concept, seen):
            rewritten = rewrite.apply(current)
            seen.add(rewrite.target)
            back = chained(rewritten.restore, restore)
            waiting.append((rewritten.game, (*steps, rewrite.name), back))


def chained(first: WayBack, then: WayBack) -> WayBack:
    """Apply one way back after the other."""
    return lambda candidate: then(first(candidate))


def fitting_solvers(
    game: Game[Any], concept: str, refusals: dict[str, str]
) -> Iterator[SolverSpec]:
    """Solvers that take a game for a concept, best rank first."""
    for card in sorted(discover(SOLVERS).values(), key=lambda card: (card.rank, card.name)):
        if card.game is type(game) and concept in card.concepts:
            reason = card.accepts(game)
            if not reason:
                yield card
            refusals.setdefault(card.name, reason)


def fitting_transforms(game: Game[Any], concept: str, seen: set[type]) -> Iterator[TransformSpec]:
    """Transforms of a game to a form not yet seen that keep the concept's equilibria."""
    for card in discover(TRANSFORMS).values():
        forward = card.source is type(game) and card.target not in seen
        if forward and concept in card.concepts and not card.accepts(game):
            yield card
