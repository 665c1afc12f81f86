"""Whether posteriors mean what they say, as a report."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gametheory_dprk.report.blocks import Block, Heading, Paragraph, Records, Report, table_of
from gametheory_dprk.report.comparison_parts import decimal
from gametheory_dprk.report.document import envelope
from gametheory_dprk.solution import Notice

if TYPE_CHECKING:
    from gametheory_dprk.analysis.calibration import Calibration
    from gametheory_dprk.analysis.calibration.confusion import Row
    from gametheory_dprk.analysis.calibration.ranks import Ranks
    from gametheory_dprk.analysis.calibration.recovery import Recovery
    from gametheory_dprk.scenario.model import Scenario

COLUMNS = ("scenario", "what", "episodes", "name", "quantity", "value")


def calibration_report(found: Calibration, scenario: Scenario) -> Report:
    """Make the report of a study of calibration."""
    seed = {"seed": found.study.asked.seed}
    head = envelope("calibrate", scenario, None, seed, notices(found))
    document = {**head, **found.to_document()}
    rows = tuple((scenario.id, found.what, *each) for each in records(found))
    return Report(document, tuple(blocks(found, scenario)), Records(COLUMNS, rows))


def notices(found: Calibration) -> tuple[Notice, ...]:
    """What a reader has to know."""
    said = []
    if found.ranks is not None and not found.ranks.calibrated:
        said.append(Notice("not_calibrated", "ranks of the truth in posteriors are not uniform"))
    if found.ranks is not None and found.ranks.flagged:
        number = f"{found.ranks.least_effective:.0f} effective points"
        message = f"some posterior rests on {number}, whose error may show: ask for more points"
        said.append(Notice("few_points", message))
    if few := [str(each.episodes) for each in found.recovery if each.flagged]:
        message = f"with {', '.join(few)} episodes few points stand for a posterior: ask for more"
        said.append(Notice("few_points", message))
    return tuple(said)


def blocks(found: Calibration, scenario: Scenario) -> Iterator[Block]:
    """Tables, and what they hang on."""
    yield Heading(scenario.title, 1)
    if found.ranks is not None:
        yield from rank_blocks(found.ranks)
    if found.recovery:
        yield recovery_table(found.recovery)
    for number, rows in zip(found.episodes, found.models, strict=False):
        yield confusion_table(rows, number)
    for warning in notices(found):
        yield Paragraph("Warning", (f"{warning.message} [{warning.code}]",))
    study, asked = found.study, found.study.asked
    yield Paragraph(
        "Settings",
        (
            f"seed {asked.seed}, {study.simulations} simulations, {study.points} points, play "
            f"{study.played}, prior {study.width}, eta {asked.eta}, types {asked.types}",
        ),
    )


def rank_blocks(found: Ranks) -> Iterator[Block]:
    """One line a quantity, and the verdict."""
    word = "calibrated" if found.calibrated else "NOT calibrated"
    least = min(each.p_value for each in found.quantities)
    yield Paragraph(
        "Posteriors",
        (
            f"{word}: {found.simulations} records of {found.episodes} episodes; least p-value "
            f"{decimal(least)} among {len(found.quantities)}",
        ),
    )
    rows = (
        (each.name, decimal(each.chi_square), decimal(each.p_value), percent(each.coverage))
        for each in found.quantities
    )
    columns = ("quantity", "chi-square", "p", "90 % interval covers")
    yield table_of("ranks of the truth in its posterior", columns, rows)


def recovery_table(found: tuple[Recovery, ...]) -> Block:
    """One line a quantity, one column a number of episodes."""
    names = list(found[0].correlations)
    rows = [[name, *(decimal(each.correlations[name]) for each in found)] for name in names]
    rows.append(["Pr(hypothesis that holds)", *(decimal(e.probability_of_truth) for e in found)])
    rows.append(["effective points", *(f"{each.effective:.0f}" for each in found)])
    columns = ("correlation with the truth", *(f"{each.episodes} episodes" for each in found))
    return table_of("recovery", columns, rows)


def confusion_table(rows: tuple[Row, ...], episodes: int) -> Block:
    """One line a hypothesis that holds, one column one that is found."""
    names = list(rows[0].found)
    cells = ((r.truth, *(percent(r.found[name]) for name in names), r.verdict) for r in rows)
    title = f"which hypothesis is likeliest after {episodes} episodes, by the one that holds"
    return table_of(title, ("holds", *names, "truth"), cells)


def percent(share: float) -> str:
    """A share in per cent.

    Examples
    --------
    >>> percent(0.9035)
    '90.3 %'
    """
    return f"{100 * share:.1f} %"


def records(found: Calibration) -> Iterator[tuple[str, ...]]:
    """One row a number."""
    if found.ranks is not None:
        length = str(found.ranks.episodes)
        for each in found.ranks.quantities:
            yield (length, each.name, "p_value", str(each.p_value))
            yield (length, each.name, "coverage", str(each.coverage))
    for one in found.recovery:
        for name, value in one.correlations.items():
            said = "" if value is None else str(value)
            yield (str(one.episodes), name, "correlation", said)
    for number, rows in zip(found.episodes, found.models, strict=False):
        for row in rows:
            for name, share in row.found.items():
                yield (str(number), row.truth, f"found {name}", str(share))
