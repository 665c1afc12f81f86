"""Rechecking a saved solution, in exact arithmetic and with none of the solvers' code.

Every equilibrium of the document is read back as a claim and checked from the game itself:
strategies, beliefs, every vertex of its component, values, outcome, label and refinements.
That there are no others is rechecked where the document holds a completeness certificate.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from gametheory_dprk.algebraic import Enclosed
from gametheory_dprk.completeness import decode_completeness
from gametheory_dprk.concepts.completeness import completeness_checks, open_cases
from gametheory_dprk.concepts.component import dimension_checks
from gametheory_dprk.concepts.index import equilibrium_index
from gametheory_dprk.concepts.label import label
from gametheory_dprk.concepts.listing import list_checks, repeated, truth
from gametheory_dprk.concepts.realization import realized_outcome, realized_values
from gametheory_dprk.concepts.spec import ConceptSpec
from gametheory_dprk.concepts.trees.nash_weights import in_coordinates, mixes_weights
from gametheory_dprk.errors import AnalysisError
from gametheory_dprk.games import Game
from gametheory_dprk.number import Number, is_exact
from gametheory_dprk.registry import discover
from gametheory_dprk.solution import Candidate, Certificate, Check, Verdict
from gametheory_dprk.solution_json import (
    decode_candidate,
    decode_distribution,
    encode_verdict,
    member,
)
from gametheory_dprk.transforms.preparation import prepare

ROUNDING = 1e-9
"""By how much a float of a numerical concept may differ when it is computed again."""


@dataclass(frozen=True, slots=True)
class Verification:
    """What rechecking a document showed.

    Attributes
    ----------
    checks : tuple of tuple (str, Check)
        Every claim evaluated, after the place in the document that makes it.
    completeness : str
        Whether it was rechecked that there are no other equilibria.
    """

    checks: tuple[tuple[str, Check], ...]
    completeness: str

    @property
    def valid(self) -> bool:
        """Whether every claim holds."""
        return all(check.holds for _, check in self.checks)

    def failures(self) -> tuple[tuple[str, Check], ...]:
        """The claims that do not hold, with their places."""
        return tuple(each for each in self.checks if not each[1].holds)


@dataclass(frozen=True, slots=True)
class Listed:
    """An equilibrium of a document, and the place that states it."""

    where: str
    document: Mapping[str, Any]
    candidate: Candidate


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
    listed = read_list(body)
    found = [("solution", claim) for claim in list_checks(prepared, body)]
    sound: list[Listed] = []
    for where, each in listed:
        candidate = decode_candidate(each, prepared, where)
        certificate = check(prepared, candidate)
        drawn = truth(
            "a joint distribution where the concept has one",
            bool(candidate.assessment.joint) == concept.joint,
        )
        mixed = truth(
            "mixing of realization weights where the concept has it",
            not mixes_weights(candidate) or type(prepared) in concept.mixing,
        )
        found += [(where, claim) for claim in (drawn, mixed, *certificate.checks)]
        if certificate.valid and drawn.holds and mixed.holds:
            claims = recheck(prepared, candidate, certificate, each, where)
            found += [(where, claim) for claim in claims]
            sound.append(Listed(where, each, candidate))
    if len(sound) == len(listed):
        found += refinement_checks(prepared, sound, concept.exact)
    found += [(f"solution.equilibria[{k}]", c) for k, c in repeated(body["equilibria"])]
    if "completeness" not in body:
        return Verification(tuple(found), without_certificate(body))
    proof = recheck_completeness(prepared, concept, body["completeness"], sound)
    found += [("solution.completeness", claim) for claim in proof[0]]
    return Verification(tuple(found), with_certificate(*proof))


def read_list(body: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Every equilibrium of a solution with its place.

    Raises
    ------
    AnalysisError
        If the solution does not say what every solution says of its list.
    """
    member(body, "status", "solution", str)
    member(body, "complete", "solution", bool)
    listed = [
        (f"solution.{part}[{k}]", each)
        for part in ("equilibria", "removed")
        for k, each in enumerate(member({"removed": [], **body}, part, "solution", list))
    ]
    for where, each in listed:
        member(each, "id", where, int)
        if where.startswith("solution.removed"):
            member(each, "removed_by", where, str)
    return listed


def without_certificate(body: Mapping[str, Any]) -> str:
    """What may be said of completeness where there is no certificate."""
    if body.get("complete") is True:
        return "claimed complete, not rechecked: ask for --certify when solving"
    return "not claimed"


def with_certificate(claims: Sequence[Check], left: Fraction) -> str:
    """What rechecking a certificate showed that leaves some cases open."""
    failed = [check.claim for check in claims if not check.holds]
    if failed:
        return f"REFUTED: {failed[0]}"
    if left:
        return (
            f"rechecked in part: all but {left} of {claims[-1].right} support cases are refuted or "
            "lie in a listed cell; for the others there is no linear certificate"
        )
    return (
        f"rechecked: each of {claims[-1].right} support cases is refuted or lies in a listed cell"
    )


def recheck_completeness(
    game: Game[Any], concept: ConceptSpec, document: Any, listed: Sequence[Listed]
) -> tuple[list[Check], Fraction]:
    """Check a completeness certificate against the game and the equilibria that are sound.

    Returns
    -------
    tuple
        The claims, and how many support cases are left without a proof.

    Raises
    ------
    AnalysisError
        If it is malformed, or the concept has no certificates for this game form.
    """
    where = "solution.completeness"
    if type(game) not in concept.accounts:
        raise AnalysisError(f"{where}: {concept.name} has no certificates for this game")
    by_id = {member(each.document, "id", each.where, int): each.candidate for each in listed}
    account = concept.accounts[type(game)](game, by_id)
    certificate = decode_completeness(document, where)
    return list(completeness_checks(account, certificate)), open_cases(account, certificate)


def recheck(
    game: Game[Any],
    candidate: Candidate,
    certificate: Certificate,
    document: Mapping[str, Any],
    where: str,
) -> Iterator[Check]:
    """Compare what a document derives from an equilibrium with what follows from it."""
    assessment = candidate.assessment
    for part, derive in (("values", realized_values), ("outcome", realized_outcome)):
        stated = decode_distribution(document.get(part), f"{where}.{part}")
        yield from compared(part, stated, derive(game, assessment))
    yield truth(f"label {document.get('label')}", document.get("label") == label(game, assessment))
    yield truth("index", document.get("index") == equilibrium_index(game, candidate))
    yield from dimension_checks(in_coordinates(game, candidate))
    yield certificate_check(certificate, member(document, "certificate", where, dict))


def compared(
    part: str, stated: Mapping[str, Number], derived: Mapping[str, Number]
) -> Iterator[Check]:
    """The same names on both sides, and one equality for every name that either has."""
    yield truth(f"{part} of the names that the game has", stated.keys() == derived.keys())
    for name in {**derived, **stated}:
        left, right = stated.get(name, Fraction(0)), derived.get(name, Fraction(0))
        claim = f"{part} of {name} as derived from the strategies"
        if isinstance(right, Enclosed):
            yield truth(claim, left == right)
        elif is_exact(right) and not is_exact(left):
            yield truth(f"{claim}: an exact number", False)
        else:
            tolerance = 0 if is_exact(right) else ROUNDING * max(1.0, abs(float(right)))
            yield Check(claim, left, "==", right, tolerance)


def certificate_check(certificate: Certificate, stated: Mapping[str, Any]) -> Check:
    """A document may not claim less care, nor a larger failure, than checking again shows."""
    count = len(certificate.checks)
    largest = max((each.tolerance for each in certificate.checks), default=0)
    regret = stated.get("max_regret")
    within = isinstance(regret, int | float) and 0 <= regret <= largest
    kind = "exact" if certificate.exact else "numerical"
    return truth(
        f"certificate states {count} valid {kind} checks",
        stated.get("valid") is True
        and stated.get("checks") == count
        and stated.get("exact") is certificate.exact
        and within,
    )


def refinement_checks(
    game: Game[Any], listed: Sequence[Listed], exact: bool
) -> Iterator[tuple[str, Check]]:
    """Judge again what refinements say, with all equilibria of the document in their order."""
    ordered = sorted(listed, key=lambda each: member(each.document, "id", each.where, int))
    candidates = [each.candidate for each in ordered]
    stated = [member(each.document, "refinements", each.where, dict) for each in ordered]
    again: dict[str, Sequence[Verdict]] = {}
    for name in dict.fromkeys(name for verdicts in stated for name in verdicts):
        card = discover("gametheory_dprk.refinements").get(name)
        judge = card and card.judges.get(type(game))
        if judge is None or not exact:
            raise AnalysisError(f"solution: refinement {name!r} does not judge these equilibria")
        again[name] = judge(game, candidates)
    for k, (each, verdicts) in enumerate(zip(ordered, stated, strict=True)):
        reasons = member({"reasons": {}, **each.document}, "reasons", each.where, dict)
        if "reasons" in each.document:
            yield each.where, truth("a reason for each verdict", reasons.keys() == verdicts.keys())
        for name, verdict in verdicts.items():
            known = again[name][k] if k < len(again[name]) else None
            holds = known is not None and encode_verdict(known) == verdict
            yield each.where, truth(f"verdict of {name}", holds)
            if "reasons" in each.document:
                reason = known is not None and known.reason == reasons.get(name)
                yield each.where, truth(f"reason for the verdict of {name}", reason)
        if "removed_by" in each.document:
            killer = each.document["removed_by"]
            yield each.where, truth(f"fails {killer}", verdicts.get(killer) is False)
