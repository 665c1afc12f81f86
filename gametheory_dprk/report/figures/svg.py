"""Figures as SVG: one file that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from gametheory_dprk.report.figures.lettering import BOLD, ITALIC, Run, line_width
from gametheory_dprk.report.figures.shapes import (
    PAPER,
    Area,
    Dot,
    Figure,
    Point,
    Shape,
    Stroke,
    Text,
)

FONTS = "'Times New Roman', Times, 'Nimbus Roman', 'Liberation Serif', STIXGeneral, serif"
STYLES = {ITALIC: ' font-style="italic"', BOLD: ' font-weight="bold"'}


def to_svg(figure: Figure) -> str:
    """Write a figure as SVG.

    Examples
    --------
    >>> to_svg(Figure(10, 20, (), "a < b")).splitlines()[2]
    '<title>a &lt; b</title>'
    """
    width, height = number(figure.width), number(figure.height)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" role="img" font-family="{FONTS}">',
        f"<title>{clean(figure.title)}</title>",
        f"<desc>{clean(figure.description)}</desc>",
        f'<rect width="100%" height="100%" fill="{PAPER}"/>',
        *map(drawn, figure.shapes),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def number(value: float) -> str:
    """Write a coordinate with at most two decimals.

    Examples
    --------
    >>> number(3.0), number(-0.001), number(2.345678)
    ('3', '0', '2.35')
    """
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def clean(text: str) -> str:
    """Keep XML from reading text as markup."""
    return escape("".join(c if c.isprintable() else " " for c in text))


def drawn(shape: Shape) -> str:
    """Write one shape as an element."""
    match shape:
        case Area():
            path = "".join(f"M{path_of(polygon)}Z" for polygon in shape.polygons)
            seam = f'stroke="{shape.color}" stroke-width="0.6" stroke-linejoin="round"'
            return f'<path d="{path}" fill="{shape.color}" {seam}/>'
        case Stroke():
            dashes = ' stroke-dasharray="5 3.2"' if shape.dashed else ""
            return (
                f'<path d="M{path_of(shape.points)}" fill="none" stroke="{shape.color}" '
                f'stroke-width="{number(shape.width)}" stroke-linejoin="round"{dashes}/>'
            )
        case Dot():
            x, y = shape.center
            return (
                f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(shape.radius)}" '
                f'fill="{shape.color}"/>'
            )
        case Text():
            return text_element(shape)


def path_of(points: Iterable[Point]) -> str:
    """Write points for a path."""
    return "L".join(f"{number(x)} {number(y)}" for x, y in points)


def text_element(text: Text) -> str:
    """Write a line of letters, as wide as it was laid out whatever font a viewer has."""
    x, y = number(text.x), number(text.y)
    look = f'font-size="{number(text.size)}" text-anchor="{text.anchor}" fill="{text.color}"'
    if text.line:
        width = number(line_width(text.line, text.size))
        look += f' textLength="{width}" lengthAdjust="spacingAndGlyphs"'
    turn = f' transform="rotate({number(-text.turned)} {x} {y})"' if text.turned else ""
    rim = f'stroke="{text.halo}" stroke-width="3" stroke-linejoin="round"' if text.halo else ""
    halo = f' paint-order="stroke" {rim}' if rim else ""
    return f'<text x="{x}" y="{y}" {look}{turn}{halo} xml:space="preserve">{spans(text)}</text>'


def spans(text: Text) -> str:
    """Write runs; a lowered one is followed by one that is raised again."""
    written, lowered = [], 0.0
    for run in text.line:
        shift = (run.drop - lowered) * text.size
        lowered = run.drop
        written.append(span(run, shift, text.size))
    return "".join(written)


def span(run: Run, shift: float, size: float) -> str:
    """Write letters of one look."""
    style = STYLES.get(run.font, "")
    if shift:
        style += f' dy="{number(shift)}"'
    if run.scale != 1:
        style += f' font-size="{number(size * run.scale)}"'
    return f"<tspan{style}>{clean(run.text)}</tspan>" if style else clean(run.text)
