"""Pressure and prior: an exact phase diagram of the Agreed Framework game.

The atlas derives every equilibrium as a formula with the region where it exists, and proves that
there are no others. On the plane of pressure `s` and prior `p` the regions are bounded by curves
that are computed, not sampled: each label below holds in the whole region, up to its borders.

Run: python examples/phase_diagram.py [FIGURE.svg or FIGURE.pdf]
"""

from __future__ import annotations

import sys

import gametheory_dprk as gt

COST = "1.1"  # talking is dear, so that pressure decides who comes to the table


def main(figure: str = "") -> None:
    """Prove, decide the plane, and draw it."""
    atlas = gt.load("dprk/agreed_framework_1994").atlas()
    proofs, cells = atlas.proofs, atlas.cells()
    print(f"proved: sound {proofs.sound}, complete {proofs.complete}, covered {proofs.covered}")
    print(f"proved: no other combinations of families exist together: {cells.complete}")

    plot = atlas.plot("s", "p", c=COST)
    told = plot.to_dict()
    for cell in told["cells"]:
        print(f"cell {cell['id']}: families {cell['families']}, for instance {cell['witness']}")
    for border in sorted({(b["formula"], *b["cells"]) for b in told["borders"]}):
        print("between cells {1} and {2}: {0}".format(*border))
    if figure:
        plot.save(figure)
        print(f"drawn: {figure}")


if __name__ == "__main__":
    main(*sys.argv[1:2])
