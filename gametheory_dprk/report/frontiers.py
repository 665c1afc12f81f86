"""A bargaining problem as a report: the frontier as a table, and as a picture."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from gametheory_dprk.expr import Expr
from gametheory_dprk.games import FrontierGame
from gametheory_dprk.games.frontier import Curve
from gametheory_dprk.report.blocks import Block, Table
from gametheory_dprk.report.drawing.labels import player_colors
from gametheory_dprk.report.drawing.marks import FAINT, INK, Box, Line, Mark, Picture, Point, Words
from gametheory_dprk.report.numbers import short_number
from gametheory_dprk.report.valued import valued

SIDE, MARGIN, TOP, SAMPLES = 280.0, 60.0, 84.0, 48
DISAGREEMENT = "disagreement"
PARTS = ("least", "most", "constant", "linear", "quadratic")


def frontier_blocks(template: FrontierGame[Expr], exact: FrontierGame[Fraction]) -> Iterator[Block]:
    """What can be agreed on, and what there is without an agreement."""
    disagreement = tuple(
        valued(template.disagreement[player], exact.disagreement[player])
        for player in template.players
    )
    columns = ("agreement", *template.players)
    if isinstance(exact.agreements, Curve):
        curve = exact.agreements
        numbers = (curve.low, curve.high, *curve.coefficients)
        rows = tuple(((part,), (number,)) for part, number in zip(PARTS, numbers, strict=True))
        first, second = template.players
        yield Table(
            f"payoff of {second} as a polynomial in that of {first}", ("part", "value"), rows
        )
        head = (("disagreement pays",), *disagreement)
        yield Table("", ("", *template.players), (head,))
        return
    if not isinstance(template.agreements, Curve):
        agreed = tuple(
            ((name,), *(valued(each[p], exact.agreements[name][p]) for p in template.players))
            for name, each in template.agreements.items()
        )
        yield Table("agreements", columns, (*agreed, ((DISAGREEMENT,), *disagreement)))


def frontier_picture(exact: FrontierGame[Fraction], title: str, description: str) -> Picture:
    """Draw the agreements in the plane of payoffs, with the disagreement point."""
    first, second = exact.players
    spots = dict(named_points(exact))
    line = curve_points(exact.agreements) if isinstance(exact.agreements, Curve) else []
    every = [*spots.values(), *line]
    low = [min(point[k] for point in every) for k in (0, 1)]
    high = [max(point[k] for point in every) for k in (0, 1)]
    span = [max(high[k] - low[k], 1e-9) for k in (0, 1)]

    def at(point: Point) -> Point:
        across, up = ((point[k] - low[k]) / span[k] for k in (0, 1))
        return MARGIN + SIDE * across, TOP + SIDE * (1 - up)

    colors = player_colors(exact.players)
    corner = (MARGIN - 12, TOP + SIDE + 12)
    marks: list[Mark] = [
        Words(MARGIN - 32, 28, title, size=15, bold=True),
        Line((corner, (MARGIN + SIDE + 12, corner[1])), INK, 1),
        Line((corner, (corner[0], TOP - 12)), INK, 1),
        Words(MARGIN + SIDE, corner[1] + 18, first, colors[first], 13, "end", bold=True),
        Words(corner[0], TOP - 20, second, colors[second], 13, "middle", bold=True),
    ]
    if line:
        marks.append(Line(tuple(map(at, line)), FAINT, 2))
    for name, point in spots.items():
        x, y = at(point)
        marks.append(Box(x - 4, y - 4, 8, 8, INK, 4))
        words = f"{name} ({short_number(Fraction(point[0]).limit_denominator(10**6))}, "
        words += f"{short_number(Fraction(point[1]).limit_denominator(10**6))})"
        marks.append(Words(x + 9, y - 6, words, FAINT, 11))
    return Picture(MARGIN + SIDE + 220, TOP + SIDE + 50, tuple(marks), title, description)


def named_points(exact: FrontierGame[Fraction]) -> Iterator[tuple[str, Point]]:
    """The agreements that have names, and disagreement."""
    if not isinstance(exact.agreements, Curve):
        for name, each in exact.agreements.items():
            yield name, point_of(each[exact.players[0]], each[exact.players[1]])
    disagreement = exact.disagreement
    yield DISAGREEMENT, point_of(disagreement[exact.players[0]], disagreement[exact.players[1]])


def point_of(one: Fraction, two: Fraction) -> Point:
    """Two payoffs as a place."""
    return float(one), float(two)


def curve_points(curve: Curve[Fraction]) -> list[Point]:
    """Points of a curve, evenly spaced in the first player's payoff."""
    constant, linear, quadratic = curve.coefficients
    steps = (
        curve.low + (curve.high - curve.low) * Fraction(k, SAMPLES) for k in range(SAMPLES + 1)
    )
    return [point_of(x, constant + linear * x + quadratic * x * x) for x in steps]
