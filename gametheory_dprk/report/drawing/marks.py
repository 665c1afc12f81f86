"""What a picture is made of: lines, curves, boxes and words, in pixels from the upper left."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Literal, TypeAlias

Anchor: TypeAlias = Literal["start", "middle", "end"]
Point: TypeAlias = tuple[float, float]

INK = "#1f2933"
FAINT = "#6b7785"
RULE = "#d5dbe1"
PAPER = "#ffffff"
CHANCE_COLOR = "#5f6b7a"
PLAYER_COLORS = ("#0b66a8", "#b8470b", "#0a7f5c", "#8a4f9e", "#8f6a00", "#a3305a")
"""Told apart by readers who see no red or green, and dark enough for white words on them."""


@dataclass(frozen=True, slots=True)
class Line:
    """Straight strokes through points."""

    points: tuple[Point, ...]
    color: str
    width: float = 1.5
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Curve:
    """A cubic stroke from the first point to the last, bent by the two between."""

    points: tuple[Point, Point, Point, Point]
    color: str
    width: float = 1.5
    dashed: bool = True


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle with round corners."""

    x: float
    y: float
    width: float
    height: float
    color: str
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text on a base line; `formula` is its LaTeX, `tip` what a pointer is told."""

    x: float
    y: float
    text: str
    color: str = INK
    size: float = 13.0
    anchor: Anchor = "start"
    bold: bool = False
    italic: bool = False
    formula: str = ""
    tip: str = ""


Mark: TypeAlias = Line | Curve | Box | Words


@dataclass(frozen=True, slots=True)
class Picture:
    """Marks on paper of a size, drawn in order."""

    width: float
    height: float
    marks: tuple[Mark, ...]
    title: str
    description: str = ""


def text_width(text: str, size: float = 13.0, bold: bool = False) -> float:
    """Estimate how wide a text is, in pixels; wide letters of East Asia count double.

    Examples
    --------
    >>> text_width("talk") < text_width("provoke")
    True
    """
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    return size * (0.6 * (len(text) - wide) + wide) * (1.08 if bold else 1.0)
