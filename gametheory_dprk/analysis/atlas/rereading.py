"""Rechecking a saved atlas: its certificate, and that what is printed is what was certified.

The certificate is checked against the game. The families are then written anew from the certified
records; a document whose formulas, conditions or supports differ from them is rejected.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from gametheory_dprk.analysis.atlas.checker import PARTS, Report, check
from gametheory_dprk.analysis.atlas.claims.rechecking import check_claims
from gametheory_dprk.analysis.atlas.document import family_document
from gametheory_dprk.analysis.atlas.preparing.sources import (
    Chart,
    Source,
    charts,
    definitions_of,
)
from gametheory_dprk.analysis.atlas.proving.certificate import game_data
from gametheory_dprk.analysis.atlas.signaling.cases import State
from gametheory_dprk.analysis.atlas.signaling.closed_forms import ClosedForm
from gametheory_dprk.analysis.atlas.signaling.families import Family, Solved
from gametheory_dprk.analysis.atlas.signaling.form import Form
from gametheory_dprk.analysis.atlas.signaling.leaves import Leaves
from gametheory_dprk.analysis.atlas.signaling.lemmas import Lemmas
from gametheory_dprk.analysis.atlas.signaling.naming import family_label
from gametheory_dprk.analysis.atlas.signaling.offpath import Alternative, Vertex
from gametheory_dprk.analysis.atlas.signaling.refinements import Survivors
from gametheory_dprk.analysis.atlas.signaling.view import Names, signaling_view
from gametheory_dprk.analysis.atlas.view import FamilyView, Reread
from gametheory_dprk.expr import Expr, names, parse, substitute, to_text
from gametheory_dprk.games import Game
from gametheory_dprk.polynomials import Polynomial, Ratio, Ring, ratio_of
from gametheory_dprk.regions import Condition, Space, condition
from gametheory_dprk.scenario.model import Scenario

EXTRAS = ("refinements", "conditions_short", "title", "statics", "statics_witnesses")
"""What a document says of families beyond what is certified."""


def recheck(source: Source, document: Mapping[str, Any], assume: Sequence[Any] = ()) -> Report:
    """Recheck a document that `Atlas.to_document` wrote, against the game itself.

    Parameters
    ----------
    source, assume
        As they were given to `atlas`.
    document
        It is not trusted. Its `fixed` values are filled in.

    Returns
    -------
    Report
        What was accepted, complaints about the rest, and what the document does not claim.
    """
    if "parts" in document:
        from gametheory_dprk.analysis.atlas.joint_rereading import recheck_parts

        return recheck_parts(source, document, assume)
    report, shown = recheck_families(source, document, assume)
    if shown is None:
        return report
    check_claims(shown, document, report)
    for edge in document.get("edges", []):
        recheck_edge(shown.game, document["assume"], edge, report)
    return report


def recheck_families(
    source: Source, document: Mapping[str, Any], assume: Sequence[Any]
) -> tuple[Report, Reread | None]:
    """Recheck the families of one atlas; also show them, if there is anything to be shown."""
    try:
        if list(document["certificate"]) == ["surfaces"]:
            ended = "no certificate: the search ended early, and nothing is proved"
            return rejected(ended), None
        fixed = {str(n): Fraction(x) for n, x in document.get("fixed", {}).items()}
        report, shown, families = certified(source, document, assume, fixed)
        printed = [strip_extras(one) for one in document["families"]]
        certified_ones = [strip_extras(one) for one in families]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        return rejected(f"malformed: {error}"), None
    report.unclaimed = unclaimed(document)
    if printed != certified_ones:
        report.sound = report.complete = report.decided = False
        report.complaints.append("the families printed are not those certified")
    return report, shown


def rejected(complaint: str) -> Report:
    """Report on a document of which nothing holds."""
    return Report(False, False, False, False, False, complaints=[complaint])


def unclaimed(document: Mapping[str, Any]) -> list[str]:
    """What a document itself does not call proved."""
    said = document.get("proofs", {})
    return [what for what in PARTS if said.get(what, True) is not True]


def recheck_edge(
    game: Game[Expr], assume: Sequence[str], edge: Mapping[str, Any], report: Report
) -> None:
    """Recheck the atlases on a knife edge; its formula must make the surface zero."""
    from gametheory_dprk.analysis.atlas.edges import on_surface

    if not edge["atlases"]:
        return
    formula, surface = parse(edge["formula"]), parse(edge["surface"].removesuffix(" == 0"))
    on_it = substitute(surface, {edge["parameter"]: formula})
    part, given = on_surface(game, [parse(text) for text in assume], edge["parameter"], formula)
    ring = Ring(sorted(names(on_it)))
    if given is None or not ratio_of(on_it, ring).is_zero():
        report.sound = report.decided = False
        report.complaints.append(f"{edge['formula']} is not on the surface {edge['surface']}")
        return
    for each in edge["atlases"]:
        found = recheck(part, each, given)
        report.claims += found.claims
        claimed = [what for what, said in each["proofs"].items() if said is True]
        failed = [what for what in claimed if not getattr(found, what)]
        if failed:
            report.complaints += found.complaints
        for what in failed:
            setattr(report, what, False)
        report.decided = report.decided and not failed


def certified(
    source: Source,
    document: Mapping[str, Any],
    assume: Sequence[Any],
    fixed: Mapping[str, Fraction],
) -> tuple[Report, Reread, list[dict[str, Any]]]:
    """Check a certificate; also show its families, and write them anew."""
    certificate = document["certificate"]
    if "branches" in certificate:
        from gametheory_dprk.analysis.atlas.systems.atlas import grounds_of
        from gametheory_dprk.analysis.atlas.systems.rereading import recheck_system

        parts = grounds_of(source, assume, fixed)
        same = [each for each in parts if each[0].data["assume"] == list(document["assume"])]
        ground, game = (same or parts)[0]
        report, views, written = recheck_system(ground, game, document)
        return report, reread(source, ground.space, game, fixed, views), written
    chart = matching(charts(source, assume, fixed), document)
    form, game = chart.form(source), chart.whole
    families = certified_families(form, certificate)
    names = Names(form, game, chart.moves)
    views = tuple(signaling_view(form, family, names) for family in families)
    known = Survivors(form, families).formula
    shown = replace(reread(source, form.space, game, fixed, views), survivors=known)
    written = [family_document(form, family) for family in families]
    return check(game_data(form), certificate), shown, written


def reread(
    source: Source,
    space: Space,
    game: Game[Expr],
    fixed: Mapping[str, Fraction],
    views: tuple[FamilyView, ...],
) -> Reread:
    """Show certified families as those of an atlas."""
    scenario = source if isinstance(source, Scenario) else None
    return Reread(space, game, definitions_of(source, fixed), fixed, scenario, views)


def matching(found: Sequence[Chart], document: Mapping[str, Any]) -> Chart:
    """Return the chart that a document speaks of; by its assumptions, where there are several."""
    stated = list(document["assume"])
    same = [c for c in found if [to_text(relation) for relation in c.relations] == stated]
    return same[0] if same else found[0]


def strip_extras(family: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what is derived from the rest: refinements, short forms, statics."""
    return {name: value for name, value in family.items() if name not in EXTRAS}


def certified_families(form: Form, certificate: Mapping[str, Any]) -> list[Family]:
    """Read the families of a certificate."""
    records = [r for r in certificate["records"] if "witness" in r["end"]]
    reader = Reader(form)
    return [reader.family(number, record) for number, record in enumerate(records, start=1)]


class Reader:
    """Reads families back from records."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.ring = form.ring
        self.leaves = Leaves(Lemmas(form))

    def polynomial(self, text: str) -> Polynomial:
        """Read a polynomial."""
        return ratio_of(parse(text), self.ring).numerator

    def conditions(self, given: Sequence[Sequence[Any]]) -> tuple[Condition, ...]:
        """Read conditions, of which a proof may follow."""
        return tuple(condition(self.polynomial(one[0]), one[1]) for one in given)

    def family(self, number: int, record: Mapping[str, Any]) -> Family:
        """Read a family."""
        case = {m: State(frozenset(s[0]), frozenset(s[1])) for m, s in record["case"].items()}
        blocks = [self.block(record[name]) for name in ("sender", "receiver")]
        sender, receiver = blocks
        paths = {
            t: next(m for m in self.form.signals if t in case[m].kinds) for t in self.form.types
        }
        inequalities = self.leaves.equalities(case)
        rows = inequalities.rows if inequalities is not None else {}
        solved = Solved(case, paths, sender, receiver, {}, rows)
        alternatives = {
            m: tuple(self.option(one) for one in entry["options"])
            for m, entry in record["unsent"].items()
        }
        end = record["end"]
        return Family(
            number,
            family_label(self.form, case),
            solved,
            self.conditions(record["conditions"]),
            alternatives,
            {name: Fraction(text) for name, text in end["witness"].items()},
            {
                u: Ratio.of(self.polynomial(top), self.polynomial(bottom))
                for u, (top, bottom) in end["choice"].items()
            },
        )

    def block(self, given: Mapping[str, Any]) -> ClosedForm:
        """Read formulas."""
        numerators = {
            u: {key: self.polynomial(text) for key, text in parts.items()}
            for u, parts in given["numerators"].items()
        }
        denominator = self.polynomial(given["denominator"])
        return ClosedForm(numerators, denominator, {}, tuple(given["free"]), False)

    def option(self, given: Mapping[str, Any]) -> Alternative:
        """Read a way to deter."""
        return Alternative(
            self.vertex(given["answers"], given["over"]),
            self.vertex(given["belief"], given["belief_over"]),
            self.conditions(given["conditions"]),
        )

    def vertex(self, numerators: Mapping[str, str], over: str) -> Vertex:
        """Read a distribution."""
        named = {name: self.polynomial(text) for name, text in numerators.items()}
        return Vertex(named, self.polynomial(over), ())
