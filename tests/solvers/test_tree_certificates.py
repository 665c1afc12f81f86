"""Completeness certificates of trees: made, rechecked, and refused when anything is changed."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from large_trees import random_stage
from tree_games import flagship, horse, implementation, random_tree

from gametheory_dprk.completeness import (
    Completeness,
    Listed,
    Open,
    Split,
    decode_completeness,
    encode_completeness,
)
from gametheory_dprk.concepts.completeness import Account, completeness_checks, judge
from gametheory_dprk.concepts.trees.cases import tree_account
from gametheory_dprk.games import Decision, ExtensiveGame, Terminal
from gametheory_dprk.planner import solve
from gametheory_dprk.scenario.reader import read
from gametheory_dprk.scenario.values import parameter_values
from gametheory_dprk.solution import Candidate
from gametheory_dprk.solution_json import encode_solution
from gametheory_dprk.transforms.preparation import prepare
from gametheory_dprk.verification import Verification, verify

Document = dict[str, Any]


def scenario(name: str) -> ExtensiveGame[Fraction]:
    """The exact game of a shipped scenario at its base case."""
    found = read(name)
    game = found.game.at(parameter_values(found, {}))
    assert isinstance(game, ExtensiveGame)
    return game


def chain_store() -> ExtensiveGame[Fraction]:
    """Two towns, one after the other (Selten 1978); all share in equilibrium."""
    players = ("M", "1", "2")

    def town(k: int, store: int, first: int) -> Any:
        def then(gain: int, pay: int) -> Any:
            if k == 2:
                ends = {"M": store + gain, "1": first, "2": pay}
                return Terminal({name: Fraction(x) for name, x in ends.items()})
            return town(2, store + gain, pay)

        def label(part: str) -> str:
            return f"{part} {k} {store}.{first}"

        answers = {"fight": then(0, -1), "share": then(2, 1)}
        entered = Decision("M", label("answer"), answers)
        return Decision(str(k), label("enter"), {"out": then(5, 0), "in": entered})

    return ExtensiveGame(players, town(1, 0, 0))


def certified(game: ExtensiveGame[Fraction], concept: str = "pbe") -> Document:
    solution = solve(game, concept, certify_complete=True)
    assert solution.completeness is not None
    return {"solution": encode_solution(solution)}


def steps(document: Document) -> tuple[Any, ...]:
    return decode_completeness(document["solution"]["completeness"], "here").tree


def refused(verification: Verification) -> bool:
    return not verification.valid and "REFUTED" in verification.completeness


WHOLLY = {
    "the flagship": lambda: flagship("1/10", "1/5"),
    "the flagship, separating": lambda: flagship("2/5", "1/5"),
    "talking costs more than it brings": lambda: flagship("1/10", "11/10"),
    "implementation": implementation,
    "Selten's horse": horse,
    "chain store": chain_store,
    "wedge": lambda: scenario("dprk/alliance_wedge"),
    "poker": lambda: scenario("textbook/kuhn_poker"),
    "reputation": lambda: scenario("textbook/kreps_wilson_1982"),
    "nested": lambda: scenario("dprk/nested_2018"),
    "opposition": lambda: scenario("dprk/opposition_signal"),
}


BY_BELIEFS = {
    "doubt that no answer allows": (lambda: random_stage(31, 5), "pbe"),
    "reputation with consistent doubts": (
        lambda: scenario("textbook/kreps_wilson_1982"),
        "sequential",
    ),
    "doubts that no trembles explain": (lambda: random_stage(23, 6), "sequential"),
}
"""Trees with cases that only facts on beliefs, or consistency, settle."""

CERTIFIED = {name: (tree, "pbe") for name, tree in WHOLLY.items()} | BY_BELIEFS


@pytest.mark.parametrize("name", WHOLLY)
def test_every_case_is_refuted_or_listed(name: str) -> None:
    game = WHOLLY[name]()
    document = certified(game)
    verification = verify(game, document)
    assert verification.valid
    moves = sum(len(place.moves) for place in game.information_sets())
    assert f"each of {2**moves} support cases" in verification.completeness


@pytest.mark.parametrize("name", BY_BELIEFS)
def test_facts_on_beliefs_close_cases(name: str) -> None:
    tree, concept = BY_BELIEFS[name]
    game = tree()
    document = certified(game, concept)
    assert "each of" in verify(game, document).completeness
    facts = {step.fact for step in steps(document) if isinstance(step, Split)}
    assert any(" believes " in fact for fact in facts)


def test_consistency_is_no_part_of_perfect_bayesian_equilibrium() -> None:
    """The certificate of sequential equilibrium refers to trembles; `pbe` knows no such rows."""
    game = random_stage(23, 6)
    document = certified(game, "sequential")
    reasons = document["solution"]["completeness"]["reasons"]
    assert any(reason["about"] == "orders of trembles" for reason in reasons)
    document["solution"]["concept"] = "pbe"
    assert refused(verify(game, document))


def test_perfect_information_is_certified_for_subgame_perfection_too() -> None:
    game = chain_store()
    assert "each of" in verify(game, certified(game, "subgame_perfect")).completeness


@pytest.mark.parametrize("concept", ["pbe", "sequential"])
def test_random_trees_are_certified_at_least_in_part(concept: str) -> None:
    whole = part = 0
    for seed in range(14):
        game = random_tree(seed, "ABC"[: 2 + seed % 2]) if seed % 2 else random_stage(seed, 5)
        solution = solve(game, concept, certify_complete=True)
        if solution.completeness is None:
            assert not solution.complete
            continue
        verification = verify(game, {"solution": encode_solution(solution)})
        assert verification.valid
        opened = any(isinstance(step, Open) for step in solution.completeness.tree)
        assert opened == ("rechecked in part" in verification.completeness)
        whole, part = whole + (not opened), part + opened
    assert whole >= 8


def certificate_and_account(name: str) -> tuple[Completeness, Account]:
    """A certificate, and what it is checked against."""
    tree, concept = CERTIFIED[name]
    game = tree()
    prepared, _ = prepare(game)
    assert isinstance(prepared, ExtensiveGame)
    solution = solve(game, concept, certify_complete=True)
    assert solution.completeness is not None
    listed = {each.id: Candidate(each.assessment, each.component) for each in solution.equilibria}
    account = tree_account(prepared, listed, consistent=concept == "sequential")
    return solution.completeness, account


def faults(name: str) -> tuple[Completeness, Callable[[Completeness], list[str]]]:
    """A certificate, and what is wrong with another one for the same list."""
    certificate, account = certificate_and_account(name)

    def found(other: Completeness) -> list[str]:
        checks = completeness_checks(account, other)
        return [check.claim for check in checks if not check.holds]

    assert found(certificate) == []
    return certificate, found


CHANGED = ("doubt that no answer allows", "doubts that no trembles explain")


@pytest.mark.parametrize("name", CHANGED)
def test_every_changed_reason_on_beliefs_is_noticed(name: str) -> None:
    """Multipliers changed, rows left out, and the reason taken for one of another system."""
    certificate, account = certificate_and_account(name)
    used = [r for r in certificate.reasons if r.about.startswith(("beliefs of", "orders of"))]
    assert used
    for reason in used:
        assert judge(account, reason)[0] == ""
        for row, value in reason.multipliers.items():
            rest = {other: x for other, x in reason.multipliers.items() if other != row}
            for other in (rest, {**rest, row: value * 2}, {**rest, row: -value}):
                assert judge(account, replace(reason, multipliers=other))[0], row
        for about in account.systems.keys() - {reason.about}:
            assert judge(account, replace(reason, about=about))[0], about


@pytest.mark.parametrize("name", ["the flagship", "implementation", "Selten's horse"])
def test_every_changed_multiplier_is_noticed(name: str) -> None:
    certificate, found = faults(name)
    for k, reason in enumerate(certificate.reasons):
        for row, value in reason.multipliers.items():
            for other in (value * 2, -value, Fraction(0)):
                changed = replace(reason, multipliers={**reason.multipliers, row: other})
                reasons = (*certificate.reasons[:k], changed, *certificate.reasons[k + 1 :])
                assert found(replace(certificate, reasons=reasons)), (k, row, other)


@pytest.mark.parametrize("name", ["the flagship", "implementation", "chain store", CHANGED[0]])
def test_every_changed_step_is_noticed(name: str) -> None:
    certificate, found = faults(name)
    document = encode_completeness(certificate)
    words = document["tree"].split()
    for k, other in changed_steps(words):
        tree = " ".join([*words[:k], *([other] if other else []), *words[k + 1 :]])
        assert found(decode_completeness({**document, "tree": tree}, "here")), (words[k], other)


def changed_steps(words: list[str]) -> Iterator[tuple[int, str]]:
    """Every step with its number one higher, at another place, or left out."""
    reasons = max(int(word[1:]) for word in words if word[0] == "r")
    facts = max(int(word[1:]) for word in words if word[0] == "f")
    for k, word in enumerate(words):
        yield k, ""
        if word[0] == "r":
            yield k, f"r{reasons + 1}"
            yield k, "e1.1"
        if word[0] == "f":
            yield k, f"f{int(word[1:]) % facts + 1}"
        if word[0] == "e":
            yield k, "e9.1"
            yield k, word[:-1] + "9"
            yield k, "e0.0" if word != "e0.0" else "e1.1"
            yield k, f"r{reasons}"


@pytest.mark.parametrize("name", ["the flagship", "implementation", "Selten's horse"])
def test_an_equilibrium_or_a_cell_left_out_is_noticed(name: str) -> None:
    game = WHOLLY[name]()
    document = certified(game)
    listed = document["solution"]["equilibria"]
    for k, equilibrium in enumerate(listed):
        forged = copy.deepcopy(document)
        del forged["solution"]["equilibria"][k]
        assert refused(verify(game, forged))
        cells = (equilibrium["component"] or {"cells": []})["cells"]
        for j in range(len(cells) if len(cells) > 1 else 0):
            forged = copy.deepcopy(document)
            del forged["solution"]["equilibria"][k]["component"]["cells"][j]
            assert refused(verify(game, forged))


def test_a_narrower_cell_is_noticed() -> None:
    """A cell of the flagship's silent component with a vertex moved inwards."""
    game = flagship("1/10", "1/5")
    document = certified(game)
    component = document["solution"]["equilibria"][0]["component"]
    vertices = [
        chances
        for cell in component["cells"]
        for chances in cell["after_talk"]["strategies"]
        if chances["relief"] == "1/6"
    ]
    assert vertices
    for chances in vertices:
        chances |= {"relief": "1/7", "hold": "6/7"}
    assert "REFUTED" in verify(game, document).completeness


def test_a_case_without_equilibria_is_told_from_one_that_is_listed() -> None:
    places = [step for step in steps(certified(horse())) if isinstance(step, Listed)]
    assert Listed(0, 0) in places
    assert any(place.equilibrium for place in places)
