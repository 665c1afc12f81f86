"""Evidence of hypotheses at draws of the parameters, as arrays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from gametheory_dprk.analysis.compare.batches.arrays import Floats, Truths


@dataclass(frozen=True, slots=True)
class Drawn:
    """What the record says of every hypothesis at every draw.

    Attributes
    ----------
    runs : Mapping[str, ndarray of shape (clues + 1, draws)]
        In the selected equilibria; nan where none was found.
    members : Mapping[str, ndarray of shape (equilibria, draws)]
        Probability of the whole record in every equilibrium; nan where a draw has fewer.
    games : Mapping[str, int]
        Hypotheses of one number share a game, and so go together equilibrium by equilibrium.
    """

    runs: Mapping[str, Floats]
    members: Mapping[str, Floats]
    games: Mapping[str, int]

    @property
    def size(self) -> int:
        """The number of draws."""
        return int(next(iter(self.runs.values())).shape[1])

    @property
    def found(self) -> Truths:
        """The draws at which all hypotheses have an equilibrium."""
        lasts = np.array([run[-1] for run in self.runs.values()])
        return np.asarray(np.isfinite(lasts).all(axis=0))

    def solved(self) -> Drawn:
        """Only the draws at which all hypotheses have an equilibrium."""
        keep = self.found
        if keep.all():
            return self
        runs = {name: run[:, keep] for name, run in self.runs.items()}
        members = {name: each[:, keep] for name, each in self.members.items()}
        return Drawn(runs, members, self.games)

    def pairs(self, one: str, other: str) -> tuple[Floats, Floats]:
        """Evidence of two hypotheses in equilibria that may go together.

        Where they are different games any two may; then the largest and the smallest of each are
        paired crosswise, as no other pair gives a bound.
        """
        if self.games[one] == self.games[other]:
            return self.members[one], self.members[other]
        (low, high), (least, most) = (
            (np.nanmin(self.members[name], axis=0), np.nanmax(self.members[name], axis=0))
            for name in (one, other)
        )
        return np.array([low, high]), np.array([most, least])

    def with_constant(self, name: str, run: Sequence[float]) -> Drawn:
        """The same with a hypothesis that is as likely at every draw."""
        column = np.asarray(run, dtype=float)[:, None]
        runs = {**self.runs, name: np.repeat(column, self.size, axis=1)}
        members = {**self.members, name: np.full((1, self.size), float(run[-1]))}
        return Drawn(runs, members, {**self.games, name: -1})


def together(parts: Sequence[Drawn]) -> Drawn:
    """Draws of several batches, one after the other."""
    first = parts[0]
    return Drawn(
        {name: np.concatenate([each.runs[name] for each in parts], axis=1) for name in first.runs},
        {name: stacked([each.members[name] for each in parts]) for name in first.members},
        first.games,
    )


def stacked(parts: Sequence[Floats]) -> Floats:
    """Put arrays of different heights side by side, nan where one is lower."""
    height = max(len(each) for each in parts)
    padded = [
        np.pad(each, ((0, height - len(each)), (0, 0)), constant_values=np.nan) for each in parts
    ]
    return np.concatenate(padded, axis=1)
