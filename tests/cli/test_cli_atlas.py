"""The atlas from the command line, and the recheck of its proofs."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from cli_runner import Outcome

Gtd = Callable[..., Outcome]

FLAGSHIP = "dprk/agreed_framework_1994"


def test_the_regions_of_the_flagship_are_as_by_hand(here: Gtd) -> None:
    outcome = here("atlas", FLAGSHIP)
    assert outcome.code == 0
    assert "sound yes, nonempty yes, complete yes, covered yes" in outcome.out
    for region in ("everywhere", "c >= g_P and c <= g_G", "c <= g_P and p >= mu"):
        assert f"Exists where: {region}\n" in outcome.out
    assert "Exists where: c < g_P and p < mu\n" in outcome.out
    assert "mu = (k + b)/(v + d)" in outcome.out


def test_a_saved_atlas_is_proved_again_and_a_changed_one_rejected(
    here: Gtd, tmp_path: Path
) -> None:
    saved = tmp_path / "atlas.json"
    assert here("atlas", FLAGSHIP, "-o", str(saved)).code == 0
    assert "Verification: valid" in here("verify", FLAGSHIP, str(saved)).out
    document = json.loads(saved.read_text())
    document["families"][1]["conditions"].pop()
    saved.write_text(json.dumps(document))
    outcome = here("verify", FLAGSHIP, str(saved))
    assert outcome.code == 1
    assert "the families printed are not those certified" in outcome.out


def test_fixed_parameters_leave_their_formulas(here: Gtd) -> None:
    families = json.loads(here("atlas", FLAGSHIP, "-p", "c=1/5", "--json").out)["families"]
    assert all("c" not in family["values"]["US"] for family in families)


def test_a_game_outside_is_refused_by_name(here: Gtd) -> None:
    outcome = here("atlas", "textbook/chicken")
    assert outcome.code == 3
    assert "signaling games" in outcome.err
