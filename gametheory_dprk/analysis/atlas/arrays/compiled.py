"""Compiled families: an atlas at millions of parameter points, as array code.

A condition whose value is within its rounding error of zero is decided exactly, at the decimals
that the floats of the point print as; so masks are those that `Atlas.at` gives.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeAlias

from gametheory_dprk.analysis.atlas.arrays.evaluation import Evaluation
from gametheory_dprk.analysis.atlas.arrays.points import read_points
from gametheory_dprk.analysis.atlas.arrays.quantities import Compiled, Key, atoms, compiled
from gametheory_dprk.analysis.atlas.view import Charted
from gametheory_dprk.polynomials import Ratio, Ring
from gametheory_dprk.polynomials.programs import Program, as_float
from gametheory_dprk.polynomials.ring import rational
from gametheory_dprk.regions import Condition
from gametheory_dprk.regions.formula import Every, Formula, Some, every

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array: TypeAlias = NDArray[np.float64]
    Mask: TypeAlias = NDArray[np.bool_]

CHUNK = 16384
"""Points that are evaluated together, so that what belongs to them stays in the cache."""

LARGEST = 300
"""Powers of ten within which float64 neither overflows nor underflows."""


class CompiledAtlas:
    """The families of an atlas, ready to be evaluated at arrays of parameter points.

    Parameters
    ----------
    found : Charted
        The atlas of any kind of game.

    Examples
    --------
    >>> import gametheory_dprk as gt
    >>> compiled = gt.load("dprk/agreed_framework_1994").atlas(n_G=".3", n_P=1).compile()
    >>> compiled.parameters
    ('p', 's', 'R', 'r', 'q', 'c', 'v', 'k', 'b', 'd')
    """

    def __init__(self, found: Charted) -> None:
        self.ring: Ring = found.space.ring
        self.parameters = found.parameters
        self.inside: Formula = every(found.space.assumptions)
        self.program = Program(self.ring)
        self.families = tuple(compiled(view, self.ring) for view in found.views)
        self._places: dict[str, int] = {}
        self._register()

    def _register(self) -> None:
        """Put all polynomials into one program."""
        for condition in atoms(self.inside):
            self._places[condition.text] = self.program.add(condition.polynomial)
        for family in self.families:
            regions = [family.region, *(r for q in family.quantities for r, _ in q.ways)]
            for condition in (c for region in regions for c in atoms(region)):
                self._places[condition.text] = self.program.add(condition.polynomial)
            for _, ratio in (way for q in family.quantities for way in q.ways):
                self.program.add(ratio.numerator)
                self.program.add(ratio.denominator)

    def evaluate(self, points: Mapping[str, Any], chunk: int = CHUNK) -> Evaluation:
        """Evaluate all families.

        Parameters
        ----------
        points
            For each parameter a number or an array; they are broadcast together.
        chunk
            How many points are evaluated at a time.

        Raises
        ------
        AnalysisError
            If a parameter is missing, unknown, or not a finite number.

        Examples
        --------
        >>> import numpy as np
        >>> import gametheory_dprk as gt
        >>> scenario = gt.load("dprk/agreed_framework_1994")
        >>> found = scenario.atlas().evaluate(scenario.values() | {"p": np.array([0.1, 0.2, 0.4])})
        >>> {id: mask.tolist() for id, mask in found.masks.items()}[4]
        [True, False, False]
        >>> found.strategies[4]["DPRK"]["ploy"]["talk"].round(3).tolist()
        [0.444, nan, nan]
        """
        columns, shape = read_points(points, self.parameters)
        result = Evaluation.empty(self.parameters, columns, self.layout(), shape)
        count = columns.shape[1]
        for start in range(0, count, chunk):
            part = slice(start, min(start + chunk, count))
            Chunk(self, columns[:, part]).fill(result, part)
        return result.shaped(shape)

    def layout(self) -> dict[int, tuple[str, tuple[Key, ...]]]:
        """The label and the quantities of each family."""
        return {
            each.view.id: (each.view.label, tuple(q.key for q in each.quantities))
            for each in self.families
        }

    def place(self, condition: Condition) -> int:
        """Where the values of a condition stand."""
        return self._places[condition.text]


@dataclass
class Chunk:
    """Points that are evaluated together."""

    compiled: CompiledAtlas
    columns: Array
    truths: dict[str, Mask] = field(default_factory=dict)
    points: dict[int, tuple[Any, ...]] = field(default_factory=dict)
    exact: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.values, self.bounds = self.compiled.program.bounded(list(self.columns))
        self.wild = self._wild()

    def fill(self, result: Evaluation, part: slice) -> None:
        """Write what the families are at these points."""
        import numpy as np

        inside = self.mask(self.compiled.inside)
        result.inside[part] = inside
        with np.errstate(all="ignore"):
            for family in self.compiled.families:
                mask = inside & self.mask(family.region)
                result.masks[family.view.id][part] = mask
                self._fill_family(result, family, mask, part)
        result.exact += len(self.exact)

    def _fill_family(self, result: Evaluation, family: Compiled, mask: Mask, part: slice) -> None:
        """Write the formulas of one family, nan where it does not exist."""
        import numpy as np

        known: dict[tuple[int, int], Array] = {}
        for quantity in family.quantities:
            target = result.arrays[family.view.id][quantity.key]
            left = mask
            for region, ratio in quantity.ways:
                places = self.compiled.program.add(ratio.numerator), self._below(ratio)
                if places not in known:
                    known[places] = self._quotient(ratio, places)
                chosen = left if region is True else left & self.mask(region)
                np.copyto(target[part], known[places], where=chosen)
                left = left & ~chosen

    def _below(self, ratio: Ratio) -> int:
        """Where the denominator stands."""
        return self.compiled.program.add(ratio.denominator)

    def _quotient(self, ratio: Ratio, places: tuple[int, int]) -> Array:
        """Divide; exactly where the denominator is within its rounding error of zero."""
        import numpy as np

        found: Array = self.values[places[0]]
        rows: Sequence[int] = [int(row) for row in np.flatnonzero(self.wild)]
        if not ratio.denominator.is_one():
            rows = self._close(places[1])
            found = found / self.values[places[1]]
        if rows:
            found = found.copy()
        for row in rows:
            found[row] = self._exact_quotient(ratio, row)
        return found

    def _exact_quotient(self, ratio: Ratio, row: int) -> float:
        """Divide at the decimals of a point; nan where there is no quotient."""
        point = self.point(row)
        bottom = Ring.rational_value(ratio.denominator, point)
        if bottom == 0:
            return float("nan")
        quotient = Ring.rational_value(ratio.numerator, point) / bottom
        return as_float(Fraction(int(quotient.p), int(quotient.q)))

    def mask(self, formula: Formula) -> Mask:
        """Tell where a formula holds."""
        import numpy as np

        match formula:
            case bool():
                return np.full(self.columns.shape[1], formula)
            case Condition():
                return self._truth(formula)
            case Every():
                every_part = [self.mask(part) for part in formula.parts]
                return np.asarray(np.logical_and.reduce(every_part))
            case Some():
                some_part = [self.mask(part) for part in formula.parts]
                return np.asarray(np.logical_or.reduce(some_part))

    def _truth(self, condition: Condition) -> Mask:
        """Tell where a condition holds."""
        known = self.truths.get(condition.key)
        if known is None:
            place = self.compiled.place(condition)
            known = self._compare(condition, self.values[place])
            for row in self._close(place):
                known[row] = self._exact_truth(condition, int(row))
            self.truths[condition.key] = known
        return known

    @staticmethod
    def _compare(condition: Condition, values: Any) -> Any:
        """Compare with zero."""
        if condition.relation == "==":
            return values == 0
        return values > 0 if condition.relation == ">" else values >= 0

    def _exact_truth(self, condition: Condition, row: int) -> bool:
        """Decide a condition at the decimals of a point."""
        self.exact.add(row)
        value = Ring.rational_value(condition.polynomial, self.point(row))
        return bool(self._compare(condition, value))

    def _close(self, place: int) -> Sequence[int]:
        """List the points at which the sign of a polynomial is not sure."""
        import numpy as np

        program = self.compiled.program
        unsure = ~(np.abs(self.values[place]) > self.bounds[place]) | self.wild
        if program.is_constant(place) or not unsure.any():
            return ()
        rows = np.flatnonzero(unsure)
        bounds = program.bounds(list(self.columns[:, rows]))[place]
        sure = (np.abs(self.values[place, rows]) > bounds) & ~self.wild[rows]
        return [int(row) for row in rows[~sure]]

    def _wild(self) -> Mask:
        """Mark points with numbers so large or small that products may leave float64's range."""
        import numpy as np

        reach = 10.0 ** (LARGEST // (2 * max(1, self.compiled.program.degree)))
        sizes = np.abs(self.columns)
        wild = (sizes > reach) | ((sizes < 1 / reach) & (sizes > 0))
        return np.asarray(wild.any(axis=0))

    def point(self, row: int) -> tuple[Any, ...]:
        """Return a point exactly: the decimals that its floats print as."""
        if row not in self.points:
            exact = tuple(rational(Fraction(repr(float(x)))) for x in self.columns[:, row])
            self.points[row] = exact or (rational(0),)
        return self.points[row]
