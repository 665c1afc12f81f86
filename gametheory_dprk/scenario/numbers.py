"""Numbers that must lie in a known interval at the default values, such as discount factors."""

from __future__ import annotations

from collections.abc import Mapping as AbstractMapping
from fractions import Fraction

from gametheory_dprk.errors import ConsistencyError, ExpressionError, SchemaError
from gametheory_dprk.expr import Expr, evaluate
from gametheory_dprk.number import number_text
from gametheory_dprk.scenario.draft import Draft
from gametheory_dprk.scenario.fields import describe
from gametheory_dprk.scenario.model import Interval
from gametheory_dprk.scenario.moves import check_player
from gametheory_dprk.scenario.nodes import Mapping, Node, Scalar
from gametheory_dprk.scenario.values import interval_text, outside


def read_for_players(
    draft: Draft, node: Node, what: str, interval: Interval | None = None, *, all_of: bool = True
) -> dict[str, Expr]:
    """Read one formula for everybody, or one for each player.

    Parameters
    ----------
    draft, node
    what
        What the number is, in words.
    interval
        Where its value at the defaults must lie.
    all_of
        Whether every player needs one.
    """
    if not isinstance(node, Mapping):
        value = read_within(draft, node, what, interval)
        return dict.fromkeys(draft.players, value)
    found: dict[str, Expr] = {}
    for name, text in node.items():
        if check_player(draft, name):
            found[str(name)] = read_within(draft, text, f"{what} of {name}", interval)
    for player in draft.players if all_of else ():
        if player not in found:
            draft.report(ConsistencyError, node, f"no {what} of {player}")
    return found


def read_within(draft: Draft, node: Node, what: str, interval: Interval | None = None) -> Expr:
    """Read a formula in the parameters whose value at the defaults must lie in an interval."""
    if not isinstance(node, Scalar) or not node.strip():
        draft.fail(SchemaError, node, f"expected a formula, found {describe(node)}")
    formula = draft.formula(node)
    check_within(draft, node, formula, what, interval)
    return formula


def check_within(
    draft: Draft, node: Node, formula: Expr, what: str, interval: Interval | None
) -> None:
    """Refuse a number that leaves its interval at the default values."""
    values = defaults(draft)
    if interval is None or any(outside(each, each.value) for each in draft.parameters.values()):
        return
    try:
        value = evaluate(formula, values)
    except ExpressionError as error:
        message = f"no {what} at the default values: {error.problems[0].message}"
        draft.report(ConsistencyError, node, message)
        return
    if value not in interval:
        message = f"the {what} is {number_text(value)} at the default values, outside the range "
        draft.report(ConsistencyError, node, message + interval_text(interval))


def check_order(draft: Draft, node: Node, low: Expr, high: Expr, what: str) -> None:
    """Refuse an interval whose ends are equal or the wrong way round at the default values."""
    try:
        ends = [evaluate(end, defaults(draft)) for end in (low, high)]
    except ExpressionError:
        return
    if ends[0] >= ends[1]:
        shown = ", ".join(map(number_text, ends))
        message = f"the {what} is empty at the default values: [{shown}]"
        draft.report(ConsistencyError, node, message, "write the lower end first")


def defaults(draft: Draft) -> AbstractMapping[str, Fraction]:
    """The default values of all parameters."""
    return {name: parameter.value for name, parameter in draft.parameters.items()}
