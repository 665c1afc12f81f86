"""Bounds on the payoffs of subgame-perfect equilibria as a report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from gametheory_dprk.number import Number, encode_number
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
    table_of,
)
from gametheory_dprk.report.document import envelope
from gametheory_dprk.solution import Notice

if TYPE_CHECKING:
    from gametheory_dprk.analysis.payoff_set import PayoffSet
    from gametheory_dprk.analysis.polygons import Polygon
    from gametheory_dprk.games import RepeatedGame
    from gametheory_dprk.scenario.model import Scenario


def payoffs_report(
    found: PayoffSet,
    game: RepeatedGame[Fraction],
    scenario: Scenario,
    parameters: Mapping[str, Number],
    tolerance: Fraction,
) -> Report:
    """Make the report of a payoff set.

    Parameters
    ----------
    found : PayoffSet
    game : RepeatedGame
    scenario : Scenario
    parameters : Mapping[str, Fraction]
    tolerance : Fraction
        How near the bounds were wanted.
    """
    notices = tuple(payoff_notices(found, tolerance))
    document = envelope("payoffs", scenario, parameters, {}, notices)
    document["payoffs"] = payoffs_document(found, game, tolerance)
    blocks: list[Block] = [
        Heading(scenario.title, 1),
        Paragraph("Scenario", (f"{scenario.id} ({scenario.kind})",)),
    ]
    if parameters:
        named: Iterator[Phrase] = ((f"{name}=", each) for name, each in parameters.items())
        blocks.append(Paragraph("Parameters", joined(named)))
    blocks.append(Paragraph("Found", (summary(found),)))
    blocks += [Paragraph("Warning", (f"{each.message} [{each.code}]",)) for each in notices]
    if found.inner:
        words = "of the inner bound; those within the tolerance of one another are shown once"
        corners_head = Paragraph("Corners", (words,))
        blocks += [range_table(found), corners_head, corner_table(found, tolerance)]
    columns = ("bound", "corner", *found.players)
    return Report(document, tuple(blocks), Records(columns, tuple(corner_rows(found))))


def payoff_notices(found: PayoffSet, tolerance: Fraction) -> Iterator[Notice]:
    """What a reader has to know."""
    if found.limit:
        yield Notice("limit", f"{found.limit}; both bounds hold, but may be far apart")
    elif found.gap is not None and found.gap > tolerance:
        apart = f"up to {rounded_up(found.gap)} apart, more than {float(tolerance):g}"
        yield Notice("tolerance", f"the bounds are {apart}")
    elif found.outer and not found.inner:
        yield Notice("no_inner_bound", "no set was found that is known to be equilibrium payoffs")


def summary(found: PayoffSet) -> str:
    """Say in one line how well the set is known.

    Examples
    --------
    >>> from gametheory_dprk.analysis.payoff_set import PayoffSet
    >>> summary(PayoffSet(("A", "B"), (), (), None, 3))
    'no subgame-perfect equilibrium in pure moves, with or without public lots'
    """
    if not found.outer:
        return "no subgame-perfect equilibrium in pure moves, with or without public lots"
    if found.gap is None:
        return "payoffs of subgame-perfect equilibria, per period, bounded from outside alone"
    return (
        "payoffs of all subgame-perfect equilibria, per period, with public lots: the outer and "
        f"the inner bound are within {rounded_up(found.gap)}"
    )


def range_table(found: PayoffSet) -> Table:
    """What each player gets at the least and at the most, each from both bounds."""
    rows: list[tuple[Piece, ...]] = []
    for axis, player in enumerate(found.players):
        inner, outer = ([corner[axis] for corner in each] for each in (found.inner, found.outer))
        least, most = between(min(outer), min(inner)), between(max(inner), max(outer))
        rows.append((player, least, most))
    return table_of("In equilibrium", ("player", "gets at least", "gets at most"), rows)


def between(low: Fraction, high: Fraction) -> str:
    """An interval in which a number is known to lie, to four digits.

    Examples
    --------
    >>> between(Fraction(2, 3), Fraction(667, 1000)), between(Fraction(-1, 10**9), Fraction(0))
    ('0.6667 to 0.667', '0')
    """
    ends = [rounded(low), rounded(high)]
    return ends[0] if ends[0] == ends[1] else " to ".join(ends)


def rounded_up(value: Fraction) -> str:
    """A number with one digit that is not below it.

    Examples
    --------
    >>> rounded_up(Fraction(11, 10_000)), rounded_up(Fraction(0))
    ('0.002', '0')
    """
    from decimal import ROUND_CEILING, Context, Decimal

    up = Context(prec=1, rounding=ROUND_CEILING)
    return f"{up.divide(Decimal(value.numerator), Decimal(value.denominator)):g}"


def rounded(value: Fraction) -> str:
    """A number with four digits at most."""
    return f"{round(float(value), 4) + 0.0:.4g}"


def corner_table(found: PayoffSet, tolerance: Fraction) -> Table:
    """Corners of the inner bound; of those within the tolerance of one another, the first."""
    shown: list[tuple[Fraction, ...]] = []
    for corner in found.inner:
        if all(
            max(abs(a - b) for a, b in zip(corner, other, strict=True)) > tolerance
            for other in shown
        ):
            shown.append(corner)
    rows = [tuple(map(rounded, corner)) for corner in shown]
    return table_of("", found.players, rows)


def corner_rows(found: PayoffSet) -> Iterator[tuple[Piece, ...]]:
    """One row a corner."""
    for name, polygon in (("inner", found.inner), ("outer", found.outer)):
        for number, corner in enumerate(polygon, 1):
            yield name, str(number), *corner


def payoffs_document(
    found: PayoffSet, game: RepeatedGame[Fraction], tolerance: Fraction
) -> dict[str, Any]:
    """The bounds for programs."""
    return {
        "tolerance": encode_number(tolerance),
        "gap": None if found.gap is None else encode_number(found.gap),
        "steps": found.steps,
        "outer": corners(found.players, found.outer),
        "inner": corners(found.players, found.inner),
        "stage": [
            {
                "moves": dict(zip(game.players, profile, strict=True)),
                "payoffs": {p: encode_number(game.stage.payoffs[p][profile]) for p in game.players},
            }
            for profile in game.stage.profiles()
        ],
    }


def corners(players: tuple[str, ...], polygon: Polygon) -> list[dict[str, Any]]:
    """A polygon by players."""
    return [dict(zip(players, map(encode_number, corner), strict=True)) for corner in polygon]
