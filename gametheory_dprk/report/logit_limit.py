"""The limit of a principal branch, added to the report of the logit equilibrium at its end."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from gametheory_dprk.report.blocks import Block, Heading, Paragraph, Report
from gametheory_dprk.report.solution import equilibrium_blocks
from gametheory_dprk.solution_json import encode_equilibrium

if TYPE_CHECKING:
    from gametheory_dprk.analysis.logit_limit import LogitLimit


def with_limit(report: Report, limit: LogitLimit) -> Report:
    """Add the exact equilibrium that the branch leads to, and what refinements say of it."""
    document = {**report.document, "limit": limit_document(limit)}
    return replace(report, document=document, blocks=(*report.blocks, *limit_blocks(limit)))


def limit_document(limit: LogitLimit) -> dict[str, Any]:
    """The limit for programs."""
    found = limit.equilibrium
    return {
        "concept": limit.concept,
        "identified": found is not None,
        "distance": limit.distance,
        "reason": limit.reason,
        "equilibrium": None if found is None else encode_equilibrium(found),
    }


def limit_blocks(limit: LogitLimit) -> tuple[Block, ...]:
    """The limit for readers."""
    if limit.equilibrium is None:
        return (Paragraph("Limit", (f"not identified: {limit.reason}",)),)
    words = (
        f"the principal branch leads to the {limit.concept} equilibrium below, exact and "
        f"certified (distance {limit.distance:.2g})"
    )
    return (
        Heading("Limit of the principal branch"),
        Paragraph("Limit", (words,)),
        *equilibrium_blocks(limit.equilibrium),
    )
