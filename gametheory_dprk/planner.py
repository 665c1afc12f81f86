"""The planner: chooses transforms and a solver, and lets nothing out that was not certified."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any, TypeAlias

from gametheory_dprk.completeness import Completeness
from gametheory_dprk.errors import LimitReached
from gametheory_dprk.games import Game
from gametheory_dprk.limits import Budget
from gametheory_dprk.planning.cards import CONCEPTS, find
from gametheory_dprk.planning.judgement import (
    JUDGED_PLAYS,
    certify,
    large,
    refined,
    refinement_cards,
)
from gametheory_dprk.planning.plans import Plan, another_plan, make_plan
from gametheory_dprk.refinements.spec import RefinementSpec
from gametheory_dprk.solution import Equilibrium, Notice, Solution, Status
from gametheory_dprk.solvers.spec import Findings
from gametheory_dprk.transforms.preparation import prepare

Proof: TypeAlias = tuple[Completeness | None, tuple[Notice, ...]]

NO_PROOF: Proof = (None, ())
FOR_ALL = 0.8
"""Share of the time for a search for all equilibria that may end with none."""


def solve(
    game: Game[Any],
    concept: str,
    *,
    values: Mapping[str, Fraction] | None = None,
    refine: Sequence[str] = (),
    budget: Budget | None = None,
    solver: str | None = None,
    options: Mapping[str, str] | None = None,
    certify_complete: bool = False,
) -> Solution:
    """Find the equilibria of a game, each certified by an independent checker.

    Parameters
    ----------
    game : Game
        A template, to be filled with `values`, or an exact game (`values` None).
    concept : str
        Solution concept, such as "nash" or "pbe".
    values : Mapping[str, Fraction], optional
        A value for every parameter of a template.
    refine : sequence of str
        Refinements that the equilibria must survive; those that do not are in `removed`.
    budget : Budget, optional
    solver : str, optional
        Use this solver, whatever its rank.
    options : Mapping[str, str], optional
        Of the solver, such as `lambda` for quantal response.
    certify_complete : bool
        Add a completeness certificate; where there can be none, a `no_certificate` notice.

    Raises
    ------
    NoSolverError
        If nothing solves this game for this concept, the solver has no such option, or a
        refinement does not judge it.
    NotCertifiedError
        If the checker refutes what the solver produced (an error of the program).

    Examples
    --------
    >>> from gametheory_dprk.games import NormalGame
    >>> prisoners = NormalGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]])
    >>> [each.outcome for each in solve(prisoners, "nash")]
    [{'r2.c2': Fraction(1, 1)}]
    """
    budget = budget or Budget()
    prepared, notices = prepare(game if values is None else game.at(values))
    checker = find(CONCEPTS, concept, type(prepared), "checks", "concept")
    judges = refinement_cards(prepared, checker, refine)
    plan = make_plan(prepared, concept, solver)
    if solver or options:
        found = plan.run(concept, budget, options or {})
    else:
        plan, found = search(prepared, concept, plan, budget)
    certified = certify(prepared, checker, found.candidates)
    found = without_unproved(found, len(found.candidates) - len(certified))
    kept, removed = refined(prepared, certified, judges, refine, budget)
    proof, missing = prove_complete(plan, found, concept, budget) if certify_complete else NO_PROOF
    return Solution(
        concept=concept,
        status=status_of(found),
        complete=found.complete,
        equilibria=tuple(kept),
        removed=tuple(removed),
        plan=(*plan.steps, plan.solver.name),
        warnings=(
            *notices,
            *found.warnings,
            *limit_notice(found),
            *unjudged_notice(prepared, judges, [*kept, *(each for each, _ in removed)], budget),
            *missing,
        ),
        parameters=dict(values or {}),
        seconds=budget.elapsed(),
        completeness=proof,
    )


def without_unproved(found: Findings, number: int) -> Findings:
    """Say how many components were left out because they could not be proved."""
    if not number:
        return found
    text = (
        f"{number} curved component(s) left out: no proof was found that all members are equilibria"
    )
    return replace(found, complete=False, warnings=(*found.warnings, Notice("unproved", text)))


def search(game: Game[Any], concept: str, plan: Plan, budget: Budget) -> tuple[Plan, Findings]:
    """Run a plan; where all equilibria are out of reach, find one in the time that is left."""
    second = another_plan(game, concept, plan) if budget.seconds is not None else None
    found = plan.run(concept, budget.part(FOR_ALL) if second else budget, {})
    if found.limit is None or found.candidates:
        return plan, found
    second = second or another_plan(game, concept, plan)
    if second is not None:
        one = second.run(concept, budget, {})
        if one.candidates:
            before = f"{found.limit} before {plan.solver.name} had an equilibrium"
            return second, replace(one, complete=False, limit=f"{before}: this is one of others")
    return plan, found


def prove_complete(plan: Plan, found: Findings, concept: str, budget: Budget) -> Proof:
    """A completeness certificate, or the notice that says why there is none."""
    if not found.complete:
        reason = "the solution is not complete"
    elif plan.steps or plan.solver.prove is None:
        reason = f"{' + '.join((*plan.steps, plan.solver.name))} does not make one"
    else:
        try:
            return plan.solver.prove(plan.game, concept, budget), ()
        except LimitReached as reached:
            reason = str(reached)
    return None, (Notice("no_certificate", f"no completeness certificate: {reason}"),)


def status_of(found: Findings) -> Status:
    """Summarise how a search ended."""
    if found.limit is not None:
        return "limit"
    if not found.complete:
        return "partial"
    return "ok" if found.candidates else "none"


def limit_notice(found: Findings) -> tuple[Notice, ...]:
    """Say why a search stopped early."""
    return () if found.limit is None else (Notice("limit", found.limit),)


def unjudged_notice(
    game: Game[Any],
    cards: Sequence[RefinementSpec],
    equilibria: Sequence[Equilibrium],
    budget: Budget,
) -> tuple[Notice, ...]:
    """Say which refinements had no verdict because the budget was spent or the game is large."""
    names = [card.name for card in cards]
    left = [name for name in names if any(name not in each.refinements for each in equilibria)]
    if not left:
        return ()
    listed = ", ".join(left)
    try:
        budget.tick()
    except LimitReached as reached:
        return (Notice("unjudged", f"{reached} before a verdict of {listed}"),)
    text = f"more than {JUDGED_PLAYS} plays: ask for refinements by name ({listed})"
    return (Notice("unjudged", text),) if large(game) else ()
