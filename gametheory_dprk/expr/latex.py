"""Formulas as LaTeX mathematics, for papers and pages."""

from __future__ import annotations

import re
from typing import Final

from gametheory_dprk.expr.tree import (
    And,
    Binary,
    Call,
    Compare,
    Expr,
    Name,
    Negate,
    Not,
    Number,
    Or,
)

_GREEK: Final = frozenset(
    re.findall(
        r"\w+",
        "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau "
        "upsilon phi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega",
    )
)
_RELATIONS: Final = {"==": "=", "!=": r"\neq", "<": "<", "<=": r"\leq", ">": ">", ">=": r"\geq"}
_NAMED: Final = frozenset({"min", "max", "exp", "log"})


def to_latex(expr: Expr) -> str:
    r"""Write a formula as LaTeX mathematics.

    Names of one letter and Greek names are set as such, what follows an underscore as a subscript,
    and longer names as words.

    Examples
    --------
    >>> from gametheory_dprk.expr.parser import parse
    >>> print(to_latex(parse("delta_N >= g/(g + m*(a + s - g))")))
    \delta_{N} \geq \frac{g}{g + m \left(a + s - g\right)}
    """
    match expr:
        case Number():
            return _number(expr)
        case Name():
            return _name(expr.name)
        case Negate():
            return f"-{_factor(expr.operand)}"
        case Binary():
            return _binary(expr)
        case Call():
            return _call(expr)
        case Compare():
            return f"{to_latex(expr.left)} {_RELATIONS[expr.operator]} {to_latex(expr.right)}"
        case Not():
            return rf"\lnot {_part(expr.operand, (Compare, And, Or))}"
        case And():
            return r" \land ".join(_part(part, (And, Or)) for part in expr.parts)
        case Or():
            return r" \lor ".join(_part(part, (And, Or)) for part in expr.parts)


def _parenthesized(text: str) -> str:
    """Set parentheses that grow with what they hold."""
    return rf"\left({text}\right)"


def _number(number: Number) -> str:
    """Set a constant."""
    size, below = abs(number.value.numerator), number.value.denominator
    sign = "-" if number.value < 0 else ""
    return f"{sign}{size}" if below == 1 else rf"{sign}\frac{{{size}}}{{{below}}}"


def _name(name: str) -> str:
    """Set a name: the part before the first underscore, the rest as subscripts."""
    stem, *below = name.strip("_").split("_")
    subscript = ",".join(_word(part) for part in below if part)
    return f"{_word(stem)}_{{{subscript}}}" if subscript else _word(stem)


def _word(word: str) -> str:
    """Set a word: a letter, a Greek name, a number, a letter and its number, or many letters."""
    if word in _GREEK:
        return f"\\{word}"
    if len(word) <= 1 or word.isdigit():
        return word
    if word[1:].isdigit():
        return f"{word[0]}_{{{word[1:]}}}"
    return rf"\mathit{{{word}}}"


def _factor(expr: Expr) -> str:
    """Set a part that holds together more than a sum does."""
    text = to_latex(expr)
    loose = isinstance(expr, Binary) and expr.operator in ("+", "-")
    return _parenthesized(text) if loose or text.startswith("-") else text


def _part(expr: Expr, loose: tuple[type[Expr], ...]) -> str:
    """Set a part of a truth, in parentheses if it is one of the loose kinds."""
    text = to_latex(expr)
    return _parenthesized(text) if isinstance(expr, loose) else text


def _binary(expr: Binary) -> str:
    """Set an arithmetic operation."""
    match expr.operator:
        case "/":
            return rf"\frac{{{to_latex(expr.left)}}}{{{to_latex(expr.right)}}}"
        case "^":
            return f"{_base(expr.left)}^{{{to_latex(expr.right)}}}"
        case "*":
            right = _factor(expr.right)
            dot = r" \cdot " if right[0].isdigit() or isinstance(expr.right, Number) else " "
            return f"{_factor(expr.left)}{dot}{right}"
    return f"{to_latex(expr.left)} {expr.operator} {_factor(expr.right)}"


def _base(expr: Expr) -> str:
    """Set the base of a power."""
    text = to_latex(expr)
    simple = isinstance(expr, Name) or text.isdigit()
    return text if simple else _parenthesized(text)


def _call(call: Call) -> str:
    """Set a function with its arguments and, behind a bar, its conditions."""
    arguments = ", ".join(map(to_latex, call.arguments))
    match call.function:
        case "sqrt":
            return rf"\sqrt{{{arguments}}}"
        case "abs":
            return rf"\left|{arguments}\right|"
    bar = rf" \mid {', '.join(map(to_latex, call.given))}" if call.given else ""
    return _function(call.function) + _parenthesized(arguments + bar)


def _function(name: str) -> str:
    """Set the name of a function."""
    if name in _NAMED:
        return f"\\{name}"
    return name if len(name) == 1 else rf"\mathrm{{{name}}}"
