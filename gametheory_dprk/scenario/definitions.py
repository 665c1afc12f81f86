"""Reads what a file says of its parameters: values, definitions, and relations that hold."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter

from gametheory_dprk.errors import ConsistencyError, ExpressionError
from gametheory_dprk.expr import Expr, is_relation, names
from gametheory_dprk.scenario.draft import BROKEN, Draft
from gametheory_dprk.scenario.head import Head, ParameterBlock
from gametheory_dprk.scenario.model import Parameter
from gametheory_dprk.scenario.nodes import Scalar, plain
from gametheory_dprk.scenario.scope import Scope
from gametheory_dprk.scenario.values import broken_relations, outside


def read_definitions(draft: Draft, head: Head) -> None:
    """Read players, parameters, definitions and assumptions into the draft."""
    draft.players = tuple(str(player) for player in head.players)
    _check_clashes(draft, head)
    draft.parameters = {
        str(name): _parameter(draft, name, block) for name, block in head.parameters.items()
    }
    draft.scope = Scope(frozenset({*draft.parameters, *map(str, head.let)}), {}, draft.players)
    draft.definitions = _definitions(draft, head)
    draft.assume = tuple(_relations(draft, head))


def _check_clashes(draft: Draft, head: Head) -> None:
    """Refuse a definition that has the name of a parameter."""
    for name in head.let:
        if name in head.parameters:
            draft.report(ConsistencyError, name, f"{str(name)!r} is a parameter already")


def _parameter(draft: Draft, name: Scalar, block: ParameterBlock) -> Parameter:
    """Read one parameter."""
    parameter = Parameter(
        str(name),
        block.value,
        block.range,
        str(block.about or ""),
        str(block.source or ""),
        str(block.unit or ""),
        None if block.prior is None else plain(block.prior),
        name.span,
    )
    if problem := outside(parameter, block.value):
        draft.report(ConsistencyError, name, problem)
    return parameter


def _definitions(draft: Draft, head: Head) -> dict[str, Expr]:
    """Read `let`, each definition after those it uses."""
    found = {name: draft.parse(text, draft.scope.check_number) for name, text in head.let.items()}
    formulas = {name: BROKEN if formula is None else formula for name, formula in found.items()}
    uses = {name: names(formula) & set(formulas) for name, formula in formulas.items()}
    try:
        order = tuple(TopologicalSorter(uses).static_order())
    except CycleError as error:
        _report_cycle(draft, head, error.args[1])
        return dict.fromkeys(map(str, formulas), BROKEN)
    filled: dict[str, Expr] = {}
    draft.definitions = filled
    for name in order:
        key = _key(head, name)
        filled[str(name)] = draft.fill(formulas[key], head.let[key])
    return {str(name): filled[name] for name in head.let}


def _key(head: Head, name: str) -> Scalar:
    """The key of a definition as the file has it."""
    return next(key for key in head.let if key == name)


def _report_cycle(draft: Draft, head: Head, cycle: list[str]) -> None:
    """Name the definitions that need one another."""
    chain = " -> ".join(cycle)
    draft.report(ConsistencyError, _key(head, cycle[0]), f"definitions form a circle: {chain}")


def _relations(draft: Draft, head: Head) -> list[Expr]:
    """Read `assume`, and check it at the default values."""
    found = []
    for text in head.assume:
        formula = draft.formula(text)
        if formula is BROKEN:
            continue
        if not is_relation(formula):
            draft.report(ExpressionError, text, "expected a relation", "write a < b, a >= 0, ...")
            continue
        found.append(formula)
        values = {name: parameter.value for name, parameter in draft.parameters.items()}
        for problem in broken_relations([formula], values):
            draft.report(ConsistencyError, text, f"{problem} at the default values")
    return found
