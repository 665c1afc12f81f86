"""How much of the variance of a Bayes factor each parameter carries: Sobol indices.

The first-order index of a parameter is the variance of the expected log factor given that
parameter, as a share of all variance; the total one is the variance that is left on average when
all others are known (Sobol 1993; Homma and Saltelli 1996). Estimators are those of Saltelli et al.
(2010) for the first and of Jansen (1999) for the second, on one scrambled Sobol sequence of twice
as many dimensions. Where assumptions tie parameters together, what is exchanged is drawn given
what is kept; the indices are then the same shares of variance, but need not add up.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gametheory_dprk.analysis.compare.draws import shares
from gametheory_dprk.analysis.compare.numbers import rounded
from gametheory_dprk.analysis.compare.uncertainty import Drawing

if TYPE_CHECKING:
    from gametheory_dprk.analysis.compare.batches.arrays import Floats

POINTS = 2**11
"""Pairs of points for each parameter."""

BLOCKS = 32
"""Points are looked for in so many blocks of the sequence."""

WIDTH = "default"
"""The prior whose variance is shared out."""


@dataclass(frozen=True, slots=True)
class Index:
    """Shares of the variance of one log Bayes factor that hang on one parameter.

    Attributes
    ----------
    first, total : float
    first_error, total_error : float
        Standard errors, as if draws were independent.
    """

    parameter: str
    first: float
    first_error: float
    total: float
    total_error: float


@dataclass(frozen=True, slots=True)
class Indices:
    """Sobol indices, by hypothesis, the largest total first.

    Attributes
    ----------
    variance : Mapping[str, float]
        Of the log10 Bayes factor of each hypothesis against the first.
    """

    width: str
    points: int
    variance: Mapping[str, float]
    of: Mapping[str, tuple[Index, ...]]

    def to_document(self) -> dict[str, Any]:
        """The indices as JSON."""
        return {
            "width": self.width,
            "points": self.points,
            "hypotheses": [
                {
                    "id": name,
                    "variance": rounded(self.variance[name]),
                    "parameters": [
                        {
                            "parameter": each.parameter,
                            "first": {
                                "estimate": rounded(each.first),
                                "se": rounded(each.first_error),
                            },
                            "total": {
                                "estimate": rounded(each.total),
                                "se": rounded(each.total_error),
                            },
                        }
                        for each in found
                    ],
                }
                for name, found in self.of.items()
            ],
        }


def indices(drawing: Drawing) -> Indices | None:
    """Share out the variance of every log Bayes factor; None where it cannot be done.

    That is where games are solved one by one, or a factor is infinite.
    """
    if not drawing.fast or len(drawing.space.axes) < 2:
        return None
    names = [each.id for each in drawing.contenders[1:]]
    labels = [axis.label for axis in drawing.space.axes]
    found: dict[str, list[Index]] = {name: [] for name in names}
    spread: dict[str, float] = {}
    kept, base, other = pairs_of_points(drawing)
    if kept < 2:
        return None
    ways = [each for k in range(len(labels)) for each in exchanged(drawing, base, other, k)]
    start, *ends = all_factors(drawing, [base, *ways])
    for k, label in enumerate(labels):
        for name in names:
            result = index(label, start[name], ends[2 * k + 1][name], ends[2 * k][name])
            if result is None:
                return None
            variance, each = result
            spread[name] = variance
            found[name].append(each)
    ranked = {n: tuple(sorted(each, key=lambda one: -one.total)) for n, each in found.items()}
    return Indices(WIDTH, kept, spread, ranked)


def index(label: str, start: Floats, first: Floats, total: Floats) -> tuple[float, Index] | None:
    """The indices of one parameter from factors at points that share it, or all but it."""
    import numpy as np

    good = np.isfinite(start) & np.isfinite(first) & np.isfinite(total)
    start, first, total = start[good], first[good], total[good]
    if len(start) < 2:
        return None
    mean, variance = float(start.mean()), float(start.var())
    if variance <= 0:
        return 0.0, Index(label, 0.0, 0.0, 0.0, 0.0)
    products = (start - mean) * (first - mean) / variance
    squares = (start - total) ** 2 / (2 * variance)
    ratio = (start - mean) ** 2 / variance
    return variance, Index(
        label,
        float(products.mean()) + 0.0,
        error(products - float(products.mean()) * ratio),
        float(squares.mean()) + 0.0,
        error(squares - float(squares.mean()) * ratio),
    )


def error(influences: Floats) -> float:
    """Standard error of a mean."""
    return float(influences.std()) / math.sqrt(len(influences))


def pairs_of_points(drawing: Drawing) -> tuple[int, Floats, Floats]:
    """Points at which assumptions hold, and candidates for what they are exchanged with."""
    import numpy as np

    from gametheory_dprk.analysis.compare.batches.points import scaled

    axes = drawing.space.axes
    blocks = []
    for block in shares(2 * len(axes), POINTS, drawing.seed):
        columns = [scaled(axes[k % len(axes)], block[:, k], WIDTH) for k in range(2 * len(axes))]
        blocks.append(np.stack(columns, axis=1))
        if sum(map(len, blocks)) >= BLOCKS * POINTS:
            break
    rows = np.concatenate(blocks)
    base, other = rows[:, : len(axes)], rows[:, len(axes) :]
    keep = good_rows(drawing, base)
    chosen = np.flatnonzero(keep)[:POINTS]
    return len(chosen), base[chosen], other


def exchanged(drawing: Drawing, base: Floats, other: Floats, k: int) -> tuple[Floats, Floats]:
    """Points with one coordinate drawn anew, and points with all others drawn anew."""
    import numpy as np

    def one(rows: Floats) -> Floats:
        moved = base.copy()
        moved[:, k] = rows[:, k]
        return moved

    def rest(rows: Floats) -> Floats:
        moved = rows.copy()
        moved[:, k] = base[:, k]
        return moved

    found = []
    for change in (one, rest):
        result = np.full_like(base, np.nan)
        for rows in candidates(other, len(base)):
            open_rows = np.isnan(result[:, 0])
            if not open_rows.any():
                break
            moved = change(rows)
            fits = open_rows & good_rows(drawing, moved)
            result[fits] = moved[fits]
        found.append(result)
    return found[0], found[1]


def candidates(other: Floats, count: int) -> Iterator[Floats]:
    """Parts of the candidates, each as long as the points."""
    for begin in range(0, len(other) - count + 1, count):
        yield other[begin : begin + count]


def good_rows(drawing: Drawing, rows: Floats) -> Any:
    """Where the assumptions hold."""
    from gametheory_dprk.analysis.compare.batches.points import allowed_rows, by_label

    return allowed_rows(drawing.space, drawing.contenders, by_label(drawing.space, rows))


def all_factors(drawing: Drawing, tables: Sequence[Floats]) -> list[dict[str, Floats]]:
    """Log10 Bayes factors at several tables of points, found together."""
    import numpy as np

    found = log_factors(drawing, np.concatenate(tables))
    ends = np.cumsum([len(each) for each in tables])[:-1]
    parts = {name: np.split(each, ends) for name, each in found.items()}
    return [{name: each[k] for name, each in parts.items()} for k in range(len(tables))]


def log_factors(drawing: Drawing, rows: Floats) -> dict[str, Floats]:
    """Log10 Bayes factors at points; nan where a point is missing."""
    import numpy as np

    from gametheory_dprk.analysis.compare.batches.points import by_label

    there = np.isfinite(rows[:, 0])
    runs = drawing.at(by_label(drawing.space, rows[there])).runs
    first = next(iter(runs.values()))[-1]
    found = {}
    for name, run in runs.items():
        with np.errstate(all="ignore"):
            values = np.log10(run[-1] / first)
        found[name] = np.full(len(rows), np.nan)
        found[name][there] = values
    return found
