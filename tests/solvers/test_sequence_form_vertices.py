"""All Nash equilibria of two-player trees in sequence form: by hand, against normal forms."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product
from math import prod

import pytest
from computing import computed_within
from tree_games import centipede, end, random_tree

from gametheory_dprk.concepts.completeness import completeness_checks
from gametheory_dprk.concepts.nash import SPEC as NASH
from gametheory_dprk.concepts.trees.nash_cases import cell_weights
from gametheory_dprk.concepts.trees.nash_mixtures import points
from gametheory_dprk.concepts.trees.nash_polytopes import rational_vertices
from gametheory_dprk.concepts.trees.nash_weights import Pasts
from gametheory_dprk.games import Decision, ExtensiveGame
from gametheory_dprk.limits import Budget
from gametheory_dprk.planner import solve
from gametheory_dprk.solution import Candidate, Component
from gametheory_dprk.solution_json import decode_candidate, encode_equilibrium
from gametheory_dprk.solvers import bimatrix_vertices, sequence_form_vertices
from gametheory_dprk.solvers.trees.nash_certificate import certify
from gametheory_dprk.solvers.trees.nash_pairs import NashPairs, is_mixture
from gametheory_dprk.solvers.trees.sequence_form import sequence_form
from gametheory_dprk.transforms.extensive_to_normal import reduced_form, refuse_reduction

F = Fraction
AB = ("A", "B")


def threat() -> ExtensiveGame[Fraction]:
    """B stays away or comes; A, who then may go down, is bad to B after that, or good."""
    second = Decision("A", "second", {"bad": end(AB, 0, -1), "good": end(AB, 0, 1)})
    first = Decision("A", "first", {"down": second, "up": end(AB, 0, 1)})
    return ExtensiveGame(AB, Decision("B", "start", {"away": end(AB, 0, 0), "come": first}))


def test_a_threat_in_two_steps_is_one_component() -> None:
    """B stays away if A is bad with probability 1/2 or more, which is down times bad.

    In weights A has the triangle of up, bad and good; half of it supports staying away.
    """
    (only,) = solve(threat(), "nash")
    assert only.component is not None
    assert only.component.mixing == "realization_weights"
    away = [
        {vertex["A", "first"]["down"] * vertex["A", "second"]["bad"] for vertex in block.strategies}
        for cell in only.component.cells
        for block in cell.blocks
        if len(block.information_sets) == 2
        and {("B", "start")} <= {key for b in cell.blocks for key in b.information_sets}
    ]
    assert {F(1, 2), F(1)} in away
    assert only.component.dimension == 2


def test_every_member_between_the_vertices_is_checked() -> None:
    """The points checked are equilibria of B only if the vertices are; one worse vertex shows."""
    (only,) = solve(threat(), "nash")
    assert only.component is not None
    wrong = {F(1, 2): F(1, 3), F(1): F(1)}

    def weaker(chances):
        if chances.get("bad") == F(1, 2):
            return {"bad": wrong[F(1, 2)], "good": F(2, 3)}
        if chances.get("down") == F(1, 2):
            return {"down": F(1, 3), "up": F(2, 3)}
        return chances

    cells = tuple(
        replace(cell, blocks=tuple(
            replace(block, strategies=tuple(
                {key: weaker(each) for key, each in vertex.items()} for vertex in block.strategies
            )) for block in cell.blocks
        )) for cell in only.component.cells
    )  # fmt: skip
    assert cells != only.component.cells
    forged = Candidate(only.assessment, replace(only.component, cells=cells))
    failures = NASH.checks[ExtensiveGame](threat(), forged).failures()
    assert any("B: value >= payoff" in each.claim for each in failures)


def test_weights_are_mixed_only_where_sets_follow() -> None:
    """The same vertices, said to mix probabilities, are refused; and the other way round."""
    (only,) = solve(threat(), "nash")
    assert only.component is not None
    plain = Component(only.component.dimension, only.component.cells)
    check = NASH.checks[ExtensiveGame]
    claims = [c.claim for c in check(threat(), Candidate(only.assessment, plain)).failures()]
    assert claims == ["weights are mixed where some sets of a block follow others"]
    stays = end(AB, 0, 2)
    answer = Decision("B", "enter", {"fight": end(AB, -1, -1), "share": end(AB, 1, 1)})
    entry = ExtensiveGame(AB, Decision("A", "start", {"out": stays, "enter": answer}))
    out, _ = solve(entry, "nash")
    assert out.component is not None
    weighted = replace(out.component, mixing="realization_weights")
    claims = [c.claim for c in check(entry, Candidate(out.assessment, weighted)).failures()]
    assert claims == ["weights are mixed where some sets of a block follow others"]


def test_the_document_says_what_is_mixed() -> None:
    (only,) = solve(threat(), "nash")
    document = encode_equilibrium(only)
    assert document["component"]["mixing"] == "realization_weights"
    again = decode_candidate(document, threat(), "here")
    assert again.component == only.component


def test_corners_of_a_long_centipede_do_not_multiply() -> None:
    """Each player's corners are held against the middle of the other's, not against each."""
    game = centipede(8)
    found = solve(game, "nash")
    assert found.complete
    assert all(list(each.outcome.values()) == [1] for each in found)
    (only,) = found
    assert only.component is not None
    pasts = Pasts.of(game)
    checked = len(list(points(AB, pasts, Candidate(only.assessment, only.component))))
    sides = [
        [len(cell_weights(game, Candidate(only.assessment, only.component), cell, p)) for p in AB]
        for cell in only.component.cells
    ]
    assert checked <= 1 + sum(map(sum, sides))


def weights_of(side, plans, mixture):
    """Realization weights of a mixture of plans."""
    found = [F(1)] + [F(0)] * (len(side.length) - 1)
    for (_, label), own in zip(side.keys, side.own, strict=True):
        for move, sequence in own.items():
            found[sequence] = sum(
                (share for plan, share in mixture.items() if plans[plan].get(label) == move), F(0)
            )
    return tuple(found)


def normal_extremes(game):
    """The pairs of extreme strategies of the reduced normal form, cell by cell."""
    form = reduced_form(game)
    found = bimatrix_vertices.solve(form.game, "nash", Budget()).candidates
    for candidate in found:
        if candidate.component is None:
            yield form, tuple(candidate.assessment.strategies[p][p] for p in game.players)
            continue
        for cell in candidate.component.cells:
            for choice in product(*(block.strategies for block in cell.blocks)):
                yield (
                    form,
                    tuple(vertex[p, p] for vertex, p in zip(choice, game.players, strict=True)),
                )


@pytest.mark.parametrize("seed", range(24))
def test_the_normal_form_has_no_others(seed: int) -> None:
    """Every extreme equilibrium of the reduced normal form lies in a cell, and no cell is more."""
    game = random_tree(seed, depth=3 + seed % 2, size=2 + seed % 3)
    sizes = prod(len(moves) for moves in reduced_form(game).game.moves.values())
    if refuse_reduction(game) or sizes > 400:
        pytest.skip("large")
    form = sequence_form(game)
    pairs = NashPairs.of(form, lambda: None)
    cells = [
        pairs.sides(*cell, lambda: None)
        for component in pairs.components(lambda: None)
        for cell in component
    ]
    for normal, strategies in normal_extremes(game):
        first, second = (
            weights_of(side, normal.plans[side.player], each)
            for side, each in zip(form.sides, strategies, strict=True)
        )
        assert any(
            is_mixture(first, rows, lambda: None) and is_mixture(second, columns, lambda: None)
            for rows, columns in cells
        )
    solution = solve(game, "nash")
    assert solution.complete
    assert solution.plan == ("sequence_form_vertices",)
    assert all(each.certificate.valid for each in solution)


def account(game, solution):
    listed = {each.id: Candidate(each.assessment, each.component) for each in solution}
    return NASH.accounts[ExtensiveGame](game, listed)


@pytest.mark.parametrize("seed", [0, 3, 5, 6, 9, 12])
def test_certificates_hold_and_dropped_equilibria_and_cells_are_noticed(seed: int) -> None:
    game = random_tree(seed, depth=3, size=2 + seed % 3)
    solution = solve(game, "nash", certify_complete=True)
    proof = solution.completeness
    assert proof is not None
    assert all(c.holds for c in completeness_checks(account(game, solution), proof))
    for dropped in solution:
        left = [each for each in solution if each is not dropped]
        assert not all(c.holds for c in completeness_checks(account(game, left), proof))
        if dropped.component is not None and len(dropped.component.cells) > 1:
            cells = dropped.component.cells[:-1]
            less = replace(dropped, component=replace(dropped.component, cells=cells))
            assert not all(
                c.holds for c in completeness_checks(account(game, [*left, less]), proof)
            )


def test_a_shrunk_cell_is_noticed() -> None:
    """Without one of its vertices a cell does not hold the equilibria near it."""
    solution = solve(threat(), "nash", certify_complete=True)
    (only,) = solution
    assert only.component is not None
    proof = solution.completeness
    assert proof is not None
    number, block = next(
        (k, block)
        for cell in only.component.cells[:1]
        for k, block in enumerate(cell.blocks)
        if len(block.strategies) > 1
    )
    blocks = list(only.component.cells[0].blocks)
    blocks[number] = replace(block, strategies=block.strategies[1:])
    cells = (replace(only.component.cells[0], blocks=tuple(blocks)), *only.component.cells[1:])
    less = replace(only, component=replace(only.component, cells=cells))
    checks = list(completeness_checks(account(threat(), [less]), proof))
    assert any("outside cell 1 of equilibrium 1" in c.claim for c in checks if not c.holds)


def test_other_payoffs_refute_a_certificate() -> None:
    """The reasons of one game do not cancel in another."""
    game = random_tree(5, depth=3, size=4)
    solution = solve(game, "nash", certify_complete=True)
    assert solution.completeness is not None
    shifted = random_tree(5, depth=3, size=5)
    assert [p.path for p in shifted.plays()] == [p.path for p in game.plays()]
    assert shifted != game
    checks = completeness_checks(account(shifted, solution), solution.completeness)
    assert not all(c.holds for c in checks)


def test_vertices_of_rows_that_leave_room_for_ever() -> None:
    """Rays are left out, contradictions leave nothing, and opposite inequalities are one row."""
    from gametheory_dprk.concepts.completeness import UNIT, Row

    x, y = ("x",), ("y",)
    assert rational_vertices([Row({x: F(1), UNIT: F(-2)}, ">=", {})]) == [{x: F(2)}]
    assert rational_vertices([Row({UNIT: F(1)}, "==", {})]) == []
    between = [Row({x: F(1), y: F(-1)}, ">=", {}), Row({x: F(-1), y: F(1)}, ">=", {})]
    bound = Row({x: F(-1), UNIT: F(3)}, ">=", {})
    assert sorted(map(len, rational_vertices([*between, bound]))) == [0, 2]
    zero = Row({UNIT: F(0)}, "==", {})
    assert rational_vertices([zero, Row({x: F(2), UNIT: F(-1)}, "==", {})]) == [{x: F(1, 2)}]


def test_many_moves_at_once_are_bounded_work() -> None:
    """The reduced normal form has 2^8 plans of A, the sequence form 16 sequences."""
    from large_trees import random_stage

    game = random_stage(0, 14)
    with computed_within(20):
        found = sequence_form_vertices.solve(game, "nash", Budget())
    assert found.complete


def test_certificates_are_only_for_two_players() -> None:
    three = ("A", "B", "C")
    game = ExtensiveGame(three, Decision("A", "x", {"l": end(three, 0, 0, 0)}))
    assert sequence_form_vertices.outside(game) == "needs two players, not 3"
    with pytest.raises(Exception, match="only for trees of two players"):
        NASH.accounts[ExtensiveGame](game, {})


def test_a_spent_budget_is_reported() -> None:
    found = sequence_form_vertices.solve(threat(), "nash", Budget(0))
    assert (found.complete, "time limit" in (found.limit or "")) == (False, True)


def test_certify_points_at_the_cell_of_a_zero_sum_tree() -> None:
    coin = {"h": end(AB, 1, -1), "t": end(AB, -1, 1)}
    game = ExtensiveGame(AB, Decision("A", "call", coin))
    assert len(certify(game, "nash", Budget()).tree) == 1
