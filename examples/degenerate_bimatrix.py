"""A degenerate game: whole segments of equilibria, and what a list of points makes of them.

The row player has a safe move, best only if the column player mixes; the column player does not
care as long as the row player is safe. The equilibria are one segment, none of them with
supports of equal size, so that enumeration of equal supports comes back empty-handed.

Run: python examples/degenerate_bimatrix.py
"""

from __future__ import annotations

import warnings

import nashpy
import numpy as np

import gametheory_dprk as gt

ROW = [[2, 2], [3, 0], [0, 3]]  # safe, left, right
COLUMN = [[1, 1], [0, 1], [1, 0]]  # an evader: likes to be where the row player is not
MOVES = {"row": ("safe", "left", "right"), "column": ("left", "right")}


def show_component() -> None:
    """Solve exactly: the segment, by its end points."""
    game = gt.NormalGame.from_arrays(ROW, COLUMN, moves=MOVES)
    solution = gt.solve(game, "nash")
    print(f"gametheory_dprk: {solution!r}")
    for each in solution:
        assert each.component is not None
        print(f"  a component of dimension {each.component.dimension}, with end points")
    for x, y in gt.all_nash(ROW, COLUMN, exact=True):
        print(f"    row {[str(chance) for chance in x]}, column {[str(chance) for chance in y]}")


def show_nashpy() -> None:
    """The same game by each of nashpy's algorithms."""
    game = nashpy.Game(np.array(ROW), np.array(COLUMN))
    print("\nnashpy:")
    for name in ("support_enumeration", "vertex_enumeration", "lemke_howson_enumeration"):
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            found = {
                (tuple(np.round(x, 4).tolist()), tuple(np.round(y, 4).tolist()))
                for x, y in getattr(game, name)()
                if not np.isnan(np.concatenate([x, y])).any()
            }
        remark = ", with a warning" if caught else ""
        print(f"  {name}: finds {len(found)}{remark}")
        for x, y in sorted(found):
            print(f"    row {list(x)}, column {list(y)}")


def main() -> None:
    show_component()
    show_nashpy()
    print(
        "\nEvery point between the end points is an equilibrium too. A list of points cannot say "
        "so;\na component can, and each of its corners is certified."
    )


if __name__ == "__main__":
    main()
