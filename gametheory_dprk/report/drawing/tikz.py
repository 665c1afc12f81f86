r"""Pictures as TikZ, for papers: needs only `\usepackage{tikz}`."""

from __future__ import annotations

from gametheory_dprk.report.drawing.marks import Box, Curve, Line, Mark, Picture, Point, Words
from gametheory_dprk.report.formats.latex import escape

_ANCHORS = {"start": "base west", "middle": "base", "end": "base east"}


def to_tikz(picture: Picture) -> str:
    r"""Write a picture as a `tikzpicture`.

    Examples
    --------
    >>> picture = Picture(10, 20, (Words(1, 2, "a_b", color="#000000"),), "")
    >>> print(to_tikz(picture).splitlines()[3][62:])
    \fontsize{9.75}{11.7}\selectfont a\_b};
    """
    colors = {color: f"gtd{k}" for k, color in enumerate(sorted({m.color for m in picture.marks}))}
    lines = [
        *([f"% {' '.join(picture.title.split())}"] if picture.title else []),
        "% needs \\usepackage{tikz}",
        r"\begin{tikzpicture}[x=0.75pt, y=-0.75pt]",
        *(rf"\definecolor{{{n}}}{{HTML}}{{{c[1:].upper()}}}" for c, n in colors.items()),
        *(_drawn(mark, colors[mark.color]) for mark in picture.marks),
        r"\end{tikzpicture}",
    ]
    return "\n".join(lines) + "\n"


def _at(point: Point) -> str:
    """A coordinate."""
    return f"({point[0]:.1f},{point[1]:.1f})"


def _drawn(mark: Mark, color: str) -> str:
    """One mark as a command."""
    match mark:
        case Line():
            return rf"\draw[{_stroke(mark, color)}] {' -- '.join(map(_at, mark.points))};"
        case Curve():
            start, first, second, end = map(_at, mark.points)
            bend = f"{start} .. controls {first} and {second} .. {end}"
            return rf"\draw[{_stroke(mark, color)}] {bend};"
        case Box():
            corner = (mark.x + mark.width, mark.y + mark.height)
            style = f"fill={color}, rounded corners={0.75 * mark.radius:.3g}pt"
            return rf"\path[{style}] {_at((mark.x, mark.y))} rectangle {_at(corner)};"
        case Words():
            return _words(mark, color)


def _stroke(mark: Line | Curve, color: str) -> str:
    """How a stroke looks."""
    dashes = ", dashed" if mark.dashed else ""
    return f"{color}, line width={0.75 * mark.width:.3g}pt, line join=round{dashes}"


def _words(mark: Words, color: str) -> str:
    """A text, as mathematics where it has a formula."""
    text = f"${mark.formula}$" if mark.formula else escape(mark.text)
    look = (r"\bfseries " if mark.bold else "") + (r"\itshape " if mark.italic else "")
    size = 0.75 * mark.size
    font = rf"\fontsize{{{size:.3g}}}{{{1.2 * size:.3g}}}\selectfont "
    place = f"anchor={_ANCHORS[mark.anchor]}, inner sep=0, text={color}"
    return rf"\node[{place}] at {_at((mark.x, mark.y))} {{{font}{look}{text}}};"
