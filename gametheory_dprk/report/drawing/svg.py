"""Pictures as SVG: one file that needs nothing else."""

from __future__ import annotations

from html import escape

from gametheory_dprk.report.drawing.marks import PAPER, Box, Curve, Line, Mark, Picture, Words

FONT = "Inter, 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif"


def to_svg(picture: Picture) -> str:
    """Write a picture as SVG.

    Examples
    --------
    >>> text = to_svg(Picture(10, 20, (), "a < b"))
    >>> "<title>a &lt; b</title>" in text
    True
    """
    size = f'width="{_number(picture.width)}" height="{_number(picture.height)}"'
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} '
        f'viewBox="0 0 {_number(picture.width)} {_number(picture.height)}" role="img" '
        f'font-family="{FONT}">',
        f"<title>{_text(picture.title)}</title>",
        f"<desc>{_text(picture.description)}</desc>",
        f'<rect width="100%" height="100%" fill="{PAPER}"/>',
        *map(_drawn, picture.marks),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _number(value: float) -> str:
    """A coordinate with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")


def _text(text: str) -> str:
    """Text without what XML gives a meaning to or forbids."""
    return escape("".join(c if c.isprintable() else " " for c in text))


def _drawn(mark: Mark) -> str:
    """One mark as an element."""
    match mark:
        case Line():
            points = " ".join(f"{_number(x)},{_number(y)}" for x, y in mark.points)
            return f'<polyline points="{points}"{_stroke(mark)}/>'
        case Curve():
            start, *rest = (f"{_number(x)} {_number(y)}" for x, y in mark.points)
            return f'<path d="M {start} C {", ".join(rest)}"{_stroke(mark)}/>'
        case Box():
            return (
                f'<rect x="{_number(mark.x)}" y="{_number(mark.y)}" width="{_number(mark.width)}" '
                f'height="{_number(mark.height)}" rx="{_number(mark.radius)}" fill="{mark.color}"/>'
            )
        case Words():
            return _words(mark)


def _stroke(mark: Line | Curve) -> str:
    """How a stroke looks."""
    dashes = ' stroke-dasharray="5 4"' if mark.dashed else ""
    return (
        f' fill="none" stroke="{mark.color}" stroke-width="{_number(mark.width)}"'
        f' stroke-linejoin="round" stroke-linecap="round"{dashes}'
    )


def _words(mark: Words) -> str:
    """A text; italic ones stand among strokes and get a halo of paper."""
    style = ' font-weight="600"' if mark.bold else ""
    if mark.italic:
        style += f' font-style="italic" paint-order="stroke" stroke="{PAPER}" stroke-width="4"'
    tip = f"<title>{_text(mark.tip)}</title>" if mark.tip else ""
    return (
        f'<text x="{_number(mark.x)}" y="{_number(mark.y)}" font-size="{_number(mark.size)}" '
        f'text-anchor="{mark.anchor}" fill="{mark.color}"{style}>{_text(mark.text)}{tip}</text>'
    )
