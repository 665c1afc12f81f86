"""The details of a comparison as tables: other readings, uncertain payoffs, sensitivity."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from gametheory_dprk.report.blocks import Block, Paragraph, Table, table_of

if TYPE_CHECKING:
    from gametheory_dprk.analysis.compare import Comparison
    from gametheory_dprk.analysis.compare.averages import Averaged, Spread
    from gametheory_dprk.analysis.compare.grid import Grid
    from gametheory_dprk.analysis.compare.identification import Identification
    from gametheory_dprk.analysis.compare.indices import Indices

SPREAD = (
    "hypothesis",
    "log10 Bayes factor",
    "error",
    "bounds",
    "posterior",
    "effective draws",
    "largest share",
)


def decimal(value: float | None) -> str:
    """A number with three decimals, or a dash.

    Examples
    --------
    >>> decimal(0.5), decimal(None), decimal(float("-inf")), decimal(-0.0001)
    ('0.500', '-', '-inf', '0.000')
    """
    return "-" if value is None else f"{round(value, 3) + 0.0:.3f}"


def factor_text(log10: float | None) -> str:
    """By what factor a record speaks for the first hypothesis, from the log10 factor against it.

    Examples
    --------
    >>> factor_text(-0.5), factor_text(2.0), factor_text(float("-inf")), factor_text(None)
    ('3.16', '0.01', 'inf', '-')
    """
    if log10 is None or abs(log10) == float("inf"):
        return "-" if log10 is None else "inf" if log10 < 0 else "0"
    return f"{10.0**-log10:.3g}"


def detail_blocks(comparison: Comparison) -> Iterator[Block]:
    """Claims, kinds of tests, other selections, quantal response and payoff priors."""
    claims = ((each.id, each.claim) for each in comparison.hypotheses)
    yield table_of("claims", ("hypothesis", "claim"), claims)
    yield from trial_blocks(comparison)
    names = [each.id for each in comparison.hypotheses if each.id in comparison.clues[0].tests]
    rows = [
        (
            each.rule,
            ", ".join(str(each.selected[name]) for name in names),
            *(decimal(each.log10_bayes_factor[name]) for name in names[1:]),
        )
        for each in comparison.selections
    ]
    columns = ("selected by", "equilibria", *names[1:])
    yield table_of("log10 Bayes factor by selection", columns, rows)
    yield from quantal_blocks(comparison)
    for each in comparison.spreads:
        yield spread_table(each)
        if each.quantal is not None:
            yield spread_table(each.quantal, "quantal response, ")


def trial_blocks(comparison: Comparison) -> Iterator[Block]:
    """What kind of test each clue is of each hypothesis."""
    rows = [
        (
            each.date,
            f"{each.player} {each.move}",
            name,
            trial.kind or "-",
            decimal(trial.passed),
            decimal(trial.failed),
        )
        for each in comparison.clues
        for name, trial in each.tests.items()
        if not each.cancels
    ]
    columns = ("date", "observed", "test of", "kind", "found, dB", "had it failed, dB")
    yield table_of("clues as tests", columns, rows)


def grid_table(grid: Grid) -> Table:
    """Posteriors, a row for every value of the first axis."""
    (x, y), (first, second) = grid.axes, grid.values
    rows = (
        (f"{float(one):.4g}", *map(decimal, row))
        for one, row in zip(first, grid.posteriors, strict=True)
    )
    columns = (f"{x} \\ {y}", *(f"{float(each):.4g}" for each in second))
    return table_of(f"posterior of {grid.hypothesis} among the named", columns, rows)


def index_table(found: Indices) -> Table:
    """Shares of variance, one line a parameter."""
    rows = [
        (
            name,
            each.parameter,
            f"{decimal(each.first)} +- {decimal(each.first_error)}",
            f"{decimal(each.total)} +- {decimal(each.total_error)}",
        )
        for name, indices in found.of.items()
        for each in indices
    ]
    title = f"shares of the variance of the log10 Bayes factor, {found.width} priors"
    return table_of(title, ("hypothesis", "parameter", "first order", "total"), rows)


def quantal_blocks(comparison: Comparison) -> Iterator[Block]:
    """The record under quantal response: all of it by value of lambda, and clue by clue."""
    found = comparison.quantal
    if found is None:
        return
    columns = ("lambda", *found.runs)
    rows = [("all, weighted", *map(decimal, found.factors.values()))]
    rows += [
        (str(value), *map(decimal, factors.values())) for value, factors in found.by_rationality()
    ]
    yield table_of("quantal response, log10 Bayes factor", columns, rows)
    clues = [
        (each.date, each.player, each.move, *map(decimal, found.decibels(row).values()))
        for row, each in enumerate(comparison.clues)
    ]
    yield table_of(
        "quantal response, clues in decibels", ("date", "player", "move", *found.runs), clues
    )


def spread_table(spread: Spread, kind: str = "") -> Table:
    """One line a hypothesis under priors of one width."""
    title = f"{kind}uncertain parameters, {spread.width} priors, {spread.draws} draws"
    return table_of(title, SPREAD, (averaged_row(each) for each in spread.hypotheses))


def averaged_row(each: Averaged) -> tuple[str, ...]:
    """The cells of one hypothesis."""
    return (
        each.id,
        decimal(each.factor),
        decimal(each.factor_error),
        " to ".join(map(decimal, each.bounds)),
        decimal(each.posterior),
        f"{each.average.effective:.1f}",
        f"{each.average.largest_share:.0%}" + (" !" if each.flagged else ""),
    )


def sensitivity_blocks(comparison: Comparison) -> Iterator[Block]:
    """What parameters are identified, what each one does, and which values tip the comparison."""
    if comparison.identification is not None:
        yield from identification_blocks(comparison.identification)
    found = comparison.sensitivity
    if found is None:
        return
    names = [each.id for each in comparison.hypotheses if each.id in comparison.clues[0].tests][1:]
    bars = [
        (each.parameter, f"{float(end):.4g}", *(decimal(factors.get(name)) for name in names))
        for each in found.tornado
        for end, factors in ((each.low, each.at_low), (each.high, each.at_high))
    ]
    yield table_of(
        "one parameter at a time, log10 Bayes factor", ("parameter", "value", *names), bars
    )
    columns = ("hypothesis", "parameter", "tips at", "between", "posterior becomes")
    tips = [
        (
            each.hypothesis,
            each.parameter,
            each.value,
            f"{float(each.kept):.6g} and {float(each.tipped):.6g}",
            each.becomes if each.becomes == "undefined" else f"{each.becomes} 1/2",
        )
        for each in found.tipping
    ]
    yield table_of("values that tip the comparison", columns, tips)
    if found.indices is not None:
        yield index_table(found.indices)


def identification_blocks(found: Identification) -> Iterator[Block]:
    """Rank, and what is left open."""
    count = len(found.parameters)
    text = f"rank {found.rank} for {count} parameters with log lambda; lambda = {found.rationality}"
    yield Paragraph("Identified by outcomes", (text,))
    if found.no_effect:
        yield Paragraph("No effect", (", ".join(found.no_effect),))
    rows = [("one number", sum_text(each)) for each in found.one_number]
    rows += [("changes nothing", sum_text(each)) for each in found.unidentified]
    yield table_of("not identified", ("kind", "combination"), rows)


def sum_text(combination: Mapping[str, float]) -> str:
    """A combination as a sum.

    Examples
    --------
    >>> sum_text({"r": 1.0, "q": -1.0, "s": 0.25})
    'r - q + 0.25 s'
    """
    parts = []
    for name, each in combination.items():
        size = "" if abs(each) == 1 else f"{abs(each):g} "
        parts.append(f"{'-' if each < 0 else '+'} {size}{name}")
    return " ".join(parts).removeprefix("+ ")


def further_rows(scenario: str, comparison: Comparison) -> Iterator[tuple[str, ...]]:
    """Tidy rows of what was found in floats."""
    if comparison.quantal is not None:
        for name, factor in comparison.quantal.factors.items():
            yield (scenario, name, "quantal_log10_bayes_factor", decimal(factor))
    for spread in comparison.spreads:
        for each in spread.hypotheses:
            quantities = {
                "log10_bayes_factor": decimal(each.factor),
                "se": decimal(each.factor_error),
                "bound_low": decimal(each.bounds[0]),
                "bound_high": decimal(each.bounds[1]),
                "posterior": decimal(each.posterior),
                "effective_sample_size": f"{each.average.effective:.1f}",
                "largest_share": decimal(each.average.largest_share),
            }
            for name, value in quantities.items():
                yield (scenario, each.id, f"{spread.width}_{name}", value)
