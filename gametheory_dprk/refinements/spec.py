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
        A sequence that is empty says that it does not judge the game.
    about, source : str
    scope : str
        Which games of these forms it judges, in words; empty where all.
    """

    name: str
    judges: Mapping[type, Callable[[Any, Sequence[Candidate]], Sequence[Verdict]]]
    about: str
    source: str = ""
    scope: str = ""
