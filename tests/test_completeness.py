"""Completeness certificates verify; anything dropped, changed or turned round is refuted."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from functools import cache
from typing import Any

import pytest
from certified_games import NAMED, Game, random_game
from signaling_games import beer_quiche

from gametheory_dprk.completeness import Completeness, Refuted, decode_completeness
from gametheory_dprk.concepts.completeness import completeness_checks
from gametheory_dprk.concepts.signaling.cases import signaling_account
from gametheory_dprk.errors import AnalysisError
from gametheory_dprk.games import NormalGame
from gametheory_dprk.limits import Budget
from gametheory_dprk.planner import prove_complete, solve
from gametheory_dprk.planning.plans import make_plan
from gametheory_dprk.solution import Block, Candidate, Cell, Component
from gametheory_dprk.solution_json import encode_solution
from gametheory_dprk.verification import Verification, verify

F = Fraction
PLACE = "solution.completeness"
UNPROVED = "claimed complete, not rechecked: ask for --certify when solving"
Document = dict[str, Any]


RANDOM = [(2, 2, 2, seed, 4) for seed in range(6)] + [(2, 3, 2, seed, 4) for seed in range(3)]
TIED = [(2, 2, 2, seed, 1) for seed in range(4)] + [(2, 3, 2, 8, 1), (3, 2, 2, 0, 1)]


@cache
def solved(name: str) -> tuple[Game, Document]:
    game = NAMED[name]()
    return game, document_of(game)


def document_of(game: Game, **options: Any) -> Document:
    solution = solve(game, "pbe", certify_complete=True, **options)
    return {"solution": encode_solution(solution)}


def complaints(verification: Verification) -> list[str]:
    """What is refuted of completeness."""
    return [check.claim for place, check in verification.failures() if place == PLACE]


def refuted_cases(game: Game, document: Document) -> list[str]:
    """The cases that a spoiled document names; it must name one."""
    verification = verify(game, document)
    named = [claim for claim in complaints(verification) if claim.startswith("case ")]
    assert not verification.valid
    assert verification.completeness.startswith("REFUTED: case ")
    return named


@pytest.mark.parametrize("name", NAMED)
def test_certificates_of_known_games_verify(name: str) -> None:
    game, document = solved(name)
    verification = verify(game, document)
    assert verification.valid
    facts = sum(len(game.types) + len(after) for after in game.responses.values())
    assert f"each of {2**facts} support cases" in verification.completeness


@pytest.mark.parametrize("shape", RANDOM + TIED)
def test_certificates_of_random_games_verify(shape: tuple[int, int, int, int, int]) -> None:
    game = random_game(*shape)
    assert verify(game, document_of(game)).failures() == ()


def test_sequential_equilibria_are_certified_as_well() -> None:
    game = NAMED["beer-quiche"]()
    solution = solve(game, "sequential", certify_complete=True)
    assert verify(game, {"solution": encode_solution(solution)}).valid


def test_an_equilibrium_that_a_refinement_removed_is_accounted_for() -> None:
    game = NAMED["beer-quiche"]()
    document = document_of(game, refine=["intuitive"])
    assert len(document["solution"]["removed"]) == 1
    assert verify(game, document).valid
    document["solution"]["removed"] = []
    assert refuted_cases(game, document)


@pytest.mark.parametrize("name", NAMED)
def test_dropping_an_equilibrium_is_refuted(name: str) -> None:
    game, document = solved(name)
    for position, each in enumerate(document["solution"]["equilibria"]):
        spoiled = copy.deepcopy(document)
        del spoiled["solution"]["equilibria"][position]
        cases = refuted_cases(game, spoiled)
        assert all(f"no equilibrium with id {each['id']} is listed" in case for case in cases)
        assert " sends " in cases[0]


@pytest.mark.parametrize("name", NAMED)
def test_dropping_any_step_of_the_tree_is_refuted(name: str) -> None:
    game, document = solved(name)
    steps = document["solution"]["completeness"]["tree"].split()
    for position in range(0, len(steps), 1 + len(steps) // 16):
        spoiled = copy.deepcopy(document)
        tree = steps[:position] + steps[position + 1 :]
        spoiled["solution"]["completeness"]["tree"] = " ".join(tree)
        assert refuted_cases(game, spoiled)


def test_a_missing_branch_is_named() -> None:
    game, document = solved("flagship")
    spoiled = copy.deepcopy(document)
    certificate = spoiled["solution"]["completeness"]
    certificate["tree"] = certificate["tree"].rsplit(" ", 1)[0]
    first = certificate["facts"][0]
    (case,) = refuted_cases(game, spoiled)
    assert case.startswith(f"case not ({first})")
    assert case.endswith(": not accounted for")
    certificate["tree"] = ""
    assert refuted_cases(game, spoiled) == ["case of no facts: not accounted for"]


def test_dropping_any_reason_is_refuted() -> None:
    game, document = solved("beer-quiche")
    for position in range(len(document["solution"]["completeness"]["reasons"])):
        spoiled = copy.deepcopy(document)
        del spoiled["solution"]["completeness"]["reasons"][position]
        assert refuted_cases(game, spoiled)


@pytest.mark.parametrize("name", NAMED)
@pytest.mark.parametrize("change", ["shift", "flip", "drop"])
def test_changing_any_multiplier_is_refuted(name: str, change: str) -> None:
    game, document = solved(name)
    account = signaling_account(game, {})
    certificate = decode_completeness(document["solution"]["completeness"], PLACE)
    for number, reason in enumerate(certificate.reasons):
        for row, multiplier in reason.multipliers.items():
            other = dict(reason.multipliers)
            if change == "drop":
                del other[row]
            else:
                other[row] = multiplier + F(1, 7) if change == "shift" else -multiplier
            reasons = list(certificate.reasons)
            reasons[number] = replace(reason, multipliers=other)
            spoiled = Completeness((Refuted(number + 1),), tuple(reasons))
            checks = list(completeness_checks(account, spoiled))
            claim = next(check.claim for check in checks if not check.holds)
            assert claim.startswith(f"case of no facts: reason {number + 1}: ")


def test_a_changed_multiplier_is_refuted_with_the_case_named() -> None:
    game, document = solved("beer-quiche")
    for number, reason in enumerate(document["solution"]["completeness"]["reasons"], 1):
        spoiled = copy.deepcopy(document)
        row = next(iter(reason["multipliers"]))
        place = spoiled["solution"]["completeness"]["reasons"][number - 1]["multipliers"]
        place[row] = str(-F(place[row]))
        cases = refuted_cases(game, spoiled)
        assert all(f": reason {number}: " in case for case in cases)


def test_a_reason_does_not_refute_more_than_its_facts() -> None:
    """Every reason is put at the root, where no fact is given yet."""
    game, document = solved("flagship")
    account = signaling_account(game, {})
    certificate = decode_completeness(document["solution"]["completeness"], PLACE)
    for number in range(1, len(certificate.reasons) + 1):
        moved = Completeness((Refuted(number),), certificate.reasons)
        claims = [c.claim for c in completeness_checks(account, moved) if not c.holds]
        assert claims[0].startswith(f"case of no facts: reason {number} rests on more: ")
        assert claims[1] == "support cases accounted for"


def test_payoffs_of_another_game_are_refuted() -> None:
    _, document = solved("beer-quiche")
    assert not verify(beer_quiche("4/10"), document).valid


def without_vertex(block: Block, part: str, position: int) -> Block:
    vertices = getattr(block, part)
    return replace(block, **{part: vertices[:position] + vertices[position + 1 :]})


@pytest.mark.parametrize("name", NAMED)
def test_a_cell_without_one_of_its_vertices_no_longer_holds_its_cases(name: str) -> None:
    game = NAMED[name]()
    solution = solve(game, "pbe", certify_complete=True)
    assert solution.completeness is not None
    tried = 0
    for each in solution:
        for c, cell in enumerate(each.component.cells if each.component else ()):
            for b, block in enumerate(cell.blocks):
                for part in ("strategies", "beliefs"):
                    for position in range(len(getattr(block, part))):
                        if len(getattr(block, part)) == 1:
                            continue
                        smaller = without_vertex(block, part, position)
                        blocks = (*cell.blocks[:b], smaller, *cell.blocks[b + 1 :])
                        assert each.component is not None
                        cells = (*each.component.cells[:c], Cell(blocks))
                        cells += each.component.cells[c + 1 :]
                        listed = {e.id: Candidate(e.assessment, e.component) for e in solution}
                        listed[each.id] = Candidate(each.assessment, Component(1, cells))
                        account = signaling_account(game, listed)
                        checks = completeness_checks(account, solution.completeness)
                        claims = [check.claim for check in checks if not check.holds]
                        assert f"outside cell {c + 1} of equilibrium {each.id}" in claims[0]
                        tried += 1
    assert tried >= 2


def test_without_a_certificate_completeness_is_not_rechecked() -> None:
    game, document = solved("beer-quiche")
    bare = copy.deepcopy(document)
    del bare["solution"]["completeness"]
    assert verify(game, bare).completeness == UNPROVED
    bare["solution"]["complete"] = False
    assert verify(game, bare).completeness == "not claimed"


def test_where_there_is_no_certificate_a_notice_says_why() -> None:
    prisoners = NormalGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]])
    solution = solve(prisoners, "correlated", certify_complete=True)
    assert solution.completeness is None
    assert solution.warnings[-1].code == "no_certificate"
    late = solve(NAMED["singapore"](), "pbe", budget=Budget(0), certify_complete=True)
    assert late.completeness is None
    assert late.warnings[-1].message.endswith("the solution is not complete")


def test_a_certificate_that_takes_too_long_leaves_a_notice() -> None:
    plan = make_plan(NAMED["flagship"](), "pbe")
    found = plan.run("pbe", Budget(), {})
    proof, (notice,) = prove_complete(plan, found, "pbe", Budget(0))
    assert proof is None
    assert notice.message.endswith("time limit of 0 seconds reached")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda c: c.pop("facts"), "completeness.facts"),
        (lambda c: c.update(tree=3), "completeness.tree"),
        (lambda c: c.update(tree="f99999"), "not a step"),
        (lambda c: c.update(tree="r"), "not a step"),
        (lambda c: c.update(reasons=[1]), r"reasons\[0\].multipliers"),
        (lambda c: c["reasons"][0].update(multipliers={"a": "x"}), "multipliers.a"),
        (lambda c: c["reasons"][0].update(multipliers={"a": "sqrt(2)"}), "not rational"),
    ],
)
def test_what_is_no_certificate_is_one_clear_error(
    change: Callable[[Document], Any], words: str
) -> None:
    game, document = solved("flagship")
    spoiled = copy.deepcopy(document)
    change(spoiled["solution"]["completeness"])
    with pytest.raises(AnalysisError, match=words):
        verify(game, spoiled)


def test_a_concept_without_certificates_refuses_one() -> None:
    prisoners = NormalGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]])
    body = encode_solution(solve(prisoners, "correlated"))
    with pytest.raises(AnalysisError, match="correlated has no certificates"):
        verify(prisoners, {"solution": body | {"completeness": {}}})
