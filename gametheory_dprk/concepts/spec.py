"""What a solution concept is: a checker. It calls no solver and shares no code with one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from gametheory_dprk.concepts.completeness import Account
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
    exact : bool
        False where equilibria and checks are numerical; refinements do not judge these.
    about, source : str
    joint : bool
        Whether moves are drawn together, from a joint distribution that candidates carry.
    mixing : frozenset of type
        The game forms of which it checks components that mix realization weights.
    accounts : Mapping[type, callable]
        For each game form that has completeness certificates, `account(game, listed) -> Account`:
        what they are checked against, given the listed candidates by id.
    """

    name: str
    checks: Mapping[type, Callable[[Any, Candidate], Certificate]]
    about: str
    source: str = ""
    exact: bool = True
    joint: bool = False
    mixing: frozenset[type] = frozenset()
    accounts: Mapping[type, Callable[[Any, Mapping[int, Candidate]], Account]] = field(
        default_factory=dict
    )
