"""`gtd verify`: rechecks a saved solution, atlas or comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from gametheory_dprk.cli.options import common_options, scenario_argument
from gametheory_dprk.cli.running import Run

if TYPE_CHECKING:
    from gametheory_dprk.report.blocks import Report
    from gametheory_dprk.scenario.model import Scenario
    from gametheory_dprk.verification import Verification

FAILED = 1
COLUMNS = ("place", "claim", "left", "relation", "right", "holds")


@click.command("verify")
@scenario_argument
@click.argument("solution", metavar="SOLUTION.json", type=click.Path(allow_dash=True))
@common_options()
def COMMAND(run: Run, scenario: str, solution: str) -> int:  # noqa: N802
    """Recheck a saved solution in exact arithmetic.

    SOLUTION.json is what `gtd solve --json`, `gtd atlas --json` or `gtd compare --json` wrote. No
    solver takes part, but that a comparison is asked again, with all that it was asked, and every
    number held against it. Exit code 1 if a check fails.
    """
    from gametheory_dprk.cli.reading import read_scenario
    from gametheory_dprk.report.documents import read_document, recheck

    model = read_scenario(scenario)
    document = read_document(solution)
    if document.get("command") == "atlas":
        return verify_atlas(run, model, document)
    if document.get("command") == "compare":
        return verify_comparison(run, model, document)
    verification, notes = recheck(model, document)
    run.emit(verification_report(model, verification, notes))
    return 0 if verification.valid else FAILED


def verify_atlas(run: Run, model: Scenario, document: dict[str, Any]) -> int:
    """Recheck the proofs of a saved atlas against the game."""
    from gametheory_dprk.analysis.atlas.rereading import recheck
    from gametheory_dprk.report.blocks import Heading, Paragraph, Records, Report
    from gametheory_dprk.report.document import envelope

    found = recheck(model, document)
    word = "valid" if found.accepted else "INVALID"
    if found.accepted and found.unclaimed:
        word = "valid as far as claimed"
    body = {
        "valid": found.accepted,
        "checks": found.claims,
        "not_claimed": found.unclaimed,
        "failures": found.complaints,
    }
    why = "Not proved" if found.accepted else "Rejected"
    blocks: list[Any] = [
        Heading(model.title, 1),
        Paragraph("Verification", (f"{word} ({found.claims} claims proved again)",)),
        *([Paragraph("Not claimed", (", ".join(found.unclaimed),))] if found.unclaimed else []),
        *(Paragraph(why, (complaint,)) for complaint in found.complaints),
    ]
    records = Records(("failure",), tuple((each,) for each in found.complaints))
    run.emit(Report({**envelope("verify", model), "verification": body}, tuple(blocks), records))
    return 0 if found.accepted else FAILED


def verify_comparison(run: Run, model: Scenario, document: dict[str, Any]) -> int:
    """Ask a saved comparison again."""
    from gametheory_dprk.report.blocks import Heading, Paragraph, Records, Report, table_of
    from gametheory_dprk.report.document import envelope
    from gametheory_dprk.report.recomparison import recompare

    found = recompare(model, document, run.budget)
    word = "valid" if found.valid else f"INVALID: {len(found.differences)} differ"
    columns = ("place", "stated", "derived")
    listed = [dict(zip(columns, each, strict=True)) for each in found.differences]
    body = {"valid": found.valid, "checks": found.compared, "failures": listed}
    blocks: list[Any] = [
        Heading(model.title, 1),
        Paragraph("Verification", (f"{word} ({found.compared} numbers and texts derived again)",)),
    ]
    if not found.valid:
        blocks.append(table_of("differences", columns, found.differences))
    records = Records(columns, found.differences)
    run.emit(Report({**envelope("verify", model), "verification": body}, tuple(blocks), records))
    return 0 if found.valid else FAILED


def verification_report(model: Scenario, verification: Verification, notes: list[str]) -> Report:
    """The report of a verification."""
    from gametheory_dprk.report.blocks import Heading, Paragraph, Records, Report, table_of
    from gametheory_dprk.report.document import envelope

    checks, failures = verification.checks, verification.failures()
    word = "valid" if verification.valid else f"INVALID: {len(failures)} checks fail"
    kind = "" if any(check.tolerance for _, check in checks) else "exact "
    rows = [row(place, check) for place, check in checks]
    document = {
        **envelope("verify", model),
        "verification": {
            "valid": verification.valid,
            "checks": len(checks),
            "completeness": verification.completeness,
            "failures": [dict(zip(COLUMNS, row(*each), strict=True)) for each in failures],
            "notes": notes,
        },
    }
    blocks: list[Any] = [
        Heading(model.title, 1),
        Paragraph("Verification", (f"{word} ({len(checks)} {kind}checks)",)),
        Paragraph("Completeness", (verification.completeness,)),
        *(Paragraph("Note", (note,)) for note in notes),
    ]
    if failures:
        blocks.append(table_of("failures", COLUMNS, (row(*each) for each in failures)))
    return Report(document, tuple(blocks), Records(COLUMNS, tuple(rows)))


def row(place: str, check: Any) -> tuple[str, ...]:
    """One check with both sides, as text."""
    left, right = str(check.left), str(check.right)
    return (place, check.claim, left, check.relation, right, "yes" if check.holds else "no")
