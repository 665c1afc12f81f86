"""The families of an atlas as blocks of a report, in the names of thresholds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from gametheory_dprk.analysis.atlas.atlas import Atlas
from gametheory_dprk.analysis.atlas.telling.writing import Writer, Written
from gametheory_dprk.expr import Expr, to_text
from gametheory_dprk.regions.formula import every, some
from gametheory_dprk.report.blocks import Block, Heading, Paragraph, table_of

if TYPE_CHECKING:
    from gametheory_dprk.analysis.atlas.joint import JointAtlas
    from gametheory_dprk.analysis.atlas.kinds import AnyAtlas

EXISTS = {True: "everywhere", False: "nowhere"}


def written_blocks(number: int, family: Written) -> Iterator[Block]:
    """One family: where it exists, what is played and believed there, what it is worth."""
    yield Heading(f"Family {number}: {family.title.full}")
    condition = family.condition
    where = EXISTS[condition] if isinstance(condition, bool) else to_text(condition)
    yield Paragraph("Exists where", (where,))
    yield table_of(
        "",
        ("player", "information set", "plays", "belief"),
        (
            (
                player,
                label,
                chances_text(chances),
                chances_text(family.beliefs.get(player, {}).get(label, {})),
            )
            for player, sets in family.strategies.items()
            for label, chances in sets.items()
        ),
    )
    values = ", ".join(f"{player} {to_text(x)}" for player, x in family.values.items())
    yield Paragraph("Values", (values,))


def survival_blocks(
    found: AnyAtlas | JointAtlas, writer: Writer, family: Mapping[str, Any]
) -> Iterator[Block]:
    """Where a family survives each refinement."""
    for name, verdict in family["refinements"].items():
        yield Paragraph(f"Survives {name}", (survival_text(found, writer, family, name, verdict),))


def survival_text(
    found: AnyAtlas | JointAtlas, writer: Writer, family: Mapping[str, Any], name: str, verdict: Any
) -> str:
    """Write a verdict, its conditions in the names of thresholds."""
    if not isinstance(found, Atlas):
        return str(verdict)
    own = next(each for each in found.families if each.id == family["id"])
    regions = found.survival(own, name).regions
    if not regions or not all(regions):
        return str(verdict)
    formula = writer.names.formula(some(every(each) for each in regions))
    return str(verdict) if isinstance(formula, bool) else to_text(formula)


def chances_text(chances: Mapping[str, Expr]) -> str:
    """Moves with their probabilities; one played for sure by its name alone."""
    texts = {move: to_text(x) for move, x in chances.items()}
    return ", ".join(move if x == "1" else f"{move} {x}" for move, x in texts.items())
