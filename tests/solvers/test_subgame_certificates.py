"""Completeness certificates of subgame perfection in two-player trees, stage by stage."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from tree_games import end, flagship, random_tree

from gametheory_dprk.completeness import Completeness, Listed, Split
from gametheory_dprk.concepts.completeness import completeness_checks
from gametheory_dprk.concepts.subgame_perfect import SPEC as CONCEPT
from gametheory_dprk.games import Decision, ExtensiveGame
from gametheory_dprk.limits import Budget
from gametheory_dprk.planner import solve
from gametheory_dprk.solution import Candidate
from gametheory_dprk.solvers.subgame_nash import SPEC

AB = ("A", "B")


def entry(out: int, first: tuple[int, int] = (3, 1)) -> ExtensiveGame[Fraction]:
    """Stay out, or play the battle of the sexes."""
    pays = {"a": {"a": first, "b": (0, 0)}, "b": {"a": (0, 0), "b": (1, 3)}}
    battle = Decision(
        "A", "in", {own: Decision("B", "in", {m: end(AB, *x) for m, x in row.items()})
                    for own, row in pays.items()}
    )  # fmt: skip
    return ExtensiveGame(AB, Decision("A", "start", {"out": end(AB, out, 0), "in": battle}))


def hidden() -> ExtensiveGame[Fraction]:
    """A stops, or goes on unseen and moves once more, which loses."""
    stopping = Decision("B", "told", {"x": end(AB, 0, 0), "y": end(AB, 0, 1)})
    ends = {m: end(AB, -1 - (m == "r"), 0) for m in "lr"}
    going = Decision("B", "told", {m: Decision("A", "later", ends) for m in "xy"})
    return ExtensiveGame(AB, Decision("A", "start", {"stop": stopping, "go": going}))


GAMES = {
    "a choice before a game": entry(2),
    "a choice between equals": entry(1),
    "the flagship": flagship("1/10", "1/5"),
    "weights are mixed": random_tree(78, depth=5, size=8),
    "weights are mixed in two of three": random_tree(161, depth=4, size=10),
    "some behavior is free": hidden(),
}


def solved(game: ExtensiveGame[Fraction]) -> tuple[dict[int, Candidate], Completeness]:
    found = SPEC.run(game, "subgame_perfect", Budget())
    assert found.complete
    assert SPEC.prove is not None
    proof = SPEC.prove(game, "subgame_perfect", Budget())
    return dict(enumerate(found.candidates, 1)), proof


def failures(
    game: ExtensiveGame[Any], listed: dict[int, Candidate], proof: Completeness
) -> list[str]:
    account = CONCEPT.accounts[ExtensiveGame](game, listed)
    return [each.claim for each in completeness_checks(account, proof) if not each.holds]


def smaller(candidate: Candidate) -> list[Candidate]:
    """The candidate without one of its cells, whichever it is."""
    component = candidate.component
    if component is None or len(component.cells) == 1:
        return []
    cells = component.cells
    left = [cells[:k] + cells[k + 1 :] for k in range(len(cells))]
    return [replace(candidate, component=replace(component, cells=each)) for each in left]


@pytest.mark.parametrize("name", GAMES)
def test_certificates_hold_and_what_is_dropped_is_noticed(name: str) -> None:
    game = GAMES[name]
    listed, proof = solved(game)
    assert failures(game, listed, proof) == []
    assert all(CONCEPT.checks[ExtensiveGame](game, each).valid for each in listed.values())
    for number, candidate in listed.items():
        assert failures(game, {k: each for k, each in listed.items() if k != number}, proof)
        for less in smaller(candidate):
            assert failures(game, {**listed, number: less}, proof)


def test_weights_are_mixed_within_a_stage() -> None:
    listed, _ = solved(GAMES["weights are mixed"])
    assert [c.component.mixing for c in listed.values() if c.component] == ["realization_weights"]


def test_a_combination_that_is_in_no_cell_is_told() -> None:
    """Every stage is complete, but the equilibrium that puts two of their cells together is gone.

    The steps are those of the whole certificate, so that only the last one can object.
    """
    twice = ExtensiveGame(
        AB,
        Decision(
            "A",
            "start",
            {"left": renamed(entry(2).root, "once"), "right": renamed(entry(2).root, "again")},
        ),
    )
    listed, proof = solved(twice)
    assert failures(twice, listed, proof) == []
    told = set()
    for number in listed:
        left = {k: each for k, each in listed.items() if k != number}
        told |= set(failures(twice, left, proof))
    assert any("some equilibria put together at start" in each for each in told)


def renamed(node: Any, suffix: str) -> Any:
    """The same subtree with other information sets."""
    if not isinstance(node, Decision):
        return node
    moves = {move: renamed(child, suffix) for move, child in node.moves.items()}
    return Decision(node.player, f"{node.information_set} {suffix}", moves)


def test_a_branch_of_no_stage_needs_all_of_them() -> None:
    """A certificate that leaves a stage out does not reach its last branch."""
    game = entry(2)
    listed, proof = solved(game)
    first = next(k for k, step in enumerate(proof.tree) if isinstance(step, Split))
    names = [each.fact for each in proof.tree if isinstance(each, Split)]
    assert names[first] == "at in"
    nothing = Completeness((Listed(0, 0),), ())
    assert any("is left open" in each for each in failures(game, listed, nothing))


def test_other_payoffs_refute_it() -> None:
    """With 4 in place of 3 the mixed equilibrium inside is another one."""
    game = entry(2)
    listed, proof = solved(game)
    assert failures(entry(2, (3, 2)), listed, proof)


def test_the_planner_attaches_it_and_says_where_there_is_none() -> None:
    solution = solve(entry(2), "subgame_perfect", certify_complete=True)
    assert solution.completeness is not None
    leave = Decision("B", "told", {"x": end(AB, 1, 1), "y": end(AB, 0, 0)})
    seen = ExtensiveGame(AB, Decision("A", "start", {"out": end(AB, 0, 2), "in": leave}))
    solution = solve(seen, "subgame_perfect", solver="subgame_nash", certify_complete=True)
    assert solution.completeness is None
    assert "perfect information" in solution.warnings[-1].message
