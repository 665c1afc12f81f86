"""The search for supports: programs with reasons, lemmas, and what may not be lost by them."""

from fractions import Fraction
from itertools import chain, combinations, product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from large_trees import poker, random_layers, random_stage, rounds
from tree_games import flagship, horse, random_tree

from gametheory_dprk.concepts.trees.assessment import check_perfect_bayesian, check_sequential
from gametheory_dprk.errors import LimitReached
from gametheory_dprk.games import Terminal
from gametheory_dprk.limits import Budget
from gametheory_dprk.polyhedra import Infeasible, linear_system, maximize
from gametheory_dprk.solvers import assessment_supports
from gametheory_dprk.solvers.assessment_supports import solve_by_supports, stage_solver
from gametheory_dprk.solvers.markov.stage_size import largest_stage
from gametheory_dprk.solvers.sequence_form_pivot import solve_by_pivoting
from gametheory_dprk.solvers.trees.fixing_program import FixingProgram
from gametheory_dprk.solvers.trees.support_search import SupportSearch
from gametheory_dprk.solvers.trees.tree_outline import Outline

F = Fraction
numbers = st.integers(-3, 3)
CHECKS = {"pbe": check_perfect_bayesian, "sequential": check_sequential}


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.tuples(numbers, numbers, numbers, numbers), min_size=2, max_size=4),
    st.permutations(range(6)),
)
def test_programs_with_variables_held_agree_with_fresh_ones_and_name_sufficient_reasons(
    rows, order
):
    """Minimise z over rows a w + b x + c y + z >= d, variables and slacks held at zero in turn."""
    names = "wxyz"
    at_least = [({"w": a, "x": b, "y": c, "z": 1}, -d) for a, b, c, d in rows]
    program = FixingProgram(
        linear_system(names, at_least=at_least, nonnegative=names), {"z": F(-1)}
    )
    variables = [program.variable(name) for name in "wxy"]
    variables += [program.slack(k) for k in range(min(3, len(rows)))]
    held = []
    for position in order:
        if position < len(variables):
            program = program.copied()
            program.fix([variables[position]])
            held.append(position)
            refuted = program.refutation(-2)
            assert (refuted is None) == (least(names, at_least, held) < 2)
            if refuted is not None:
                blamed = [k for k in held if variables[k] in refuted]
                assert least(names, at_least, blamed) >= 2
                return


def least(names, at_least, held):
    """The least z with variables (0 to 2) and slacks (from 3) at zero; infinite if none."""
    equal = [({"wxy"[k]: 1}, 0) for k in held if k < 3] + [at_least[k - 3] for k in held if k > 2]
    system = linear_system(names, equal=equal, at_least=at_least, nonnegative=names)
    best = maximize({"z": F(-1)}, system)
    return float("inf") if isinstance(best, Infeasible) else -best.value


def settings_of(search, assessment):
    """What an assessment says of every move."""
    return {
        search.number[(player, label), move] * (1 if chance else -1)
        for player, sets in assessment.strategies.items()
        for label, chances in sets.items()
        for move, chance in chances.items()
    }


MOST_MOVES = 30
"""Moves up to which all profiles are listed here; some larger trees have too many to list."""


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.integers(2, 4), st.integers(2, 3))
def test_no_lemma_excludes_an_equilibrium_found_by_pivoting(seed, layers, widest):
    game = random_layers(seed, layers, widest)
    outline = Outline(dict(game.nodes()))
    assume(sum(map(len, outline.moves.values())) <= MOST_MOVES)
    search = SupportSearch(outline, Budget())
    profiles = list(search.profiles())
    (found,) = solve_by_pivoting(game, "quasi_perfect", Budget()).candidates
    assert [
        lemma for lemma in search.lemmas if lemma <= settings_of(search, found.assessment)
    ] == []
    supports = {
        (player, label): tuple(move for move, chance in chances.items() if chance)
        for player, sets in found.assessment.strategies.items()
        for label, chances in sets.items()
    }
    assert supports in profiles


def test_profiles_are_those_of_a_search_without_lemmas():
    """Every choice of supports that no program refutes, tried one by one."""
    tried = 0
    for seed in range(12):
        game = random_layers(seed, 2, size=3)
        outline = Outline(dict(game.nodes()))
        search = SupportSearch(outline, Budget())
        found = list(search.profiles())
        subsets = [
            list(chain.from_iterable(combinations(m, k) for k in range(1, len(m) + 1)))
            for m in outline.moves.values()
        ]
        for choice in product(*subsets):
            supports = dict(zip(outline.moves, choice, strict=True))
            fresh = SupportSearch(outline, Budget())
            chosen = [
                number if move in supports[key] else -number
                for (key, move), number in fresh.number.items()
            ]
            state = next(iter_state(fresh))
            allowed = not isinstance(fresh.settle(state, (), chosen), frozenset)
            assert allowed == (supports in found)
            tried += 1
    assert tried > 200


def iter_state(search):
    """The state before anything is set."""
    from gametheory_dprk.solvers.trees.support_search import State

    programs = tuple(block.program for block in search.blocks)
    start = search.settle(State(frozenset(), {}, programs), range(len(programs)), [])
    assert isinstance(start, State)
    yield start


@pytest.mark.parametrize("concept", ["pbe", "sequential"])
@pytest.mark.parametrize("game", [rounds(2), poker(3), random_stage(2, 12, 3)])
def test_twelve_information_sets_without_a_subgame(concept, game):
    assert len(game.information_sets()) == largest_stage(game) == 12
    found = solve_by_supports(game, concept, Budget(60))
    assert found.limit is None
    assert found.candidates
    for candidate in found.candidates:
        assert CHECKS[concept](game, candidate).failures() == ()


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6))
def test_trees_with_three_moves_have_certified_equilibria(seed):
    for game in (random_layers(seed, 2 + seed % 2, 3, size=2), random_tree(seed, "ABC")):
        if isinstance(game.root, Terminal) or len(game.information_sets()) > 7:
            continue
        for concept, check in CHECKS.items():
            found = solve_by_supports(game, concept, Budget())
            assert found.candidates
            assert all(check(game, each).failures() == () for each in found.candidates)


def test_a_spent_budget_joins_as_many_regions_as_there_is_time_for(monkeypatch):
    """Joining takes too long with more than two regions; a limit is never outrun by much."""
    outline = Outline(dict(horse().nodes()))
    regions = list(stage_solver("pbe", Budget()).regions(outline))
    assert len(regions) == 2
    allowances = []

    def join(given, outline, budget, doubts=None):
        allowances.append(budget.seconds)
        if len(given) > 2:
            raise LimitReached("too many")
        return tuple(given)

    monkeypatch.setattr(assessment_supports, "join", join)
    assert assessment_supports.join_in_time(regions * 4, outline, Budget(10)) == tuple(regions)
    assert sum(allowances) <= 2
    assert assessment_supports.join_in_time([], outline, Budget(10)) == ()


def test_the_order_is_by_what_is_played_not_by_when_it_was_found():
    game = flagship("1/10", "1/5")
    outline = Outline(dict(game.nodes()))
    regions = list(stage_solver("pbe", Budget()).regions(outline))
    found = assessment_supports.join(regions, outline, Budget())
    assert assessment_supports.join(regions[::-1], outline, Budget()) == found
    assert [each.assessment.strategies["DPRK"]["ploy"]["talk"] for each in found] == [0, F(4, 9)]
