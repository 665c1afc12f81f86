"""Words and relations of a proposition in LaTeX."""

from __future__ import annotations

from collections.abc import Sequence

from gametheory_dprk.expr import And, Expr, Or, to_latex
from gametheory_dprk.report.formats.latex import escape


def mathematics(formula: Expr | bool) -> str:
    r"""Write a relation with words between its parts.

    Examples
    --------
    >>> from gametheory_dprk.expr import parse
    >>> print(mathematics(parse("c < 1 and p >= mu")))
    $c < 1$ and $p \geq \mu$
    """
    match formula:
        case bool():
            return "always" if formula else "never"
        case And():
            return listed([mathematics(part) for part in formula.parts])
        case Or():
            return ", or ".join(mathematics(part) for part in formula.parts)
        case _:
            return f"${to_latex(formula)}$"


def listed(parts: Sequence[str]) -> str:
    """Join parts as a list in a sentence.

    Examples
    --------
    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    *first, last = parts
    return f"{', '.join(first)} and {last}" if first else last


def capital(text: str) -> str:
    """Begin with a capital letter, unless mathematics comes first."""
    return text[:1].upper() + text[1:]


def word(name: str) -> str:
    r"""Set a name of the game apart from the words around it.

    Examples
    --------
    >>> print(word("after_talk"))
    \textsf{after\_talk}
    """
    return rf"\textsf{{{escape(name)}}}"
