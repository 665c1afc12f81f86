"""Atlases held against the exact point-wise solvers at many random points, boundaries included.

Every family that an atlas gives at a point is certified there by the concept's own checker; off the
knife edges the solver must find the same equilibria and no others. The points lie on coarse grids,
so that many are on boundaries.

Run: python -m benchmarks.atlas_study [POINTS]    (10000 by default, over all games below)
"""

from __future__ import annotations

import sys

from tests.analysis.atlas.numeric import compare

GAMES = (
    "textbook/prisoners_dilemma",
    "textbook/chicken",
    "textbook/stag_hunt",
    "textbook/battle_of_the_sexes",
    "textbook/rubinstein_1982",
    "dprk/verification",
    "dprk/alliance_wedge",
    "dprk/agreed_framework_implementation",
    "dprk/self_enforcing_agreement",
    "dprk/self_enforcing_lag",
    "dprk/self_enforcing_noise",
    "dprk/self_enforcing_turnover",
    "dprk/sanctioned_bargaining",
    "dprk/power_shift",
    "dprk/sanctions_paradox",
    "dprk/risk_return",
    "dprk/risk_return_types",
)


def main() -> int:
    """Compare, and return 1 if anything differs."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    each, wrong = -(-count // len(GAMES)), 0
    print(f"{'game':40} {'points':>7} {'on edges':>9} {'equilibria':>11} {'wrong':>6}")
    for name in GAMES:
        found = compare(name, each, seed=2018)
        wrong += len(found.wrong)
        row = (found.points, found.on_edges, found.equilibria, len(found.wrong))
        print(f"{name:40} {row[0]:7} {row[1]:9} {row[2]:11} {row[3]:6}", flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
