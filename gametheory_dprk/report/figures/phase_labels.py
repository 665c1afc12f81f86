"""The labels within the regions of a phase diagram, and lines to those that are too small."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TypeAlias

from gametheory_dprk.analysis.atlas.plane.phases import Phase
from gametheory_dprk.analysis.atlas.telling.titles import Title
from gametheory_dprk.report.figures.lettering import BOLD, Line, line_width, words
from gametheory_dprk.report.figures.outlines import Outlines
from gametheory_dprk.report.figures.placement import Places
from gametheory_dprk.report.figures.shapes import INK, SOFT, Dot, Point, Shape, Stroke, Text

SIZE, LEADING = 12.5, 15.5
MARGIN = 4.0
MOST = 4
"""Lines of a label that are still read with ease."""
AWAY = 16.0
"""How far a label stays from the region that a line leads to."""

Label: TypeAlias = tuple[Line, ...]


def label_shapes(
    outlines: Outlines, places: Places, titles: Mapping[int, Title]
) -> Iterator[Shape]:
    """Yield a label for every phase, the largest phases first."""
    diagram = outlines.diagram
    throughout = set(diagram.throughout)
    waiting = []
    for phase in diagram.phases:
        center = None
        for label, turned in arranged(labels(phase, titles, throughout)):
            size = box(label)[::-1] if turned else box(label)
            center = places.room(phase.id, *size)
            if center is not None:
                places.take(center, *size)
                color = SOFT if phase.families is None else INK
                yield from written(label, center, color, turned)
                break
        if center is None:
            waiting.append(phase)
    for phase in waiting:
        yield from led(phase, outlines, places, throughout)


def arranged(found: Iterable[Label]) -> Iterator[tuple[Label, bool]]:
    """Yield labels level, and those of one line upright too, before what is less telling."""
    *telling, last = found
    yield from ((label, False) for label in telling)
    yield from ((label, True) for label in telling if len(label) == 1)
    yield last, False


def labels(phase: Phase, titles: Mapping[int, Title], throughout: set[int]) -> Iterator[Label]:
    """Yield what may be written in a phase, the most telling first."""
    if phase.families is None:
        yield (words("not assumed"),)
        return
    own = [f for f in phase.families if f not in throughout]
    if not phase.families:
        yield (words("none listed"),)
        return
    if not own:
        yield from alone(phase.families, titles)
    names = [f"{bare(titles[f])} ({f})" for f in own]
    if 0 < len(own) <= MOST:
        yield tuple(map(words, names))
    if 0 < len(own) <= MOST // 2:
        yield tuple(words(part) for name in names for part in broken(name))
    yield (numbers(own or phase.families),)


def alone(families: Sequence[int], titles: Mapping[int, Title]) -> Iterator[Label]:
    """Yield what to write where nothing but what exists everywhere does."""
    if len(families) == 1:
        name = f"{bare(titles[families[0]])} ({families[0]})"
        yield (words(f"only {name}"),)
        yield (words("only"), *map(words, broken(name)))


def bare(title: Title) -> str:
    """Return a name without who mixes."""
    return title.short.partition(" (")[0]


def broken(name: str) -> list[str]:
    """Break a name before "on".

    Examples
    --------
    >>> broken("separating on talk (2)")
    ['separating', 'on talk (2)']
    """
    first, on, rest = name.partition(" on ")
    return [first, f"on {rest}"] if on else [name]


def numbers(families: Sequence[int]) -> Line:
    """Write the numbers of families."""
    return words(", ".join(map(str, families)), BOLD)


def box(label: Label) -> tuple[float, float]:
    """Return the size of a label."""
    width = max(line_width(line, SIZE) for line in label)
    return width + 2 * MARGIN, LEADING * (len(label) - 1) + SIZE + MARGIN


def written(label: Label, center: Point, color: str, turned: bool = False) -> Iterator[Text]:
    """Yield the lines of a label around its center."""
    x, y = center
    if turned:
        yield Text(x + SIZE * 0.33, y, label[0], SIZE, color, "middle", 90)
        return
    first = y - LEADING * (len(label) - 1) / 2 + SIZE * 0.33
    for i, line in enumerate(label):
        yield Text(x, first + i * LEADING, line, SIZE, color, "middle")


def led(phase: Phase, outlines: Outlines, places: Places, throughout: set[int]) -> Iterator[Shape]:
    """Yield a dot in a small phase, a line, and a label where there is room."""
    families = phase.families or ()
    line = numbers([f for f in families if f not in throughout] or families)
    width, height = box((line,))
    found = [
        (distance(anchor, center), anchor, center)
        for anchor in inner_points(phase, outlines)
        if (center := places.nearest(anchor, width, height, AWAY)) is not None
    ]
    if not found or phase.families is None:
        return
    _, anchor, center = min(found)
    places.take(center, width, height)
    yield Stroke((anchor, toward(center, anchor, width, height)), INK, 0.7)
    yield Dot(anchor)
    yield from written((line,), center, INK)


def inner_points(phase: Phase, outlines: Outlines) -> Iterator[Point]:
    """Yield points halfway up the largest sector of a phase, its middle first."""
    sizes = []
    for place in phase.sectors:
        polygon = outlines.polygon(*place)
        xs, ys = [x for x, _ in polygon], [y for _, y in polygon]
        sizes.append(((max(xs) - min(xs)) * (max(ys) - min(ys)), place))
    strip, sector = max(sizes)[1]
    lower, upper = outlines.heights[strip][sector : sector + 2]
    for share in (0.5, 0.3, 0.7, 0.12, 0.88):
        x = lower[0][0] + (lower[-1][0] - lower[0][0]) * share
        yield x, (level(lower, x) + level(upper, x)) / 2


def distance(one: Point, other: Point) -> float:
    """Return how far apart two points are, going along the axes."""
    return round(abs(one[0] - other[0]) + abs(one[1] - other[1]), 3)


def level(path: Sequence[Point], x: float) -> float:
    """Return the height of a path, between its points in proportion."""
    for (a, y), (b, z) in pairwise(path):
        if a <= x <= b:
            return y + (z - y) * (x - a) / (b - a) if b > a else y
    return path[-1][1]


def toward(center: Point, anchor: Point, width: float, height: float) -> Point:
    """Return where a line from a point meets the box around a center."""
    dx, dy = anchor[0] - center[0], anchor[1] - center[1]
    share = min(
        (width / 2) / abs(dx) if dx else 1.0,
        (height / 2) / abs(dy) if dy else 1.0,
        1.0,
    )
    return center[0] + dx * share, center[1] + dy * share
