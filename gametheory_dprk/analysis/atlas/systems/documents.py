"""The document of an atlas that was found choice by choice."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from gametheory_dprk.analysis.atlas.systems.families import SystemFamily
from gametheory_dprk.analysis.atlas.view import FamilyView, Ratios
from gametheory_dprk.expr import to_text
from gametheory_dprk.number import number_text
from gametheory_dprk.polynomials import Polynomial, Ratio, ratio_expr
from gametheory_dprk.regions import Space
from gametheory_dprk.regions.wording import condition_expr

if TYPE_CHECKING:
    from gametheory_dprk.analysis.atlas.systems.atlas import SystemAtlas


def system_document(atlas: SystemAtlas) -> dict[str, Any]:
    """Write what the command `atlas` adds to a document."""
    proofs, thresholds, statics = atlas.proofs, atlas.thresholds, atlas.statics()
    families = []
    for family, view in zip(atlas.families, atlas.views, strict=True):
        written = family_document(atlas.space, family, view)
        written["conditions_short"] = [thresholds.short(c) for c in family.conditions]
        written |= statics[view.id].to_document()
        families.append(written)
    return {
        "assume": list(atlas.ground.data["assume"]),
        "fixed": {name: number_text(value) for name, value in atlas.fixed.items()},
        "families": families,
        "where": dict(thresholds.where),
        "knife_edges": list(atlas.knife_edges),
        "unsolved": [{"case": list(one.chosen), "reason": one.reason} for one in atlas.unsolved],
        "proofs": {
            "sound": proofs.sound,
            "nonempty": proofs.nonempty,
            "complete": proofs.complete,
            "covered": proofs.covered,
            "claims": proofs.claims,
            "open": list(proofs.open),
        },
        "certificate": atlas.certificate,
    }


def family_document(space: Space, family: SystemFamily, view: FamilyView) -> dict[str, Any]:
    """Write a family."""
    text = Texts(space, view)
    written: dict[str, Any] = {
        "id": view.id,
        "label": view.label,
        "chosen": list(family.path.chosen),
        "strategies": text.table(view.strategies),
        "beliefs": text.table(view.beliefs),
        "values": {player: text.ratio(value) for player, value in view.values.items()},
        "conditions": [to_text(condition_expr(space, c)) for c in family.conditions],
        "witness": {name: number_text(value) for name, value in family.witness.items()},
        "refinements": {},
    }
    if view.free:
        written["free"] = {name: free.unknown for name, free in view.free.items()}
        written["free_conditions"] = [
            f"{text.ratio(Ratio(c.polynomial, view.ring.one))} {c.relation} 0"
            for c in view.free_conditions
        ]
    return written


class Texts:
    """Writes the formulas of one family."""

    def __init__(self, space: Space, view: FamilyView) -> None:
        self.ring = view.ring
        point = dict(view.witness)
        for name, free in view.free.items():
            value = Fraction(1, 2)
            if free.value is not None:
                top, below = (
                    space.ring.value(f, view.witness)
                    for f in (free.value.numerator, free.value.denominator)
                )
                value = top / below if below else value
            point[name] = value
        self.point = point

    def ratio(self, given: Ratio) -> str:
        """Write a rational function."""
        return to_text(ratio_expr(given, self.ring, self.negative))

    def negative(self, f: Polynomial) -> bool | None:
        """Whether a polynomial is negative where the family is known to be."""
        value = self.ring.value(f, self.point)
        return None if value == 0 else value < 0

    def table(self, given: Ratios) -> dict[str, dict[str, Mapping[str, str]]]:
        """Write a table of rational functions."""
        return {
            player: {
                label: {move: self.ratio(value) for move, value in row.items()}
                for label, row in sets.items()
            }
            for player, sets in given.items()
        }
