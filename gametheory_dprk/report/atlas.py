"""An atlas as a report: its families, where each exists, and what is proved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from gametheory_dprk.report.blocks import Block, Heading, Paragraph, Records, Report, table_of
from gametheory_dprk.report.document import envelope
from gametheory_dprk.solution import Notice

if TYPE_CHECKING:
    from gametheory_dprk.analysis.atlas.atlas import Atlas
    from gametheory_dprk.scenario.model import Scenario

COLUMNS = ("family", "label", "player", "information_set", "move", "formula", "conditions")
PROOFS = ("sound", "nonempty", "complete", "covered")


def atlas_report(found: Atlas, scenario: Scenario, fixed: Mapping[str, Fraction]) -> Report:
    """Make the report of an atlas.

    Parameters
    ----------
    found : Atlas
    scenario : Scenario
    fixed : Mapping[str, Fraction]
        Parameters that were replaced by numbers.
    """
    body = found.to_document()
    notices = [Notice("limit", found.limit)] if found.limit is not None else []
    document = {**envelope("atlas", scenario, fixed, {}, notices), **body}
    blocks = [
        Heading(scenario.title, 1),
        Paragraph("Scenario", (f"{scenario.id} ({scenario.kind})",)),
        Paragraph("Families", (str(len(body["families"])),)),
        Paragraph("Proved", (proof_text(body["proofs"]),)),
        *(Paragraph("Warning", (f"{each.message} [{each.code}]",)) for each in notices),
        *(block for family in body["families"] for block in family_blocks(family)),
        *where_blocks(body),
    ]
    return Report(document, tuple(blocks), Records(COLUMNS, tuple(rows(body["families"]))))


def proof_text(proofs: Mapping[str, Any]) -> str:
    """What is proved, and what is not."""
    said = [f"{name} {'yes' if proofs[name] is True else proofs[name]}" for name in PROOFS]
    return f"{', '.join(said)} ({proofs['claims']} claims)"


def family_blocks(family: Mapping[str, Any]) -> Iterator[Block]:
    """One family: where it exists, what is played and believed there, what survives."""
    yield Heading(f"Family {family['id']}: {family['label']}")
    conditions = " and ".join(family["conditions_short"]) or "everywhere"
    yield Paragraph("Exists where", (conditions,))
    yield table_of(
        "",
        ("player", "information set", "plays", "belief"),
        (
            (
                player,
                label,
                chances_text(chances),
                chances_text(family["beliefs"].get(player, {}).get(label, {})),
            )
            for player, sets in family["strategies"].items()
            for label, chances in sets.items()
        ),
    )
    yield Paragraph("Values", (", ".join(f"{p} {v}" for p, v in family["values"].items()),))
    for name, verdict in family["refinements"].items():
        yield Paragraph(f"Survives {name}", (str(verdict),))


def chances_text(chances: Mapping[str, str]) -> str:
    """Probabilities other than zero; a move played for sure by its name alone."""
    played = {name: formula for name, formula in chances.items() if formula != "0"}
    return ", ".join(name if x == "1" else f"{name} {x}" for name, x in played.items())


def where_blocks(body: Mapping[str, Any]) -> Iterator[Block]:
    """What the names of thresholds stand for, and the surfaces set aside."""
    if body["where"]:
        yield Heading("Where")
        for name, formula in body["where"].items():
            yield Paragraph("", (f"{name} = {formula}",))
    if body["knife_edges"]:
        yield Heading("Knife edges, not looked at apart")
        for surface in body["knife_edges"]:
            yield Paragraph("", (surface,))


def rows(families: list[Mapping[str, Any]]) -> Iterator[tuple[str, ...]]:
    """Every probability of every family, one a row."""
    for family in families:
        conditions = " and ".join(family["conditions"])
        head = (str(family["id"]), family["label"])
        for player, sets in family["strategies"].items():
            for label, chances in sets.items():
                for move, formula in chances.items():
                    yield (*head, player, label, move, formula, conditions)
