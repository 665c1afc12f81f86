"""Games whose formulas use min, max or abs, split into games that do not.

Which argument is the largest depends on the parameters: each possibility is a piece with a relation
of its own. Where arguments are equal the pieces overlap and agree.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from gametheory_dprk.errors import AnalysisError
from gametheory_dprk.expr import Call, Compare, Expr, Negate, Number, decide, names
from gametheory_dprk.expr.tree import And, Binary, Not, Or, Relation, nodes
from gametheory_dprk.games import Game

MAX_PIECES = 64
ZERO = Number(Fraction(0))


def pieces(game: Game[Expr], relations: Sequence[Expr]) -> list[tuple[Game[Expr], list[Expr]]]:
    """Split a game until no formula uses min, max or abs.

    Raises
    ------
    AnalysisError
        If there would be too many pieces.

    Examples
    --------
    >>> from gametheory_dprk.expr import parse, to_text
    >>> from gametheory_dprk.games import NormalGame
    >>> pays = {"A": {("a",): parse("max(x, 1 - x)")}}
    >>> game = NormalGame(("A",), {"A": ("a",)}, pays)
    >>> for part, given in pieces(game, []):
    ...     print(to_text(part.payoffs["A"]["a",]), [to_text(relation) for relation in given])
    x ['x >= 1 - x']
    1 - x ['1 - x >= x']
    """
    found: list[tuple[Game[Expr], list[Expr]]] = []
    waiting = [(game, list(relations))]
    while waiting:
        part, given = waiting.pop(0)
        call = first_call(part, given)
        if call is None:
            found.append((part, given))
        else:
            waiting = [*split(part, given, call), *waiting]
        if len(waiting) + len(found) > MAX_PIECES:
            raise AnalysisError("min, max and abs split the parameters into too many pieces")
    return found


def split(
    game: Game[Expr], relations: Sequence[Expr], call: Call
) -> Iterator[tuple[Game[Expr], list[Expr]]]:
    """Yield a piece for each value that a call may take."""
    for value, said in values(call):
        if any(not names(relation) and not decide(relation, {}) for relation in said):
            continue
        part = game.map(lambda f, v=value: replaced(f, call, v))  # type: ignore[misc]
        given = [replaced(relation, call, value) for relation in relations]
        yield part, given + [relation for relation in said if names(relation)]


def values(call: Call) -> Iterator[tuple[Expr, list[Expr]]]:
    """Yield what a call may be, and when."""
    if call.function == "abs":
        (inside,) = call.arguments
        yield inside, [Compare(">=", inside, ZERO)]
        yield Negate(inside), [Compare("<=", inside, ZERO)]
        return
    upward: Relation = ">=" if call.function == "max" else "<="
    for one in dict.fromkeys(call.arguments):
        others = dict.fromkeys(each for each in call.arguments if each != one)
        yield one, [Compare(upward, one, other) for other in others]


def first_call(game: Game[Expr], relations: Sequence[Expr]) -> Call | None:
    """Return a call of min, max or abs with no other inside."""
    formulas: list[Expr] = list(relations)
    game.map(formulas.append)
    for formula in formulas:
        for node, _ in nodes(formula):
            if is_split(node) and not any(is_split(n) for n, level in nodes(node) if level > 1):
                assert isinstance(node, Call)
                return node
    return None


def is_split(node: Expr) -> bool:
    """Whether a node is a call of min, max or abs."""
    return isinstance(node, Call) and node.function in ("min", "max", "abs")


def replaced(formula: Expr, old: Expr, new: Expr) -> Expr:
    """Put one formula in the place of another."""
    if formula == old:
        return new
    match formula:
        case Negate() | Not():
            return replace(formula, operand=replaced(formula.operand, old, new))
        case Binary() | Compare():
            left, right = (replaced(side, old, new) for side in (formula.left, formula.right))
            return replace(formula, left=left, right=right)
        case Call():
            inside = tuple(replaced(each, old, new) for each in formula.arguments)
            return replace(formula, arguments=inside)
        case And() | Or():
            return replace(formula, parts=tuple(replaced(p, old, new) for p in formula.parts))
    return formula
