"""Figures as PDF: vector graphics on one page, with the fonts that every reader has."""

from __future__ import annotations

from collections.abc import Iterable
from math import cos, radians, sin

from gametheory_dprk.report.figures.lettering import (
    BOLD,
    ITALIC,
    ROMAN,
    SYMBOL,
    Run,
    line_width,
)
from gametheory_dprk.report.figures.shapes import Area, Dot, Figure, Point, Shape, Stroke, Text
from gametheory_dprk.report.figures.svg import number
from gametheory_dprk.report.figures.widths import SYMBOLS

POINTS = 0.75
"""Points a pixel."""
FONTS = {ROMAN: "F1", ITALIC: "F2", BOLD: "F3", SYMBOL: "F4"}
CIRCLE = 0.5523
"""Where the control points of a quarter of a circle are."""
SHIFT = {"start": 0.0, "middle": 0.5, "end": 1.0}


def to_pdf(figure: Figure) -> bytes:
    """Write a figure as a PDF file.

    Examples
    --------
    >>> to_pdf(Figure(40, 20, (), "empty"))[:8]
    b'%PDF-1.4'
    """
    width, height = figure.width * POINTS, figure.height * POINTS
    start = f"{POINTS} 0 0 -{POINTS} 0 {number(height)} cm 1 j"
    content = "\n".join([start, *map(drawn, figure.shapes)]).encode("latin-1")
    fonts = " ".join(f"/{key} {i} 0 R" for i, key in enumerate(FONTS.values(), start=6))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {number(width)} {number(height)}] "
        f"/Contents 4 0 R /Resources << /Font << {fonts} >> >> >>".encode(),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Title %s >>" % literal(figure.title),
        *(font_object(name) for name in FONTS),
    ]
    return assembled(objects)


def assembled(objects: list[bytes]) -> bytes:
    """Number the objects and list where each begins."""
    body, places = b"%PDF-1.4\n", []
    for i, each in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (i, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return (
        body
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
        + b"trailer\n<< /Size %d /Root 1 0 R /Info 5 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (size, len(body))
    )


def font_object(name: str) -> bytes:
    """Name a font."""
    encoding = "" if name == SYMBOL else " /Encoding /WinAnsiEncoding"
    return f"<< /Type /Font /Subtype /Type1 /BaseFont /{name}{encoding} >>".encode()


def literal(text: str) -> bytes:
    """Write text as a string of the format."""
    escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return b"(" + escaped.encode("cp1252", "replace") + b")"


def drawn(shape: Shape) -> str:
    """Write one shape as operators."""
    match shape:
        case Area():
            paths = " ".join(f"{path_of(polygon)} h" for polygon in shape.polygons)
            tint = color(shape.color)
            return f"{tint} rg {tint} RG 0.6 w [] 0 d {paths} B"
        case Stroke():
            dashes = "[5 3.2] 0 d" if shape.dashed else "[] 0 d"
            look = f"{color(shape.color)} RG {number(shape.width)} w {dashes}"
            return f"{look} {path_of(shape.points)} S"
        case Dot():
            return f"{color(shape.color)} rg {circle(shape.center, shape.radius)} f"
        case Text():
            return text_operators(shape)


def color(code: str) -> str:
    """Write a color such as "#1a2b3c"."""
    return " ".join(f"{int(code[i : i + 2], 16) / 255:.3f}" for i in (1, 3, 5))


def path_of(points: Iterable[Point]) -> str:
    """Write a path through points."""
    (x, y), *rest = points
    return f"{number(x)} {number(y)} m " + " ".join(f"{number(a)} {number(b)} l" for a, b in rest)


def circle(center: Point, r: float) -> str:
    """Write a circle as four curves."""
    x, y = center
    k = CIRCLE * r
    ends = [
        (x + r, y + k, x + k, y + r, x, y + r),
        (x - k, y + r, x - r, y + k, x - r, y),
        (x - r, y - k, x - k, y - r, x, y - r),
        (x + k, y - r, x + r, y - k, x + r, y),
    ]
    curves = " ".join(" ".join(map(number, each)) + " c" for each in ends)
    return f"{number(x + r)} {number(y)} m {curves}"


def text_operators(text: Text) -> str:
    """Write a line of letters: its rim first, then the letters."""
    parts = [runs_operators(text, f"{color(text.halo)} RG 3 w 1 Tr")] if text.halo else []
    parts.append(runs_operators(text, f"{color(text.color)} rg 0 Tr"))
    return "\n".join(parts)


def runs_operators(text: Text, look: str) -> str:
    """Write the runs of a line one after the other."""
    angle = radians(text.turned)
    along, across = (cos(angle), -sin(angle)), (sin(angle), cos(angle))
    offset = -SHIFT[text.anchor] * line_width(text.line, text.size)
    written = [f"BT {look} [] 0 d"]
    for run in text.line:
        drop = run.drop * text.size
        x = text.x + along[0] * offset + across[0] * drop
        y = text.y + along[1] * offset + across[1] * drop
        matrix = " ".join(f"{v:.4f}" for v in (along[0], along[1], across[0] * -1, across[1] * -1))
        size = number(text.size * run.scale)
        written.append(
            f"/{FONTS[run.font]} {size} Tf {matrix} {number(x)} {number(y)} Tm {shown(run)} Tj"
        )
        offset += text.size * run.width
    return " ".join([*written, "ET"])


def shown(run: Run) -> str:
    """Write the letters of a run."""
    if run.font == SYMBOL:
        return f"<{''.join(f'{SYMBOLS[letter][0]:02x}' for letter in run.text)}>"
    return f"<{run.text.encode('cp1252', 'replace').hex()}>"
