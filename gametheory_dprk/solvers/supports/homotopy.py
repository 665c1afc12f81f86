"""Approximate roots of a support's equations, all of them with luck, by a homotopy in floats.

The easy system is a product of random linear forms, one for each other player and equation: its
roots are found by linear algebra, one for each assignment of equations to players, and there are
as many of them as the equations can have isolated roots.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt

from gametheory_dprk.kernels.root_paths import Complex, Paths, follow_paths
from gametheory_dprk.polyhedra.ticks import Tick
from gametheory_dprk.solvers.supports.root_bound import Shape, assignments, owners_of
from gametheory_dprk.solvers.supports.system import SupportSystem

AT_ONCE = 32
"""Paths that are followed between two looks at the time."""

REMEMBERED = 64
"""Shapes whose easy systems are kept."""


@dataclass(frozen=True, slots=True)
class EasySystem:
    """What equations of a shape start from.

    Attributes
    ----------
    paths : Paths
        With the easy system as its own target.
    roots : ndarray of complex, shape (roots, unknowns)
    offsets : tuple of int
        Where each player's homogeneous unknowns begin; the first is that of the unit.
    """

    paths: Paths
    roots: Complex
    offsets: tuple[int, ...]


def approximate_roots(system: SupportSystem, attempt: int, tick: Tick) -> Complex | None:
    """Distinct or not, what paths arrived at: odds of every unknown.

    Parameters
    ----------
    system : SupportSystem
    attempt : int
        Which random forms to take; the same ones whenever it is the same.
    tick : callable
        Called now and then; may raise `LimitReached`.

    Returns
    -------
    ndarray of complex, shape (roots, unknowns), or None
        None where paths were lost, or an equation is no equation.
    """
    shape = tuple(len(support) - 1 for support in system.supports)
    gains = [scaled(list(each.gains.values())) for each in system.equal]
    if any(each is None for each in gains):
        return None
    easy = easy_system(shape, attempt)
    target = np.concatenate([each for each in gains if each is not None]).astype(np.complex128)
    paths, parts = easy.paths._replace(target=target), []
    for start in range(0, len(easy.roots), AT_ONCE):
        tick()
        part, arrived = follow_paths(paths, easy.roots[start : start + AT_ONCE])
        if not arrived.all():
            return None
        parts.append(part)
    ends = np.concatenate(parts)
    found: Complex = np.concatenate(
        [odds(ends, *place) for place in zip(easy.offsets, shape, strict=True)], axis=1
    )
    return found if np.isfinite(found).all() else None


def odds(roots: Complex, start: int, size: int) -> Complex:
    """How often a player makes each move for each time the unit; not finite at infinity."""
    if not size:
        return roots[:, :0]
    with np.errstate(divide="ignore", invalid="ignore"):
        found: Complex = roots[:, start + 1 : start + size + 1] / roots[:, start : start + 1]
    return found


def scaled(gains: list[Fraction]) -> npt.NDArray[np.float64] | None:
    """Gains divided by the largest one."""
    largest = max(map(abs, gains))
    return np.array([float(each / largest) for each in gains]) if largest else None


@lru_cache(REMEMBERED)
def easy_system(shape: Shape, attempt: int) -> EasySystem:
    """Products of random forms, their roots, and the monomials of all equations of a shape.

    Examples
    --------
    >>> easy_system((1, 1, 1), 0).roots.shape
    (2, 6)
    """
    random = np.random.default_rng(attempt)
    sizes = [size + 1 if size else 0 for size in shape]
    offsets = tuple(int(each) for each in np.cumsum([0, *sizes[:-1]]))
    forms = [[draw(random, size) for size in sizes] for _ in owners_of(shape)]
    patches = [draw(random, size) for size in sizes]
    factors, easy = monomials(shape, offsets, forms)
    first = np.cumsum([0, *map(len, easy)]).astype(np.int64)
    weights = np.concatenate(easy)
    rows = np.zeros((sum(map(bool, shape)), sum(sizes)), dtype=np.complex128)
    for row, player in enumerate(k for k, size in enumerate(shape) if size):
        rows[row, offsets[player] : offsets[player] + sizes[player]] = patches[player]
    paths = Paths(factors, first, weights, weights, rows)
    return EasySystem(paths, easy_roots(shape, forms, patches), offsets)


def draw(random: np.random.Generator, size: int) -> Complex:
    """Complex numbers of size one."""
    found: Complex = np.exp(2j * np.pi * random.random(size))
    return found


def monomials(
    shape: Shape, offsets: tuple[int, ...], forms: list[list[Complex]]
) -> tuple[Any, list[Complex]]:
    """The unknowns of every term, equation by equation, and the weights of the products of forms.

    Terms are in the order of the choices of the other players.
    """
    none = sum(size + 1 for size in shape if size)
    factors: list[list[int]] = []
    weights = []
    for owner, own in zip(owners_of(shape), forms, strict=True):
        others = [player for player in range(len(shape)) if player != owner]
        term_weights = []
        for choice in product(*(range(shape[player] + 1) for player in others)):
            used = [(p, k) for p, k in zip(others, choice, strict=True) if shape[p]]
            idle = [none] * (len(others) - len(used))
            factors.append([offsets[player] + k for player, k in used] + idle)
            term_weights.append(np.prod([own[player][k] for player, k in used]))
        weights.append(np.array(term_weights, dtype=np.complex128))
    return np.array(factors, dtype=np.int64), weights


def easy_roots(shape: Shape, forms: list[list[Complex]], patches: list[Complex]) -> Complex:
    """Where for each block as many forms vanish as it has unknowns."""
    known: dict[tuple[int, tuple[int, ...]], Complex] = {}

    def block_root(block: int, equations: tuple[int, ...]) -> Complex:
        if (block, equations) not in known:
            rows = np.array([*(forms[each][block] for each in equations), patches[block]])
            last = np.zeros(len(rows), dtype=np.complex128)
            last[-1] = 1.0
            known[block, equations] = np.linalg.solve(rows, last).astype(np.complex128)
        return known[block, equations]

    roots = []
    for given in assignments(shape):
        blocks = [
            block_root(block, tuple(k for k, each in enumerate(given) if each == block))
            for block, size in enumerate(shape)
            if size
        ]
        roots.append(np.concatenate(blocks))
    return np.array(roots)
