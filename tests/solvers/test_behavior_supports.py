"""Nash equilibria of trees of three players by what is played where play comes."""

from __future__ import annotations

import copy
import json
from fractions import Fraction
from itertools import product
from random import Random

import pytest
from nplayer_games import is_member
from tree_games import end, horse

import gametheory_dprk as gt
from gametheory_dprk.concepts.nash import check_tree
from gametheory_dprk.concepts.nash_by_best_reply import best_reply_checks
from gametheory_dprk.errors import GtdError
from gametheory_dprk.games import Chance, Decision, ExtensiveGame
from gametheory_dprk.limits import Budget
from gametheory_dprk.planner import solve as plan_and_solve
from gametheory_dprk.solution import Assessment
from gametheory_dprk.solvers.behavior_supports import accepts, solve

PLAYERS = ("A", "B", "C")


def random_tree(random: Random, most: int) -> ExtensiveGame[Fraction]:
    """A moves, B sees it or not, C sees B's move or not; C's second move may end in chance."""

    def leaf():
        return end(PLAYERS, *(random.randint(0, most) for _ in PLAYERS))

    sees_a, sees_b = random.random() < 0.5, random.random() < 0.5

    def third(a, b):
        label = f"{a if sees_a else ''}{b if sees_b else ''}C"
        chance = Chance({"h": Fraction(1, 2), "t": Fraction(1, 2)}, {"h": leaf(), "t": leaf()})
        return Decision("C", label, {"x": leaf(), "y": chance})

    def second(a):
        moves = {"l": third(a, "l"), "r": third(a, "r"), "o": leaf()}
        return Decision("B", f"{a}B" if sees_a else "B", moves)

    return ExtensiveGame(PLAYERS, Decision("A", "start", {a: second(a) for a in ("u", "d")}))


def pure_profiles(game: ExtensiveGame[Fraction]):
    """Every profile of pure behavior."""
    sets = game.information_sets()
    for choice in product(*(each.moves for each in sets)):
        strategies = {player: {} for player in game.players}
        for each, made in zip(sets, choice, strict=True):
            strategies[each.player][each.label] = {m: Fraction(m == made) for m in each.moves}
        yield Assessment(strategies)


@pytest.mark.parametrize("most", [1, 2, 9])
@pytest.mark.parametrize("seed", [1, 2])
def test_every_pure_equilibrium_is_listed(seed, most):
    """Pure profiles are tried one by one against the definition."""
    game = random_tree(Random(100 * most + seed), most)
    findings = solve(game, "nash", Budget())
    assert findings.complete
    for candidate in findings.candidates:
        assert check_tree(game, candidate).failures() == ()
    for assessment in pure_profiles(game):
        if all(check.holds for check in best_reply_checks(game, assessment)):
            assert any(is_member(each, assessment) for each in findings.candidates)


def test_seltens_horse_has_two_components():
    """Selten 1975: 1 and 2 go across unless 3 threatens enough; or 1 goes down and 3 plays R."""
    findings = solve(horse(), "nash", Budget())
    assert findings.complete
    assert len(findings.candidates) == 2
    assert [each.component.dimension for each in findings.candidates] == [1, 1]


@pytest.fixture(scope="module")
def wedge():
    scenario = gt.load("dprk/alliance_wedge")
    return scenario, scenario.solve("nash")


def test_the_wedge_is_complete_with_one_curve_each(wedge):
    """North Korea refrains from charm if that would be answered by a strike at least as costly.

    With c = 1/2 and W = 5, charm is deterred unless it lowers the chance of a strike by more than
    1/10: off the path Seoul consents with p, and the US strikes with q if it does, else with r.
    """
    _, solution = wedge
    assert solution.complete
    assert solution.plan == ("behavior_supports",)
    charm, abstain = sorted(solution, key=lambda each: -each.strategies["DPRK"]["start"]["charm"])
    for equilibrium, least in ((charm, Fraction(1, 10)), (abstain, Fraction(9, 10))):
        assert equilibrium.component.dimension == 4
        (cell,) = equilibrium.component.cells
        (member,) = cell.formulas.members
        by_move = {entry[2:]: member[name] for name, entry in cell.formulas.parameters.items()}
        off = "abstain" if least < Fraction(1, 2) else "charm"
        p = by_move[off, "consent"]
        q = by_move[f"{off}.consent", "strike"]
        r = by_move[f"{off}.refuse", "strike"]
        assert p * q + (1 - p) * r > least
    assert [str(each.values["DPRK"]) for each in (charm, abstain)] == ["-1/2", "-5"]


def test_a_saved_curve_verifies_and_a_touched_one_does_not(wedge):
    scenario, solution = wedge
    document = json.loads(json.dumps(solution.to_dict()))
    assert scenario.verify(document).valid
    for change in (weaker, without_conditions, another_share):
        touched = copy.deepcopy(document)
        for equilibrium in touched["solution"]["equilibria"]:
            change(equilibrium["component"]["formulas"][0])
        assert refused(scenario, touched), change.__name__


def weaker(formulas):
    formulas["conditions"] = [
        each.replace(" - 1 >=", " - 1/2 >=").replace(" - 9 >=", " - 8 >=")
        for each in formulas["conditions"]
    ]


def without_conditions(formulas):
    formulas["conditions"] = []


def another_share(formulas):
    for sets in formulas["strategies"].values():
        for shares in sets.values():
            for move in shares:
                shares[move] = "1/2"


def refused(scenario, document) -> bool:
    try:
        return not scenario.verify(document).valid
    except GtdError:
        return True


def test_two_players_and_forgetting_are_left_to_others():
    ends = {move: end(("A", "B"), 1, 1) for move in "lr"}
    assert "three players" in accepts(ExtensiveGame(("A", "B"), Decision("A", "s", ends)))
    ends = {move: end(PLAYERS, 1, 1, 1) for move in "lr"}
    twice = {move: Decision("A", "s", ends) for move in "lr"}
    assert "forgets" in accepts(ExtensiveGame(PLAYERS, Decision("A", "first", twice | {})))


def test_a_spent_budget_is_a_limit():
    findings = solve(random_tree(Random(0), 9), "nash", Budget(0))
    assert findings.limit
    assert not findings.complete
    assert plan_and_solve(horse(), "nash").plan == ("behavior_supports",)


def test_the_reduced_normal_form_says_what_it_leaves_out():
    """Curved sets and enclosed points are no mixtures of plans that could be read as behavior."""
    found = plan_and_solve(random_tree(Random(1), 9), "nash", solver="reduced_normal_form")
    assert found.complete == (not any(w.code == "undecided_supports" for w in found.warnings))
    assert all(each.certificate.valid for each in found)
