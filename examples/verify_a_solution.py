"""Save a solution, tamper with it, and have it rechecked.

The verifier shares no code with the solvers: it reads the saved claims and evaluates each of them
from the game. Here one probability is changed by a millionth, as a slip of the pen would do.

Run: python examples/verify_a_solution.py
"""

from __future__ import annotations

import copy
import json
import tempfile
from fractions import Fraction
from pathlib import Path

import gametheory_dprk as gt


def main() -> None:
    scenario = gt.load("dprk/agreed_framework_1994")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "solution.json"
        path.write_text(json.dumps(scenario.solve().to_dict(), indent=1))
        saved = json.loads(path.read_text())

    honest = gt.verify(scenario, saved)
    print(f"As saved: valid is {honest.valid}, {len(honest.checks)} claims checked.")

    changed = copy.deepcopy(saved)
    ploy = next(
        each["strategies"]["DPRK"]["ploy"]
        for each in changed["solution"]["equilibria"]
        if each["label"] == "semi-separating"
    )
    shift = Fraction(1, 1_000_000)
    for move, change in (("talk", shift), ("provoke", -shift)):
        ploy[move] = str(Fraction(ploy[move]) + change)
    tampered = gt.verify(scenario, changed)
    print(f"\nThe ploy now talks with probability {ploy['talk']}: valid is {tampered.valid}.")
    for where, check in tampered.failures()[:4]:
        print(f"  {where}: {check.claim}")
        print(f"    {check.left} {check.relation} {check.right} is false")
    print(f"  ({len(tampered.failures())} claims fail in all)")

    claimed = copy.deepcopy(saved)
    claimed["solution"]["equilibria"][0]["refinements"]["d1"] = True
    boast = gt.verify(scenario, claimed)
    print(f"\nClaiming that the silent equilibrium survives D1: valid is {boast.valid}.")


if __name__ == "__main__":
    main()
