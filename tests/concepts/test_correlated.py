"""Correlated equilibria: which are accepted, and by which named claim others are refused."""

from __future__ import annotations

import copy
from fractions import Fraction

import pytest

from gametheory_dprk.analysis.events import Undefined, probability
from gametheory_dprk.concepts.correlated import check_correlated
from gametheory_dprk.concepts.label import label
from gametheory_dprk.expr import parse
from gametheory_dprk.games import NormalGame
from gametheory_dprk.planner import solve
from gametheory_dprk.solution import Assessment, Candidate, Cell, Component
from gametheory_dprk.solution_json import encode_solution
from gametheory_dprk.verification import verify

CHICKEN = NormalGame.from_arrays([[6, 2], [7, 0]], [[6, 7], [2, 0]])
THIRD = Fraction(1, 3)


def told(game, joint) -> Candidate:
    """A joint distribution, given as numbers in the order of profiles, with its marginals."""
    chances = dict(zip(game.profiles(), map(Fraction, joint), strict=True))
    strategies = {
        player: {
            player: {
                move: sum((x for profile, x in chances.items() if profile[k] == move), Fraction(0))
                for move in game.moves[player]
            }
        }
        for k, player in enumerate(game.players)
    }
    named = {".".join(profile): chance for profile, chance in chances.items()}
    return Candidate(Assessment(strategies, joint=named))


def failures(game, candidate) -> list[str]:
    return [check.claim for check in check_correlated(game, candidate).failures()]


def test_traffic_light_of_chicken_is_an_equilibrium() -> None:
    """Aumann 1974: each of the three profiles without a crash with 1/3. Told to swerve, the other
    swerves half the time: 6/2 + 2/2 = 4 > 7/2. Told to go on, the other swerves: 7 > 6."""
    certificate = check_correlated(CHICKEN, told(CHICKEN, [THIRD, THIRD, THIRD, 0]))
    sides = {c.claim: (c.left, c.right) for c in certificate.checks if "told" in c.claim}
    assert certificate.valid
    assert sides["row: told r1, r2 does not gain"] == (THIRD * 8, THIRD * 7)
    assert sides["row: told r2, r1 does not gain"] == (THIRD * 7, THIRD * 6)


def test_a_move_that_does_not_pay_is_named() -> None:
    """Always swerving: either side would rather go on, 7 > 6."""
    assert failures(CHICKEN, told(CHICKEN, [1, 0, 0, 0])) == [
        "row: told r1, r2 does not gain",
        "column: told c1, c2 does not gain",
    ]


def test_threshold_is_exact() -> None:
    """Swerving together with 1/2 is the most: 2b >= a; a little more and it breaks."""
    quarter, small = Fraction(1, 4), Fraction(1, 10**9)
    assert not failures(CHICKEN, told(CHICKEN, [2 * quarter, quarter, quarter, 0]))
    over = [2 * quarter + 2 * small, quarter - small, quarter - small, 0]
    assert len(failures(CHICKEN, told(CHICKEN, over))) == 2


def test_three_players_of_aumann() -> None:
    """Aumann 1974: a coin shown to the first two alone pays everybody 2, though no Nash
    equilibrium in pure strategies pays anybody more than 1. The third gets 3/2 from either way out;
    were the third to see the coin, it would gain."""
    left = [[[0, 0, 3], [0, 0, 0]], [[1, 0, 0], [0, 0, 0]]]
    middle = [[[2, 2, 2], [0, 0, 0]], [[0, 0, 0], [2, 2, 2]]]
    right = [[[0, 0, 0], [0, 0, 0]], [[0, 1, 0], [0, 0, 3]]]
    pays = [
        [[[box[r][c][k] for box in (left, middle, right)] for c in range(2)] for r in range(2)]
        for k in range(3)
    ]
    game = NormalGame.from_arrays(*pays)
    joint = [0, "1/2", 0, 0, 0, 0, 0, 0, 0, 0, "1/2", 0]
    assert not failures(game, told(game, joint))
    assert label(game, told(game, joint).assessment) == "correlated"
    always = failures(game, told(game, [0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]))
    assert always == ["player3: told p2, p1 does not gain"]


@pytest.mark.parametrize(
    ("change", "claim"),
    [
        (lambda a: a["joint"].update({"r1.c1": Fraction(1, 2)}), "joint distribution: probabili"),
        (lambda a: a["joint"].pop("r1.c1"), "joint distribution: faults"),
        (lambda a: a["joint"].update({"r1.c1": 0.5}), "joint distribution: faults"),
        (
            lambda a: a["joint"].update({"r1.c1": Fraction(4, 3), "r2.c2": Fraction(-1)}),
            "joint distribution: probability of r2.c2 >= 0",
        ),
        (
            lambda a: a["strategies"]["row"]["row"].update(r1=Fraction(1, 2), r2=Fraction(1, 2)),
            "row: probability of r1 is its marginal",
        ),
        (lambda a: a["strategies"]["row"]["row"].pop("r1"), "row: faults"),
        (lambda a: a["joint"].clear(), "joint distribution: faults"),
    ],
)
def test_malformed_candidates_fail_by_name(change, claim: str) -> None:
    good = told(CHICKEN, [THIRD, THIRD, THIRD, 0]).assessment
    parts = copy.deepcopy({"strategies": dict(good.strategies), "joint": dict(good.joint)})
    change(parts)
    found = failures(CHICKEN, Candidate(Assessment(parts["strategies"], {}, parts["joint"])))
    assert any(each.startswith(claim) for each in found), found


def test_components_are_refused() -> None:
    good = told(CHICKEN, [THIRD, THIRD, THIRD, 0]).assessment
    assert failures(CHICKEN, Candidate(good, Component(0, (Cell(()),)))) == ["components"]


def test_profiles_of_one_name_are_refused() -> None:
    moves = {"row": ["a", "a.b"], "column": ["b.c", "c"]}
    game = NormalGame.from_arrays([[0, 0], [0, 0]], [[0, 0], [0, 0]], moves=moves)
    assert "profiles that share a name" in failures(game, told(game, [1, 0, 0, 0]))


def test_saved_solution_verifies_and_tampering_is_found() -> None:
    document = {"solution": encode_solution(solve(CHICKEN, "correlated"))}
    assert verify(CHICKEN, document).valid
    for place, name, number in (
        ("joint", "r2.c2", "1/4"),
        ("values", "row", "6"),
        ("outcome", "r1.c1", "1/3"),
    ):
        changed = copy.deepcopy(document)
        changed["solution"]["equilibria"][0][place][name] = number
        assert not verify(CHICKEN, changed).valid, place
    changed = copy.deepcopy(document)
    changed["solution"]["equilibria"][0]["label"] = "mixed"
    assert not verify(CHICKEN, changed).valid


def test_joint_distribution_cannot_be_smuggled_into_a_nash_equilibrium() -> None:
    document = {"solution": encode_solution(solve(CHICKEN, "nash"))}
    assert verify(CHICKEN, document).valid
    mixed = next(e for e in document["solution"]["equilibria"] if e["label"] == "mixed")
    mixed |= {"joint": {"r1.c1": "2/3", "r1.c2": "0", "r2.c1": "0", "r2.c2": "1/3"}}
    failed = [check.claim for _, check in verify(CHICKEN, document).failures()]
    assert failed == ["a joint distribution where the concept has one"]


def test_claims_read_the_joint_distribution() -> None:
    """At most welfare nobody crashes, though each goes on now and then; by the product of the
    marginals they would, with 1/16. Given that the column swerves, 1/4 of 3/4 go on."""
    joint = told(CHICKEN, ["1/2", "1/4", "1/4", 0]).assessment
    assert probability(CHICKEN, joint, [parse("r2"), parse("c2")]) == 0
    assert probability(CHICKEN, joint, [parse("r2")], [parse("c1")]) == THIRD
    with pytest.raises(Undefined):
        probability(CHICKEN, joint, [parse("r1")], [parse("r2"), parse("c2")])
