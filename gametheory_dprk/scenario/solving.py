"""Reads what `gtd solve` does by default."""

from __future__ import annotations

from importlib.metadata import entry_points

from gametheory_dprk.errors import UnknownNameError, nearest_name
from gametheory_dprk.scenario.draft import Draft
from gametheory_dprk.scenario.head import SolveFields
from gametheory_dprk.scenario.model import SolveBlock
from gametheory_dprk.scenario.nodes import Scalar

CONCEPTS = (
    "nash",
    "subgame_perfect",
    "pbe",
    "sequential",
    "quasi_perfect",
    "qre",
    "correlated",
    "markov_perfect",
    "public_perfect",
    "bargaining",
)
"""Solution concepts that scenario files may ask for."""

REFINEMENTS = (
    "intuitive",
    "intuitive_one_type",
    "d1",
    "d2",
    "divine",
    "nwbr",
    "undefeated",
    "pareto",
    "perfect",
)
"""Refinements that scenario files may ask for."""


def read_solve(draft: Draft, fields: SolveFields, concept: str) -> SolveBlock:
    """Read `solve`; where it names no concept, that of the kind is taken."""
    if fields.concept is not None:
        _check(draft, fields.concept, "concept", CONCEPTS)
    for refinement in fields.refine or ():
        _check(draft, refinement, "refinement", REFINEMENTS)
    refine = tuple(map(str, fields.refine or ()))
    return SolveBlock(str(fields.concept or concept), refine, fields.further())


def _check(draft: Draft, name: Scalar, what: str, known: tuple[str, ...]) -> None:
    """Refuse a name that neither this program nor a plug-in of it has."""
    if name in known or name in entry_points(group=f"gametheory_dprk.{what}s").names:
        return
    hint = nearest_name(name, known) or f"{what}s are {', '.join(known)}"
    draft.report(UnknownNameError, name, f"unknown {what} {str(name)!r:.60}", hint)
