"""A phase diagram as blocks of a report, and as a figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from gametheory_dprk.analysis.atlas.plane.naming import curve_formula, flat_edges
from gametheory_dprk.expr import to_text
from gametheory_dprk.number import number_text
from gametheory_dprk.report.blocks import Block, Heading, Paragraph, table_of

if TYPE_CHECKING:
    from gametheory_dprk.analysis.atlas.cells import Cells
    from gametheory_dprk.analysis.atlas.plane.phases import PhaseDiagram
    from gametheory_dprk.analysis.atlas.telling.thresholds import Thresholds
    from gametheory_dprk.analysis.atlas.telling.titles import Title


def cells_blocks(found: Cells) -> Iterator[Block]:
    """Which families exist together."""
    if not any(cell.families for cell in found.cells):
        return
    yield Heading("Which families exist together")
    told = "; ".join(numbers(cell.families) for cell in found.cells)
    yield Paragraph("Combinations", (told,))
    if found.complete:
        yield Paragraph("", ("Proved: off the boundaries there are no others.",))
    else:
        rest = "; ".join(numbers(each) for each in found.undecided if each)
        yield Paragraph("Not decided", (rest or "the search ended before all were looked at",))


def phase_blocks(
    diagram: PhaseDiagram, titles: Mapping[int, Title], names: Thresholds
) -> Iterator[Block]:
    """The cells of a plane and the curves between them."""
    window = diagram.window
    yield Heading(f"Plane of {window.x} and {window.y}")
    values = ", ".join(f"{name} = {number_text(x)}" for name, x in window.values.items())
    if values:
        yield Paragraph("At", (values,))
    yield table_of(
        "",
        ("cell", "families", window.x, window.y),
        ((str(phase.id), told(phase.families, titles), *phase.witness) for phase in diagram.phases),
    )
    rows = dict.fromkeys(
        (to_text(curve_formula(diagram, b.curve, names)), b.phases, numbers(b.families or ()))
        for b in diagram.borders
    )
    if rows:
        yield table_of(
            "",
            ("border", "between cells", "families on it"),
            ((formula, f"{one}, {two}", there) for formula, (one, two), there in rows),
        )
    for edge in flat_edges(diagram):
        yield Paragraph("Warning", (f"the whole plane lies on the knife edge {edge}",))


def told(families: tuple[int, ...] | None, titles: Mapping[int, Title]) -> str:
    """Name the families of a cell."""
    if families is None:
        return "not assumed"
    return "; ".join(f"{f} {titles[f].short}" for f in families) or "none listed"


def numbers(families: tuple[int, ...]) -> str:
    """Write the numbers of families."""
    return ", ".join(map(str, families)) or "none"
