"""Reads rival explanations and promised results."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from gametheory_dprk.errors import (
    ConsistencyError,
    ExpressionError,
    ScenarioError,
    SchemaError,
    UnknownNameError,
    nearest_name,
)
from gametheory_dprk.expr import Expr, evaluate, is_relation, substitute
from gametheory_dprk.games import CHANCE
from gametheory_dprk.scenario.claims import parse_claim
from gametheory_dprk.scenario.draft import Draft
from gametheory_dprk.scenario.head import ExpectationBlock, Head, HypothesisBlock
from gametheory_dprk.scenario.model import Claim, Expectation, Hypothesis
from gametheory_dprk.scenario.nodes import Node, Scalar
from gametheory_dprk.scenario.values import broken_relations, outside


def read_hypotheses(draft: Draft, head: Head) -> tuple[Hypothesis, ...]:
    """Read `hypotheses`."""
    return tuple(_hypothesis(draft, name, block) for name, block in head.hypotheses.items())


def read_expectations(draft: Draft, head: Head) -> tuple[Expectation, ...]:
    """Read `expect`."""
    found = (_expectation(draft, block) for block in head.expect)
    return tuple(expectation for expectation in found if expectation is not None)


def _hypothesis(draft: Draft, name: Scalar, block: HypothesisBlock) -> Hypothesis:
    """Read one explanation."""
    _check_types(draft, block.types or [])
    return Hypothesis(
        str(name),
        str(block.claim),
        _point(draft, name, block.set),
        tuple(map(str, block.types or ())),
        None if block.prior is None else _prior(draft, block.prior),
        None if block.predicts is None else _claim(draft, block.predicts),
        name.span,
    )


def _check_types(draft: Draft, types: list[Scalar]) -> None:
    """Refuse types that chance does not draw."""
    known = draft.scope.moves.get(CHANCE, ())
    for kind in types:
        if kind not in known:
            hint = (
                nearest_name(kind, known) or f"types are {', '.join(known) or 'not in this game'}"
            )
            draft.report(UnknownNameError, kind, f"unknown type {str(kind)!r:.60}", hint)


def _point(draft: Draft, place: Node, values: Mapping[Scalar, Fraction]) -> dict[str, Fraction]:
    """Check values that stand in place of the defaults."""
    before = len(draft.problems)
    for name, value in values.items():
        if name not in draft.parameters:
            hint = nearest_name(name, draft.parameters)
            draft.report(UnknownNameError, name, f"unknown parameter {str(name)!r:.60}", hint)
        elif problem := outside(draft.parameters[name], value):
            draft.report(ConsistencyError, name, problem)
    changed = {str(name): value for name, value in values.items()}
    if values and len(draft.problems) == before:
        point = {name: parameter.value for name, parameter in draft.parameters.items()} | changed
        for broken in broken_relations(draft.assume, point):
            draft.report(ConsistencyError, place, f"{broken} at these values")
    return changed


def _prior(draft: Draft, text: Scalar) -> Expr:
    """Read a prior probability."""
    formula = draft.formula(text)
    try:
        value = evaluate(formula, {n: p.value for n, p in draft.parameters.items()})
        if not 0 <= value <= 1:
            draft.report(ConsistencyError, text, f"the prior is {value}, not a probability")
    except ExpressionError as error:
        draft.report(ExpressionError, text, error.problems[0].message)
    return formula


def _claim(draft: Draft, text: Scalar, *, number: bool = False) -> Claim | None:
    """Read a claim, with definitions filled in."""
    try:
        claim = parse_claim(text, text.inside, draft.scope, number=number)
        formula = substitute(claim.formula, draft.definitions)
        return Claim(str(text), claim.quantifier, formula, text.span)
    except ScenarioError as error:
        draft.adopt(error, text)
        return None


def _expectation(draft: Draft, block: ExpectationBlock) -> Expectation | None:
    """Read one promised result."""
    if block.value is not None and block.exactly_when is not None:
        message = "value and exactly_when do not go together"
        draft.report(SchemaError, block.that, message, "write two entries")
    that = _claim(draft, block.that, number=block.value is not None)
    when = None if block.exactly_when is None else draft.formula(block.exactly_when)
    if when is not None and block.exactly_when is not None and not is_relation(when):
        draft.report(ExpressionError, block.exactly_when, "expected a relation such as a < b")
    value = None if block.value is None else draft.formula(block.value)
    point = _point(draft, block.that, block.at)
    if that is None:
        return None
    return Expectation(that, when, value, point, str(block.source or ""), block.that.span)
