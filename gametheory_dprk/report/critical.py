"""Critical discount factors, added to the report of a repeated game's solution."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from gametheory_dprk.expr import names, to_text
from gametheory_dprk.number import encode_number
from gametheory_dprk.report.blocks import (
    Block,
    Formula,
    Heading,
    Paragraph,
    Phrase,
    Report,
    joined,
)

if TYPE_CHECKING:
    from gametheory_dprk.analysis.critical import CriticalDiscount
    from gametheory_dprk.analysis.sign_sets import Stretch


def with_critical(report: Report, found: Sequence[CriticalDiscount]) -> Report:
    """Add for which discount factors each profile is an equilibrium."""
    document: dict[str, dict[str, Any]] = {}
    for each in found:
        document.setdefault(each.profile, {})[each.player] = critical_document(each)
    return replace(
        report,
        document={**report.document, "critical": document},
        blocks=(*report.blocks, *critical_blocks(found)),
    )


def critical_document(critical: CriticalDiscount) -> dict[str, Any]:
    """One player's critical discount factors for programs."""
    return {
        "discount": to_text(critical.discount),
        "value": encode_number(critical.value),
        "equilibrium_for": [
            {
                "low": encode_number(each.low),
                "high": encode_number(each.high),
                "low_open": each.low_open,
                "high_open": each.high_open,
            }
            for each in critical.values
        ],
        "binding": [
            {
                "information_set": each.label,
                "move": each.move,
                "at": list(map(encode_number, each.roots)),
                "condition": each.condition and to_text(each.condition),
            }
            for each in critical.binding
        ],
    }


def critical_blocks(found: Sequence[CriticalDiscount]) -> list[Block]:
    """The same for readers, the other parameters kept as they are."""
    blocks: list[Block] = []
    for profile in dict.fromkeys(each.profile for each in found):
        blocks.append(Heading(f"Discount factors under which {profile} is an equilibrium"))
        own = (each for each in found if each.profile == profile)
        blocks += [Paragraph("Critical", critical_phrase(each)) for each in own]
    return blocks


def critical_phrase(critical: CriticalDiscount) -> Phrase:
    """The discount factors of one player, and what bounds them."""
    if not critical.values:
        return (f"{critical.player}: under no discount factor",)
    parts = joined(map(stretch_phrase, critical.values), " or ")
    found = dict.fromkeys(each.condition for each in critical.binding if each.condition)
    reasons = joined(((Formula(each),) for each in found), " and ")
    why: Phrase = (", from ", *reasons) if reasons else ()
    discount = Formula(critical.discount) if names(critical.discount) else "discount"
    return (f"{critical.player}: ", discount, " in ", *parts, *why)


def stretch_phrase(stretch: Stretch) -> Phrase:
    """An interval, or a single number."""
    if stretch.low == stretch.high:
        return ("{", stretch.low, "}")
    opening, closing = "(" if stretch.low_open else "[", ")" if stretch.high_open else "]"
    return (opening, stretch.low, ", ", stretch.high, closing)
