"""Whether a scenario keeps what its `expect:` and its hypotheses promise.

Every promise is solved for anew. One with `exactly_when` is tested at exact points inside and
outside of the region, which can refute it and cannot prove it; where the scenario has an atlas,
that proves it over all parameters.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, TypeAlias

from gametheory_dprk.analysis.claims import ClaimResult, evaluate_claim, evaluate_equality
from gametheory_dprk.analysis.points import Point, sides
from gametheory_dprk.analysis.solved import Solved, Solver
from gametheory_dprk.errors import Span
from gametheory_dprk.expr import Expr, evaluate, to_text
from gametheory_dprk.limits import Budget
from gametheory_dprk.number import number_text
from gametheory_dprk.scenario.model import Claim, Expectation, Hypothesis, Scenario
from gametheory_dprk.scenario.values import parameter_values

if TYPE_CHECKING:
    from gametheory_dprk.analysis.atlas.claims.promises import Promises

POINTS = 4
"""Points drawn on each side of a region."""

SHOWN = 3
"""Surfaces on which a proof says nothing that are spelled out."""

Status: TypeAlias = Literal["passed", "failed", "unknown"]


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What one promise came to.

    Attributes
    ----------
    path : str
        Where the promise stands, such as `expect[2]`.
    claim : str
        The promise in one line.
    status : {"passed", "failed", "unknown"}
        "unknown" where equilibria that were not found could reverse the result, or where no
        point was found on one side of a region and nothing is proved.
    detail : str
        How it was checked, or what went wrong.
    points : int
        Parameter points at which it was checked.
    counterexample : Mapping[str, Fraction] or None
        Parameter values at which it fails.
    proved : bool
        Whether the atlas proves it over all parameters, off surfaces that the detail names.
    """

    path: str
    claim: str
    status: Status
    detail: str
    points: int
    counterexample: Mapping[str, Fraction] | None = None
    source: str = ""
    span: Span | None = None
    proved: bool = False


@dataclass(frozen=True, slots=True)
class Trial:
    """A promise at one point: what should hold there, and what does."""

    point: Point
    expected: bool
    result: ClaimResult

    @property
    def kept(self) -> bool:
        """Whether the promise is kept at this point."""
        return self.result.holds == self.expected


def check_scenario(
    scenario: Scenario, budget: Budget | None = None, points: int = POINTS
) -> tuple[CheckResult, ...]:
    """Check every expectation of a scenario, then what its hypotheses predict.

    Parameters
    ----------
    scenario : Scenario
    budget : Budget, optional
    points : int
        Points drawn on each side of every `exactly_when`.

    Raises
    ------
    SolveError
        If no solver applies, or the time is spent.

    Examples
    --------
    >>> from gametheory_dprk.scenario.reader import read
    >>> for result in check_scenario(read("textbook/chicken"))[:2]:
    ...     print(result.status, result.claim)
    passed plays(A.swerve) and plays(B.straight) exactly when lose < crash
    passed plays(A.straight) and plays(B.swerve) exactly when lose < crash
    """
    return tuple(iterate_checks(scenario, budget, points))


def iterate_checks(
    scenario: Scenario, budget: Budget | None = None, points: int = POINTS
) -> Iterator[CheckResult]:
    """Check one promise after the other, so that what is done before a limit is not lost."""
    solver = Solver(scenario, budget or Budget())
    promises = promises_of(solver)
    for k, expectation in enumerate(scenario.expect):
        yield check_expectation(solver, expectation, f"expect[{k}]", points, promises)
    for hypothesis in scenario.hypotheses:
        promise = prediction(hypothesis)
        if promise:
            yield check_expectation(solver, promise, f"hypotheses.{hypothesis.id}.predicts", points)


def promises_of(solver: Solver) -> Promises | None:
    """Prepare proofs, if some promise is about a region."""
    if all(each.exactly_when is None for each in solver.scenario.expect):
        return None
    from gametheory_dprk.analysis.atlas.claims.promises import Promises

    return Promises(solver.scenario, solver.budget)


def prediction(hypothesis: Hypothesis) -> Expectation | None:
    """What a hypothesis predicts, as a promise at its parameter values."""
    if hypothesis.predicts is None:
        return None
    return Expectation(hypothesis.predicts, None, None, hypothesis.set, "", hypothesis.span)


def check_expectation(
    solver: Solver,
    expectation: Expectation,
    path: str,
    points: int = POINTS,
    promises: Promises | None = None,
) -> CheckResult:
    """Check one promise at its point, or on both sides of its region."""
    region, surfaces, sided = expectation.exactly_when, None, {True}
    if region is not None:
        trials = region_trials(solver, expectation.that, region, points)
        surfaces = promises.proved(expectation.that, region) if promises else None
        sided = {True, False} - one_sided(trials, region, promises)
    else:
        point = parameter_values(solver.scenario, expectation.at)
        trials = [Trial(point, True, judge(solver.at(point), expectation))]
    broken = [trial for trial in trials if not trial.kept]
    if broken:
        detail = failure_text(broken[0], solver.at(broken[0].point))
    else:
        detail = "; ".join([*proof_text(surfaces), how(trials, sided, region is not None)])
    return CheckResult(
        path=path,
        claim=promise_text(expectation),
        status=status_of(trials, broken, sided, surfaces is not None),
        detail=detail,
        points=len(trials),
        counterexample=dict(broken[0].point) if broken else None,
        source=expectation.source,
        span=expectation.span,
        proved=surfaces is not None and not broken,
    )


def judge(solved: Solved, expectation: Expectation) -> ClaimResult:
    """What a promise comes to at one point."""
    if expectation.value is None:
        return evaluate_claim(expectation.that, solved.game, solved.solution, solved.values)
    stated = evaluate(expectation.value, solved.values)
    return evaluate_equality(expectation.that, stated, solved.game, solved.solution, solved.values)


def region_trials(solver: Solver, claim: Claim, region: Expr, points: int) -> list[Trial]:
    """Try a claim inside of a region, where it should hold, and outside, where it should not."""
    found = sides(solver.scenario, region, points)

    def attempt(point: Point, expected: bool) -> Trial:
        at = solver.at(point)
        return Trial(point, expected, evaluate_claim(claim, at.game, at.solution, at.values))

    return [
        *(attempt(point, True) for point in found.inside),
        *(attempt(point, False) for point in found.outside),
    ]


def one_sided(trials: list[Trial], region: Expr, promises: Promises | None) -> set[bool]:
    """Return the sides of a region (True is inside) that are proved to be empty."""
    missing = {True, False} - {trial.expected for trial in trials}
    if promises is None:
        return set()
    return {side for side in missing if promises.never(region, outside=not side)}


def status_of(trials: list[Trial], broken: list[Trial], sided: set[bool], proved: bool) -> Status:
    """Summarise; a failure counts only where no equilibrium can have been missed.

    Parameters
    ----------
    sided
        The sides of a region on which there should be points.
    """
    if any(trial.result.settled for trial in broken):
        return "failed"
    if broken:
        return "unknown"
    if proved:
        return "passed"
    both = sided <= {trial.expected for trial in trials}
    return "passed" if both and all(trial.result.settled for trial in trials) else "unknown"


def proof_text(surfaces: tuple[str, ...] | None) -> list[str]:
    """Say what is proved, if anything is."""
    if surfaces is None:
        return []
    listed = " or ".join(f"{text} == 0" for text in surfaces[:SHOWN])
    more = f" or on {len(surfaces) - SHOWN} further surfaces" if len(surfaces) > SHOWN else ""
    return ["proved over all parameters" + (f" except where {listed}{more}" if listed else "")]


def how(trials: list[Trial], sided: set[bool], region: bool) -> str:
    """Say how a promise was checked."""
    if not all(trial.result.settled for trial in trials):
        return "holds for the equilibria found, which may not be all"
    remarks = {f.detail for t in trials if t.expected for f in t.result.findings if f.holds}
    remark = "; ".join(sorted(remarks - {""}))
    inside = sum(trial.expected for trial in trials)
    outside = len(trials) - inside
    if region:
        empty = {True: "inside", False: "outside"}
        sides = f"{inside or 'none'} inside and {outside or 'none'} outside"
        text = f"checked at {len(trials)} points, {sides}"
        text += "".join(f" (nothing is {w})" for side, w in empty.items() if side not in sided)
    else:
        text = "checked at 1 point"
    return f"{text}; {remark}" if remark else text


def failure_text(trial: Trial, solved: Solved) -> str:
    """Say where and for which equilibria a promise fails."""
    place = ", ".join(f"{name} = {number_text(value)}" for name, value in trial.point.items())
    verdicts = ", ".join(
        f"equilibrium {each.equilibrium} {'satisfies' if each.holds else 'does not satisfy'} it"
        + (f" ({each.detail})" if each.detail else "")
        for each in trial.result.findings
    )
    should = "holds not" if trial.expected else "holds outside its region"
    found = verdicts or refusals(solved)
    return f"{should} at {place or 'the default values'}: {found}"


def refusals(solved: Solved) -> str:
    """Why profiles are no equilibria, or that nothing was found."""
    told = [n.message for n in solved.solution.warnings if n.code == "not_an_equilibrium"]
    if told or solved.solution.equilibria:
        return "; ".join(told) or "the profile is an equilibrium there"
    return f"no equilibrium was found ({solved.solution.status})"


def promise_text(expectation: Expectation) -> str:
    """A promise in one line."""
    text = expectation.that.text
    if expectation.value is not None:
        text += f" is {to_text(expectation.value)}"
    if expectation.exactly_when is not None:
        text += f" exactly when {to_text(expectation.exactly_when)}"
    if expectation.at:
        text += " at " + ", ".join(f"{n} = {number_text(v)}" for n, v in expectation.at.items())
    return text
