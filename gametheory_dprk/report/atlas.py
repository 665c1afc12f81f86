"""An atlas as a report: its families, where each exists, and what is proved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from gametheory_dprk.analysis.atlas.cells import cells_document, find_cells
from gametheory_dprk.analysis.atlas.plane.document import plane_document
from gametheory_dprk.analysis.atlas.telling.writing import Writer
from gametheory_dprk.number import number_text
from gametheory_dprk.report.atlas_families import survival_blocks, written_blocks
from gametheory_dprk.report.blocks import Block, Heading, Paragraph, Records, Report, table_of
from gametheory_dprk.report.document import envelope
from gametheory_dprk.report.phases import cells_blocks, phase_blocks
from gametheory_dprk.solution import Notice

if TYPE_CHECKING:
    from gametheory_dprk.analysis.atlas.claims.deciding import Decision
    from gametheory_dprk.analysis.atlas.edges import Edge
    from gametheory_dprk.analysis.atlas.joint import JointAtlas
    from gametheory_dprk.analysis.atlas.kinds import AnyAtlas
    from gametheory_dprk.analysis.atlas.plane.phases import PhaseDiagram
    from gametheory_dprk.scenario.model import Scenario

COLUMNS = ("family", "label", "player", "information_set", "move", "formula", "conditions")
SHORT = {"0": ".", "ambiguous": "+/-", "unknown": "?"}
"""What a table shows for a sign."""

PROOFS = ("sound", "nonempty", "complete", "covered")


def atlas_report(
    found: AnyAtlas | JointAtlas,
    scenario: Scenario,
    fixed: Mapping[str, Fraction],
    decisions: Sequence[Decision] = (),
    *,
    statics: bool = False,
    edges: Sequence[Edge] = (),
    plane: PhaseDiagram | None = None,
) -> Report:
    """Make the report of an atlas.

    Parameters
    ----------
    fixed : Mapping[str, Fraction]
        Parameters that were replaced by numbers.
    decisions : sequence of Decision
        Claims that were put to it.
    statics : bool
        Whether to show how everything moves with the parameters.
    edges : sequence of Edge
        Knife edges that were looked at.
    plane : PhaseDiagram, optional
        A plane of two parameters to be shown.
    """
    from gametheory_dprk.analysis.atlas.telling.advice import advice

    body = found.to_document() | claims_document(decisions) | edges_document(edges)
    writer = Writer(found)
    written = writer.families()
    for family in body["families"]:
        family["title"] = written[family["id"]].title.full
    cells = find_cells(found) if found.limit is None else None
    body |= cells_document(cells) if cells else {}
    body |= {"plane": plane_document(plane, writer.names)} if plane else {}
    notices = [Notice("limit", found.limit)] if found.limit is not None else []
    hint = advice(found)
    notices += [Notice("signs_open", hint)] if hint is not None else []
    document = {**envelope("atlas", scenario, fixed, {}, notices), **body}
    blocks = [
        Heading(scenario.title, 1),
        Paragraph("Scenario", (f"{scenario.id} ({scenario.kind})",)),
        Paragraph("Families", (str(len(body["families"])),)),
        Paragraph("Proved", (proof_text(body["proofs"]),)),
        *(Paragraph("Warning", (f"{each.message} [{each.code}]",)) for each in notices),
        *(block for decision in decisions for block in claim_blocks(decision)),
        *(
            block
            for family in body["families"]
            for block in (
                *written_blocks(family["id"], written[family["id"]]),
                *survival_blocks(found, writer, family),
                *statics_blocks(family, statics),
            )
        ),
        *(cells_blocks(cells) if cells else ()),
        *(
            phase_blocks(plane, {n: w.title for n, w in written.items()}, writer.names)
            if plane
            else ()
        ),
        *where_blocks(body | {"where": dict(writer.where())}),
        *(block for edge in body.get("edges", []) for block in edge_blocks(edge)),
    ]
    return Report(document, tuple(blocks), Records(COLUMNS, tuple(rows(body["families"]))))


def proof_text(proofs: Mapping[str, Any]) -> str:
    """What is proved, and what is not."""
    said = [f"{name} {'yes' if proofs[name] is True else proofs[name]}" for name in PROOFS]
    return f"{', '.join(said)} ({proofs['claims']} claims)"


def edges_document(edges: Sequence[Edge]) -> dict[str, Any]:
    """What was found on knife edges."""
    return {"edges": [edge.to_document() for edge in edges]} if edges else {}


def edge_blocks(edge: Mapping[str, Any], level: str = "") -> Iterator[Block]:
    """What is played on a knife edge, and on those within it."""
    solved = f", {edge['parameter']} = {edge['formula']}" if edge["parameter"] else ""
    yield Heading(f"{level}On the knife edge {edge['surface']}{solved}")
    if edge["note"]:
        yield Paragraph("", (edge["note"],))
    for each in edge["atlases"]:
        yield Paragraph("Families", (str(len(each["families"])),))
        yield Paragraph("Proved", (proof_text(each["proofs"]),))
        for family in each["families"]:
            yield from family_blocks(family)
            if family.get("free"):
                left = ", ".join(f"{name} for {what}" for name, what in family["free"].items())
                yield Paragraph("Left open", (left,))
                yield Paragraph("Subject to", (" and ".join(family["free_conditions"]),))
        for deeper in each.get("edges", []):
            yield from edge_blocks(deeper, f"{level}Within it: ")


def claims_document(decisions: Sequence[Decision]) -> dict[str, Any]:
    """One claim under `claim`, several under `claims`."""
    written = [decision.to_document() for decision in decisions]
    return {"claim": written[0]} if len(written) == 1 else {"claims": written} if written else {}


def claim_blocks(decision: Decision) -> Iterator[Block]:
    """What a claim comes to, and on what that rests."""
    yield Heading(f"Claim: {decision.text}")
    yield Paragraph("Result", (decision.result,))
    for name, point in (("Counterexample", decision.counterexample), ("At", decision.witness)):
        if point is not None:
            words = ", ".join(f"{n} = {number_text(x)}" for n, x in point.items())
            yield Paragraph(name, (f"{words} (solved there exactly)",))
    if decision.rests_on:
        yield Paragraph("Rests on", (f"the atlas being {' and '.join(decision.rests_on)}",))
    if decision.surfaces:
        yield Paragraph("Except where", (" or ".join(f"{f} == 0" for f in decision.surfaces),))
    if decision.reason:
        yield Paragraph("Because", (decision.reason,))


def statics_blocks(family: Mapping[str, Any], wanted: bool) -> Iterator[Block]:
    """How the quantities of a family move with the parameters; `.` where they do not."""
    signs = family.get("statics", {})
    if not wanted or not signs:
        return
    moving = [n for n in next(iter(signs.values())) if any(r[n] != "0" for r in signs.values())]
    yield table_of(
        "statics",
        ("quantity", *moving),
        ((name, *(SHORT.get(row[n], row[n]) for n in moving)) for name, row in signs.items()),
    )


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
