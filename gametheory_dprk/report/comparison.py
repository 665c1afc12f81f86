"""Which hypothesis a dated record supports, as a report: a summary first, details if asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from gametheory_dprk.report.blocks import (
    Block,
    Heading,
    Paragraph,
    Records,
    Report,
    Table,
    joined,
    table_of,
)
from gametheory_dprk.report.comparison_parts import (
    decimal,
    detail_blocks,
    factor_text,
    further_rows,
    grid_table,
    sensitivity_blocks,
)
from gametheory_dprk.report.document import envelope

if TYPE_CHECKING:
    from gametheory_dprk.analysis.compare import Comparison
    from gametheory_dprk.analysis.compare.averages import Averaged
    from gametheory_dprk.scenario.model import Scenario

HYPOTHESES = (
    "hypothesis",
    "log10 Bayes factor",
    "bounds",
    "quantal",
    "uncertain payoffs",
    "prior",
    "posterior",
    "identified",
)
RECORDS = ("scenario", "hypothesis", "quantity", "value")
SAID_FIRST = (
    "hypotheses_are",
    "prior",
    "common_prior",
    "eta",
    "as_of",
    "record",
    "selection",
    "draws",
    "seed",
)
"""Settings that the summary tells; details tell all of them."""


def comparison_report(comparison: Comparison, scenario: Scenario, details: bool = False) -> Report:
    """Make the report of a comparison.

    Parameters
    ----------
    comparison : Comparison
    scenario : Scenario
        The first that was compared.
    details : bool
        Whether readers are shown every part; the document for programs always holds them.
    """
    drawn = {"seed": comparison.settings.get("seed")}
    head = envelope("compare", scenario, comparison.parameters, drawn, comparison.warnings)
    document = {**head, **comparison.to_document()}
    rows = tuple(record_rows(comparison))
    blocks = tuple(comparison_blocks(comparison, details))
    return Report(document, blocks, Records(RECORDS, rows))


def comparison_blocks(comparison: Comparison, details: bool) -> Iterator[Block]:
    """Hypotheses, what each event says, what to look for next, and what the numbers hang on."""
    yield Heading(comparison.scenario["title"], 1)
    yield from headlines(comparison)
    yield hypothesis_table(comparison)
    if comparison.marginals:
        yield marginal_table(comparison)
    yield clue_table(comparison)
    if comparison.next_observations:
        yield observation_table(comparison)
    if details:
        yield from detail_blocks(comparison)
    yield from sensitivity_blocks(comparison)
    if comparison.grid is not None:
        yield grid_table(comparison.grid)
    for warning in comparison.warnings:
        yield Paragraph("Warning", (f"{warning.message} [{warning.code}]",))
    yield Heading("Settings")
    values = comparison.parameters.items()
    if values:
        yield Paragraph("Parameters", joined((f"{name}=", each) for name, each in values))
    for name, value in comparison.settings.items():
        if (details or name in SAID_FIRST) and is_said(value):
            yield Paragraph(str(name).replace("_", " "), (setting_text(value),))
    if not details:
        yield Paragraph("", ("--details shows every table and setting",))


def headlines(comparison: Comparison) -> Iterator[Paragraph]:
    """In words, by which factor the record speaks for the first hypothesis against each other."""
    first, *others = comparison.hypotheses
    spread = comparison.spread()
    averages = {} if spread is None else {each.id: each for each in spread.hypotheses}
    for each in others:
        low, high = each.bounds
        parts = [f"{factor_text(each.log10_bayes_factor)} at the stated values"]
        parts.append(f"{factor_text(high)} to {factor_text(low)} over all equilibria")
        if comparison.quantal is not None:
            found = comparison.quantal.factors[each.id]
            parts.append(f"{factor_text(found)} if everybody errs")
        if each.id in averages:
            low, high = averages[each.id].bounds
            parts.append(
                f"{averaged_text(averages[each.id])} if payoffs are uncertain, "
                f"{factor_text(high)} to {factor_text(low)} over all equilibria at each draw"
            )
        yield Paragraph(f"Factor for {first.id} against {each.id}", ("; ".join(parts),))


def averaged_text(found: Averaged) -> str:
    """A factor with two standard errors either way."""
    text = factor_text(found.factor)
    if found.factor is None or found.factor_error is None:
        return text
    ends = (found.factor + sign * 2 * found.factor_error for sign in (1, -1))
    return f"{text} (Monte Carlo {' to '.join(map(factor_text, ends))})"


def is_said(setting: object) -> bool:
    """Whether a setting says anything: neither None nor a collection of nothing."""
    if isinstance(setting, Mapping):
        return any(map(is_said, setting.values()))
    return setting is not None and setting not in ("", (), [])


def hypothesis_table(comparison: Comparison) -> Table:
    """One line a hypothesis; factors are against the first."""
    spread = comparison.spread()
    averages = {} if spread is None else {each.id: each for each in spread.hypotheses}
    rows = []
    for each in comparison.hypotheses:
        average = averages.get(each.id)
        quantal = None if comparison.quantal is None else comparison.quantal.factors[each.id]
        rows.append(
            (
                (each.id,),
                (decimal(each.log10_bayes_factor),),
                (" to ".join(map(decimal, each.bounds)),),
                (decimal(quantal),),
                ("-" if average is None else error_text(average),),
                (decimal(float(each.prior)),),
                (decimal(None if each.posterior is None else float(each.posterior)),),
                ("yes" if each.identified else "no",),
            )
        )
    return Table("hypotheses", HYPOTHESES, tuple(rows))


def error_text(average: Averaged) -> str:
    """A factor with its standard error."""
    if average.factor_error is None:
        return decimal(average.factor)
    return f"{decimal(average.factor)} +- {decimal(average.factor_error)}"


def marginal_table(comparison: Comparison) -> Table:
    """One line for every level of every factor."""
    rows = (
        (
            each.factor,
            each.level,
            decimal(each.log10_bayes_factor),
            decimal(float(each.prior)),
            decimal(None if each.posterior is None else float(each.posterior)),
        )
        for each in comparison.marginals
    )
    columns = ("factor", "level", "log10 Bayes factor", "prior", "posterior")
    return table_of("one factor at a time", columns, rows)


def clue_table(comparison: Comparison) -> Table:
    """One line an event: decibels for each hypothesis against the first."""
    names = [each.id for each in comparison.hypotheses][1:]
    first = comparison.hypotheses[0].id
    rows = (
        (each.date, each.player, each.move, *(decimal(each.decibel.get(name)) for name in names))
        for each in comparison.clues
    )
    return table_of(
        f"clues, in decibels against {first}", ("date", "player", "observed", *names), rows
    )


def observation_table(comparison: Comparison) -> Table:
    """What to look for next, the most telling first."""
    rows = (
        (each.observation, decimal(each.bits), decimal(each.reached), ", ".join(each.cost_free))
        for each in comparison.next_observations
    )
    columns = ("observation", "bits", "probability", "costs nothing")
    return table_of("what would tell them apart", columns, rows)


def setting_text(value: Any) -> str:
    """A setting on one line."""
    if isinstance(value, dict):
        said = {name: each for name, each in value.items() if is_said(each)}
        return ", ".join(f"{name}: {setting_text(each)}" for name, each in said.items())
    if isinstance(value, list | tuple):
        return "; ".join(map(setting_text, value))
    return str(value)


def record_rows(comparison: Comparison) -> Iterator[tuple[str, ...]]:
    """One row for every hypothesis and quantity."""
    scenario = comparison.scenario["id"]
    for each in comparison.hypotheses:
        quantities = {
            "evidence": each.evidence,
            "log10_bayes_factor": each.log10_bayes_factor,
            "bound_low": each.bounds[0],
            "bound_high": each.bounds[1],
            "prior": each.prior,
            "posterior": each.posterior,
            "identified": str(each.identified).lower(),
        }
        for name, value in quantities.items():
            yield (scenario, each.id, name, "" if value is None else str(value))
    yield from further_rows(scenario, comparison)
