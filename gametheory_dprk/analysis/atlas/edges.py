"""Knife edges: what is played where a polynomial that the atlas sets aside is zero.

On the surface one parameter is a rational function of the others. It is put into the game and into
the assumptions, and what remains has an atlas of its own, with knife edges of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gametheory_dprk.analysis.atlas.atlas import Atlas
from gametheory_dprk.analysis.atlas.joint import JointAtlas
from gametheory_dprk.analysis.atlas.kinds import AnyAtlas, atlases_of
from gametheory_dprk.errors import AnalysisError
from gametheory_dprk.expr import Expr, decide, names, parse, substitute, to_text
from gametheory_dprk.games import Game
from gametheory_dprk.limits import Budget
from gametheory_dprk.polynomials import (
    Polynomial,
    Ratio,
    Ring,
    polynomial_expr,
    ratio_expr,
    ratio_of,
)
from gametheory_dprk.regions import Space
from gametheory_dprk.regions.space import EmptySpaceError

OUTSIDE = "outside the assumptions"
UNSOLVED = "no parameter can be solved for"


@dataclass(frozen=True, slots=True)
class Edge:
    """A surface, and the atlases on it.

    Attributes
    ----------
    surface : str
        What is zero.
    parameter, formula : str
        Which parameter is solved for, and what it equals; empty where none is.
    atlases : tuple
    edges : tuple of tuple of Edge
        For each atlas the knife edges within it, as deep as was asked.
    note : str
        Why there is no atlas.
    """

    surface: str
    parameter: str = ""
    formula: str = ""
    atlases: tuple[AnyAtlas, ...] = ()
    edges: tuple[tuple[Edge, ...], ...] = ()
    note: str = ""

    def to_document(self) -> dict[str, Any]:
        """Return the edge as data for a JSON document."""
        return {
            "surface": f"{self.surface} == 0",
            "parameter": self.parameter,
            "formula": self.formula,
            "note": self.note,
            "atlases": [
                each.to_document() | edges_document(deeper)
                for each, deeper in zip(self.atlases, self.edges, strict=True)
            ],
        }


def edges_document(edges: Sequence[Edge]) -> dict[str, Any]:
    """Return what an atlas's document says of its knife edges; nothing where none was asked for."""
    return {"edges": [edge.to_document() for edge in edges]} if edges else {}


def knife_edges(
    found: AnyAtlas | JointAtlas, depth: int = 1, budget: Budget | None = None
) -> tuple[Edge, ...]:
    """Find the atlas on every surface that an atlas sets aside.

    Parameters
    ----------
    depth
        How often surfaces within surfaces are looked at.

    Raises
    ------
    AnalysisError
        If the atlas is in several parts.

    Examples
    --------
    >>> import gametheory_dprk as gt
    >>> (edge, *_) = knife_edges(gt.load("dprk/verification").atlas().found)
    >>> edge.parameter, edge.formula
    ('c_I', 'd*h')
    >>> [view.label for view in edge.atlases[0].views]
    ['pure', 'pure', 'mixed']
    """
    if depth < 1:
        return ()
    if isinstance(found, JointAtlas):
        raise AnalysisError(
            "the atlas is in several parts; fix a parameter or assume relations that leave one, "
            "and ask for its knife edges"
        )
    return tuple(edge_at(found, f, depth, budget) for f in surfaces(found))


def surfaces(found: AnyAtlas) -> Iterator[Polynomial]:
    """Yield the factors of the polynomials whose zeros are set aside, each once."""
    ring, seen = found.space.ring, set()
    for text in found.certificate["surfaces"]:
        for factor, _ in ratio_of(parse(text), ring).numerator.factor()[1]:
            _, primitive = Ring.primitive(factor)
            if found.space.sign(primitive) not in ("+", "-") and str(primitive) not in seen:
                seen |= {str(primitive), str(-primitive)}
                yield primitive


def edge_at(found: AnyAtlas, f: Polynomial, depth: int, budget: Budget | None) -> Edge:
    """Find the atlas on one surface."""
    ring = found.space.ring
    surface = to_text(polynomial_expr(f, ring))
    solution = solved_for(found.space, f)
    if solution is None:
        return Edge(surface, note=UNSOLVED)
    name, ratio = solution
    formula = ratio_expr(ratio, ring)
    written = to_text(formula)
    game, relations = on_surface(found.game, assumed(found), name, formula)
    if relations is None:
        return Edge(surface, name, written, note=OUTSIDE)
    try:
        inside = atlases_of(game, relations, {}, budget)
    except EmptySpaceError:
        return Edge(surface, name, written, note=OUTSIDE)
    except AnalysisError as error:
        return Edge(surface, name, written, note=str(error))
    deeper = tuple(knife_edges(each, depth - 1, budget) for each in inside)
    return Edge(surface, name, written, inside, deeper)


def assumed(found: AnyAtlas) -> list[Expr]:
    """Return what an atlas assumes."""
    if isinstance(found, Atlas):
        return list(found.form.assumptions)
    return [parse(text) for text in found.ground.data["assume"]]


def on_surface(
    game: Game[Expr], relations: Sequence[Expr], name: str, formula: Expr
) -> tuple[Game[Expr], list[Expr] | None]:
    """Put a formula in the place of a parameter; None for relations that cannot hold."""
    put: Mapping[str, Expr] = {name: formula}
    given = [substitute(relation, put) for relation in relations]
    if any(not names(relation) and not decide(relation, {}) for relation in given):
        return game, None
    return game.map(lambda f: substitute(f, put)), [r for r in given if names(r)]


def solved_for(space: Space, f: Polynomial) -> tuple[str, Ratio] | None:
    """Solve for a parameter that occurs once, with a factor that is never zero."""
    ring, best = space.ring, None
    for name in ring.names:
        if int(f.degrees()[ring.names.index(name)]) != 1:
            continue
        slope = f.derivative(ring.names.index(name))
        if space.sign(slope) not in ("+", "-"):
            continue
        rest = f - slope * ring.generators[name]
        rank = (not slope.is_constant(), len(slope), len(rest), ring.names.index(name))
        if best is None or rank < best[0]:
            best = (rank, name, Ratio.of(-rest, slope))
    return None if best is None else best[1:]
