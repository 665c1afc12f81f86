"""A solution as a report: equilibria with strategies, beliefs, values and what may vary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any, cast

from gametheory_dprk.report.blocks import (
    Block,
    Heading,
    Paragraph,
    Phrase,
    Piece,
    Records,
    Report,
    Table,
    joined,
)
from gametheory_dprk.report.document import envelope, game_digest
from gametheory_dprk.report.explanation import explanation_blocks, explanation_document
from gametheory_dprk.report.numbers import decimal_text
from gametheory_dprk.report.polytope import (
    component_phrases,
    component_table,
    distribution_phrase,
)
from gametheory_dprk.solution import Component, Equilibrium, PerSet, Solution, Verdict
from gametheory_dprk.solution_json import encode_solution

if TYPE_CHECKING:
    from gametheory_dprk.scenario.model import Scenario

COLUMNS = ("equilibrium", "label", "quantity", "player", "information_set", "name", "value")
PATHS_SHOWN = 8


def solution_report(
    solution: Solution, scenario: Scenario | None = None, explain: bool = False
) -> Report:
    """Make the report of a solution.

    Parameters
    ----------
    solution : Solution
    scenario : Scenario, optional
        The scenario it solves; a game from arrays has none.
    explain : bool
        Add every check, what removed the refused, and what completeness rests on.
    """
    document = solution_document(solution, scenario)
    blocks = [*head(solution, scenario)]
    for equilibrium in solution:
        blocks += equilibrium_blocks(equilibrium)
    if explain:
        document["explanation"] = explanation_document(solution)
        blocks += explanation_blocks(solution)
    return Report(document, tuple(blocks), solution_records(solution))


def solution_document(solution: Solution, scenario: Scenario | None = None) -> dict[str, Any]:
    """Make the JSON document of a solution."""
    provenance = {
        "solver": solution.plan[-1] if solution.plan else None,
        "plan": list(solution.plan),
        "seconds": round(solution.seconds, 6),
    }
    head = envelope("solve", scenario, solution.parameters, provenance, solution.warnings)
    if scenario is not None:
        values = cast("Mapping[str, Fraction]", solution.parameters)
        head["game"] = game_digest(scenario.game.at(values))
    return {**head, "solution": encode_solution(solution)}


def head(solution: Solution, scenario: Scenario | None) -> Iterator[Block]:
    """What was solved, and how many equilibria there are."""
    if scenario is not None:
        yield Heading(scenario.title, 1)
        yield Paragraph("Scenario", (f"{scenario.id} ({scenario.kind})",))
    if solution.parameters:
        values: list[Phrase] = [(f"{name}=", each) for name, each in solution.parameters.items()]
        yield Paragraph("Parameters", joined(values))
    yield Paragraph("Found", (summary(solution),))
    if solution.completeness is not None:
        reasons = len(solution.completeness.reasons)
        yield Paragraph("Certificate", (f"of completeness, by {reasons} reasons (in JSON)",))
    for equilibrium, refinement in solution.removed:
        name = f"{equilibrium.id}, {equilibrium.label}"
        yield Paragraph("Refused", (f"{name}: fails {refinement}",))
    for warning in solution.warnings:
        yield Paragraph("Warning", (f"{warning.message} [{warning.code}]",))


def summary(solution: Solution) -> str:
    """Say in one line how many equilibria there are and whether these are all.

    Examples
    --------
    >>> summary(Solution("pbe", "none", True, (), ()))
    'no pbe equilibrium (complete: proved that there are no others)'
    """
    count = len(solution)
    noun = "equilibrium" if count <= 1 else "equilibria"
    components = sum(equilibrium.component is not None for equilibrium in solution)
    some = f", {connected(components, count)}" if components else ""
    if solution.complete:
        claim = "complete: proved that there are no others"
    else:
        claim = "not proved complete: there may be others"
    left = " left" if solution.removed else ""
    return f"{count or 'no'} {solution.concept} {noun}{left}{some} ({claim})"


def connected(components: int, count: int) -> str:
    """Say how many of the equilibria stand for a connected component.

    Examples
    --------
    >>> connected(1, 1), connected(1, 3), connected(2, 2)
    ('a connected component', '1 of them a connected component', '2 of them connected components')
    """
    if count == 1:
        return "a connected component"
    return f"{components} of them {'a ' if components == 1 else ''}connected component" + (
        "s" if components > 1 else ""
    )


def equilibrium_blocks(equilibrium: Equilibrium) -> Iterator[Block]:
    """Everything said of one equilibrium."""
    yield Heading(f"Equilibrium {equilibrium.id}: {equilibrium.label}")
    yield strategy_table(equilibrium)
    of_member = " of this member" if equilibrium.component is not None else ""
    yield Paragraph(f"Values{of_member}", named(equilibrium.values.items()))
    yield Paragraph(f"Outcome{of_member}", outcome_phrase(equilibrium))
    if equilibrium.index is not None:
        yield Paragraph("Index", (f"{equilibrium.index:+d}",))
    if equilibrium.component is not None:
        yield from component_blocks(equilibrium.component)
    yield from refinement_blocks(equilibrium.refinements)
    yield Paragraph("Certificate", (certificate_words(equilibrium),))


def refinement_blocks(verdicts: Mapping[str, Verdict]) -> Iterator[Block]:
    """What refinements say: a line for those survived, and one for each reason against.

    Why a refinement is survived is said where an explanation is asked for.

    Examples
    --------
    >>> fails = Verdict(False, "A gains")
    >>> given = {"d1": fails, "pareto": Verdict(True, "it is the only one"), "d2": fails}
    >>> [(line.label, *line.phrase) for line in refinement_blocks(given)]
    [('Survives', 'pareto'), ('Fails d1, d2', 'A gains')]
    """
    survived = [name for name, verdict in verdicts.items() if verdict.survives]
    if survived:
        yield Paragraph("Survives", (", ".join(survived),))
    against: dict[tuple[str, str], list[str]] = {}
    for name, verdict in verdicts.items():
        if not verdict.survives:
            word = "Depends for" if verdict.survives is None else "Fails"
            against.setdefault((word, verdict.reason), []).append(name)
    for (word, reason), names in against.items():
        yield Paragraph(f"{word} {', '.join(names)}", (reason or "no reason is given",))


def component_blocks(component: Component) -> Iterator[Block]:
    """The size of a component, and what may vary in it."""
    table = component_table(component)
    parts = f", the union of {len(component.cells)} parts" if table else ""
    mixed = "" if component.mixing == "behavior" else ", mixing realization weights"
    yield Paragraph("Component", (f"of dimension {component.dimension}{parts}{mixed}",))
    if table:
        yield table
        return
    for phrase in component_phrases(component):
        yield Paragraph("Varies", phrase)


def strategy_table(equilibrium: Equilibrium) -> Table:
    """What is played and believed at every information set."""
    beliefs = equilibrium.beliefs
    rows = [
        (
            (player,),
            (label,),
            distribution_phrase(plays),
            distribution_phrase(beliefs.get(player, {}).get(label, {})),
        )
        for player, sets in equilibrium.strategies.items()
        for label, plays in sets.items()
    ]
    does = "is told" if equilibrium.assessment.joint else "plays"
    columns = ("player", "information set", does, "belief")
    only = all(player == label for player, sets in equilibrium.strategies.items() for label in sets)
    kept = [k for k in range(4) if not (k == 1 and only) and (k < 3 or any(beliefs.values()))]
    return Table(
        "", tuple(columns[k] for k in kept), tuple(tuple(row[k] for k in kept) for row in rows)
    )


def named(items: Any) -> Phrase:
    """Names with their numbers."""
    return joined((f"{name} ", value) for name, value in items)


def outcome_phrase(equilibrium: Equilibrium) -> Phrase:
    """The likeliest plays, likeliest first."""
    paths = [(path, chance) for path, chance in equilibrium.outcome.items() if chance]
    paths.sort(key=lambda each: -each[1])
    more = len(paths) - PATHS_SHOWN
    tail = (f", and {more} more",) if more > 0 else ()
    return (*named(paths[:PATHS_SHOWN]), *tail)


def certificate_words(equilibrium: Equilibrium) -> str:
    """How much was checked."""
    certificate = equilibrium.certificate
    count = len(certificate.checks)
    kind = "exact " if certificate.exact else ""
    if equilibrium.epsilon:
        kind = f"{kind}(no deviation gains more than {decimal_text(equilibrium.epsilon)}) "
    result = "all hold" if certificate.valid else f"{len(certificate.failures())} fail"
    return f"{count} {kind}{'check' if count == 1 else 'checks'}, {result}"


def solution_records(solution: Solution) -> Records:
    """Every probability, belief and value as one tidy row."""
    rows = [row for equilibrium in solution for row in equilibrium_rows(equilibrium)]
    return Records(COLUMNS, tuple(rows))


def equilibrium_rows(equilibrium: Equilibrium) -> Iterator[tuple[Piece, ...]]:
    """The rows of one equilibrium."""
    start = (str(equilibrium.id), equilibrium.label)
    yield from ((*start, "strategy", *row) for row in set_rows(equilibrium.strategies))
    yield from ((*start, "belief", *row) for row in set_rows(equilibrium.beliefs))
    for player, value in equilibrium.values.items():
        yield (*start, "value", player, "", "", value)
    for path, chance in equilibrium.outcome.items():
        yield (*start, "outcome", "", "", path, chance)
    if equilibrium.index is not None:
        yield (*start, "index", "", "", "", Fraction(equilibrium.index))
    for name, verdict in equilibrium.refinements.items():
        survives = {True: "true", False: "false", None: "depends"}[verdict.survives]
        yield (*start, "refinement", "", "", name, survives)


def set_rows(sets: PerSet) -> Iterator[tuple[Piece, ...]]:
    """Player, information set, name and probability."""
    for player, labels in sets.items():
        for label, distribution in labels.items():
            for name, chance in distribution.items():
                yield (player, label, name, chance)
