"""Rechecking a saved solution, in exact arithmetic and with none of the solvers' code.

Every equilibrium of the document is read back as a claim and checked from the game itself:
strategies, beliefs, every vertex of its component, values, outcome, label and refinements.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from gametheory_dprk.concepts.label import label
from gametheory_dprk.concepts.play import outcome, values
from gametheory_dprk.errors import AnalysisError
from gametheory_dprk.games import Game
from gametheory_dprk.number import Number
from gametheory_dprk.registry import discover
from gametheory_dprk.solution import Candidate, Check
from gametheory_dprk.solution_json import (
    decode_candidate,
    decode_distribution,
    encode_verdict,
    member,
)
from gametheory_dprk.transforms.preparation import prepare


@dataclass(frozen=True, slots=True)
class Verification:
    """What rechecking a document showed.

    Attributes
    ----------
    checks : tuple of tuple (str, Check)
        Every claim evaluated, after the place in the document that makes it.
    """

    checks: tuple[tuple[str, Check], ...]

    @property
    def valid(self) -> bool:
        """Whether every claim holds."""
        return all(check.holds for _, check in self.checks)

    def failures(self) -> tuple[tuple[str, Check], ...]:
        """The claims that do not hold, with their places."""
        return tuple(each for each in self.checks if not each[1].holds)


def verify(game: Game[Any], document: Mapping[str, Any]) -> Verification:
    """Recheck every equilibrium of a solution document against the game.

    Parameters
    ----------
    game : Game[Fraction]
        The exact game at the document's parameters.
    document : Mapping
        As `gtd solve --json` writes it.

    Raises
    ------
    AnalysisError
        If the document does not have the layout of a solution, or names a concept that does
        not apply to the game.
    """
    prepared, _ = prepare(game)
    body = member(document, "solution", "document", dict)
    name = member(body, "concept", "solution", str)
    concept = discover("gametheory_dprk.concepts").get(name)
    if concept is None or type(prepared) not in concept.checks:
        raise AnalysisError(f"solution.concept: {name!r} is not a concept for this game")
    check = concept.checks[type(prepared)]
    places = [("equilibria", body), ("removed", {"removed": [], **body})]
    listed = [
        (f"solution.{part}[{k}]", each)
        for part, source in places
        for k, each in enumerate(member(source, part, "solution", list))
    ]
    found: list[tuple[str, Check]] = []
    for where, each in listed:
        candidate = decode_candidate(each, prepared, where)
        certificate = check(prepared, candidate)
        found += [(where, claim) for claim in certificate.checks]
        if certificate.valid:
            found += [(where, claim) for claim in recheck(prepared, candidate, each, where)]
    found += [(f"solution.equilibria[{k}]", c) for k, c in repeated(body["equilibria"])]
    return Verification(tuple(found))


def recheck(
    game: Game[Any], candidate: Candidate, document: Mapping[str, Any], where: str
) -> Iterator[Check]:
    """Compare what a document derives from an equilibrium with what follows from it."""
    strategies = candidate.assessment.strategies
    for part, derive in (("values", values), ("outcome", outcome)):
        stated = decode_distribution(document.get(part), f"{where}.{part}")
        yield from compared(part, stated, derive(game, strategies))
    yield truth(
        f"label {document.get('label')}", document.get("label") == label(game, candidate.assessment)
    )
    certificate = member(document, "certificate", where, dict)
    yield truth(
        "certificate states a valid exact check",
        certificate.get("valid") is True and certificate.get("max_regret") == 0,
    )
    yield from refinement_checks(game, candidate, document.get("refinements"), where)


def compared(
    part: str, stated: Mapping[str, Number], derived: Mapping[str, Number]
) -> Iterator[Check]:
    """One equality for every name that either side has."""
    for name in {**derived, **stated}:
        left, right = stated.get(name, Fraction(0)), derived.get(name, Fraction(0))
        yield Check(f"{part} of {name} as derived from the strategies", left, "==", right)


def refinement_checks(
    game: Game[Any], candidate: Candidate, stated: Any, where: str
) -> Iterator[Check]:
    """Judge again what each refinement says of one equilibrium."""
    if not isinstance(stated, dict):
        raise AnalysisError(f"{where}.refinements: expected an object")
    for name, verdict in stated.items():
        card = discover("gametheory_dprk.refinements").get(name)
        judge = card and card.judges.get(type(game))
        if judge is None:
            raise AnalysisError(f"{where}.refinements: {name!r} does not judge this game")
        again = judge(game, [candidate])
        yield truth(f"verdict of {name}", bool(again) and encode_verdict(again[0]) == verdict)


def truth(claim: str, holds: bool) -> Check:
    """A yes-or-no claim as a check."""
    return Check(claim, Fraction(int(holds)), "==", Fraction(1))


def repeated(equilibria: list[Any]) -> Iterator[tuple[int, Check]]:
    """No equilibrium may be listed twice."""
    keys = [(each["strategies"], each["beliefs"]) for each in equilibria]
    for k, key in enumerate(keys):
        yield k, truth("listed once", key not in keys[:k])
