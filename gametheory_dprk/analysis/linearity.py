"""When a claim that holds at the corners of a component holds in all of it."""

from __future__ import annotations

from gametheory_dprk.expr import And, Binary, Call, Compare, Expr, Name, Negate, nodes


def is_linear(expr: Expr) -> bool:
    """Tell whether a formula that holds at all corners of a cell holds in all of the cell.

    Outcome probabilities and values are linear in each block, and an inequality between linear
    quantities that holds at the corners holds between them.

    Examples
    --------
    >>> from gametheory_dprk.expr import CLAIM_FUNCTIONS, parse
    >>> [is_linear(parse(text, functions=CLAIM_FUNCTIONS)) for text in (
    ...     "P(talk) == 0 and 2*value(US) <= s", "P(a)*P(b) == 0", "P(talk) == 0 or P(talk) == 1")]
    [True, False, False]
    """
    match expr:
        case And():
            return all(is_linear(part) for part in expr.parts)
        case Compare():
            sides = (expr.left, expr.right)
            return expr.operator != "!=" and all(is_linear_number(side) for side in sides)
        case Call("survives"):
            return True
    return not varies(expr)


def is_linear_number(expr: Expr) -> bool:
    """Tell whether a number is linear in what varies over a cell."""
    match expr:
        case Call("P"):
            return not expr.given
        case Call("value"):
            return True
        case Negate():
            return is_linear_number(expr.operand)
        case Binary("+" | "-"):
            return is_linear_number(expr.left) and is_linear_number(expr.right)
        case Binary("*") if not varies(expr.left):
            return is_linear_number(expr.right)
        case Binary("*" | "/") if not varies(expr.right):
            return is_linear_number(expr.left)
    return not varies(expr)


def varies(expr: Expr) -> bool:
    """Tell whether a formula speaks of strategies or beliefs."""
    return any(speaks_of_play(node) for node, _ in nodes(expr))


def speaks_of_play(node: Expr) -> bool:
    """Tell whether a node is decided by strategies or beliefs."""
    if isinstance(node, Call):
        return node.function in ("P", "value", "plays", "pooling")
    return node == Name("separating")
