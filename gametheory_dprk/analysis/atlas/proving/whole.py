"""The certificate of a whole atlas, and what the checker says of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from gametheory_dprk.analysis.atlas.checker import Report, check
from gametheory_dprk.analysis.atlas.proving.certificate import Writer, game_data
from gametheory_dprk.analysis.atlas.proving.fold_proofs import fold_proofs
from gametheory_dprk.analysis.atlas.proving.records import family_record, impossible_record
from gametheory_dprk.analysis.atlas.signaling.form import Form
from gametheory_dprk.regions.coverage import Gap

if TYPE_CHECKING:
    from gametheory_dprk.analysis.atlas.atlas import Atlas

NOTHING = Report(False, False, False, False)
"""The report on a certificate that does not exist."""

Truth: TypeAlias = "bool | Literal['unknown', 'not claimed']"


@dataclass(frozen=True, slots=True)
class Proofs:
    """What the standalone checker accepts.

    Attributes
    ----------
    sound : bool or "unknown"
        Every family's formulas are an equilibrium wherever its conditions hold.
    nonempty : bool or "unknown"
        Every family exists somewhere.
    complete : bool or "unknown"
        Off the knife edges there are no other equilibria.
    covered : bool or "unknown"
        Off the knife edges some family exists everywhere.
    claims : int
        How many claims were checked.
    open : tuple of str
        What was not proved, one line each.
    """

    sound: Truth
    nonempty: Truth
    complete: Truth
    covered: Truth
    claims: int
    open: tuple[str, ...]


def certify(found: Atlas) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Write the certificate of an atlas; also what has no proof, one line each."""
    writer = Writer(found.form)
    records = [family_record(writer, found.lemmas, family) for family in found.families]
    records += [impossible_record(writer, found.lemmas, leaf) for leaf in found.impossible]
    lemmas = [writer.lemma(nogood) for nogood in found.lemmas.found]
    coverage = None
    if isinstance(found.coverage, Gap):
        writer.open.append("that some family exists everywhere")
    else:
        regions = [list(c) for family in found.families for c in family.disjuncts()]
        coverage = writer.tree(found.coverage, regions, writer.assumed)
    scales = writer.scales()
    folding = fold_proofs(writer, game_data(found.form)) if found.form.tree is not None else []
    certificate = {
        "folding": folding,
        "assumptions": writer.assumptions(game_data(found.form)),
        "facts": writer.facts(),
        "surfaces": [writer.text(f) for f in writer.surfaces.values()],
        "scales": scales,
        "lemmas": lemmas,
        "records": records,
        "coverage": coverage,
    }
    return certificate, tuple(dict.fromkeys(writer.open))


def judge(form: Form, certificate: Mapping[str, Any], open_claims: tuple[str, ...]) -> Proofs:
    """Let the checker recheck a certificate against the game."""
    empty = "records" not in certificate
    return proofs_of(None if empty else check(game_data(form), certificate), open_claims)


def proofs_of(report: Report | None, open_claims: tuple[str, ...], *, asked: bool = True) -> Proofs:
    """State what the checker accepted.

    Parameters
    ----------
    asked
        Whether it is claimed that some family exists everywhere.
    """
    found = report or NOTHING
    return Proofs(
        sound=truth(found.sound),
        nonempty=truth(found.nonempty),
        complete=truth(found.complete),
        covered=truth(found.covered) if asked else "not claimed",
        claims=found.claims,
        open=(*open_claims, *unexplained(found, open_claims)),
    )


def truth(accepted: bool) -> Truth:
    """Call unknown what the checker does not accept: a missing proof refutes nothing."""
    return True if accepted else "unknown"


def unexplained(report: Report, open_claims: tuple[str, ...]) -> tuple[str, ...]:
    """Return the checker's complaints where no missing proof explains them."""
    return () if open_claims else tuple(report.complaints)
