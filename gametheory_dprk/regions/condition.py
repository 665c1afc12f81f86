"""Polynomial sign conditions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from gametheory_dprk.polynomials import Polynomial

Relation: TypeAlias = Literal[">", ">=", "=="]


@dataclass(frozen=True, slots=True)
class Condition:
    """A polynomial that is positive, not negative, or zero.

    Build with `condition`, which sets the key by which conditions are compared.
    """

    polynomial: Polynomial = field(compare=False)
    relation: Relation = field(compare=False)
    key: str

    @property
    def text(self) -> str:
        """The polynomial as a key of its own."""
        return self.key[2:]


def condition(polynomial: Polynomial, relation: Relation) -> Condition:
    """Build a condition.

    Examples
    --------
    >>> from gametheory_dprk.polynomials import Ring
    >>> p = Ring(["p"]).generators["p"]
    >>> condition(p * 1, ">") == condition(p, ">"), condition(p, ">") == condition(p, ">=")
    (True, False)
    """
    return Condition(polynomial, relation, f"{relation:2}{polynomial}")


def negation(given: Condition) -> Condition:
    """Return the opposite of an inequality.

    Examples
    --------
    >>> from gametheory_dprk.polynomials import Ring
    >>> negation(condition(Ring(["p"]).generators["p"], ">")).key
    '>=-p'
    """
    assert given.relation != "=="
    return condition(-given.polynomial, ">=" if given.relation == ">" else ">")


def strict(given: Condition) -> Condition:
    """Return the condition without its boundary."""
    return condition(given.polynomial, ">") if given.relation == ">=" else given


def keys(conditions: Iterable[Condition]) -> frozenset[str]:
    """Return the keys of conditions, which identify their conjunction."""
    return frozenset(given.key for given in conditions)
