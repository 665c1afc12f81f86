"""The planner: chooses transforms and a solver, and lets nothing out that was not certified."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, TypeAlias

from gametheory_dprk.completeness import Completeness
from gametheory_dprk.concepts.index import equilibrium_index
from gametheory_dprk.concepts.label import label
from gametheory_dprk.concepts.realization import realized_outcome, realized_values
from gametheory_dprk.concepts.spec import ConceptSpec
from gametheory_dprk.errors import LimitReached, NoSolverError, NotCertifiedError
from gametheory_dprk.games import Game
from gametheory_dprk.limits import Budget
from gametheory_dprk.refinements.spec import RefinementSpec
from gametheory_dprk.registry import discover
from gametheory_dprk.solution import (
    Candidate,
    Certificate,
    Equilibrium,
    Notice,
    Solution,
    Status,
    Verdict,
)
from gametheory_dprk.solvers.spec import Findings, SolverSpec
from gametheory_dprk.transforms.preparation import prepare
from gametheory_dprk.transforms.spec import TransformSpec

CONCEPTS = "gametheory_dprk.concepts"
REFINEMENTS = "gametheory_dprk.refinements"
SOLVERS = "gametheory_dprk.solvers"
TRANSFORMS = "gametheory_dprk.transforms"


WayBack: TypeAlias = Callable[[Candidate], Candidate]
Proof: TypeAlias = tuple[Completeness | None, tuple[Notice, ...]]

NO_PROOF: Proof = (None, ())


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
        found = self.solver.run(self.game, concept, budget, *further)
        return replace(found, candidates=tuple(map(self.restore, found.candidates)))


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
    found = plan.run(concept, budget, options or {})
    certified = certify(prepared, checker, found.candidates)
    kept, removed = refined(prepared, certified, judges, refine)
    proof, missing = prove_complete(plan, found, concept, budget) if certify_complete else NO_PROOF
    return Solution(
        concept=concept,
        status=status_of(found),
        complete=found.complete,
        equilibria=tuple(kept),
        removed=tuple(removed),
        plan=(*plan.steps, plan.solver.name),
        warnings=(*notices, *found.warnings, *limit_notice(found), *missing),
        parameters=dict(values or {}),
        seconds=budget.elapsed(),
        completeness=proof,
    )


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


def find(package: str, name: str, form: type, table: str, what: str) -> Any:
    """A plug-in by name that knows this game form.

    Raises
    ------
    NoSolverError
        Listing what there is for this form.
    """
    cards = discover(package)
    fitting = [each for each, card in cards.items() if form in getattr(card, table)]
    if name not in fitting:
        raise NoSolverError(
            f"{what} {name!r} is not available for this game ({describe(form)}); "
            f"available: {', '.join(fitting) or 'none'}"
        )
    return cards[name]


def describe(form: type) -> str:
    """A game form in words.

    Examples
    --------
    >>> from gametheory_dprk.games import NormalGame
    >>> describe(NormalGame)
    'normal form'
    """
    return form.__name__.removesuffix("Game").lower() + " form"


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


def certify(
    game: Game[Any], concept: ConceptSpec, candidates: Sequence[Candidate]
) -> list[tuple[Candidate, Certificate]]:
    """Check every candidate; refuse them all if one fails.

    Raises
    ------
    NotCertifiedError
        Naming the claims that fail.
    """
    check = concept.checks[type(game)]
    certified = [(candidate, check(game, candidate)) for candidate in candidates]
    for k, (_, certificate) in enumerate(certified, 1):
        if not certificate.valid:
            failed = "; ".join(each.claim for each in certificate.failures()[:3])
            raise NotCertifiedError(
                f"candidate {k} is not a {concept.name} equilibrium ({failed}); "
                "this is an error of the program, please report it with the scenario"
            )
    return certified


def refinement_cards(
    game: Game[Any], concept: ConceptSpec, demanded: Sequence[str]
) -> list[RefinementSpec]:
    """The refinements that judge this game form; those demanded must be among them.

    Raises
    ------
    NoSolverError
        If one of these is not, or the concept is numerical: refinements judge exactly.
    """
    for name in demanded:
        find(REFINEMENTS, name, type(game), "judges", "refinement")
    if not concept.exact:
        if demanded:
            raise NoSolverError(
                f"refinement {demanded[0]!r} judges exact equilibria, and those of "
                f"{concept.name} are numerical"
            )
        return []
    return [card for card in discover(REFINEMENTS).values() if type(game) in card.judges]


def refined(
    game: Game[Any],
    certified: Sequence[tuple[Candidate, Certificate]],
    cards: Sequence[RefinementSpec],
    demanded: Sequence[str],
) -> tuple[list[Equilibrium], list[tuple[Equilibrium, str]]]:
    """Judge every equilibrium, and set aside those that a demanded refinement removes.

    Raises
    ------
    NoSolverError
        If a demanded refinement has no verdicts on this game.
    """
    candidates = [candidate for candidate, _ in certified]
    verdicts = {card.name: card.judges[type(game)](game, candidates) for card in cards}
    for card in cards:
        if card.name in demanded and len(verdicts[card.name]) < len(candidates):
            raise NoSolverError(
                f"refinement {card.name!r} does not judge this game ({describe(type(game))}); "
                f"it judges {card.scope}"
            )
    kept: list[Equilibrium] = []
    removed: list[tuple[Equilibrium, str]] = []
    for k, (candidate, certificate) in enumerate(certified):
        judged = {name: each[k] for name, each in verdicts.items() if k < len(each)}
        equilibrium = describe_equilibrium(game, k + 1, candidate, certificate, judged)
        killers = [name for name in demanded if judged[name].survives is False]
        if killers:
            removed.append((equilibrium, killers[0]))
        else:
            kept.append(equilibrium)
    return kept, removed


def describe_equilibrium(
    game: Game[Any],
    number: int,
    candidate: Candidate,
    certificate: Certificate,
    verdicts: Mapping[str, Verdict],
) -> Equilibrium:
    """Put together all that is said of one certified candidate."""
    assessment = candidate.assessment
    return Equilibrium(
        id=number,
        label=label(game, assessment),
        assessment=assessment,
        values=realized_values(game, assessment),
        outcome=realized_outcome(game, assessment),
        component=candidate.component,
        refinements=verdicts,
        certificate=certificate,
        rationality=candidate.rationality,
        trembles=candidate.trembles,
        index=equilibrium_index(game, candidate),
    )
