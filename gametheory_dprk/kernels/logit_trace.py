"""Following the curve of two players' logit equilibria, step by step."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gametheory_dprk.kernels import logit_bimatrix as kernel
from gametheory_dprk.kernels.logit_bimatrix import (
    AHEAD,
    ANSWERS,
    AT,
    BORDER,
    CHANCES,
    CHANGE,
    DIRECTION,
    LAMBDA,
    LENGTH,
    MIDDLE,
    ONWARDS,
    OTHER_SIZE,
    OTHERS,
    PASSED,
    PLAY_CHANGE,
    PULLED,
    SIZE,
    SLOPES,
    SWAPS,
    USED,
    Curve,
    Floats,
)  # fmt: skip
from gametheory_dprk.kernels.logit_elimination import Weighed, factor

RUNNING, ARRIVED, LOST = 0, 1, 2
"""What a trace says of itself."""

LONGEST, SHORTEST, CROSSING = 1.0, 1e-9, 1e-5
ROUNDS = 40


@dataclass(slots=True)
class Trace:
    """How far a curve was followed.

    Attributes
    ----------
    orientation : float
        Sign of the bordered determinant.
    reached : int
        How many of the values wanted were passed.
    """

    curve: Curve
    status: int = RUNNING
    steps: int = 0
    folds: int = 0
    crossings: int = 0
    reached: int = 0
    orientation: float = 0.0

    @property
    def rationality(self) -> float:
        """Lambda where the curve has come to, in its own units."""
        return float(self.curve.vectors[AT, -1])

    def follow(self, wanted: Floats, found: Floats, tolerance: float, allowance: int) -> None:
        """Go on for some steps, or until all that is wanted is passed.

        Parameters
        ----------
        wanted : ndarray
            Rising values of lambda; empty to go on until nobody gains more than `tolerance`.
        found : ndarray, shape (values, rows + columns)
            Receives logarithms of probabilities at the wanted values.
        tolerance : float
        allowance : int
        """
        self.status = RUNNING
        if not self.steps:
            self.begin()
        while self.reached < len(wanted) and wanted[self.reached] <= 0.0:
            found[self.reached] = self.curve.vectors[AT, :-1]
            self.reached += 1
        for _ in range(allowance):
            if len(wanted) and self.reached == len(wanted):
                self.status = ARRIVED
            elif not self.step(wanted, found):
                self.status = LOST
            elif not len(wanted) and self.curve.scalars[kernel.REGRET] <= tolerance:
                self.status = ARRIVED
            if self.status != RUNNING:
                return

    def begin(self) -> None:
        """Point the curve to where lambda rises."""
        vectors = self.curve.vectors
        vectors[BORDER] = 0.0
        vectors[BORDER, -1] = 1.0
        kernel.look(self.curve, AT)
        self.orientation = arrive(self.curve, AT)
        vectors[DIRECTION] = vectors[ONWARDS]

    def step(self, wanted: Floats, found: Floats) -> bool:
        """Take one step, however short, and note what is wanted on the way; whether it succeeds."""
        vectors, scalars = self.curve.vectors, self.curve.scalars
        change = float(np.abs(np.exp(vectors[AT, :-1]) * vectors[DIRECTION, :-1]).max())
        scalars[LENGTH] = min(scalars[LENGTH], LONGEST, PLAY_CHANGE / max(change, 1e-12))
        while (sign := attempt(self.curve, self.orientation)) == 0.0:
            scalars[LENGTH] /= 2
            if scalars[LENGTH] < SHORTEST or not restart(self.curve):
                return False
        self.steps += 1
        self.folds += bool(vectors[ONWARDS, -1] * vectors[DIRECTION, -1] < 0.0)
        self.crossings += sign != self.orientation
        corrections, before = self.curve.state[kernel.COUNT], self.reached
        if not self.note(wanted, found):
            return False
        vectors[AT], vectors[DIRECTION], self.orientation = vectors[AHEAD], vectors[ONWARDS], sign
        scalars[LENGTH] *= 2.0 if corrections <= 3 else 0.6 if corrections >= 6 else 1.0
        return before == self.reached or restart(self.curve)

    def note(self, wanted: Floats, found: Floats) -> bool:
        """Solve for all values wanted that the last step passed; whether that succeeds."""
        at, ahead = self.curve.vectors[AT], self.curve.vectors[AHEAD]
        while self.reached < len(wanted) and ahead[-1] >= wanted[self.reached]:
            goal, whole = wanted[self.reached], ahead[-1] - at[-1]
            share = (goal - at[-1]) / whole if whole else 1.0
            self.curve.vectors[MIDDLE] = at + share * (ahead - at)
            if not settle(self.curve, float(goal)):
                return False
            found[self.reached] = self.curve.vectors[MIDDLE, :-1]
            self.reached += 1
        return True


def set_up(curve: Curve, place: int) -> float:
    """Factor the bordered system at the place last looked at; sign of its determinant."""
    kernel.weigh(curve, place)
    count, others = curve.state[SIZE], curve.state[OTHER_SIZE]
    rows = (curve.vectors[k] for k in (CHANCES, ANSWERS, SLOPES, BORDER, PASSED, PULLED))
    used = curve.places[USED, :count], curve.places[OTHERS, :others]
    given = Weighed._make((curve.first, curve.second, *rows, *used))
    rationality = float(curve.scalars[LAMBDA])
    return float(factor(given, rationality, curve.system, curve.places[SWAPS]))


def arrive(curve: Curve, place: int) -> float:
    """The tangent at a solution, onwards; sign of the bordered determinant, 0 if there is none."""
    sign = set_up(curve, place)
    return sign if sign and kernel.turn(curve, place) else 0.0


def rim(curve: Curve) -> None:
    """Border the system by the direction of the curve, measured where it is."""
    at, direction = curve.vectors[AT], curve.vectors[DIRECTION]
    curve.vectors[BORDER, :-1] = np.exp(2 * at[:-1]) * direction[:-1]
    curve.vectors[BORDER, -1] = direction[-1] / (1.0 + at[-1]) ** 2


def attempt(curve: Curve, orientation: float) -> float:
    """Take one step; orientation there, 0 where it fails."""
    outcome = kernel.correct(curve, False)
    while outcome == kernel.STALE:
        outcome = kernel.correct(curve, True) if set_up(curve, AHEAD) else kernel.FAILED
    if outcome == kernel.FAILED:
        return 0.0
    rim(curve)
    sign = arrive(curve, AHEAD)
    if sign == 0.0 or not kernel.is_joined(curve):
        return 0.0
    return 0.0 if sign != orientation and curve.scalars[LENGTH] >= CROSSING else sign


def restart(curve: Curve) -> bool:
    """Set up the system at the place that the curve has come to, after a step that failed."""
    kernel.look(curve, AT)
    rim(curve)
    return set_up(curve, AT) != 0.0


def settle(curve: Curve, rationality: float) -> bool:
    """Solve the equations for a given lambda, from the middle on, to rounding."""
    vectors = curve.vectors
    middle, change = vectors[MIDDLE], vectors[CHANGE]
    middle[-1] = rationality
    vectors[BORDER] = 0.0
    vectors[BORDER, -1] = 1.0
    for _ in range(ROUNDS):
        np.minimum(middle[:-1], 0.0, out=middle[:-1])
        kernel.look(curve, MIDDLE)
        residual = np.abs(vectors[kernel.RESIDUAL, :-1])
        if (residual < curve.scalars[kernel.ROUNDING] * (1 - middle[:-1])).all():
            return True
        if set_up(curve, MIDDLE) == 0.0:
            return False
        kernel.solve(curve, 0.0)
        largest = np.abs(change[:-1][middle[:-1] > -9.2]).max(initial=0.0)
        middle += change / max(1.0, float(largest) / 1.5)
        middle[-1] = rationality
    return False
