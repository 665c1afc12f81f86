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
    outcome = here("atlas", "dprk/pressure_attrition")
    assert outcome.code == 3
    assert "a stochastic game has no atlas" in outcome.err
    assert "gtd solve" in outcome.err


def test_a_plane_is_placed_by_at_and_fixed_parameters_are_fixed(here: Gtd) -> None:
    placed = here("atlas", FLAGSHIP, "--plane", "s,p", "--at", "c=1.1", "--json")
    assert placed.code == 0
    fixed = here("atlas", FLAGSHIP, "--plane", "s,p", "-p", "c=1.1", "--json")
    assert [json.loads(each.out)["fixed"] for each in (placed, fixed)] == [{}, {"c": "11/10"}]
    assert here("atlas", FLAGSHIP, "--at", "c=1.1").code == 2
    assert here("atlas", FLAGSHIP, "--plane", "s,p", "--at", "c=1", "-p", "c=2").code == 2


def test_claims_are_decided_and_proved_again(here: Gtd, tmp_path: Path) -> None:
    claim = "every: P(talk | ploy) <= P(talk | genuine)"
    saved = tmp_path / "atlas.json"
    outcome = here("atlas", FLAGSHIP, "--claim", claim, "-o", str(saved))
    assert outcome.code == 0
    document = json.loads(saved.read_text())
    assert document["claim"]["result"] == "proved"
    assert document["claim"]["rests_on"] == ["complete"]
    assert here("verify", FLAGSHIP, str(saved)).code == 0
    document["claim"]["text"] = "every: P(talk | genuine) <= P(talk | ploy)"
    saved.write_text(json.dumps(document))
    outcome = here("verify", FLAGSHIP, str(saved))
    assert outcome.code == 1
    assert "claim 'every" in outcome.out


def test_a_refuted_claim_shows_where_and_ends_with_1(here: Gtd) -> None:
    outcome = here("atlas", FLAGSHIP, "--claim", "separating", "--claim", "exists separating")
    assert outcome.code == 1
    assert "Result: refuted\nCounterexample: p = 1/10, " in outcome.out
    assert "Result: proved\nAt: p = " in outcome.out


def test_a_claim_with_a_wrong_name_is_refused(here: Gtd) -> None:
    outcome = here("atlas", FLAGSHIP, "--claim", "P(tlak) > 0")
    assert outcome.code == 3
    assert "tlak" in outcome.err


def test_statics_are_shown_on_request(here: Gtd) -> None:
    assert "statics" not in here("atlas", FLAGSHIP).out
    assert " strategies.US.after_talk.relief " in here("atlas", FLAGSHIP, "--statics").out


def test_a_plane_is_decided_and_drawn(here: Gtd, tmp_path: Path) -> None:
    figure = tmp_path / "plane.svg"
    outcome = here("atlas", FLAGSHIP, "--plane", "p,c=0:1.5", "--figure", str(figure), "--json")
    assert outcome.code == 0
    plane = json.loads(outcome.out)["plane"]
    assert plane["ranges"] == {"p": ["0", "1"], "c": ["0", "3/2"]}
    assert [cell["families"] for cell in plane["cells"]] == [[1, 4], [1, 2], [1], [1, 3]]
    assert figure.read_text(encoding="utf-8").startswith("<?xml")


def test_planes_and_figures_that_are_none_are_refused(here: Gtd) -> None:
    assert here("atlas", FLAGSHIP, "--figure", "plane.svg").code == 2
    assert here("atlas", FLAGSHIP, "--plane", "p,c", "--figure", "plane.bmp").code == 2
    outcome = here("atlas", FLAGSHIP, "--plane", "p,cost")
    assert outcome.code == 3
    assert "unknown parameter 'cost'" in outcome.err


def test_combinations_and_titles_are_in_the_document(here: Gtd) -> None:
    document = json.loads(here("atlas", FLAGSHIP, "--json").out)
    assert [cell["families"] for cell in document["cells"]] == [[1], [1, 2], [1, 3], [1, 4]]
    assert document["arrangement"]["complete"] is True
    assert document["families"][2]["title"] == "pooling on talk; relief"


def test_latex_is_a_proposition(here: Gtd) -> None:
    outcome = here("atlas", FLAGSHIP, "--format", "latex")
    assert outcome.code == 0
    assert r"\begin{proposition}" in outcome.out
    assert r"\begin{proof}[Proof sketch]" in outcome.out
