"""Comparative statics: whether what a family plays, believes and earns rises with a parameter.

The sign of a derivative is that of a polynomial, which is proved over the whole region of the
family, or shown to vary by two points of the region.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from gametheory_dprk.analysis.atlas.claims.arena import Arena
from gametheory_dprk.analysis.atlas.claims.logic import conjunctions
from gametheory_dprk.analysis.atlas.claims.playing import FINITE, members
from gametheory_dprk.analysis.atlas.settling import settled
from gametheory_dprk.analysis.atlas.view import FamilyView, Shown
from gametheory_dprk.expr import Name
from gametheory_dprk.number import number_text
from gametheory_dprk.polynomials import Polynomial, Ratio
from gametheory_dprk.regions import Condition, Space, condition, negation
from gametheory_dprk.regions.samples import holds

if TYPE_CHECKING:
    from numpy.typing import NDArray

Point = Mapping[str, Fraction]
Sign: TypeAlias = Literal["+", "-", "0", "ambiguous", "unknown"]

CLEAR = 1e-7
"""How far from zero a value at a sample has to be to be rechecked exactly."""


@dataclass(frozen=True, slots=True)
class Statics:
    """How the quantities of a family move with the parameters.

    Attributes
    ----------
    signs : Mapping[str, Mapping[str, Sign]]
        By quantity, such as "values.US", "strategies.US.talk.relief" or "P(talk)", and
        parameter. "+" and "-": the derivative is proved to have this sign, or be zero, in the
        whole region, and is not zero everywhere; "0": it is; "ambiguous": it has both signs;
        "unknown": no proof.
    witnesses : Mapping[str, Mapping[str, tuple of Point]]
        For what is ambiguous a point where it rises and one where it falls.
    """

    signs: Mapping[str, Mapping[str, Sign]]
    witnesses: Mapping[str, Mapping[str, tuple[Point, Point]]]

    def to_document(self) -> dict[str, Any]:
        """Write signs and witnesses."""
        return {
            "statics": {name: dict(row) for name, row in self.signs.items()},
            "statics_witnesses": {
                name: {
                    parameter: [{n: number_text(x) for n, x in point.items()} for point in points]
                    for parameter, points in row.items()
                }
                for name, row in self.witnesses.items()
            },
        }


def statics(found: Shown, view: FamilyView) -> Statics:
    """Find how the quantities of a family move with the parameters.

    Quantities that are constant, and those off the path where play is not unique, are left out.
    """
    space = found.space
    known = settled(view, space.ring)
    signs: dict[str, dict[str, Sign]] = {}
    witnesses: dict[str, dict[str, tuple[Point, Point]]] = {}
    if known is None:
        return Statics(signs, witnesses)
    slopes = Slopes(space, conjunctions(known.region))
    for name, ratio in (*moving(known), *chances(found, known)):
        for parameter in space.ring.names:
            sign, points = slopes.sign(ratio, parameter)
            signs.setdefault(name, {})[parameter] = sign
            if points is not None:
                witnesses.setdefault(name, {})[parameter] = points
    return Statics(signs, witnesses)


def moving(view: FamilyView) -> Iterator[tuple[str, Ratio]]:
    """Yield the quantities that are no constants, by name."""
    for what, tables in (("strategies", view.strategies), ("beliefs", view.beliefs)):
        for player, sets in tables.items():
            for label, chances in sets.items():
                if (player, label) in view.loose:
                    continue
                for name, ratio in chances.items():
                    if not is_constant(ratio):
                        yield f"{what}.{player}.{label}.{name}", ratio
    for player, ratio in view.values.items():
        if not is_constant(ratio):
            yield f"values.{player}", ratio


def chances(found: Shown, view: FamilyView) -> Iterator[tuple[str, Ratio]]:
    """Yield the chance that each move is made at all, where it is no constant."""
    if not isinstance(found.game, FINITE):
        return
    arena = Arena(found.space, found.space.ring, {})
    playing = next(members(arena.game(found.game), view))[1]
    places = found.game.information_sets()
    joined = (move for place in places for move in place.moves)
    moves = dict.fromkeys(part for move in joined for part in move.split("."))
    for move in moves:
        ratio = playing.total(playing.plays, (Name(move),))
        if not is_constant(ratio):
            yield f"P({move})", ratio


def is_constant(ratio: Ratio) -> bool:
    """Whether a quotient does not vary; it is in lowest terms."""
    return ratio.numerator.is_constant() and ratio.denominator.is_constant()


class Slopes:
    """Signs of derivatives in a region.

    Parameters
    ----------
    region
        Conjunctions whose union it is.
    """

    def __init__(self, space: Space, region: Sequence[Sequence[Condition]]) -> None:
        self.space = space
        self.region = region
        self._known: dict[str, tuple[Sign, tuple[Point, Point] | None]] = {}
        self._inside = self._samples()

    def _samples(self) -> NDArray[Any]:
        """Mark the samples in the region."""
        import numpy as np

        inside = np.zeros(len(self.space.samples), dtype=bool)
        for conditions in self.region:
            mask = np.ones(len(inside), dtype=bool)
            for each in conditions:
                mask &= self.space.samples.truths(each)
            inside |= mask
        return inside

    def sign(self, ratio: Ratio, parameter: str) -> tuple[Sign, tuple[Point, Point] | None]:
        """Return the sign of a derivative, with two points where both occur."""
        top, bottom = ratio.numerator, ratio.denominator
        slope = top.derivative(parameter) * bottom - top * bottom.derivative(parameter)
        if slope.is_zero():
            return "0", None
        core = self.space.strip(slope).core
        text = str(core)
        if text not in self._known:
            self._known[text] = self._find(core, text)
        return self._known[text]

    def _find(self, slope: Polynomial, text: str) -> tuple[Sign, tuple[Point, Point] | None]:
        """Look at samples, then prove."""
        if slope.is_constant():
            return ("+" if slope.coeffs()[0] > 0 else "-"), None
        values = self.space.samples.values(slope, text)
        rising = self._point(values > CLEAR, condition(slope, ">"))
        falling = self._point(values < -CLEAR, condition(-slope, ">"))
        if rising is not None and falling is not None:
            return "ambiguous", (rising, falling)
        if falling is None and self._proved(condition(slope, ">=")):
            return "+", None
        if rising is None and self._proved(condition(-slope, ">=")):
            return "-", None
        rising = rising or self._search(condition(slope, ">"))
        falling = falling or self._search(condition(-slope, ">"))
        if rising is not None and falling is not None:
            return "ambiguous", (rising, falling)
        return "unknown", None

    def _proved(self, claim: Condition) -> bool:
        """Whether the region implies a condition."""
        return all(
            self.space.implies(conditions, claim)
            or self.space.contradiction([*conditions, negation(claim)]) is not None
            for conditions in self.region
        )

    def _search(self, claim: Condition) -> Point | None:
        """Find a point of the region at which a condition holds, beyond the samples."""
        found = (self.space.point([*conditions, claim]) for conditions in self.region)
        return next((point for point in found if point is not None), None)

    def _point(self, mask: NDArray[Any], claim: Condition) -> Point | None:
        """Find a sample in the region at which a condition holds exactly."""
        import numpy as np

        for row in np.flatnonzero(mask & self._inside)[:3]:
            coordinates = self.space.samples.coordinates(int(row))
            exact = any(all(holds(c, coordinates) for c in one) for one in self.region)
            if exact and holds(claim, coordinates):
                numbers = (Fraction(int(x.p), int(x.q)) for x in coordinates)
                return dict(zip(self.space.ring.names, numbers, strict=False))
        return None
