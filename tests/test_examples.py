"""Every example runs and prints what theory says it must."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[1] / "examples"

KEY_LINES = {
    # r - q + s < c <= R - n_G + s: the genuine type alone; beyond, Pr(talk) = p/mu and the
    # likelihood ratio is (1 - p) mu/(p (1 - mu)), here with p = 1/10 and mu = 1/5
    "pressure_destroys_evidence": (
        r"^0\.35 +pooling +0 +- +-$",
        r"^0\.45 +separating +1/10 +infinite +1$",
        r"^0\.55 +separating +1/10 +infinite +1$",
        r"^0\.65 +semi-separating +1/2 +9/4 +1/5$",
    ),
    # c = 11/10: g_G reaches it at s = 2/5 and g_P at s = 3/5; mu = 1/5
    "phase_diagram": (
        r"^proved: sound True, complete True, covered True$",
        r"^proved: no other combinations of families exist together: True$",
        r"^cell 2: families \[1, 2\], for instance \{'s': '1/2', 'p': '1/8'\}$",
        r"^between cells 3 and 4: p == mu$",
    ),
    "which_region": (
        r"^ +6/5 \|( +\*){7}$",
        r"^ +11/10 \|( +S){7}$",
        r"^ +4/5 \|( +m){3}( +P){4}$",
        r"^49 of 49 points agree",
    ),
    # c = 9/10: relief with c/g_P = 9/13, or (c - m)/(r - q + s) = 1/3; the ploy talks with 4/9
    "explanations": (
        r"^ploy\+max_pressure .* 0\.444 +0\.692$",
        r"^ploy\+moon_opening .* 0\.444 +0\.333$",
        r"^genuine\+war_fear +0\.0238 +0\.9506 ",  # (1/40)(39/40)^2 and (39/40)^2
        r"^  genuine\+max_pressure, genuine\+china$",
    ),
    # only the North's opening can tell a Seoul that was charmed from one that would refuse anyway
    "what_would_settle_it": (
        r"Worth waiting for: in a new play, DPRK: charm or abstain$",
        r"in a new play, ROK: consent or refuse +0\.000",
        r"^  refuses_anyway +posterior 0\.025 ",  # noise alone: (1/20)/2 against 1 - (1/20)/2
    ),
    # charm is pivotal where w_K <= l_K <= w_K + e_K, from 3/2 to 5/2
    "wedge_or_restraint": (
        r"^5/4 +abstain +refuse, hold +charm would change nothing$",
        r"^7/4 +charm +refuse, hold +charm would block the strike$",
        r"^9/4 +charm +refuse, hold +charm would block the strike$",
        r"^11/4 +abstain +consent, strike +charm would change nothing$",
    ),
    "beer_and_quiche": (
        r"pooling on quiche: A gets 21/10, B gets 9/10\n +intuitive criterion: fails$",
        r"pooling on beer: A gets 29/10, B gets 9/10\n +intuitive criterion: survives$",
        r"^  3/10 +3/7 +3/7 +1/2 +1/2$",
    ),
    # the safe row is a best reply where the other two pay at most 2: y_left from 1/3 to 2/3
    "degenerate_bimatrix": (
        r"1 nash equilibrium, a connected component \(complete",
        r"^    row \['1', '0', '0'\], column \['2/3', '1/3'\]$",
        r"^    row \['1', '0', '0'\], column \['1/3', '2/3'\]$",
        r"^  support_enumeration: finds 0",
    ),
    # 9216 sign patterns and pairs of rankings in orbits of up to 16 renamings
    "universal_2x2x2": (
        r"^612 classes, all of them in the file: True$",
        r"^rechecked 612 classes: \d+ claims, 0 classes refused$",
    ),
    # g/(g + m (a + s - g)) with g = 4 and a + s - g = 3; a/(f + x) = 1/2 over 1 - tau
    "self_enforcing_freeze": (
        r"^7/10 +40/61 = 0\.656 +40/61$",
        r"^tau = 1/5 +needs delta_U of 5/8$",
        r"^tau = 3/5 +no patience is enough$",
        r"holds is False; at \+ 1/1000: True\.$",
    ),
    # two words until bias 1/4, where the finite game falls from 1/54 to the loss of ignorance
    "how_much_can_a_mediator_tell": (
        r"^0\.05 +3 +2/15, 7/15 +0\.0159 +1/54$",
        r"^0\.24 +2 +1/50 .* 1/54$",
        r"^0\.26 +1 +- +0\.0833 +2/27$",
    ),
    "verify_a_solution": (
        r"^As saved: valid is True",
        r"^The ploy now talks with probability 4000009/9000000: valid is False",
        r"belief in genuine\.talk by Bayes' rule$",
        r"survives D1: valid is False\.$",
    ),
    # two steps cost the ploy 6, more than relief is worth; they cost the genuine type 2 of 5
    "own_game_from_arrays": (
        r"^t1 +0 +0 +1 +0$",
        r"^t2 +1 +0 +0 +0$",
        r"^steps that the genuine type takes: \[2\]$",
        r"value: 1 \(by hand 1\)$",
    ),
}


@cache
def output_of(name: str) -> str:
    """Run an example as a reader would, and give what it prints."""
    environment = {**os.environ, "PYTHONWARNINGS": "error::DeprecationWarning"}
    done = subprocess.run(
        [sys.executable, str(EXAMPLES / f"{name}.py")],
        capture_output=True,
        text=True,
        timeout=120,
        env=environment,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout


@pytest.mark.parametrize("name", KEY_LINES)
def test_example_prints_what_theory_says(name: str) -> None:
    text = output_of(name)
    missing = [line for line in KEY_LINES[name] if not re.search(line, text, re.MULTILINE)]
    assert not missing, text


def test_every_example_is_tested() -> None:
    assert {path.stem for path in EXAMPLES.glob("*.py")} == set(KEY_LINES)
