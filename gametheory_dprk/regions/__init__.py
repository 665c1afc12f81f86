"""Regions of the parameter space: polynomial sign conditions, decided and proved."""

from __future__ import annotations

from gametheory_dprk.regions.columns import Row
from gametheory_dprk.regions.condition import Condition, Relation, condition, negation
from gametheory_dprk.regions.refutation import Refutation, SignSplit, Term
from gametheory_dprk.regions.space import Space

__all__ = [
    "Condition",
    "Refutation",
    "Relation",
    "Row",
    "SignSplit",
    "Space",
    "Term",
    "condition",
    "negation",
]
