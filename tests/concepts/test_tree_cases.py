"""Rows and conditions of trees hold at every equilibrium, computed here from its definition."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from large_trees import random_layers
from planted_trees import trembling
from tree_games import flagship, horse, implementation, random_tree

from gametheory_dprk.completeness import Listed
from gametheory_dprk.concepts.completeness import UNIT, Row
from gametheory_dprk.concepts.component import corners
from gametheory_dprk.concepts.trees.case_conditions import Supports
from gametheory_dprk.concepts.trees.case_polynomials import (
    Conditions,
    bounded,
    constant,
    evaluated,
    multiplied,
    plus,
    variable,
)
from gametheory_dprk.concepts.trees.case_ratios import ratio_equations
from gametheory_dprk.concepts.trees.case_rows import (
    Weighing,
    belief_fact,
    fact,
    row_systems,
    value_of,
)
from gametheory_dprk.concepts.trees.case_trembles import cost_of, tremble_rows
from gametheory_dprk.concepts.trees.cases import (
    NOWHERE,
    perfect_information_account,
    tree_account,
)
from gametheory_dprk.concepts.trees.evaluation import Evaluation
from gametheory_dprk.concepts.trees.tree import Tree
from gametheory_dprk.errors import AnalysisError
from gametheory_dprk.games import Decision, Terminal
from gametheory_dprk.limits import Budget
from gametheory_dprk.solution import Assessment
from gametheory_dprk.solvers.assessment_supports import solve_by_supports
from gametheory_dprk.solvers.sequence_form_pivot import solve_by_pivoting
from gametheory_dprk.transforms.preparation import prepare

F = Fraction


def facts_of(tree: Tree, assessment: Assessment) -> dict[str, bool]:
    """What is played and believed."""
    found = {}
    for (player, label), place in tree.places.items():
        for move, chance in assessment.strategies[player][label].items():
            found[fact(((player, label), move))] = bool(chance)
        for path in tree.members[player, label]:
            at = Evaluation(tree, assessment).belief((player, label), path)
            found[belief_fact((player, label), path)] = bool(at)
        assert place.moves
    return found


def numbers(weighing: Weighing, assessment: Assessment) -> dict[tuple[str, ...], F]:
    """Weights and values by their definition."""
    tree, player = weighing.tree, weighing.player
    at = Evaluation(tree, assessment)
    ends = [node for node in tree.nodes.values() if isinstance(node, Terminal)]
    least = min(end.payoffs[player] for end in ends)
    found: dict[tuple[str, ...], F] = {UNIT: F(1)}
    for start in weighing.starts:
        believed = at.belief(weighing.belief, start) if weighing.belief else F(1)
        for path, node in tree.nodes.items():
            if path[: len(start)] != start:
                continue
            others = [m for m in tree.decisions(path, len(start)) if m[0][0] != player]
            weight = believed
            for (who, label), move in others:
                weight *= assessment.strategies[who][label][move]
            found[weighing.weight(start, others)] = weight
            if isinstance(node, Decision) and node.player == player:
                key = value_of((player, node.information_set))
                chance = weighing.likelihood(start, path)
                gain = weight * chance * (at.value(path)[player] - least)
                found[key] = found.get(key, F(0)) + gain
    return found


def holds(row: Row, values: dict[tuple[str, ...], F]) -> bool:
    left = sum((x * values[name] for name, x in row.form.items()), F(0))
    return {"==": left == 0, ">=": left >= 0, ">": left > 0}[row.relation]


def broken(tree: Tree, assessment: Assessment) -> Iterator[tuple[str, str]]:
    """Rows that should hold at an assessment and do not."""
    facts = facts_of(tree, assessment)
    systems = row_systems(tree)
    weighings = {
        f"{player} from {'.'.join(root) or 'the start'}": Weighing(tree, player, (root,))
        for root in tree.subgame_roots
        for player in tree.game.players
    }
    weighings |= {
        f"beliefs of {key[0]} at {key[1]}": Weighing(tree, key[0], tuple(paths), key)
        for key, paths in tree.members.items()
    }
    assert weighings.keys() | {"moves"} == systems.keys()
    for about, weighing in weighings.items():
        values = numbers(weighing, assessment)
        for name, row in systems[about].items():
            if row.facts.items() <= facts.items() and not holds(row, values):
                yield about, name


def by_bayes(tree: Tree, assessment: Assessment) -> Assessment:
    """With the beliefs that follow from play: corners of a component need not state them."""
    beliefs: dict[tuple[str, str], dict[str, F]] = {}
    at = Evaluation(tree, assessment)
    for key, paths in tree.members.items():
        weights = {".".join(p): at.weight(tree.home(key), p, key[0]) for p in paths}
        total = sum(weights.values(), F(0))
        if len(paths) > 1 and total:
            beliefs[key] = {node: weight / total for node, weight in weights.items()}
    return assessment.replace({}, beliefs)


def some_equilibria(seed: int) -> Iterator[tuple[Tree, Assessment]]:
    """Of a two-player tree by pivoting, of a tree of three by supports, corners included."""
    game = random_layers(seed, 2 + seed % 3, 2 + seed % 2)
    for candidate in solve_by_pivoting(game, "quasi_perfect", Budget()).candidates:
        yield Tree(game), candidate.assessment
    game = random_tree(seed, "ABC")
    if isinstance(game.root, Terminal) or len(game.information_sets()) > 6:
        return
    for candidate in solve_by_supports(game, "pbe", Budget()).candidates:
        for _, assessment in corners(candidate):
            yield Tree(game), by_bayes(Tree(game), assessment)


def test_what_should_be_positive_and_is_zero_everywhere_leaves_nothing() -> None:
    x, y = variable(("x",)), variable(("y",))
    more, less = plus(x, y, F(-1)), plus(y, x, F(-1))
    room = plus(constant(F(1)), x, F(-1))
    assert bounded(Conditions([], [x, y, room, more, less], [room])) is not None
    assert bounded(Conditions([], [x, y, room, more, less], [more])) is None


def test_what_is_determined_lowers_the_degree_of_the_rest() -> None:
    """x y = 1/6 and x + x y = 1/2 make x 1/3 and y 1/2; x y z = 1/3 is then 2 too large for z."""
    x, y, z = (variable((name,)) for name in "xyz")
    both = multiplied(x, y)
    equal = [plus(both, constant(F(-1, 6))), plus(plus(x, both), constant(F(-1, 2)))]
    left = bounded(Conditions(equal, [x, y], []))
    assert left is not None
    assert left.known == {("x",): F(1, 3), ("y",): F(1, 2)}
    tied = plus(multiplied(both, z), constant(F(-1, 3)))
    room = plus(constant(F(1)), z, F(-1))
    assert bounded(Conditions([*equal, tied], [x, y, z, room], [])) is None


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_rows_hold_at_every_equilibrium(seed: int) -> None:
    for tree, assessment in some_equilibria(seed):
        assert list(broken(tree, assessment)) == []


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_conditions_hold_at_every_equilibrium_and_its_case_is_not_empty(seed: int) -> None:
    for tree, assessment in some_equilibria(seed):
        supports = Supports(tree, facts_of(tree, assessment))
        conditions = supports.conditions()
        known = {
            ("plays", *key, move): assessment.strategies[key[0]][key[1]][move]
            for key, place in tree.places.items()
            for move in place.moves
        }
        for key, place in tree.places.items():
            if len(place.nodes) > 1:
                for node, chance in assessment.beliefs[key[0]][key[1]].items():
                    known["believes", *key, node] = chance
        at = conditions.at(known)
        assert not any(at.equal)
        assert all(each.get((), F(0)) >= 0 for each in at.at_least)
        assert all(each.get((), F(0)) > 0 for each in at.positive)
        left = bounded(conditions)
        assert left is not None
        for name, value in left.known.items():
            assert known[name] == value
        for part in left.parts:
            for name in part[0]:
                values = [vertex[name] for vertex in part]
                assert min(values) <= known[name] <= max(values)


@pytest.mark.parametrize("game", [flagship("1/10", "1/5"), horse(), implementation()])
def test_rows_fail_at_what_is_no_equilibrium(game) -> None:
    """With every information set mixing equally some row is broken."""
    prepared, _ = prepare(game)
    tree = Tree(prepared)
    strategies: dict[str, dict[str, dict[str, F]]] = {}
    beliefs: dict[str, dict[str, dict[str, F]]] = {}
    for (player, label), place in tree.places.items():
        share = F(1, len(place.moves))
        strategies.setdefault(player, {})[label] = dict.fromkeys(place.moves, share)
        nodes = dict.fromkeys(place.nodes, F(1, len(place.nodes)))
        beliefs.setdefault(player, {})[label] = nodes
    assert list(broken(tree, Assessment(strategies, beliefs)))


def test_places_are_checked() -> None:
    """The silent case of the flagship: relief is not answered, nobody talks."""
    game = flagship("1/10", "1/5")
    tree = Tree(game)
    (silent, *_) = solve_by_supports(game, "pbe", Budget()).candidates
    account = tree_account(game, {1: silent})
    assessment = silent.assessment
    case = {name: v for name, v in facts_of(tree, assessment).items() if " plays " in name}
    assert account.outside(case, Listed(1, 1)) == ""
    assert "not shown to have no equilibrium" in account.outside(case, NOWHERE)
    assert "no cell 7" in account.outside(case, Listed(1, 7))
    assert "no equilibrium with id 2" in account.outside(case, Listed(2, 1))
    assert "outside cell 2" in account.outside(case, Listed(1, 2))
    talking = {**case, "DPRK plays talk at genuine": True}
    assert "it has no equilibrium" in account.outside(talking, Listed(1, 1))
    assert account.outside(talking, NOWHERE) == ""
    nothing = {**case, "US plays hold at after_talk": False}
    assert "nothing is played" in account.outside(nothing, Listed(1, 1))
    del case["US plays hold at after_talk"]
    assert "left open" in account.outside(case, Listed(1, 1))


def test_subgame_perfection_is_certified_only_where_sets_are_single_nodes() -> None:
    with pytest.raises(AnalysisError, match="perfect information"):
        perfect_information_account(horse(), {})


def values_of(tree: Tree, assessment: Assessment) -> dict[tuple[str, ...], F]:
    """Every unknown that conditions may have."""
    known = {}
    for (player, label), place in tree.places.items():
        for move in place.moves:
            known["plays", player, label, move] = assessment.strategies[player][label][move]
        for node in place.nodes:
            known["believes", player, label, node] = assessment.beliefs[player][label][node]
    return known


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_costs_ratios_and_weights_are_those_of_trembles(seed: int) -> None:
    tree = Tree(random_layers(seed, 4 + seed % 2, players="ABC"[: 2 + seed % 2]))
    assessment, made = trembling(tree, seed)
    costs = {cost_of(move): cost for move, cost in made.items()}
    facts = facts_of(tree, assessment)
    for name, row in tremble_rows(tree).items():
        assert not row.facts.items() <= facts.items() or holds(row, costs), name
    known = values_of(tree, assessment)
    moves = {fact: value for fact, value in facts.items() if " plays " in fact}
    for case in (facts, moves):
        supports = Supports(tree, case)
        assert not any(evaluated(each, known) for each in ratio_equations(supports))
        for key, paths in tree.members.items():
            weights = {
                p: evaluated(w, known).get((), F(0)) for p, w in supports.weights(key).items()
            }
            total = sum(weights.values(), F(0))
            for path in paths:
                belief = assessment.beliefs[key[0]][key[1]][".".join(path)]
                assert weights[path] == belief * total
                assert belief or not supports.is_sure(key, path)
