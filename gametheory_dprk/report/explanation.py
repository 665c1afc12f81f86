"""Why a solution is what it is: every check, what was refused, and what completeness rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from gametheory_dprk.number import encode_number
from gametheory_dprk.registry import discover
from gametheory_dprk.report.blocks import Block, Heading, Paragraph, Table
from gametheory_dprk.solution import Check, Equilibrium, Solution, Verdict

CHECK_COLUMNS = ("claim", "left", "", "right", "slack")


def explanation_document(solution: Solution) -> dict[str, Any]:
    """The explanation for programs."""
    return {
        "equilibria": [reasons_document(each) for each in solution],
        "removed": [
            {**reasons_document(each), "removed_by": name} for each, name in solution.removed
        ],
        "plan": list(solution.plan),
        "completeness": completeness(solution),
    }


def reasons_document(equilibrium: Equilibrium) -> dict[str, Any]:
    """The checks of one equilibrium and of what refinements say of it."""
    return {
        "id": equilibrium.id,
        "label": equilibrium.label,
        "checks": list(map(check_document, equilibrium.certificate.checks)),
        "refinements": {
            name: {
                "survives": verdict.survives,
                "reason": verdict.reason,
                "checks": list(map(check_document, verdict.checks)),
            }
            for name, verdict in equilibrium.refinements.items()
        },
    }


def check_document(check: Check) -> dict[str, Any]:
    """One check: both sides and the slack."""
    return {
        "claim": check.claim,
        "left": encode_number(check.left),
        "relation": check.relation,
        "right": encode_number(check.right),
        "slack": encode_number(check.slack),
        "form": check.form,
    }


def explanation_blocks(solution: Solution) -> Iterator[Block]:
    """The explanation for readers."""
    for equilibrium in solution:
        yield Heading(f"Why {equilibrium.id}, {equilibrium.label}, is an equilibrium")
        yield from reasons_blocks(equilibrium)
    for equilibrium, name in solution.removed:
        yield Heading(f"Why {equilibrium.id}, {equilibrium.label}, is refused")
        yield Paragraph("Refused by", (name,))
        yield Paragraph("Because", (equilibrium.refinements[name].reason,))
        yield from reasons_blocks(equilibrium)
    yield Heading("How this was found")
    yield Paragraph("Plan", (" -> ".join(solution.plan) or "none",))
    yield Paragraph("Complete", (completeness(solution),))


def reasons_blocks(equilibrium: Equilibrium) -> Iterator[Block]:
    """The checks of one equilibrium and of its refinements."""
    checks = equilibrium.certificate.checks
    reasons = [each for each in checks if not each.form]
    yield check_table("checks", reasons)
    yield Paragraph("Well formed", (f"{len(checks) - len(reasons)} further checks of form hold",))
    for name, verdict in equilibrium.refinements.items():
        words = verdict_words(verdict)
        if verdict.checks:
            yield check_table(f"{name}: {words}", verdict.checks)
        else:
            yield Paragraph(name, (words,))


def verdict_words(verdict: Verdict) -> str:
    """What a refinement says."""
    word = {True: "survives", False: "fails", None: "depends"}[verdict.survives]
    return f"{word}: {verdict.reason}" if verdict.reason else word


def check_table(title: str, checks: Sequence[Check]) -> Table:
    """Every claim with both sides."""
    rows = tuple(
        ((each.claim,), (each.left,), (each.relation,), (each.right,), (each.slack,))
        for each in checks
    )
    return Table(title, CHECK_COLUMNS, rows)


def completeness(solution: Solution) -> str:
    """Say what the claim that there are no others rests on."""
    name = solution.plan[-1] if solution.plan else ""
    card = discover("gametheory_dprk.solvers").get(name)
    about = f"{name} ({card.about}{f'; {card.source}' if card.source else ''})" if card else name
    if not solution.complete:
        return f"not claimed: {about or 'no solver'} did not prove that it found all"
    steps = (
        f" after {', '.join(solution.plan[:-1])}, which keep them all" if solution.plan[:-1] else ""
    )
    proof = solution.completeness
    certificate = (
        f"; the certificate, {len(proof.tree)} steps and {len(proof.reasons)} reasons, says of "
        "each support case why it has no equilibrium or where its equilibria are listed"
        if proof
        else ""
    )
    return (
        f"proved by {about}, which finds every {solution.concept} equilibrium{steps}{certificate}"
    )
