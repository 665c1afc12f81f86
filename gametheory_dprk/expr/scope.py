"""Which names of a formula nothing defines."""

from __future__ import annotations

from collections.abc import Collection

from gametheory_dprk.errors import Problem, nearest_name
from gametheory_dprk.expr.tree import Expr, Name, nodes


def unknown_names(expr: Expr, known: Collection[str]) -> tuple[Problem, ...]:
    """Return a problem for the first mention of each name that is not known.

    Examples
    --------
    >>> from gametheory_dprk.expr.parser import parse
    >>> [str(problem) for problem in unknown_names(parse("b*cheet + b"), {"b", "cheat"})]
    ["formula:1:3: unknown name 'cheet' (did you mean 'cheat'?)"]
    """
    problems: dict[str, Problem] = {}
    for node, _ in nodes(expr):
        if isinstance(node, Name) and node.name not in known and node.name not in problems:
            hint = nearest_name(node.name, known)
            problems[node.name] = Problem(node.span, "", f"unknown name {node.name!r}", hint)
    return tuple(problems.values())
