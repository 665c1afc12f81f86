"""An atlas as a document: formulas in the scenario's names, and the certificate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from gametheory_dprk.analysis.atlas.signaling.families import Family
from gametheory_dprk.analysis.atlas.signaling.form import Form
from gametheory_dprk.analysis.atlas.signaling.formulas import (
    FamilyFormulas,
    family_formulas,
    free_conditions,
)
from gametheory_dprk.analysis.atlas.signaling.points import free_values
from gametheory_dprk.analysis.atlas.signaling.refinements import NAMES as REFINEMENTS
from gametheory_dprk.expr import to_text
from gametheory_dprk.number import number_text
from gametheory_dprk.polynomials import Polynomial, Ratio, ratio_expr
from gametheory_dprk.regions.wording import condition_expr, union_expr

if TYPE_CHECKING:
    from gametheory_dprk.analysis.atlas.atlas import Atlas


def atlas_document(atlas: Atlas) -> dict[str, Any]:
    """Write what the command `atlas` adds to a document."""
    proofs, thresholds, statics = atlas.proofs, atlas.thresholds, atlas.statics()
    families = []
    for family in atlas.families:
        written = family_document(atlas.form, family)
        written["conditions_short"] = [thresholds.short(c) for c in family.conditions]
        written["refinements"] = {name: atlas.survival(family, name).answer for name in REFINEMENTS}
        written |= statics[family.id].to_document()
        families.append(written)
    return {
        "assume": [to_text(relation) for relation in atlas.form.assumptions],
        "fixed": {name: number_text(value) for name, value in atlas.fixed.items()},
        "families": families,
        "where": dict(thresholds.where),
        "knife_edges": list(atlas.knife_edges),
        "unsolved": [
            {"case": support_document(atlas.form, one.case), "reason": one.reason}
            for one in atlas.unsolved
        ],
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


def family_document(form: Form, family: Family) -> dict[str, Any]:
    """Write a family."""
    found = family_formulas(form, family)
    game, text = form.template, Texts(form, found, family)
    written: dict[str, Any] = {
        "id": family.id,
        "label": family.label,
        "support": support_document(form, family.case),
        "strategies": {
            game.sender: text.table(found.sending),
            game.receiver: text.table(found.answering),
        },
        "beliefs": {game.receiver: text.table(found.beliefs)},
        "values": {player: text.ratio(value) for player, value in found.values.items()},
        "conditions": conditions_texts(form, family),
        "witness": {name: number_text(value) for name, value in family.witness.items()},
        "off_path": {
            m: [
                {
                    "answers": text.table({"": {r: text.share(o.answers, r) for r in o.responses}})[
                        ""
                    ],
                    "conditions": [to_text(condition_expr(form.space, c)) for c in o.conditions],
                }
                for o in options
            ]
            for m, options in family.alternatives.items()
        },
    }
    if found.free:
        written["free"] = {name: unknown for unknown, name in found.free.items()}
        written["free_conditions"] = [
            f"{text.ratio(Ratio(c.polynomial, found.ring.one))} {c.relation} 0"
            for c in free_conditions(form, found, family)
        ]
    return written


def support_document(form: Form, case: Mapping[str, Any]) -> dict[str, Any]:
    """Write who sends what and what answers it."""
    game = form.template
    return {
        game.sender: {t: [m for m, s in case.items() if t in s.kinds] for t in form.types},
        game.receiver: {
            m: [r for r in form.responses(m) if r in s.replies] for m, s in case.items() if s.kinds
        },
    }


def conditions_texts(form: Form, family: Family) -> list[str]:
    """Write the conditions of a family, all of which must hold."""
    space = form.space
    found = [to_text(condition_expr(space, c)) for c in family.conditions]
    for options in family.alternatives.values():
        regions: Sequence[Any] = [option.conditions for option in options]
        if all(regions):
            found.append(to_text(union_expr(space, regions)))
    return found


class Texts:
    """Writes the formulas of one family."""

    def __init__(self, form: Form, found: FamilyFormulas, family: Family) -> None:
        self.form = form
        self.found = found
        chosen = free_values(form, family, family.witness)
        extra = {name: chosen.get(u, Fraction(1, 2)) for u, name in found.free.items()}
        self.point = {**family.witness, **extra}

    def ratio(self, given: Ratio) -> str:
        """Write a rational function."""
        return to_text(ratio_expr(given, self.found.ring, self.negative))

    def negative(self, f: Polynomial) -> bool | None:
        """Whether a polynomial is negative where the family is known to be."""
        value = self.found.ring.value(f, self.point)
        return None if value == 0 else value < 0

    def table(self, given: Mapping[str, Mapping[str, Ratio]]) -> dict[str, dict[str, str]]:
        """Write a table of rational functions."""
        return {
            one: {name: self.ratio(value) for name, value in row.items()}
            for one, row in given.items()
        }

    def share(self, vertex: Any, name: str) -> Ratio:
        """Return a chance off the path."""
        return Ratio.of(vertex.numerators[name], vertex.denominator)
