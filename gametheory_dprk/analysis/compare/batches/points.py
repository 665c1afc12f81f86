"""Draws as arrays: the same points as one by one, many at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from gametheory_dprk.analysis.compare.batches.arrays import Floats, Truths, Values
from gametheory_dprk.analysis.compare.contenders import Contender
from gametheory_dprk.analysis.compare.draws import ORDINAL, WIDTHS, Axis, Space, shares
from gametheory_dprk.analysis.compare.priors import ParameterPrior, ordinal_prior
from gametheory_dprk.analysis.compare.sides import Side
from gametheory_dprk.expr import Expr, compile_vector, names
from gametheory_dprk.limits import Budget


def draw_arrays(
    space: Space, named: Sequence[Contender], width: str, count: int, seed: int, budget: Budget
) -> Values:
    """Draw points at which the assumptions hold under every hypothesis; at most `count`.

    Returns
    -------
    Mapping[str, ndarray]
        An array for every axis of the space.
    """
    kept: list[Floats] = []
    found = 0
    for block in shares(len(space.axes), count, seed):
        budget.tick()
        good = block[allowed_shares(space, named, block, width)]
        kept.append(good)
        found += len(good)
        if found >= count:
            break
    rows = np.concatenate(kept)[:count]
    return {axis.label: scaled(axis, rows[:, k], width) for k, axis in enumerate(space.axes)}


def allowed_shares(space: Space, named: Sequence[Contender], block: Floats, width: str) -> Truths:
    """Where the assumptions hold at shares of priors; only what they name is looked at."""
    used = {
        name for each in named for relation in each.side.scenario.assume for name in names(relation)
    }
    values = {
        axis.label: scaled(axis, block[:, k], width)
        for k, axis in enumerate(space.axes)
        if used & set(axis.names.values())
    }
    if not values:
        return np.ones(len(block), dtype=bool)
    return allowed_rows(space, named, values)


def by_label(space: Space, rows: Floats) -> Values:
    """Columns by the label of their axis."""
    return {axis.label: rows[:, k] for k, axis in enumerate(space.axes)}


def scaled(axis: Axis, share: Floats, width: str) -> Floats:
    """The values of an axis at shares of its prior."""
    if width == ORDINAL:
        return quantiles(ordinal_prior(axis.prior), share)
    value = float(axis.prior.value)
    return value + float(WIDTHS[width]) * (quantiles(axis.prior, share) - value)


def quantiles(prior: ParameterPrior, share: Floats) -> Floats:
    """The values below which shares of a prior lie."""
    low, high = float(prior.low), float(prior.high)
    if prior.shape == "uniform":
        return low + (high - low) * share
    found: Floats = low * np.exp(share * np.log(high / low))
    return found


def allowed_rows(space: Space, named: Sequence[Contender], values: Values) -> Truths:
    """Where the assumptions hold, whatever a hypothesis sets."""
    size = len(next(iter(values.values())))
    good = np.ones(size, dtype=bool)
    for side, given in dict.fromkeys((e.side, tuple(e.hypothesis.set.items())) for e in named):
        point = spread_out(side, {**space.point(side, values), **dict(given)}, size)
        for relation in side.scenario.assume:
            good &= evaluated(relation, point).astype(bool)
    return good


def spread_out(side: Side, point: object, size: int) -> Values:
    """One array a parameter, whether it varies or not."""
    assert isinstance(point, dict)
    return {name: np.broadcast_to(np.asarray(each, float), size) for name, each in point.items()}


def evaluated(formula: Expr, values: Values) -> Floats:
    """A formula of parameters at every point."""
    return compile_vector(formula, tuple(values))(values)


def chunks(size: int, most: int) -> Iterator[slice]:
    """Consecutive parts of no more than some length."""
    for begin in range(0, size, most):
        yield slice(begin, min(begin + most, size))
