"""Whether a claim about equilibria is true of a solution.

A claim is a formula under a quantifier. The formula speaks of one equilibrium at a time:
`separating`, `pooling(m)`, `plays(P.m)`, `survives(refinement)`, `value(P)` and `P(a | b)`, with
arithmetic, relations, and the scenario's parameters and definitions. `equilibrium(profile)` speaks
of a named automaton of a repeated game, whatever was found.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from gametheory_dprk.analysis.arithmetic import apply, holds_between
from gametheory_dprk.analysis.events import Undefined, probability
from gametheory_dprk.analysis.linearity import is_linear
from gametheory_dprk.analysis.members import MAX_MEMBERS, members
from gametheory_dprk.analysis.predicates import is_pooling, is_separating, plays
from gametheory_dprk.analysis.profiles import is_equilibrium, speaks_of_profiles
from gametheory_dprk.analysis.selection import select
from gametheory_dprk.concepts.realization import realized_values
from gametheory_dprk.errors import AnalysisError, UnknownNameError, nearest_name
from gametheory_dprk.expr import And, Binary, Call, Compare, Expr, Name, Negate, Not, Or, evaluate
from gametheory_dprk.expr.tree import children
from gametheory_dprk.games import Game
from gametheory_dprk.number import Number
from gametheory_dprk.scenario.model import Claim
from gametheory_dprk.solution import Assessment, Equilibrium, Solution, Verdict

Judge = Callable[["View"], bool]
"""Says whether something is true of one member of an equilibrium."""


@dataclass(frozen=True, slots=True)
class View:
    """One member of an equilibrium, and all that a formula about it may name."""

    game: Game[Any]
    assessment: Assessment
    verdicts: Mapping[str, Verdict]
    values: Mapping[str, Fraction]
    """Of parameters and definitions."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a claim comes to for one equilibrium."""

    equilibrium: int
    holds: bool
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ClaimResult:
    """What a claim comes to for a solution.

    Attributes
    ----------
    holds : bool
    settled : bool
        False where equilibria that were not found could reverse the result.
    findings : tuple of Finding
        For each equilibrium the quantifier looks at.
    """

    holds: bool
    settled: bool
    findings: tuple[Finding, ...]


def evaluate_claim(
    claim: Claim, game: Game[Any], solution: Solution, values: Mapping[str, Fraction]
) -> ClaimResult:
    """Evaluate a claim on the equilibria of a solution.

    A component counts as satisfying a bare claim if one of its members, corners or centers
    does, and an `every:` claim if all of them do.

    Parameters
    ----------
    claim : Claim
    game : Game
        The exact game that was solved.
    solution : Solution
    values : Mapping[str, Fraction]
        Of parameters and definitions.

    Examples
    --------
    >>> from gametheory_dprk.games import NormalGame
    >>> from gametheory_dprk.scenario.claims import parse_claim
    >>> from gametheory_dprk.planner import solve
    >>> game = NormalGame.from_arrays([[2, 0], [0, 1]], [[1, 0], [0, 2]])
    >>> found = solve(game, "nash")
    >>> result = evaluate_claim(parse_claim("every: P(r1) > 0"), game, found, {})
    >>> result.holds, [finding.holds for finding in result.findings]
    (False, [True, True, False])
    """
    return judge_solution(claim, game, solution, values, lambda view: truth(claim.formula, view))


def evaluate_equality(
    claim: Claim,
    stated: Fraction,
    game: Game[Any],
    solution: Solution,
    values: Mapping[str, Fraction],
) -> ClaimResult:
    """Evaluate the claim that a quantity has exactly the value stated."""
    return judge_solution(
        claim, game, solution, values, lambda view: quantity(claim.formula, view) == stated
    )


def judge_solution(
    claim: Claim,
    game: Game[Any],
    solution: Solution,
    values: Mapping[str, Fraction],
    judge: Judge,
) -> ClaimResult:
    """Apply a quantifier; a claim about named profiles alone needs none."""
    if speaks_of_profiles(claim.formula):
        alone = View(game, Assessment({}), {}, values)
        return ClaimResult(judge(alone), settled=True, findings=())
    looked_at = solution.equilibria
    if claim.quantifier == "selected":
        selected = select(looked_at)
        looked_at = (selected,) if selected else ()
    findings = tuple(
        judge_equilibrium(claim, View(game, each.assessment, each.refinements, values), each, judge)
        for each in looked_at
    )
    verdicts = [finding.holds for finding in findings]
    if claim.quantifier == "every":
        holds = all(verdicts)
        return ClaimResult(holds, solution.complete or not holds, findings)
    holds = any(verdicts)
    settled = solution.complete or (holds and claim.quantifier == "some")
    return ClaimResult(holds, settled, findings)


def judge_equilibrium(claim: Claim, view: View, equilibrium: Equilibrium, judge: Judge) -> Finding:
    """Judge one equilibrium, or a component by its members."""
    listed = (view.assessment,) if claim.quantifier == "selected" else members(equilibrium)
    reasons: list[str] = []
    verdicts: list[bool] = []
    for assessment in listed:
        try:
            verdicts.append(judge(replace(view, assessment=assessment)))
        except Undefined as error:
            verdicts.append(False)
            reasons.append(str(error))
    holds = all(verdicts) if claim.quantifier == "every" else any(verdicts)
    if claim.quantifier == "every" and len(listed) > 1 and not is_linear(claim.formula):
        reasons.append(f"checked at {len(listed)} members, corners and centers of the component")
    if len(listed) == MAX_MEMBERS:
        reasons.append(f"only {MAX_MEMBERS} members of the component were looked at")
    return Finding(equilibrium.id, holds, "; ".join(dict.fromkeys(reasons)))


def truth(expr: Expr, view: View) -> bool:
    """Tell whether a formula is true of one member.

    Raises
    ------
    Undefined
        If that hangs on a probability that nothing defines.
    """
    match expr:
        case And():
            return all(truth(part, view) for part in expr.parts)
        case Or():
            return any(truth(part, view) for part in expr.parts)
        case Not():
            return not truth(expr.operand, view)
        case Compare():
            left, right = quantity(expr.left, view), quantity(expr.right, view)
            return holds_between(expr.operator, left, right)
        case Name("separating"):
            return is_separating(view.game, view.assessment)
        case Call("pooling"):
            return is_pooling(view.game, view.assessment, argument_names(expr))
        case Call("plays"):
            return plays(view.game, view.assessment, argument_names(expr)[0])
        case Call("survives"):
            return survives(view, argument_names(expr)[0])
        case Call("equilibrium"):
            return is_equilibrium(view.game, argument_names(expr)[0])
    return holds_between("==", quantity(expr, view), Fraction(1))


def quantity(expr: Expr, view: View) -> Number:
    """Value of a formula for one member.

    Raises
    ------
    Undefined
        If that hangs on a probability that nothing defines.
    """
    match expr:
        case Call("P"):
            return probability(view.game, view.assessment, expr.arguments, expr.given)
        case Call("value"):
            return value_of(view, argument_names(expr)[0])
        case Negate() | Binary() | Call():
            return apply(expr, [quantity(part, view) for part in children(expr)])
    return evaluate(expr, view.values)


def argument_names(call: Call) -> tuple[str, ...]:
    """The names a predicate is applied to."""
    return tuple(each.name for each in call.arguments if isinstance(each, Name))


def value_of(view: View, player: str) -> Number:
    """Expected payoff of a player."""
    payoffs = realized_values(view.game, view.assessment)
    if player not in payoffs:
        raise UnknownNameError(f"no player {player!r} ({nearest_name(player, payoffs)})")
    return payoffs[player]


def survives(view: View, refinement: str) -> bool:
    """Tell whether a refinement keeps the equilibrium, or part of its component."""
    if refinement not in view.verdicts:
        judged = ", ".join(view.verdicts) or "none"
        raise AnalysisError(f"refinement {refinement!r} does not judge this game; {judged} do")
    return view.verdicts[refinement].survives is not False
