"""An atlas at many parameter points: which families exist, and what they are there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers: TypeAlias = NDArray[Any]

Key: TypeAlias = tuple[str, ...]
Nested: TypeAlias = "dict[str, dict[str, dict[str, Numbers]]]"


@dataclass
class Evaluation:
    """The families of an atlas at arrays of points.

    Attributes
    ----------
    parameters : Mapping[str, array]
        The points.
    labels : Mapping[int, str]
        By family.
    inside : array of bool
        Where the assumptions hold; elsewhere no family is claimed.
    masks : Mapping[int, array of bool]
        For each family where it exists.
    arrays : Mapping[int, Mapping[tuple of str, array]]
        For each family its quantities, nan where it does not exist; `strategies`, `beliefs` and
        `values` give them by name.
    exact : int
        At how many points some condition was decided in exact arithmetic.
    """

    parameters: Mapping[str, Numbers]
    labels: Mapping[int, str]
    inside: Numbers
    masks: Mapping[int, Numbers]
    arrays: Mapping[int, Mapping[Key, Numbers]]
    exact: int = 0

    @classmethod
    def empty(
        cls,
        names: Sequence[str],
        columns: Numbers,
        layout: Mapping[int, tuple[str, tuple[Key, ...]]],
        shape: tuple[int, ...],
    ) -> Evaluation:
        """Make room for the results at some points."""
        import numpy as np

        count = columns.shape[1]
        return cls(
            dict(zip(names, columns, strict=True)),
            {number: label for number, (label, _) in layout.items()},
            np.zeros(count, dtype=bool),
            {number: np.zeros(count, dtype=bool) for number in layout},
            {
                number: {key: np.full(count, np.nan) for key in keys}
                for number, (_, keys) in layout.items()
            },
        )

    def shaped(self, shape: tuple[int, ...]) -> Evaluation:
        """Bring all arrays to a shape."""
        return Evaluation(
            {name: each.reshape(shape) for name, each in self.parameters.items()},
            self.labels,
            self.inside.reshape(shape),
            {number: mask.reshape(shape) for number, mask in self.masks.items()},
            {
                number: {key: each.reshape(shape) for key, each in found.items()}
                for number, found in self.arrays.items()
            },
            self.exact,
        )

    @property
    def count(self) -> Numbers:
        """How many families exist at each point."""
        import numpy as np

        none = np.zeros(self.inside.shape, dtype=int)
        return sum((mask.astype(int) for mask in self.masks.values()), none)

    @property
    def strategies(self) -> dict[int, Nested]:
        """By family, player, information set and move."""
        return {number: nested(found, "strategies") for number, found in self.arrays.items()}

    @property
    def beliefs(self) -> dict[int, Nested]:
        """By family, player, information set and node or type."""
        return {number: nested(found, "beliefs") for number, found in self.arrays.items()}

    @property
    def values(self) -> dict[int, dict[str, Numbers]]:
        """Expected payoffs by family and player."""
        return {
            number: {key[1]: each for key, each in found.items() if key[0] == "values"}
            for number, found in self.arrays.items()
        }

    def to_frame(self) -> Any:
        """Return a pandas frame: a row for each point and each family that exists there.

        Columns are `point` (its number in flattened order), `family`, `label`, the parameters,
        and the quantities under dotted names such as `strategies.US.talk.relief`.
        """
        import numpy as np
        import pandas as pd

        frames = []
        for number, mask in self.masks.items():
            rows = np.flatnonzero(mask)
            found: dict[str, Any] = {"point": rows, "family": number, "label": self.labels[number]}
            found |= {name: each.ravel()[rows] for name, each in self.parameters.items()}
            quantities = self.arrays[number].items()
            found |= {".".join(key): each.ravel()[rows] for key, each in quantities}
            frames.append(pd.DataFrame(found))
        if not frames:
            return pd.DataFrame({"point": [], "family": [], "label": []})
        together = pd.concat(frames, ignore_index=True)
        return together.sort_values(["point", "family"], ignore_index=True)


def nested(found: Mapping[Key, Numbers], what: str) -> Nested:
    """Arrange quantities by player, information set and name."""
    result: Nested = {}
    for key, each in found.items():
        if key[0] == what:
            _, player, label, name = key
            result.setdefault(player, {}).setdefault(label, {})[name] = each
    return result
