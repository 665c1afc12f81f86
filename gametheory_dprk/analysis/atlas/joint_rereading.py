"""Rechecking an atlas in several parts: each part, that there are no others, and the claims."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from gametheory_dprk.analysis.atlas.checker import PARTS, Report
from gametheory_dprk.analysis.atlas.claims.deciding import combined_result
from gametheory_dprk.analysis.atlas.claims.rechecking import check_claim, claims_of
from gametheory_dprk.analysis.atlas.joint import joined_families
from gametheory_dprk.analysis.atlas.preparing.sources import Source
from gametheory_dprk.analysis.atlas.preparing.vacancies import grounds, vacant
from gametheory_dprk.analysis.atlas.rereading import (
    recheck_families,
    rejected,
    strip_extras,
    unclaimed,
)
from gametheory_dprk.analysis.atlas.view import Reread
from gametheory_dprk.expr import to_text


def recheck_parts(source: Source, document: Mapping[str, Any], assume: Sequence[Any]) -> Report:
    """Recheck a document that `JointAtlas.to_document` wrote, against the game itself."""
    try:
        parts = list(document["parts"])
        found = [recheck_families(source, part, assume) for part in parts]
        printed = [strip_extras(one) for one in document["families"]]
        joined = [strip_extras(one) for one in joined_families(parts)]
        fixed = {str(n): Fraction(x) for n, x in document["fixed"].items()}
        whole = all_parts(source, assume, fixed, parts)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        return rejected(f"malformed: {error}")
    report = added([each for each, _ in found])
    report.unclaimed = unclaimed(document)
    if printed != joined or any(part["fixed"] != document["fixed"] for part in parts):
        report.decided = False
        report.complaints.append("the families printed are not those of the parts")
    if not whole:
        report.complete = report.covered = False
        report.complaints.append("some parameters lie outside all parts, or that none do is open")
    for claim in claims_of(document):
        check_joint_claim(found, claim, report)
    return report


def added(reports: Sequence[Report]) -> Report:
    """Report on all parts together."""
    total = Report()
    for each in reports:
        for what in (*PARTS, "decided"):
            setattr(total, what, getattr(total, what) and getattr(each, what))
        total.claims += each.claims
        total.complaints += each.complaints
    return total


def all_parts(
    source: Source,
    assume: Sequence[Any],
    fixed: Mapping[str, Fraction],
    parts: Sequence[Mapping[str, Any]],
) -> bool:
    """Whether every part of the parameters is in a document, or is proved to be empty."""
    listed = [list(part["assume"]) for part in parts]
    missing = []
    for ring, relations, given in grounds(source, assume, fixed):
        stated = [to_text(relation) for relation in relations]
        if stated in listed:
            listed.remove(stated)
        else:
            missing.append((ring, given))
    return not listed and all(vacant(ring, given) is True for ring, given in missing)


def check_joint_claim(
    found: Sequence[tuple[Report, Reread | None]], claim: Any, report: Report
) -> None:
    """Recheck what a claim comes to in each part, and what follows from that."""
    try:
        texts = [part["text"] for part in claim["parts"]]
        result = combined_result(claim["text"], [part["result"] for part in claim["parts"]])
        agreed = len(texts) == len(found) and set(texts) == {claim["text"]}
    except (KeyError, TypeError, IndexError):
        agreed, result = False, "unknown"
    if not agreed or result != claim["result"]:
        report.decided = False
        report.complaints.append("a claim is not decided as in its parts")
        return
    for (own, shown), part in zip(found, claim["parts"], strict=True):
        if shown is None:
            report.decided = False
        else:
            before = own.decided
            check_claim(shown, part, own)
            report.claims += 1
            if before and not own.decided:
                report.decided = False
                report.complaints.append(own.complaints[-1])
