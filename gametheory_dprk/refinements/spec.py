"""What a refinement is: a verdict on equilibria that a concept has certified."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gametheory_dprk.solution import Candidate, Verdict


@dataclass(frozen=True, slots=True)
class RefinementSpec:
    """A refinement's card.

    Attributes
    ----------
    name : str
    judges : Mapping[type, callable]
        For each game form, `judge(game, candidates) -> sequence of Verdict`, one for each
        candidate in order; refinements that compare equilibria with each other see them all.
    about, source : str
    """

    name: str
    judges: Mapping[type, Callable[[Any, Sequence[Candidate]], Sequence[Verdict]]]
    about: str
    source: str = ""
