"""Families read back from a certificate, so that what is printed can be compared with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from gametheory_dprk.analysis.atlas.checker import Report, check
from gametheory_dprk.analysis.atlas.signaling.closed_forms import ClosedForm
from gametheory_dprk.analysis.atlas.systems.documents import family_document
from gametheory_dprk.analysis.atlas.systems.expressions import expression, substituted, unknowns_of
from gametheory_dprk.analysis.atlas.systems.families import Path, Reduced, SystemFamily
from gametheory_dprk.analysis.atlas.systems.ground import Ground
from gametheory_dprk.analysis.atlas.systems.search import reduced_row
from gametheory_dprk.analysis.atlas.systems.showing import family_view
from gametheory_dprk.analysis.atlas.view import FamilyView
from gametheory_dprk.expr import Expr, parse
from gametheory_dprk.games import Game
from gametheory_dprk.polynomials import Polynomial, Ratio, ratio_of
from gametheory_dprk.regions import condition


def recheck_system(
    ground: Ground, game: Game[Expr], document: Mapping[str, Any]
) -> tuple[Report, tuple[FamilyView, ...], list[dict[str, Any]]]:
    """Check a certificate; also show its families, and write them anew."""
    certificate = document["certificate"]
    report = check(ground.data, certificate)
    reader = Reader(ground)
    families = list(reader.families(certificate["branches"], Path()))
    views = tuple(family_view(ground, game, family) for family in families)
    written = [
        family_document(ground.space, family, view)
        for family, view in zip(families, views, strict=True)
    ]
    return report, views, written


class Reader:
    """Reads families."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.ring = ground.ring
        self.count = 0

    def polynomial(self, text: str) -> Polynomial:
        """Read a polynomial."""
        return ratio_of(parse(text), self.ring).numerator

    def families(self, branches: Sequence[Any], before: Path) -> Iterator[SystemFamily]:
        """Yield the families in some branches."""
        for branch in branches:
            if "next" not in branch and "end" not in branch:
                continue
            path = self.extended(before, branch)
            if "next" in branch:
                yield from self.families(branch["next"], path)
            else:
                yield self.family(path, branch["end"])

    def extended(self, before: Path, branch: Mapping[str, Any]) -> Path:
        """Make the choice of a branch."""
        blocks = (*before.blocks, *(self.block(each) for each in branch["blocks"]))
        chosen = (*before.chosen, branch["chosen"])
        alternatives = self.ground.source.alternatives(list(before.chosen)) or []
        alternative = next(a for a in alternatives if a.name == branch["chosen"])
        reduced = list(before.reduced)
        for label, (f, relation) in alternative.inequalities.items():
            whole = substituted(blocks, expression(f, self.ring), self.ring)
            row = reduced_row(whole, relation) if unknowns_of(whole) else None
            reduced.append(Reduced(f"k{len(reduced)}", label, None, None, row))
        return Path(chosen, blocks, tuple(reduced))

    def block(self, given: Mapping[str, Any]) -> ClosedForm:
        """Read formulas."""
        numerators = {
            u: {key: self.polynomial(text) for key, text in parts.items()}
            for u, parts in given["numerators"].items()
        }
        factors = given["factors"]
        signed = Fraction(factors[0]) > 0 and all(name[0] != "s" for name, _ in factors[1])
        denominator = self.polynomial(given["denominator"])
        return ClosedForm(numerators, denominator, {}, tuple(given["free"]), signed)

    def family(self, path: Path, end: Mapping[str, Any]) -> SystemFamily:
        """Read a family."""
        self.count += 1
        return SystemFamily(
            self.count,
            path,
            tuple(condition(self.polynomial(text), r) for text, r, _ in end["conditions"]),
            {name: Fraction(text) for name, text in end["witness"].items()},
            {
                u: Ratio.of(self.polynomial(top), self.polynomial(below))
                for u, (top, below, _) in end["choice"].items()
            },
        )
