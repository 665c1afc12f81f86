"""Completeness certificates: a tree of cases, and why each of its branches ends.

A *fact* is a yes-or-no statement about the supports of an equilibrium, such as `genuine sends talk`
or `row plays r1`; a *case* says of some facts whether they hold. The tree splits on one fact after
another, so its branches cover everything whatever the game. A branch ends in one of three ways:

- *refuted*: a reason shows that no equilibrium has these facts. A reason multiplies named rows
  of one linear system; the rows cancel and leave a contradiction (Farkas; Motzkin where a row is
  strict);
- *listed*: all equilibria with these facts lie in a cell of a listed equilibrium;
- *open*: neither is certified, because linear reasoning does not reach so far.

Nothing here depends on the game form: who makes and who checks a certificate of a form agree on
the names of facts, systems and rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeAlias

from gametheory_dprk.errors import AnalysisError
from gametheory_dprk.number import number_text, read_number

Case: TypeAlias = Mapping[str, bool]
"""Facts that hold or do not hold."""


@dataclass(frozen=True, slots=True)
class Split:
    """The branch in which a fact holds comes next, then that in which it does not."""

    fact: str


@dataclass(frozen=True, slots=True)
class Refuted:
    """The branch ends: a reason, counted from 1, refutes it."""

    reason: int


@dataclass(frozen=True, slots=True)
class Listed:
    """The branch ends: it lies in a cell, counted from 1, of the equilibrium with this id.

    Of trees, cell 0 of equilibrium 0 says that the conditions of the case leave no equilibrium.
    """

    equilibrium: int
    cell: int


@dataclass(frozen=True, slots=True)
class Open:
    """The branch ends without a proof."""


Step: TypeAlias = Split | Refuted | Listed | Open


@dataclass(frozen=True, slots=True)
class Reason:
    """Rows of one system, each times its multiplier, that add up to a contradiction.

    Attributes
    ----------
    about : str
        The system.
    multipliers : Mapping[str, Fraction]
        For each row that is used.
    """

    about: str
    multipliers: Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class Completeness:
    """A certificate that an equilibrium outside those listed does not exist.

    Attributes
    ----------
    tree : tuple of Step
        Depth first: after a split everything below its first branch, then its second.
    reasons : tuple of Reason
    """

    tree: tuple[Step, ...]
    reasons: tuple[Reason, ...]


def encode_completeness(certificate: Completeness) -> dict[str, Any]:
    """A certificate as a JSON document.

    The tree is one text: `f3` splits on the third fact, `r2` ends at the second reason, `e1.2`
    in the second cell of equilibrium 1, `o` without a proof.

    Examples
    --------
    >>> wasteful = Reason("answers", {"talk: sum": Fraction(1, 2)})
    >>> tree = (Split("genuine sends talk"), Listed(1, 1), Refuted(1))
    >>> document = encode_completeness(Completeness(tree, (wasteful,)))
    >>> document["facts"], document["tree"]
    (['genuine sends talk'], 'f1 e1.1 r1')
    >>> decode_completeness(document, "solution.completeness").tree == tree
    True
    """
    facts = list(dict.fromkeys(step.fact for step in certificate.tree if isinstance(step, Split)))
    numbers = {fact: k for k, fact in enumerate(facts, 1)}
    return {
        "facts": facts,
        "tree": " ".join(step_text(step, numbers) for step in certificate.tree),
        "reasons": [
            {
                "about": reason.about,
                "multipliers": {row: number_text(x) for row, x in reason.multipliers.items()},
            }
            for reason in certificate.reasons
        ],
    }


def step_text(step: Step, numbers: Mapping[str, int]) -> str:
    """One step of a tree."""
    if isinstance(step, Split):
        return f"f{numbers[step.fact]}"
    if isinstance(step, Refuted):
        return f"r{step.reason}"
    if isinstance(step, Open):
        return "o"
    return f"e{step.equilibrium}.{step.cell}"


def decode_completeness(document: Any, where: str) -> Completeness:
    """Read a certificate back.

    Raises
    ------
    AnalysisError
        If it does not have this layout.
    """
    facts = entry(document, "facts", list, where)
    words = entry(document, "tree", str, where).split()
    reasons = entry(document, "reasons", list, where)
    return Completeness(
        tuple(read_step(word, facts, f"{where}.tree") for word in words),
        tuple(read_reason(each, f"{where}.reasons[{k}]") for k, each in enumerate(reasons)),
    )


def entry(document: Any, key: str, kind: type, where: str) -> Any:
    """An entry of a JSON object, of the type expected.

    Raises
    ------
    AnalysisError
    """
    if not isinstance(document, dict) or not isinstance(document.get(key), kind):
        raise AnalysisError(f"{where}.{key}: is missing or of the wrong kind")
    return document[key]


def read_step(word: str, facts: list[Any], where: str) -> Step:
    """One step from its text.

    Raises
    ------
    AnalysisError
    """
    if word == "o":
        return Open()
    try:
        numbers = [int(number) for number in word[1:].split(".")]
        if word[0] == "f" and len(numbers) == 1 and 0 < numbers[0] <= len(facts):
            return Split(str(facts[numbers[0] - 1]))
        if word[0] == "r" and len(numbers) == 1:
            return Refuted(numbers[0])
        if word[0] == "e" and len(numbers) == 2:
            return Listed(*numbers)
    except ValueError:
        pass
    raise AnalysisError(f"{where}: {word!r:.40} is not a step such as f1, r1 or e1.1")


def read_reason(document: Any, where: str) -> Reason:
    """One reason.

    Raises
    ------
    AnalysisError
    """
    multipliers = entry(document, "multipliers", dict, where)
    return Reason(entry(document, "about", str, where), dict(read_rows(multipliers, where)))


def read_rows(multipliers: Mapping[str, Any], where: str) -> Iterator[tuple[str, Fraction]]:
    """Every row with its multiplier.

    Raises
    ------
    AnalysisError
    """
    for row, text in multipliers.items():
        try:
            value = read_number(text)
        except ValueError as error:
            raise AnalysisError(f"{where}.multipliers.{row}: {error}") from None
        if not isinstance(value, Fraction):
            raise AnalysisError(f"{where}.multipliers.{row}: {value} is not rational")
        yield row, value
