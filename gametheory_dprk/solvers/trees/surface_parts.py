"""Surfaces cut into parts that hang together.

Where all polynomials are of degree one in some parameter, the points over a choice of the others
that make them positive are an interval; so the whole is connected if its projection is. The
projection is where every lower bound is below every upper one: polynomials in fewer parameters, if
the slopes have one sign each (Motzkin 1936, with polynomials for coefficients). Where a slope
changes its sign, and where a projection to a line has gaps, the surface is cut.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gametheory_dprk.polynomials import Polynomial as Form
from gametheory_dprk.polynomials import Ring
from gametheory_dprk.polynomials.ring import rational
from gametheory_dprk.regions import condition
from gametheory_dprk.solvers.trees.surface import Surface, coefficients
from gametheory_dprk.solvers.trees.surface_intervals import Line, stretches
from gametheory_dprk.solvers.trees.surface_questions import Questions, Unsolved

MOST_CUTS = 4
"""Cuts through one surface, one after another."""

MOST_FORMS = 60
"""Polynomials of a projection that are still looked at."""


def connected_parts(
    surface: Surface, positive: Sequence[Form], questions: Questions, cuts: int = MOST_CUTS
) -> Iterator[Surface]:
    """The connected parts of a surface; `whole` is false where that is not shown.

    Parameters
    ----------
    surface : Surface
    positive : sequence of Form
        What is positive on it besides its conditions.
    questions : Questions
    cuts : int
        How often it may still be cut.
    """
    if len(surface.parameters) < 2:
        yield from stretches(surface, positive)
        return
    shape = Projection(surface.ring, questions)
    try:
        obstacle = shape.obstacle([*surface.conditions, *positive], list(surface.parameters))
    except Unsolved:
        obstacle = surface.ring.zero
    if obstacle is None or obstacle.is_zero() or not cuts:
        yield replace(surface, whole=obstacle is None)
        return
    for side in (obstacle, -obstacle):
        strict = [condition(f, ">") for f in (*surface.conditions, *positive, side)]
        sample = questions.point(strict)
        if sample is not None:
            part = replace(
                surface,
                conditions=(*surface.conditions, side),
                sample={name: sample[name] for name in surface.parameters},
            )
            yield from connected_parts(part, positive, questions, cuts - 1)


@dataclass(frozen=True)
class Projection:
    """Looks for what keeps a set from being connected."""

    ring: Ring
    questions: Questions

    def obstacle(self, forms: Sequence[Form], names: Sequence[str]) -> Form | None:
        """Where to cut the set on which polynomials are positive; None if it is connected.

        The zero polynomial where nothing is known.
        """
        linear = all(form.total_degree() <= 1 for form in forms)
        if linear or len(forms) > MOST_FORMS:
            return None if linear else self.ring.zero
        if len(names) == 1:
            return self.gap(forms, names[0])
        cut = self.ring.zero
        for name in names:
            parts = [coefficients(form, name, self.ring) for form in forms]
            if any(len(each) > 2 for each in parts):
                continue
            slopes = [each[1] for each in parts if len(each) == 2]
            turning = [each for each in slopes if not self.sign(each, forms)]
            if turning:
                cut = turning[0] if cut.is_zero() else cut
                continue
            rest = [other for other in names if other != name]
            found = self.obstacle(self.projected(parts, forms), rest)
            if found is None or not found.is_zero():
                return found
        return cut

    def sign(self, slope: Form, forms: Sequence[Form]) -> int:
        """The sign of a slope where polynomials are positive; zero if it has none."""
        if slope.is_constant():
            return 1 if slope.coeffs()[0] > 0 else -1
        given = [condition(form, ">") for form in forms]
        for sign in (1, -1):
            opposite = condition(slope * -sign, ">=")
            if not self.questions.is_possible([*given, opposite]):
                return sign
        return 0

    def projected(self, parts: Sequence[list[Form]], forms: Sequence[Form]) -> list[Form]:
        """The polynomials that are positive where some value of the last unknown will do."""
        found = [each[0] for each in parts if len(each) == 1]
        sloped = [each for each in parts if len(each) == 2]
        above = [each for each in sloped if self.sign(each[1], forms) > 0]
        below = [each for each in sloped if each not in above]
        found += [low[1] * high[0] - high[1] * low[0] for low in above for high in below]
        plain = (self.ring.primitive(each)[1] for each in found)
        return list({str(each): each for each in plain if not each.is_constant()}.values())

    def gap(self, forms: Sequence[Form], name: str) -> Form | None:
        """A cut between two intervals of a line."""
        line = Line(self.ring, name, forms)
        runs = line.runs()
        if len(runs) < 2:
            return None
        return self.ring.generators[name] - rational(line.between[runs[1][0] - 1])
