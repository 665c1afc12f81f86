"""Curved cells: what the checkers accept is written down by hand, and every fault is seen."""

from dataclasses import replace
from fractions import Fraction
from itertools import product
from random import Random

import pytest
from tree_games import random_tree, two_observers

from gametheory_dprk.concepts.component import cell_distance, certify, dimension_checks
from gametheory_dprk.concepts.formulas import Formulas
from gametheory_dprk.concepts.nash_by_best_reply import best_reply_checks
from gametheory_dprk.concepts.trees.assessment import check_perfect_bayesian, check_sequential
from gametheory_dprk.concepts.trees.subgames import check_subgame_perfect
from gametheory_dprk.expr import parse
from gametheory_dprk.formula_cell import FormulaCell
from gametheory_dprk.limits import Budget
from gametheory_dprk.solution import Assessment, Block, Candidate, Cell, Component
from gametheory_dprk.solvers.assessment_supports import solve_by_supports

F = Fraction
SEEN, TOLD = ("2", "seen"), ("3", "told")
CHECKS = {"pbe": check_perfect_bayesian, "sequential": check_sequential}

FORMULAS = FormulaCell(
    {"p": ("strategies", "2", "seen", "pass"), "q": ("strategies", "3", "told", "punish")},
    {
        SEEN: {"pass": parse("p"), "stop": parse("1 - p")},
        TOLD: {"punish": parse("q"), "spare": parse("1 - q")},
    },
    {
        SEEN: {"L": parse("2/3"), "R": parse("1/3")},
        TOLD: {"L.pass": parse("1/3"), "R.pass": parse("2/3")},
    },
    (parse("p*q >= 1/3"),),
    ({"p": F(3, 4), "q": F(1, 2)},),
)


def out(formulas=FORMULAS, blocks=()):
    """1 stays out; L earns 3 (1 - p q), at most the 2 that out pays if p q >= 1/3.

    2 is indifferent at belief 2/3 in L, and 3 at 1/3.
    """
    half, third = F(1, 2), F(1, 3)
    strategies = {
        "1": {"start": {"out": F(1), "L": F(0), "R": F(0)}},
        "2": {"seen": {"pass": 3 * half / 2, "stop": half / 2}},
        "3": {"told": {"punish": half, "spare": half}},
    }
    beliefs = {
        "2": {"seen": {"L": 2 * third, "R": third}},
        "3": {"told": {"L.pass": third, "R.pass": 2 * third}},
    }
    component = Component(2, (Cell(tuple(blocks), formulas),))
    return Candidate(Assessment(strategies, beliefs), component)


def test_a_cell_by_hand():
    game = two_observers(2)
    assert check_perfect_bayesian(game, out()).failures() == ()
    assert [each.holds for each in dimension_checks(out())] == [True]


def test_its_beliefs_cannot_be_explained_by_one_sequence_of_trembles():
    """2 and 3 see the same deviation and disagree about it."""
    failures = check_sequential(two_observers(2), out()).failures()
    assert failures
    assert all("likelihood ratios agree" in failure.claim for failure in failures)


def test_the_member_lies_on_the_formulas():
    inside = {"p": F(3, 4), "q": F(3, 4)}
    away = replace(FORMULAS, conditions=(parse("p*q >= 2/5"),), members=(inside,))
    found = check_perfect_bayesian(two_observers(2), out(away))
    assert any("distance of the member" in check.claim for check in found.failures())


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"conditions": (parse("p*q >= 1/4"),)}, "earns at least"),
        ({"conditions": ()}, "earns at least"),
        ({"conditions": (parse("p*q >= 1/3"), parse("p*q <= 3/8"))}, "not inside"),
        ({"conditions": (parse("p*q > 1/3"),)}, "no weak inequality"),
        ({"conditions": (parse("p*z >= 1/3"),)}, "z is not a parameter"),
        ({"members": ()}, "no member"),
        ({"members": ({"p": F(1, 2), "q": F(1, 2)},)}, "not inside"),
        ({"members": ({"p": F(1, 2)},)}, "not inside"),
        ({"parameters": {"p": FORMULAS.parameters["p"]}}, "q is not a parameter"),
        ({"parameters": dict.fromkeys("pq", FORMULAS.parameters["p"])}, "q is not 2 seen pass"),
        ({"beliefs": {SEEN: {"L": parse("8*p/9"), "R": parse("1 - 8*p/9")}}}, "earns at least"),
        ({"beliefs": {SEEN: {"L": parse("p"), "R": parse("p")}}}, "do not sum to 1"),
        ({"beliefs": {("2", "told"): {"L": parse("1")}}}, "misnamed"),
        ({"strategies": {SEEN: FORMULAS.strategies[SEEN]}}, "q is not 3 told punish"),
        ({"conditions": (parse("(p + q)^30 >= 1/3"),)}, "too high a degree"),
        ({"conditions": (parse("sqrt(p) >= 1/3"),)}, "not a rational function"),
        ({"conditions": (parse("p/(q - q) >= 1/3"),)}, "division by zero"),
    ],
)
def test_every_fault_is_seen(change, words):
    found = check_perfect_bayesian(two_observers(2), out(replace(FORMULAS, **change)))
    assert any(words in check.claim for check in found.failures())


def test_a_block_may_not_say_what_formulas_say():
    block = Block((SEEN,), (), ({SEEN: {"L": F(2, 3), "R": F(1, 3)}},))
    found = check_perfect_bayesian(two_observers(2), out(blocks=[block]))
    assert any("given twice" in check.claim for check in found.failures())


def test_blocks_beside_formulas_are_checked_at_their_vertices():
    """Beliefs as a block of one point will do; a block that lets them vary will not."""
    formulas = replace(FORMULAS, beliefs={TOLD: FORMULAS.beliefs[TOLD]})
    exact, sure = ({SEEN: {"L": F(n, 3), "R": F(3 - n, 3)}} for n in (2, 3))
    game = two_observers(2)
    straight = out(formulas, [Block((SEEN,), (), (exact,))])
    assert check_perfect_bayesian(game, straight).failures() == ()
    loose = out(formulas, [Block((SEEN,), (), (exact, sure))])
    assert any("earns at least" in check.claim for check in
               check_perfect_bayesian(game, loose).failures())  # fmt: skip


def test_concepts_without_beliefs_do_not_take_formulas():
    game = two_observers(2)
    assert not check_subgame_perfect(game, out()).valid
    found = certify(game, out(), best_reply_checks)
    assert any("formulas" in check.claim for check in found.failures())


CURVED = [
    ("AB", 1026, "pbe"),
    ("AB", 1089, "sequential"),
    ("AB", 1125, "sequential"),
    ("ABC", 1005, "pbe"),
    ("ABC", 1208, "sequential"),
]
"""Random trees with curved cells: behavior alone, with beliefs, consistent ones."""


def curved_cells(players, seed, concept):
    game = random_tree(seed, players, 4)
    found = solve_by_supports(game, concept, Budget())
    assert found.complete
    return game, [
        (each, cell)
        for each in found.candidates
        for cell in (each.component.cells if each.component else ())
        if cell.formulas is not None
    ]


def inner_points(formulas, seed, number):
    """Points inside, found by trying."""
    rng, reading, found = Random(seed), Formulas(formulas), []
    for _ in range(400):
        point = {symbol: F(rng.randint(1, 59), 60) for symbol in formulas.parameters}
        if len(found) < number and reading.is_inside(point):
            found.append(point)
    return [*found, *formulas.members]


@pytest.mark.parametrize(("players", "seed", "concept"), CURVED)
def test_points_of_curved_cells_are_equilibria_one_by_one(players, seed, concept):
    """Whatever the proof by formulas is worth, single assessments are checked with numbers."""
    game, cells = curved_cells(players, seed, concept)
    assert cells
    for candidate, cell in cells:
        assert CHECKS[concept](game, candidate).failures() == ()
        for point in inner_points(cell.formulas, seed, 4):
            member = candidate.assessment.replace(*cell.formulas.at(point))
            for block in cell.blocks:
                member = member.replace(*next(block.corners()))
            straight = Component(candidate.component.dimension, (Cell(cell.blocks),))
            found = CHECKS[concept](game, Candidate(member, straight if cell.blocks else None))
            assert [c for c in found.failures() if c.form] == []
            # Beliefs of the member that no block and no formula names follow by Bayes' rule.
            failures = [c for c in found.failures() if "by Bayes' rule" not in c.claim]
            assert [c for c in failures if c.claim.startswith("cell")] == []
            assert cell.blocks or found.failures() == ()


def test_all_equilibria_on_a_grid_are_listed():
    """All play out, with passing, punishing and beliefs in quarters and thirds."""
    game = two_observers(2)
    listed = solve_by_supports(game, "pbe", Budget()).candidates
    shares = [F(0), F(1, 4), F(1, 2), F(3, 4), F(1)]
    thirds = [F(0), F(1, 3), F(2, 3), F(1)]
    count = 0
    for p, q, left, passed in product(shares, shares, thirds, thirds):
        strategies = {
            "1": {"start": {"out": F(1), "L": F(0), "R": F(0)}},
            "2": {"seen": {"pass": p, "stop": 1 - p}},
            "3": {"told": {"punish": q, "spare": 1 - q}},
        }
        beliefs = {
            "2": {"seen": {"L": left, "R": 1 - left}},
            "3": {"told": {"L.pass": passed, "R.pass": 1 - passed}},
        }
        assessment = Assessment(strategies, beliefs)
        cells = [c for each in listed if each.component for c in each.component.cells]
        inside = any(is_member(cell, assessment) for cell in cells)
        good = check_perfect_bayesian(game, Candidate(assessment)).valid
        assert inside == good
        count += good
    assert count > 10


def is_member(cell, assessment):
    """Whether the parts of a cell contain an assessment; each names all that varies here."""
    return cell_distance(cell, assessment) == 0
