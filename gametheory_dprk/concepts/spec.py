"""What a solution concept is: a checker. It calls no solver and shares no code with one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from gametheory_dprk.solution import Candidate, Certificate


@dataclass(frozen=True, slots=True)
class ConceptSpec:
    """A concept's card.

    Attributes
    ----------
    name : str
    checks : Mapping[type, callable]
        For each game form, `check(game, candidate) -> Certificate`: every claim that makes the
        member, and every vertex of its component, an equilibrium, evaluated exactly. A
        malformed candidate (missing moves, probabilities that do not sum to one) fails a
        check by name; it never raises.
    about, source : str
    """

    name: str
    checks: Mapping[type, Callable[[Any, Candidate], Certificate]]
    about: str
    source: str = ""
