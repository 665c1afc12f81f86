"""Rechecking a saved atlas: its certificate, and that what is printed is what was certified.

The certificate is checked against the game. The families are then written anew from the certified
records; a document whose formulas, conditions or supports differ from them is rejected.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from gametheory_dprk.analysis.atlas.cases import State
from gametheory_dprk.analysis.atlas.certificate import game_data
from gametheory_dprk.analysis.atlas.checker import Report, check
from gametheory_dprk.analysis.atlas.closed_forms import ClosedForm
from gametheory_dprk.analysis.atlas.document import family_document
from gametheory_dprk.analysis.atlas.families import Family, Solved
from gametheory_dprk.analysis.atlas.form import Form
from gametheory_dprk.analysis.atlas.leaves import Leaves
from gametheory_dprk.analysis.atlas.lemmas import Lemmas
from gametheory_dprk.analysis.atlas.naming import family_label
from gametheory_dprk.analysis.atlas.offpath import Alternative, Vertex
from gametheory_dprk.analysis.atlas.sources import Chart, Source, charts
from gametheory_dprk.expr import parse, to_text
from gametheory_dprk.polynomials import Polynomial, Ratio, ratio_of
from gametheory_dprk.regions import Condition, condition


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
        What was accepted, and complaints about the rest.
    """
    try:
        fixed = {str(n): Fraction(x) for n, x in document.get("fixed", {}).items()}
        form = matching(charts(source, assume, fixed), document).form(source)
        report = check(game_data(form), document["certificate"])
        printed = [strip_extras(one) for one in document["families"]]
        certified = [strip_extras(one) for one in rewritten(form, document["certificate"])]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        return Report(False, False, False, False, 0, [f"malformed: {error}"])
    if printed != certified:
        report.sound = report.complete = False
        report.complaints.append("the families printed are not those certified")
    return report


def matching(found: Sequence[Chart], document: Mapping[str, Any]) -> Chart:
    """Return the chart that a document speaks of; by its assumptions, where there are several."""
    stated = list(document["assume"])
    same = [c for c in found if [to_text(relation) for relation in c.relations] == stated]
    return same[0] if same else found[0]


def strip_extras(family: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what is derived from the rest: refinements and short forms."""
    return {k: v for k, v in family.items() if k not in ("refinements", "conditions_short")}


def rewritten(form: Form, certificate: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Write the families of a certificate."""
    records = [r for r in certificate["records"] if "witness" in r["end"]]
    reader = Reader(form)
    return [
        family_document(form, reader.family(number, record))
        for number, record in enumerate(records, start=1)
    ]


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
