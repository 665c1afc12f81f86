"""Exact rational linear programming and polytopes, for enumerating equilibria."""

from __future__ import annotations

from gametheory_dprk.polyhedra.affine import affine_dimension, contains, relative_interior_point
from gametheory_dprk.polyhedra.product import Block, product_blocks
from gametheory_dprk.polyhedra.simplex import (
    Infeasible,
    Multipliers,
    Optimal,
    Unbounded,
    feasible_point,
    maximize,
)
from gametheory_dprk.polyhedra.system import LinearSystem, Row, linear_system
from gametheory_dprk.polyhedra.vertices import (
    UnboundedPolyhedronError,
    Vertex,
    vertices,
    vertices_with_tight,
)

__all__ = [
    "Block",
    "Infeasible",
    "LinearSystem",
    "Multipliers",
    "Optimal",
    "Row",
    "Unbounded",
    "UnboundedPolyhedronError",
    "Vertex",
    "affine_dimension",
    "contains",
    "feasible_point",
    "linear_system",
    "maximize",
    "product_blocks",
    "relative_interior_point",
    "vertices",
    "vertices_with_tight",
]
