"""A phase diagram as data: its cells with a point each, and the curves between them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gametheory_dprk.analysis.atlas.plane.naming import curve_formula, flat_edges
from gametheory_dprk.analysis.atlas.plane.phases import Border, PhaseDiagram
from gametheory_dprk.analysis.atlas.telling.thresholds import Thresholds
from gametheory_dprk.expr import to_text
from gametheory_dprk.number import encode_number, number_text
from gametheory_dprk.polynomials import polynomial_expr


def plane_document(diagram: PhaseDiagram, names: Thresholds) -> dict[str, Any]:
    """Write a phase diagram.

    A border has the polynomial that is zero on it, the families that exist on it, and where it
    runs: `along` says over which values of which parameter, and `root` which of the polynomial's
    roots in the other one it is, counted from 1 upward (null where the curve is vertical).
    """
    window = diagram.window
    return {
        "x": window.x,
        "y": window.y,
        "ranges": {
            window.x: [number_text(end) for end in window.width],
            window.y: [number_text(end) for end in window.height],
        },
        "at": {name: number_text(value) for name, value in window.values.items()},
        "cells": [
            {
                "id": phase.id,
                "families": None if phase.families is None else list(phase.families),
                "witness": {
                    name: number_text(value)
                    for name, value in zip((window.x, window.y), phase.witness, strict=True)
                },
            }
            for phase in diagram.phases
        ],
        "borders": list(borders(diagram, names)),
        "knife_edges": flat_edges(diagram),
    }


def borders(diagram: PhaseDiagram, names: Thresholds) -> Iterator[dict[str, Any]]:
    """Yield the pieces of curves between cells."""
    formulas: dict[int, str] = {}
    for border in diagram.borders:
        if border.curve not in formulas:
            formulas[border.curve] = to_text(curve_formula(diagram, border.curve, names))
        yield {
            "polynomial": polynomial_text(diagram, border.curve),
            "formula": formulas[border.curve],
            "cells": list(border.phases),
            "families": None if border.families is None else list(border.families),
            **course(diagram, border),
        }


def polynomial_text(diagram: PhaseDiagram, number: int) -> str:
    """Write the polynomial of a curve."""
    plane = diagram.reader.plane
    return to_text(polynomial_expr(diagram.reader.curves[number].polynomial, plane))


def course(diagram: PhaseDiagram, border: Border) -> dict[str, Any]:
    """Write where a border runs."""
    vertical = border.rank < 0
    name = diagram.window.y if vertical else diagram.window.x
    return {
        "along": {name: [encode_number(border.low), encode_number(border.high)]},
        "root": None if vertical else border.rank + 1,
    }
