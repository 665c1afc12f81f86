"""Formulas: read once into a small tree, then evaluated exactly, over arrays, or as symbols.

Examples
--------
>>> from fractions import Fraction
>>> from gametheory_dprk.expr import evaluate, parse
>>> evaluate(parse("0.1*x^2"), {"x": Fraction(3)})
Fraction(9, 10)
"""

from gametheory_dprk.expr.exact import decide, evaluate
from gametheory_dprk.expr.functions import CLAIM_FUNCTIONS, FORMULA_FUNCTIONS, Signature
from gametheory_dprk.expr.latex import to_latex
from gametheory_dprk.expr.parser import parse
from gametheory_dprk.expr.render import to_text
from gametheory_dprk.expr.scope import unknown_names
from gametheory_dprk.expr.substitution import substitute
from gametheory_dprk.expr.symbolic import to_sympy
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
    children,
    is_relation,
    names,
    nodes,
)
from gametheory_dprk.expr.vector import compile_vector

__all__ = [
    "CLAIM_FUNCTIONS",
    "FORMULA_FUNCTIONS",
    "And",
    "Binary",
    "Call",
    "Compare",
    "Expr",
    "Name",
    "Negate",
    "Not",
    "Number",
    "Or",
    "Signature",
    "children",
    "compile_vector",
    "decide",
    "evaluate",
    "is_relation",
    "names",
    "nodes",
    "parse",
    "substitute",
    "to_latex",
    "to_sympy",
    "to_text",
    "unknown_names",
]
