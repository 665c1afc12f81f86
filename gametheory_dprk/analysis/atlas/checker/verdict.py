"""The verdict on a whole atlas: sound, not empty, complete, covering."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .algebra import Condition, relations_of, require
from .automata import proper_discounts, read_automata
from .claims import Claims, read_assumptions, read_facts, read_surfaces
from .demands import proper_demands, read_demands
from .folding import check_folding
from .game import Game, read_game
from .lemmas import Lemma, open_cases, read_lemma, undeterred, written
from .offers import proper_offers, read_offers
from .records import Record, read_record, walk
from .soundness import check_sound
from .stages import positive_chances, read_tree
from .systems import MALFORMED, Path, Source, Walk

PARTS = ("sound", "nonempty", "complete", "covered")
"""What an atlas may claim."""


@dataclass
class Report:
    """What was accepted.

    Attributes
    ----------
    sound, nonempty, complete, covered : bool
    decided : bool
        Whether the claims put to the atlas are decided as stated.
    claims : int
        How many were checked.
    complaints : list of str
        Why something was rejected.
    unclaimed : list of str
        Which of the first four the atlas itself does not claim.
    """

    sound: bool = True
    nonempty: bool = True
    complete: bool = True
    covered: bool = True
    decided: bool = True
    claims: int = 0
    complaints: list[str] = field(default_factory=list)
    unclaimed: list[str] = field(default_factory=list)

    @property
    def accepted(self) -> bool:
        """Whether everything was that is claimed."""
        return self.decided and all(getattr(self, what) or what in self.unclaimed for what in PARTS)


def check(game: Mapping[str, Any], certificate: Mapping[str, Any]) -> Report:
    """Recheck an atlas.

    Parameters
    ----------
    game
        The game as its own formulas: `sender`, `receiver`, `types` (name to prior),
        `responses` (signal to names), `payoffs` (player, type, signal, response to formula),
        `assume` (relations).
    certificate
        What is claimed, with proofs. It is not trusted.
    """
    report = Report()
    try:
        if "kind" in game:
            check_system(game, certificate, report)
            return report
        rebuilt = read_game(game, certificate)
        lemmas = [read_lemma(rebuilt, given) for given in certificate["lemmas"]]
        report.claims += len(lemmas) + len(certificate["facts"])
        records = read_records(rebuilt, certificate["records"], report)
        attempt(report, "complete", lambda: check_complete(rebuilt, lemmas, records))
        if "tree" in game:
            attempt(report, "sound", lambda: check_folding(rebuilt, game, certificate["folding"]))
        families = [record for record in records if "witness" in record.data["end"]]
        attempt(report, "covered", lambda: check_covered(rebuilt, families, certificate))
    except MALFORMED as error:
        report.complaints.append(str(error) or type(error).__name__)
        report.sound = report.nonempty = report.complete = report.covered = False
    return report


READERS: Mapping[str, tuple[Callable[..., list[Condition]], Callable[..., Source]]] = {
    "tree": (positive_chances, read_tree),
    "automata": (proper_discounts, read_automata),
    "offers": (proper_offers, read_offers),
    "demand": (proper_demands, read_demands),
}
"""By kind: what its form alone implies for the parameters, and how it is read."""


def check_system(game: Mapping[str, Any], certificate: Mapping[str, Any], report: Report) -> None:
    """Recheck a game whose equilibria are found choice by choice."""
    implied, read = READERS[game["kind"]]
    stated = [condition for text in game["assume"] for condition in relations_of(text)]
    claims = Claims([*stated, *implied(game)])
    read_assumptions(claims, certificate["assumptions"])
    read_facts(claims, certificate["facts"])
    read_surfaces(claims, certificate["surfaces"])
    walked = Walk(claims, read(claims, game, certificate["scales"]))
    walked.branches(certificate["branches"], Path())
    report.claims += walked.checked + len(certificate["facts"])
    report.sound, report.complete = not walked.unsound, not walked.incomplete
    report.nonempty = not walked.empty
    report.complaints += [*walked.unsound, *walked.incomplete, *walked.empty]
    if walked.source.exhaustive:
        attempt(report, "covered", lambda: cover(claims, walked.families, certificate))


def attempt(report: Report, what: str, claim: Any) -> bool:
    """Check a claim and note what is wrong with it."""
    report.claims += 1
    try:
        claim()
    except MALFORMED as error:
        report.complaints.append(f"{what}: {str(error) or type(error).__name__}")
        setattr(report, what, False)
        return False
    return True


def read_records(game: Game, given: Any, report: Report) -> list[Record]:
    """Read all cases; those that fail are left out, and are then missed as cases."""
    found = []
    for entry in given:
        records: list[Record] = []
        if not attempt(
            report, "complete", lambda e=entry, r=records: r.append(read_record(game, e))
        ):
            report.sound = report.sound and "witness" not in entry.get("end", {})
            continue
        record = records[0]
        report.claims += len(record.known) + len(record.conditions)
        if "witness" in record.data["end"]:
            attempt(report, "nonempty", record.witness)
            attempt(report, "sound", lambda r=record: check_sound(r))
            found.append(record)
        elif attempt(report, "complete", lambda r=record: check_impossible(r)):
            found.append(record)
    return found


def check_impossible(record: Record) -> None:
    """Check that a case has no equilibria, off the listed surfaces."""
    end = record.data["end"]
    if "undeterred" in end:
        scope = record.necessary()

        def accept(terms: Any, rows: Any, absent: frozenset[str]) -> None:
            record.game.contradiction(terms, scope, rows, absent)

        record.every_answer(end["undeterred"], end["cases"], accept)
        return
    disjuncts = record.disjuncts()
    require(len(end["contradictions"]) == len(disjuncts), "a contradiction is missing")
    for terms, conditions in zip(end["contradictions"], disjuncts, strict=True):
        scope = record.necessary(("c", conditions))
        record.game.settle(terms, scope, record.rows(None, frozenset()))


def check_complete(game: Game, lemmas: list[Lemma], records: list[Record]) -> None:
    """Check that every case is a record's or is excluded by a lemma."""
    known = {tuple(record.case.items()) for record in records}
    for case in open_cases(game, lemmas):
        if tuple(case.items()) not in known and not undeterred(game, lemmas, case):
            require(False, f"a case is not considered: {written(case)}")


def check_covered(game: Game, families: list[Record], certificate: Mapping[str, Any]) -> None:
    """Check that the assumptions leave nothing outside all families, off the surfaces."""
    cover(game, [c for record in families for c in record.disjuncts()], certificate)


def cover(claims: Claims, regions: list[list[Condition]], certificate: Mapping[str, Any]) -> None:
    """Check that the assumptions leave nothing outside some regions, off the surfaces."""
    tree = certificate["coverage"]
    require(isinstance(tree, dict), "no proof that the families cover")

    def close(terms: Any, path: list[Condition]) -> None:
        named = {f"p{i}": c for i, c in enumerate(path)}
        claims.contradiction(terms, claims.with_interiors({**claims.conditions, **named}))

    walk(tree, regions, [], close)
