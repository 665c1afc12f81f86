"""Rechecking decided claims of a saved atlas; no search and, off knife edges, no solver takes part.

The claim is turned into conditions anew, from the families as they were certified, and the
checker multiplies out the proofs that the document gives.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from gametheory_dprk.analysis.atlas.checker import Rejected, Report
from gametheory_dprk.analysis.atlas.checker.algebra import Condition as Known
from gametheory_dprk.analysis.atlas.checker.algebra import polynomial_of, require
from gametheory_dprk.analysis.atlas.checker.claims import Claims, read_facts, read_surfaces
from gametheory_dprk.analysis.atlas.checker.records import walk
from gametheory_dprk.analysis.atlas.checker.systems import MALFORMED
from gametheory_dprk.analysis.atlas.claims.arena import Arena
from gametheory_dprk.analysis.atlas.claims.deciding import DUAL, read
from gametheory_dprk.analysis.atlas.claims.pointwise import Pointwise
from gametheory_dprk.analysis.atlas.claims.questions import Cases, Questions, Statement, refined
from gametheory_dprk.analysis.atlas.claims.suspicion import at_case
from gametheory_dprk.analysis.atlas.proving.certificate import Writer
from gametheory_dprk.analysis.atlas.view import Shown
from gametheory_dprk.errors import GtdError
from gametheory_dprk.regions import Condition
from gametheory_dprk.scenario.model import Claim


def check_claims(found: Shown, document: Mapping[str, Any], report: Report) -> None:
    """Recheck the decided claims of a document, and note what is wrong with them.

    Parameters
    ----------
    found
        The families as they were certified.
    document
        Of an atlas; its claims are under `claim` or `claims`. It is not trusted.
    report
        On the atlas itself.
    """
    for each in claims_of(document):
        check_claim(found, each, report)


def claims_of(document: Mapping[str, Any]) -> list[Any]:
    """Return the decided claims of a document."""
    single = document.get("claim")
    return [*([single] if single else []), *document.get("claims", ())]


def check_claim(found: Shown, claim: Any, report: Report) -> None:
    """Recheck one decided claim."""
    report.claims += 1
    try:
        Recheck(found, claim, report).run()
    except (*MALFORMED, GtdError) as error:
        text = claim.get("text") if isinstance(claim, Mapping) else None
        report.decided = False
        report.complaints.append(f"claim {text!r:.60}: {str(error) or type(error).__name__}")


@dataclass
class Recheck:
    """One decided claim."""

    found: Shown
    document: Mapping[str, Any]
    report: Report

    def run(self) -> None:
        """Check the result.

        Raises
        ------
        Rejected, GtdError
        """
        exists, claim = read(self.found, self.document["text"])
        result = self.document["result"]
        require(result in ("proved", "refuted", "unknown"), "no such result")
        if result == "unknown":
            return
        if (result == "proved") is not exists:
            quantifier = DUAL[claim.quantifier] if exists else claim.quantifier
            self.proof(quantifier, Statement(claim.formula, denied=exists))
        else:
            self.point(claim, holds=exists)

    # proofs

    def proof(self, quantifier: str, statement: Statement) -> None:
        """Check a proof over all parameters."""
        certificate = self.document["certificate"]
        refine = self.found.scenario.solve.refine if self.found.scenario else ()
        questions = Questions(self.found, refined(statement, quantifier, refine))
        if quantifier == "some":
            require(self.report.sound, "the families are not proved sound")
            self.some(questions, certificate)
            return
        require(self.report.complete, "the list of families is not proved complete")
        if quantifier == "selected":
            require(self.report.covered, "the families are not proved to cover")
        require(len(certificate["every"]) == len(questions.views), "a family is missing")
        for view, entry in zip(questions.views, certificate["every"], strict=True):
            require(entry["family"] == view.id and view.exact, "another family is meant")
            failures = questions.failures(view)
            if failures is None:
                raise Rejected("it speaks of play that the family leaves open")
            self.family(failures.arena, failures.cases, entry)

    def family(self, arena: Arena, cases: Cases, entry: Mapping[str, Any]) -> None:
        """Check that all cases in which a family makes a statement false are refuted."""
        ground = assumed(arena)
        read_facts(ground, entry["facts"])
        require(len(entry["cases"]) == len(cases), "a case is missing")
        for conditions, (hints, proof) in zip(cases, entry["cases"], strict=True):
            cores = reduced(ground, arena, conditions, hints)
            given = {f"p{i}": each for i, each in enumerate(cores)}
            ground.settle(proof, {**ground.conditions, **given})

    def some(self, questions: Questions, certificate: Mapping[str, Any]) -> None:
        """Check that the families that make a statement true cover its scope."""
        space = self.found.space
        arena = Arena(space, space.ring, {})
        ground = assumed(arena)
        read_facts(ground, certificate["facts"])
        read_surfaces(ground, certificate["surfaces"])
        whole, hints = questions.regions(), certificate["hints"]
        require(len(whole) == len(hints), "a region is missing")
        every = [reduced(ground, arena, *one) for one in zip(whole, hints, strict=True)]
        regions = telling(every)
        scopes = questions.scopes()
        require(len(scopes) == len(certificate["some"]), "a case is missing")
        stated = [f"{text} == 0" for text in certificate["surfaces"]]
        require(self.document["except_on"] == stated or not stated, "exceptions are not stated")
        for scope, tree in zip(scopes, certificate["some"], strict=True):
            given = {f"q{i}": known(arena, c) for i, c in enumerate(scope)}

            def close(terms: Any, path: list[Known], given: Any = given) -> None:
                paths = {f"p{i}": each for i, each in enumerate(path)}
                scope = ground.with_interiors({**ground.conditions, **given, **paths})
                ground.contradiction(terms, scope)

            walk(tree, regions, [], close)

    # points

    def point(self, claim: Claim, *, holds: bool) -> None:
        """Check that a claim is true (or false) at the point stated."""
        stated = self.document["witness" if holds else "counterexample"]
        names = self.found.space.ring.names
        require(isinstance(stated, Mapping) and set(stated) == set(names), "a point is malformed")
        point = {name: Fraction(stated[name]) for name in names}
        require(self.found.space.contains(point), "the point is outside the assumptions")
        if self.by_families(claim, point, holds=holds):
            return
        result = Pointwise(self.found).result(claim, point)
        require(result is not None and result.holds is holds, "the point shows nothing")

    def by_families(self, claim: Claim, point: Mapping[str, Fraction], *, holds: bool) -> bool:
        """Whether the families at a point decide the claim as stated."""
        if claim.quantifier == "selected" or not self.report.sound:
            return False
        single = (claim.quantifier == "some") is holds
        refine = self.found.scenario.solve.refine if self.found.scenario else ()
        if not single or refine:
            return False
        questions = Questions(self.found, Statement(claim.formula, denied=not holds))
        return any(at_case(self.found.space, case)(point) for case in questions.regions())


def assumed(arena: Arena) -> Claims:
    """State the assumptions."""
    ground = Claims([])
    for number, given in enumerate(arena.space.assumptions):
        ground.conditions[f"a{number}"] = known(arena, given)
    return ground


def known(arena: Arena, given: Condition) -> Known:
    """Write a condition as the checker has them."""
    return polynomial_of(Writer(arena).text(given.polynomial)), given.relation


def telling(regions: Sequence[Sequence[Known]]) -> list[list[Known]]:
    """Leave out conditions that are always true, and regions with one that never is."""

    def truth(given: Known) -> bool | None:
        f, relation = given
        if set(f) - {()}:
            return None
        number = f.get((), Fraction(0))
        return number > 0 or (number == 0 and relation == ">=")

    possible = [region for region in regions if all(truth(c) is not False for c in region)]
    return [[c for c in region if truth(c) is None] for region in possible]


def reduced(
    ground: Claims, arena: Arena, conditions: Sequence[Condition], hints: Sequence[Any]
) -> list[Known]:
    """Take positive factors out of conditions."""
    require(len(hints) == len(conditions), "a hint is missing")
    found = []
    for given, hint in zip(conditions, hints, strict=True):
        f, relation = known(arena, given)
        found.append((ground.stripped(f, hint), relation))
    return found
