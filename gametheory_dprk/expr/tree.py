"""Formulas as trees: frozen nodes, compared by structure and never by where they were written.

A formula stays a small tree until it is evaluated exactly (`exact`), over arrays (`vector`) or as
symbols (`symbolic`). Truths (`Compare`, `Not`, `And`, `Or`) and numbers do not mix: a relation is
never used as a number, while a number that is 0 or 1 may stand where a truth is needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal, TypeAlias

from gametheory_dprk.errors import ExpressionError, Problem, Span

MAX_HEIGHT = 200
"""Levels a tree may have, so that no walk over it meets Python's own limit on recursion."""

MAX_NODES = 20_000
"""Nodes a tree may have, so that definitions built on definitions cannot explode."""

Arithmetic: TypeAlias = Literal["+", "-", "*", "/", "^"]
Relation: TypeAlias = Literal["==", "!=", "<", "<=", ">", ">="]


@dataclass(frozen=True, slots=True)
class Number:
    """An exact constant."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class Name:
    """A parameter, a definition, a type or a move; ``NK.cheat`` is one name.

    Examples
    --------
    >>> Name("NK.cheat", Span("deal.yaml", 3, 14)) == Name("NK.cheat")
    True
    """

    name: str
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Negate:
    """Minus the operand."""

    operand: Expr


@dataclass(frozen=True, slots=True)
class Binary:
    """A sum, difference, product, quotient or power; the span is that of the operator."""

    operator: Arithmetic
    left: Expr
    right: Expr
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Call:
    """A function of the language applied to its arguments.

    ``given`` holds what stands behind the bar of a conditional probability ``P(a, b | c)``.
    """

    function: str
    arguments: tuple[Expr, ...]
    given: tuple[Expr, ...] = ()
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Compare:
    """A relation between two numbers."""

    operator: Relation
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Not:
    """True where the operand is false."""

    operand: Expr


@dataclass(frozen=True, slots=True)
class And:
    """True where every part is."""

    parts: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """True where some part is."""

    parts: tuple[Expr, ...]


Expr: TypeAlias = Number | Name | Negate | Binary | Call | Compare | Not | And | Or


def children(expr: Expr) -> tuple[Expr, ...]:
    """Return the trees directly below a node, from left to right.

    Examples
    --------
    >>> children(Negate(Name("x")))
    (Name(name='x'),)
    """
    match expr:
        case Binary() | Compare():
            return (expr.left, expr.right)
        case Negate() | Not():
            return (expr.operand,)
        case Call():
            return expr.arguments + expr.given
        case And() | Or():
            return expr.parts
    return ()


def nodes(expr: Expr) -> Iterator[tuple[Expr, int]]:
    """Yield every node of the tree with its level, the root (level 1) first.

    Examples
    --------
    >>> [level for _, level in nodes(Negate(Name("x")))]
    [1, 2]
    """
    waiting = [(expr, 1)]
    while waiting:
        node, level = waiting.pop()
        yield node, level
        waiting.extend((child, level + 1) for child in reversed(children(node)))


def names(expr: Expr) -> frozenset[str]:
    """Return every name in the formula.

    Examples
    --------
    >>> sorted(names(Binary("*", Name("b"), Name("NK.cheat"))))
    ['NK.cheat', 'b']
    """
    return frozenset(node.name for node, _ in nodes(expr) if isinstance(node, Name))


def is_relation(expr: Expr) -> bool:
    """Tell whether the formula is a truth rather than a number.

    Examples
    --------
    >>> is_relation(Compare("<", Name("a"), Name("b"))), is_relation(Name("a"))
    (True, False)
    """
    return isinstance(expr, Compare | Not | And | Or)


def check_size(expr: Expr, span: Span | None = None) -> Expr:
    """Return the tree itself if it keeps within `MAX_HEIGHT` and `MAX_NODES`.

    Raises
    ------
    ExpressionError
        If it does not.
    """
    for count, (_, level) in enumerate(nodes(expr), start=1):
        if level > MAX_HEIGHT:
            raise ExpressionError(
                Problem(span, "", f"formula has more than {MAX_HEIGHT} levels", "split it in parts")
            )
        if count > MAX_NODES:
            raise ExpressionError(Problem(span, "", f"formula has more than {MAX_NODES} parts"))
    return expr
