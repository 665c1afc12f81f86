"""Claims over all parameter values: proved, refuted by a point, or left open.

A claim about every equilibrium is proved where each family implies it and the list of families is
complete; a claim about some equilibrium where the families that imply it cover the parameters. A
point that speaks against a claim counts only after the exact solver has confirmed it there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import islice
from typing import Any, Literal, TypeAlias

from gametheory_dprk.analysis.atlas.claims.pointwise import Pointwise
from gametheory_dprk.analysis.atlas.claims.proof import Open, Proved, prove_every, prove_some
from gametheory_dprk.analysis.atlas.claims.questions import Questions, Statement, refined
from gametheory_dprk.analysis.atlas.claims.suspicion import defaults
from gametheory_dprk.analysis.atlas.view import Charted, Shown
from gametheory_dprk.expr import Expr, parse
from gametheory_dprk.number import number_text
from gametheory_dprk.polynomials import ratio_of
from gametheory_dprk.regions import Space
from gametheory_dprk.scenario.claims import parse_claim, read_claim
from gametheory_dprk.scenario.model import Claim

Point = Mapping[str, Fraction]
Answer: TypeAlias = Literal["proved", "refuted", "unknown"]

EXISTS = re.compile(r"\s*exists\b")

DUAL: Mapping[str, str] = {"some": "every", "every": "some", "selected": "selected"}
"""How the opposite of a statement is quantified where a claim is false."""

DOUBLE_CHECKS = 12
"""Points at which the solver is asked before giving up."""

BASES: Mapping[str, tuple[str, ...]] = {
    "some": ("sound",),
    "every": ("complete",),
    "selected": ("complete", "covered"),
}
"""Which of the atlas's proofs a claim rests on, by its quantifier."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a claim comes to over all parameter values.

    Attributes
    ----------
    text : str
    result : {"proved", "refuted", "unknown"}
    counterexample : Mapping[str, Fraction] or None
        A point at which the exact solver finds the claim false.
    witness : Mapping[str, Fraction] or None
        For a claim that begins with `exists`, a point at which the exact solver finds it true.
    rests_on : tuple of str
        Which of the atlas's own proofs a proof uses.
    surfaces : tuple of str
        Polynomials on whose zeros the proof says nothing.
    reason : str
        Why the result is unknown.
    certificate : dict or None
        What `gtd verify` needs to recheck a proof.
    parts : tuple of Decision
        Where the parameters fall into parts, what the claim comes to in each.
    """

    text: str
    result: Answer
    counterexample: Point | None = None
    witness: Point | None = None
    rests_on: tuple[str, ...] = ()
    surfaces: tuple[str, ...] = ()
    reason: str = ""
    certificate: Mapping[str, Any] | None = field(default=None, repr=False)
    parts: tuple[Decision, ...] = ()

    def to_document(self) -> dict[str, Any]:
        """Write the decision."""
        parts = [part.to_document() for part in self.parts]
        return ({"parts": parts} if parts else {}) | {
            "text": self.text,
            "result": self.result,
            "counterexample": point_document(self.counterexample),
            "witness": point_document(self.witness),
            "rests_on": list(self.rests_on),
            "except_on": [f"{text} == 0" for text in self.surfaces],
            "reason": self.reason,
            "certificate": self.certificate,
        }


def point_document(point: Point | None) -> dict[str, str] | None:
    """Write a point."""
    if point is None:
        return None
    return {name: number_text(value) for name, value in point.items()}


def decide(found: Charted, text: str) -> Decision:
    """Decide a claim over all parameters that the assumptions allow.

    Parameters
    ----------
    text
        A claim as in scenario files. With `exists` before it, some parameters are enough.

    Raises
    ------
    ScenarioError, AnalysisError
        If it cannot be read, or no formula stands for it.

    Examples
    --------
    >>> import gametheory_dprk as gt
    >>> found = gt.load("dprk/agreed_framework_1994").atlas()
    >>> decide(found, "every: P(talk | ploy) <= P(talk | genuine)").result
    'proved'
    >>> decide(found, "separating").result, decide(found, "exists separating").result
    ('refuted', 'proved')
    """
    exists, claim = read(found, text)
    decider = Decider(found, claim)
    decision = decider.existential() if exists else decider.universal()
    return replace(decision, text=text)


def combined(text: str, parts: Sequence[Decision]) -> Decision:
    """Put together what a claim comes to in each part of the parameters."""
    result = combined_result(text, [part.result for part in parts])
    telling = [part for part in parts if part.result == result]
    one = telling[0] if telling else parts[0]
    return Decision(
        text,
        result,
        next((part.counterexample for part in telling if part.counterexample), None),
        next((part.witness for part in telling if part.witness), None),
        one.rests_on,
        tuple(dict.fromkeys(surface for part in telling for surface in part.surfaces)),
        one.reason,
        parts=tuple(parts),
    )


def combined_result(text: str, results: Sequence[Answer]) -> Answer:
    """Tell what follows from the results in all parts of the parameters.

    Examples
    --------
    >>> combined_result("separating", ["proved", "refuted"])
    'refuted'
    >>> combined_result("exists separating", ["proved", "unknown"])
    'proved'
    """
    enough: Answer = "proved" if EXISTS.match(text) else "refuted"
    if enough in results:
        return enough
    return "unknown" if "unknown" in results else results[0]


def read(found: Shown, text: str) -> tuple[bool, Claim]:
    """Read a claim, and whether some parameters are enough."""
    prefix = EXISTS.match(text)
    rest = text[prefix.end() :] if prefix else text
    claim = read_claim(found.scenario, rest) if found.scenario else parse_claim(rest)
    return prefix is not None, claim


def prove_exactly(found: Charted, claim: Claim, region: Expr) -> tuple[str, ...] | None:
    """Prove that a claim holds where a relation does, and nowhere else.

    Returns
    -------
    tuple of str or None
        Polynomials on whose zeros nothing is said; None where there is no proof.
    """
    decider = Decider(found, claim)
    inside = Statement(claim.formula, scope=region)
    outside = Statement(claim.formula, denied=True, scope=region, outside=True)
    surfaces: dict[str, None] = {}
    for quantifier, statement in ((claim.quantifier, inside), (DUAL[claim.quantifier], outside)):
        outcome = decider.outcome(quantifier, statement)
        if isinstance(outcome, Open):
            return None
        surfaces |= dict.fromkeys(decider.proved(outcome, quantifier).surfaces)
    return distinct(found.space, surfaces)


def distinct(space: Space, texts: Iterable[str]) -> tuple[str, ...]:
    """List surfaces once each, without those on which no parameters lie.

    Examples
    --------
    >>> from gametheory_dprk.polynomials import Ring
    >>> from gametheory_dprk.regions import condition
    >>> ring = Ring(["a", "b"])
    >>> space = Space(ring, [condition(ring.generators["a"], ">")])
    >>> distinct(space, ["a - b", "a", "b - a"])
    ('a - b',)
    """
    found: dict[str, str] = {}
    for text in texts:
        f = ratio_of(parse(text), space.ring).numerator
        if space.sign(f) not in ("+", "-") and str(-f) not in found:
            found.setdefault(str(f), text)
    return tuple(found.values())


@dataclass(frozen=True)
class Decider:
    """Decides one claim on one atlas."""

    found: Charted
    claim: Claim

    def universal(self) -> Decision:
        """Decide whether it holds at all parameters."""
        statement = Statement(self.claim.formula)
        outcome = self.outcome(self.claim.quantifier, statement)
        if isinstance(outcome, Proved):
            return self.proved(outcome, self.claim.quantifier)
        point = self.confirmed(outcome, holds=False)
        if point is not None:
            return Decision(self.claim.text, "refuted", counterexample=point)
        return Decision(self.claim.text, "unknown", reason=self.reason(outcome))

    def existential(self) -> Decision:
        """Decide whether it holds at some parameters: whether its opposite holds at all fails."""
        denied = Statement(self.claim.formula, denied=True)
        other = DUAL[self.claim.quantifier]
        outcome = self.outcome(other, denied)
        if isinstance(outcome, Proved):
            return replace(self.proved(outcome, other), result="refuted")
        point = self.confirmed(outcome, holds=True)
        if point is not None:
            return Decision(self.claim.text, "proved", witness=point)
        return Decision(self.claim.text, "unknown", reason=self.reason(outcome))

    def outcome(self, quantifier: str, statement: Statement) -> Proved | Open:
        """Try to prove a statement under a quantifier; what is selected is one of all."""
        if not self.found.views:
            return Open((), "the atlas has no families")
        refine = self.found.scenario.solve.refine if self.found.scenario else ()
        questions = Questions(self.found, refined(statement, quantifier, refine))
        if quantifier == "some":
            if self.found.proofs.sound is not True:
                return Open((), "the families are not proved sound")
            return prove_some(questions)
        lacking = self.lacking(quantifier)
        outcome = prove_every(questions)
        return Open((), lacking) if lacking and isinstance(outcome, Proved) else outcome

    def lacking(self, quantifier: str) -> str:
        """What the atlas would have to prove for its families to be all equilibria."""
        proofs = self.found.proofs
        if proofs.complete is not True:
            return "the list of families is not proved complete"
        if quantifier == "selected" and proofs.covered is not True:
            return "that some equilibrium exists everywhere is not proved"
        return ""

    def proved(self, outcome: Proved, quantifier: str) -> Decision:
        """State a proof and what it rests on."""
        edges = (edge.removesuffix(" == 0") for edge in self.found.knife_edges)
        return Decision(
            self.claim.text,
            "proved",
            rests_on=BASES[quantifier],
            surfaces=outcome.surfaces
            if quantifier == "some"
            else distinct(self.found.space, edges),
            certificate=outcome.certificate,
        )

    def confirmed(self, outcome: Open, *, holds: bool) -> Point | None:
        """Return the first point at which the exact solver finds the claim true (or false)."""
        pointwise = Pointwise(self.found)
        for point in islice(self.candidates(outcome), DOUBLE_CHECKS):
            result = pointwise.result(self.claim, point)
            if result is not None and result.holds is holds:
                return point
        return None

    def candidates(self, outcome: Open) -> Iterator[Point]:
        """Yield points that may decide the claim: the defaults, those suspected, witnesses."""
        own = defaults(self.found)
        if set(own) == set(self.found.space.ring.names) and self.found.space.contains(own):
            yield own
        for suspect in outcome.suspects:
            yield suspect.readable(own)
            yield suspect.point
        yield from (view.witness for view in self.found.views)

    def reason(self, outcome: Open) -> str:
        """Why there is no answer."""
        if outcome.suspects:
            return f"{outcome.reason}; no point was confirmed by the solver"
        return outcome.reason
