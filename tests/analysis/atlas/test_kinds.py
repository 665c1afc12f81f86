"""Atlases of normal forms, trees, automata and bargaining, against exact solvers and by hand."""

from __future__ import annotations

import json
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from gametheory_dprk.analysis.atlas.atlas import Atlas, atlas
from gametheory_dprk.analysis.atlas.checker import check
from gametheory_dprk.analysis.atlas.edges import knife_edges
from gametheory_dprk.analysis.atlas.joint import joined_families
from gametheory_dprk.analysis.atlas.kinds import atlas_of, atlases_of
from gametheory_dprk.analysis.atlas.proving.certificate import game_data
from gametheory_dprk.analysis.atlas.rereading import recheck
from gametheory_dprk.analysis.atlas.systems.atlas import SystemAtlas, system_atlases
from gametheory_dprk.analysis.atlas.telling.advice import advice
from gametheory_dprk.errors import AnalysisError
from gametheory_dprk.expr import parse
from gametheory_dprk.games import NormalGame, SignalingGame
from gametheory_dprk.scenario.reader import read
from tests.analysis.atlas.numeric import compare, made

Data = dict[str, Any]

PROVED = {
    "textbook/prisoners_dilemma": 1,
    "textbook/chicken": 3,
    "textbook/stag_hunt": 3,
    "textbook/battle_of_the_sexes": 3,
    "textbook/matching_pennies": 1,
    "textbook/rubinstein_1982": 1,
    "dprk/verification": 3,
    "dprk/alliance_wedge": 4,
    "dprk/agreed_framework_implementation": 4,
    "dprk/self_enforcing_agreement": 2,
    "dprk/self_enforcing_lag": 2,
    "dprk/self_enforcing_noise": 2,
    "dprk/self_enforcing_turnover": 1,
    "dprk/sanctioned_bargaining": 4,
    "dprk/power_shift": 5,
    "dprk/sanctions_paradox": 3,
    "dprk/risk_return": 5,
    "dprk/risk_return_types": 2,
}
"""How many families each shipped game has."""

STATIC = [name for name in PROVED if "self_enforcing" not in name]


def system(name: str) -> SystemAtlas:
    found = made(name)
    assert isinstance(found, SystemAtlas)
    return found


@pytest.mark.parametrize("name", PROVED)
def test_everything_is_proved(name: str) -> None:
    found = system(name)
    proofs = found.proofs
    assert len(found.families) == PROVED[name]
    assert (proofs.sound, proofs.nonempty, proofs.complete, proofs.open) == (True, True, True, ())
    assert proofs.covered is (True if name in STATIC else proofs.covered)
    assert not found.unsolved


@pytest.mark.parametrize("name", PROVED)
def test_families_are_what_the_exact_solver_finds(name: str) -> None:
    outcome = compare(name, 12, seed=7)
    assert outcome.points == 12
    assert not outcome.wrong


@pytest.mark.parametrize("name", PROVED)
def test_a_document_is_rechecked(name: str) -> None:
    document = json.loads(json.dumps(made(name).to_document()))
    report = recheck(read(name), document)
    assert not report.complaints
    assert (report.sound, report.nonempty, report.complete) == (True, True, True)


def test_the_inspection_game_has_the_published_rates() -> None:
    mixed = system("dprk/verification").views[2]
    point = {"g": Fraction(1), "f": Fraction(3), "d": Fraction(4, 5), "c_I": Fraction(2, 5)}
    ring = mixed.ring
    rates = [
        ring.value(r.numerator, point | {"h": Fraction(2)})
        / ring.value(r.denominator, point | {"h": Fraction(2)})
        for r in (
            mixed.strategies["IAEA"]["IAEA"]["inspect"],
            mixed.strategies["DPRK"]["DPRK"]["violate"],
        )
    ]
    assert rates == [Fraction(5, 16), Fraction(1, 4)]  # g/(d (g + f)) and c_I/(d h)


def test_charm_is_used_where_it_is_pivotal_and_cheap() -> None:
    charmed = [
        family
        for family, view in zip(
            system("dprk/alliance_wedge").families, system("dprk/alliance_wedge").views, strict=True
        )
        if view.strategies["DPRK"]["start"]["charm"].numerator.is_one()
    ]
    assert [{c.key for c in family.conditions} for family in charmed] == [
        {">=-c + W", ">=l_K - w_K", ">=-l_K + w_K + e_K"}
    ]


def test_the_critical_discount_factors_of_the_grim_agreement() -> None:
    ring = system("dprk/self_enforcing_agreement").space.ring
    d, a, g, s, m = (ring.generators[n] for n in ("delta_N", "a", "g", "s", "m"))
    du, f, x = (ring.generators[n] for n in ("delta_U", "f", "x"))
    given = [c.polynomial for c in system("dprk/self_enforcing_agreement").families[0].conditions]
    assert len(given) == 2
    assert d * (g + m * (a + s - g)) - g in given
    assert du * (f + x) - a in given


def test_the_interior_share_under_sanctions() -> None:
    view = system("dprk/sanctioned_bargaining").views[3]
    ring = view.ring
    delta, s, k = (ring.generators[n] for n in ("delta", "s", "k"))
    value = view.values["US"]
    assert value.numerator * (1 - delta**2) == value.denominator * (1 - delta + s - delta * k)


def test_the_best_demand_against_an_interval_of_types() -> None:
    # Fearon 1995 for uniform costs: demand pi + (C - c_A)/2, refused with chance 1/2 - c_A/(2 C)
    view = next(v for v in system("dprk/risk_return").views if v.label == "offers peak")
    ring = view.ring
    pi, c, top = (ring.generators[n] for n in ("pi", "c_A", "C"))
    offer = view.strategies["US"]["US"]["offers"]
    assert offer.numerator * 2 == offer.denominator * (2 - 2 * pi - top + c)
    edge = view.strategies["DPRK"]["c_B"]["indifferent"]
    assert edge.numerator * 2 == edge.denominator * (top - c)


def test_the_risk_of_war_with_two_types() -> None:
    # the risk is taken where (1 - q) c_H - q c_A > c_L
    ring = system("dprk/risk_return_types").space.ring
    q, high, low, cost = (ring.generators[n] for n in ("q", "c_H", "c_L", "c_A"))
    families = dict(
        zip(
            (view.label for view in system("dprk/risk_return_types").views),
            system("dprk/risk_return_types").families,
            strict=True,
        )
    )
    gain = (1 - q) * high - q * cost - low
    assert gain in [c.polynomial for c in families["offers soft"].conditions]
    assert -gain in [c.polynomial for c in families["offers tough"].conditions]


def test_open_signs_are_advised_against() -> None:
    assert advice(made("dprk/verification")) is None
    assert "u_111" in (advice(unsigned()) or "")


def unsigned() -> Atlas:
    """All 2x2x2 signaling games, with no sign stated."""
    own = {
        (f"t{t}", f"m{m}", f"r{r}"): parse("0" if (m, r) == (2, 2) else f"u_{t}{m}{r}")
        for t in (1, 2)
        for m in (1, 2)
        for r in (1, 2)
    }
    gain = {(t, m, r): parse(f"g_{t[1]}{m[1]}" if r == "r1" else "0") for t, m, r in own}
    prior = {"t1": parse("p"), "t2": parse("1 - p")}
    replies = {"m1": ("r1", "r2"), "m2": ("r1", "r2")}
    return atlas(SignalingGame("S", "R", prior, replies, {"S": own, "R": gain}))


def game(pays: dict[tuple[str, str], tuple[str, str]]) -> NormalGame[Any]:
    moves = {"A": ("a", "b"), "B": ("c", "d")}
    tables = {p: {k: parse(v[i]) for k, v in pays.items()} for i, p in enumerate("AB")}
    return NormalGame(("A", "B"), moves, tables)


def test_the_kinked_payoff_is_split() -> None:
    kinked = game(
        {
            ("a", "c"): ("max(x, 1)", "1"),
            ("a", "d"): ("0", "0"),
            ("b", "c"): ("abs(y)", "0"),
            ("b", "d"): ("2", "1"),
        }
    )
    found = atlases_of(kinked, [parse("x > 0")])
    assert [one.ground.data["assume"] for one in found if isinstance(one, SystemAtlas)] == [
        ["x > 0", "x >= 1", "y >= 0"],
        ["x > 0", "x >= 1", "y <= 0"],
        ["x > 0", "1 >= x", "y >= 0"],
        ["x > 0", "1 >= x", "y <= 0"],
    ]
    assert all(one.proofs.complete is True and one.proofs.covered is True for one in found)
    whole = atlas_of(kinked, [parse("x > 0")])
    assert [len(part.views) for part in whole.parts] == [len(one.views) for one in found]
    assert (whole.proofs.complete, whole.proofs.covered) == (True, True)
    assert recheck(kinked, whole.to_document(), [parse("x > 0")]).accepted
    lacking = whole.to_document()
    lacking["parts"] = lacking["parts"][1:]
    lacking["families"] = list(joined_families(lacking["parts"]))
    report = recheck(kinked, lacking, [parse("x > 0")])
    assert not report.complete
    assert not report.accepted


def test_payoffs_without_signs_are_covered_too() -> None:
    loose = game(
        {
            ("a", "c"): ("x", "u"),
            ("a", "d"): ("0", "0"),
            ("b", "c"): ("0", "0"),
            ("b", "d"): ("y", "v"),
        }
    )
    (found,) = system_atlases(loose)
    assert len(found.families) == 5
    proofs = found.proofs
    assert (proofs.sound, proofs.complete, proofs.covered) == (True, True, True)
    # both coordinate and both mix where x, y, u and v are positive
    assert [each.family.id for each in found.at(x=1, y=1, u=2, v=3)] == [1, 4, 5]


def test_all_two_by_two_games_are_solved_at_once() -> None:
    names = [(f"x{i}{j}", f"y{i}{j}") for i in (0, 1) for j in (0, 1)]
    cells = [("a", "c"), ("a", "d"), ("b", "c"), ("b", "d")]
    (found,) = system_atlases(game(dict(zip(cells, names, strict=True))))
    proofs = found.proofs
    assert (proofs.sound, proofs.complete, proofs.covered) == (True, True, True)
    assert [view.label for view in found.views] == ["pure", "pure", "pure", "pure", "mixed"]
    y = found.space.ring.generators
    first = found.views[4].strategies["A"]["A"]["a"]
    # A mixes so that B is indifferent: (y11 - y10)/(y00 - y01 - y10 + y11)
    below = y["y00"] - y["y01"] - y["y10"] + y["y11"]
    assert first.numerator * below == first.denominator * (y["y11"] - y["y10"])


def test_rock_paper_scissors_with_any_stakes() -> None:
    moves = ("rock", "paper", "scissors")
    wins = {("paper", "rock"), ("scissors", "paper"), ("rock", "scissors")}

    def pay(win: str, lose: str, one: str, other: str) -> Any:
        return parse(win if (one, other) in wins else lose if (other, one) in wins else "0")

    tables = {
        "A": {(i, j): pay("w", "-l", i, j) for i in moves for j in moves},
        "B": {(i, j): pay("v", "-k", j, i) for i in moves for j in moves},
    }
    signs = [parse(f"{name} > 0") for name in "wlvk"]
    (found,) = system_atlases(NormalGame(("A", "B"), {"A": moves, "B": moves}, tables), signs)
    assert len(found.families) == 1
    assert (found.proofs.complete, found.proofs.covered) == (True, True)
    (only,) = found.at(w=2, l=1, v=5, k=3)
    assert set(only.strategies["A"]["A"].values()) == {Fraction(1, 3)}
    assert only.values == {"A": Fraction(1, 3), "B": Fraction(2, 3)}


def test_what_an_atlas_does_not_claim_is_not_held_against_it() -> None:
    scenario = read("dprk/mediator_bias")
    document = json.loads(json.dumps(atlas_of(scenario).to_document()))
    report = recheck(scenario, document)
    assert report.accepted
    assert report.unclaimed == ["sound", "complete"]
    assert not report.complete
    document["proofs"]["complete"] = True
    assert not recheck(scenario, document).accepted
    document["proofs"]["complete"] = "unknown"
    document["families"][0]["values"]["US"] = "1"
    assert not recheck(scenario, document).accepted


def test_a_game_of_another_kind_is_refused() -> None:
    with pytest.raises(AnalysisError, match="a stochastic game has no atlas"):
        atlas_of(read("dprk/pressure_attrition"))


# tampering


def numbers(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The places of all proof numbers in a certificate."""
    if isinstance(value, dict):
        return [p for key, each in value.items() for p in numbers(each, (*path, key))]
    if isinstance(value, list):
        return [p for i, each in enumerate(value) for p in numbers(each, (*path, i))]
    return [path] if isinstance(value, str) and value.lstrip("-").isdigit() else []


def put(document: Any, path: tuple[Any, ...], value: str) -> Any:
    """A copy in which one number differs."""
    copy = json.loads(json.dumps(document))
    place = copy
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return copy


@pytest.mark.parametrize(
    "name",
    [
        "dprk/verification",
        "dprk/alliance_wedge",
        "dprk/self_enforcing_agreement",
        "dprk/sanctions_paradox",
    ],
)
def test_any_changed_number_is_caught(name: str) -> None:
    found = system(name)
    data, certificate = found.ground.data, json.loads(json.dumps(found.certificate))
    places = numbers(certificate)
    assert len(places) > 20
    for path in places[:: max(1, len(places) // 40)]:
        tampered = put(certificate, path, "7")
        report = check(data, tampered)
        whole = report.sound and report.nonempty and report.complete
        if found.ground.source.exhaustive:
            whole = whole and report.covered
        assert not whole or harmless(path, certificate), path


def harmless(path: tuple[Any, ...], certificate: Any) -> bool:
    """Whether another number there is as right: a witness, or the weight of "zero is positive"."""
    if "witness" in path:
        return True
    terms = certificate
    for key in path[:-2]:
        terms = terms[key]
    return "closed" in path and len(terms) == 1


@pytest.mark.parametrize("what", ["branch", "condition", "relation", "family", "surface"])
def test_structural_tampering_is_caught(what: str) -> None:
    found = system("dprk/verification")
    certificate = json.loads(json.dumps(found.certificate))
    ends = [branch for branch in certificate["branches"] if "end" in branch]
    if what == "branch":
        certificate["branches"].pop()
    elif what == "condition":
        ends[0]["end"]["conditions"].pop()
    elif what == "relation":
        ends[0]["end"]["conditions"][0][1] = ">"
    elif what == "family":
        ends[0].pop("end")
        ends[0]["closed"] = []
    else:
        certificate["surfaces"].append("0")
    report = check(found.ground.data, certificate)
    assert not (report.sound and report.complete and report.covered)
    assert report.complaints


def test_another_game_is_not_served_by_the_certificate() -> None:
    found = system("dprk/alliance_wedge")
    data = json.loads(json.dumps(found.ground.data))
    data["root"]["moves"]["charm"]["moves"]["consent"]["moves"]["strike"]["end"]["US"] = "-z"
    report = check(data, found.certificate)
    assert not (report.sound and report.complete)


# pieces, edges, moves taken together


def test_knife_edges_have_atlases_of_their_own() -> None:
    (one, other) = knife_edges(made("dprk/verification"))
    assert (one.parameter, one.formula) == ("c_I", "d*h")
    on_it = one.atlases[0]
    assert (on_it.proofs.complete, on_it.proofs.covered) == (True, True)
    free = [view for view in on_it.views if view.free]
    # where inspections cost what they save, violation goes with any low enough rate of them
    assert [view.free["x1"].unknown for view in free] == ["P(inspect|IAEA.IAEA)"]
    assert other.parameter == "f"


def test_knife_edges_are_rechecked() -> None:
    found = made("dprk/verification")
    document = found.to_document() | {"edges": [e.to_document() for e in knife_edges(found)]}
    copy = json.loads(json.dumps(document))
    assert not recheck(read("dprk/verification"), copy).complaints
    copy["edges"][0]["formula"] = "2*d*h"
    report = recheck(read("dprk/verification"), copy)
    assert any("not on the surface" in complaint for complaint in report.complaints)


def test_a_surface_outside_the_assumptions_is_said_to_be() -> None:
    loose = game(
        {
            ("a", "c"): ("x", "1"),
            ("a", "d"): ("0", "0"),
            ("b", "c"): ("y", "1"),
            ("b", "d"): ("0", "0"),
        }
    )
    found = atlas_of(loose, [parse("x > 0"), parse("y > 0")])
    (edge,) = knife_edges(found)
    assert (edge.surface, edge.note) == ("x - y", "")
    (inside,) = edge.atlases
    assert [(view.label, list(view.free)) for view in inside.views] == [
        ("pure", []),
        ("pure", []),
        ("mixed", ["x1"]),
    ]


def test_moves_that_follow_one_another_are_taken_together() -> None:
    found = made("dprk/nested_2018")
    proofs = found.proofs
    assert (proofs.sound, proofs.complete, proofs.covered) == (True, True, True)
    sent = set(next(iter(found.views[0].strategies["DPRK"].values())))
    assert sent == {"talk.step", "talk.no_step", "provoke"}
    # where the fear of war outweighs the cost of words nobody provokes, and the other way round
    for values, provoking in (({"pi": "1/10", "W": 5}, False), ({"pi": "1/100", "W": 5}, True)):
        point = {name: p.value for name, p in read("dprk/nested_2018").parameters.items()}
        point |= {name: Fraction(x) for name, x in values.items()}
        for each in found.at(**point):
            chances = [table["provoke"] for table in each.strategies["DPRK"].values()]
            assert (chances[2] == 1) is provoking


def test_a_range_between_zero_and_one_is_used_in_full() -> None:
    assumed = system("dprk/verification").ground.data["assume"]
    assert [text for text in assumed if text.startswith("d ")] == ["d > 0", "d <= 1"]
    assert [text for text in assumed if text.startswith("h ")] == ["h > 0"]


# folding


def folded() -> tuple[Data, Data]:
    found = made("dprk/agreed_framework_1994")
    assert isinstance(found, Atlas)
    data = json.loads(json.dumps(game_data(found.form)))
    return data, json.loads(json.dumps(found.certificate))


def test_the_folding_of_a_tree_is_rechecked() -> None:
    data, certificate = folded()
    assert check(data, certificate).accepted
    assert certificate["folding"]


def other_move(data: Data, certificate: Data) -> None:
    player, place, move = data["moves"][0]
    data["moves"][0] = [player, place, {"comply": "defect", "defect": "comply"}[move]]


def other_payoff(data: Data, certificate: Data) -> None:
    data["payoffs"]["US"]["ploy"]["talk"]["relief"] = "v"


def no_comparison(data: Data, certificate: Data) -> None:
    certificate["folding"].pop()


def other_prior(data: Data, certificate: Data) -> None:
    data["tree"]["chances"] = {"genuine": "1 - p", "ploy": "p"}


@pytest.mark.parametrize("tamper", [other_move, other_payoff, no_comparison, other_prior])
def test_another_folding_is_rejected(tamper: Callable[[Data, Data], None]) -> None:
    data, certificate = folded()
    tamper(data, certificate)
    assert not check(data, certificate).sound


def test_a_claim_about_two_rounds_of_signals_is_proved() -> None:
    # where the fear of war outweighs the cost of words every type talks
    found = made("dprk/nested_2018")
    assert found.prove("every: P(talk) == 1 or c1 >= pi*W").result == "proved"
    assert found.prove("every: P(talk) == 1").result == "refuted"
