"""Reads claims: statements about equilibria, a formula under a quantifier."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal, cast

from gametheory_dprk.errors import (
    ExpressionError,
    Problem,
    ScenarioError,
    Span,
    UnknownNameError,
    nearest_name,
)
from gametheory_dprk.expr import And, Call, Expr, Name, Not, Or, is_relation, nodes, parse
from gametheory_dprk.expr.functions import CLAIM_FUNCTIONS, Signature
from gametheory_dprk.scenario.model import Claim, Scenario
from gametheory_dprk.scenario.scope import Scope

FUNCTIONS = {**CLAIM_FUNCTIONS, "value": Signature(1, 1, names_only=True)}
"""What claims may call."""

ATOMS = frozenset({"separating"})
"""Names that are true or false of an equilibrium."""

_TRUTHS = frozenset({"pooling", "plays", "equilibrium", "survives"})
_QUANTIFIER = re.compile(r"\s*(some|every|selected)\s*:")


def parse_claim(
    text: str, span: Span | None = None, scope: Scope | None = None, *, number: bool = False
) -> Claim:
    """Read a claim and check its names.

    Parameters
    ----------
    text
        `every:` or `selected:` may stand before the formula; otherwise some equilibrium has to
        satisfy it.
    span
        Where its first character stands.
    scope
        The names there are; None leaves names unchecked.
    number
        Whether a number such as `P(talk)` is wanted, and not a statement.

    Raises
    ------
    ScenarioError

    Examples
    --------
    >>> claim = parse_claim("every: separating and P(weak | talk) > 0.9")
    >>> claim.quantifier, sorted(name.name for name, _ in nodes(claim.formula)
    ...     if isinstance(name, Name))
    ('every', ['separating', 'talk', 'weak'])
    """
    match = _QUANTIFIER.match(text)
    start = match.end() if match else 0
    start += len(text[start:]) - len(text[start:].lstrip())
    place = span.shifted(start) if span else None
    formula = parse(text[start:], place, FUNCTIONS)
    if is_statement(formula) is number:
        wanted = "a number such as P(talk)" if number else "a statement such as plays(US.hold)"
        raise ExpressionError(Problem(place, "", f"expected {wanted}"))
    if scope is not None:
        _check_names(formula, scope)
    quantifier = match[1] if match else "some"
    return Claim(text, cast(Literal["some", "every", "selected"], quantifier), formula, span)


def read_claim(scenario: Scenario, text: str) -> Claim:
    """Read a claim about a scenario that has been read before.

    Raises
    ------
    ScenarioError
    """
    return parse_claim(text, Span("claim", 1, 1), scope_of(scenario))


def scope_of(scenario: Scenario) -> Scope:
    """Return the names that formulas and claims about a scenario may use."""
    numbers = frozenset({*scenario.parameters, *scenario.let})
    players = tuple(scenario.players)
    return Scope(numbers, scenario.moves, players, frozenset(scenario.profiles))


def is_statement(formula: Expr) -> bool:
    """Tell whether a claim's formula is true or false, rather than a number.

    Examples
    --------
    >>> is_statement(parse("separating")), is_statement(parse("P(a)", functions=FUNCTIONS))
    (True, False)
    """
    match formula:
        case Name():
            return formula.name in ATOMS
        case Call():
            return formula.function in _TRUTHS
        case Not():
            return is_statement(formula.operand)
        case And() | Or():
            return all(is_statement(part) for part in formula.parts)
    return is_relation(formula)


def _check_names(formula: Expr, scope: Scope) -> None:
    """Check all names, telling every one that is wrong."""
    problems: list[Problem] = []
    inside = {id(name) for call in _claim_calls(formula) for name in _names(_given(call))}
    for name in _names([formula]):
        try:
            if id(name) not in inside and name.name not in ATOMS:
                scope.check_number(name, f"write plays({name.name}) or P({name.name})")
        except ScenarioError as error:
            problems += error.problems
    for call in _claim_calls(formula):
        problems += _call_problems(call, scope)
    if problems:
        raise UnknownNameError(*problems)


def _claim_calls(formula: Expr) -> list[Call]:
    """The calls that only an equilibrium decides."""
    words = {"P", "value", *_TRUTHS}
    return [node for node, _ in nodes(formula) if isinstance(node, Call) and node.function in words]


def _given(call: Call) -> tuple[Expr, ...]:
    """All arguments of a call."""
    return call.arguments + call.given


def _names(formulas: Iterable[Expr]) -> list[Name]:
    """The names in some formulas."""
    return [node for formula in formulas for node, _ in nodes(formula) if isinstance(node, Name)]


def _call_problems(call: Call, scope: Scope) -> list[Problem]:
    """What is wrong with the arguments of a call."""
    problems: list[Problem] = []
    for name in _names(_given(call)):
        if call.function == "value":
            problems += _unknown(name, "player", scope.players)
        elif call.function == "equilibrium":
            problems += _unknown(name, "strategy profile", scope.profiles)
        elif call.function != "survives":  # which refinements there are is known when judging
            try:
                scope.check_indicator(name)
            except UnknownNameError as error:
                problems += error.problems
    return problems


def _unknown(name: Name, what: str, known: Iterable[str]) -> list[Problem]:
    """Say that nothing of this name is known."""
    if name.name in known:
        return []
    message = f"unknown {what} {name.name!r}"
    hint = nearest_name(name.name, known) or f"known are {', '.join(known) or 'none'}"
    return [Problem(name.span, "", message, hint)]
