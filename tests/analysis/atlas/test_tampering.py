"""Tampered certificates: each must be rejected, and for its own reason."""

from __future__ import annotations

import ast
import copy
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import gametheory_dprk.analysis.atlas.checker as checker
from gametheory_dprk.analysis.atlas.checker import Report, check
from gametheory_dprk.analysis.atlas.proving.certificate import game_data
from tests.analysis.atlas.games_for_atlas import atlas_of

Data = dict[str, Any]
NAME = "dprk/singapore_2018"


def case(name: str = NAME) -> tuple[Data, Data]:
    """A fresh copy of a game and its certificate."""
    found = atlas_of(name)
    return copy.deepcopy(game_data(found.form)), copy.deepcopy(found.certificate)


def families(certificate: Data) -> list[Data]:
    return [record for record in certificate["records"] if "witness" in record["end"]]


def family(certificate: Data, number: int = 1) -> Data:
    return families(certificate)[number - 1]


def rejected(game: Data, certificate: Data, what: str, why: str) -> None:
    """The verdict named must fall, with the complaint named."""
    report = check(game, certificate)
    assert not getattr(report, what), f"{what} was accepted"
    assert any(why in complaint for complaint in report.complaints), report.complaints


def test_the_untampered_certificate_is_accepted() -> None:
    report = check(*case())
    assert report.accepted
    assert report.claims > 100
    assert not report.complaints


def test_the_checker_imports_only_the_standard_library() -> None:
    for path in Path(checker.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and node.level:
                assert node.level == 1
            elif isinstance(node, ast.Import | ast.ImportFrom):
                names = (
                    [a.name for a in node.names]
                    if isinstance(node, ast.Import)
                    else [node.module or ""]
                )
                assert all(name.split(".")[0] in sys.stdlib_module_names for name in names)


Tamper = Callable[[Data, Data], None]


def drop_condition(game: Data, certificate: Data) -> None:
    family(certificate, 2)["conditions"].pop()


def add_condition(game: Data, certificate: Data) -> None:
    entry = copy.deepcopy(family(certificate, 2)["conditions"][0])
    entry[0] = "p - 1/2"
    family(certificate, 2)["conditions"].append(entry)


def weaken_relation(game: Data, certificate: Data) -> None:
    record = next(r for r in families(certificate) if any(c[1] == ">" for c in r["conditions"]))
    next(c for c in record["conditions"] if c[1] == ">")[1] = ">="


def flip_coefficient(game: Data, certificate: Data) -> None:
    entry = family(certificate, 1)["conditions"][0]
    entry[0] = f"-({entry[0]})"


def delete_family(game: Data, certificate: Data) -> None:
    certificate["records"].remove(family(certificate, 2))


def delete_lemma(game: Data, certificate: Data) -> None:
    lemma = next(x for x in certificate["lemmas"] if "terms" in x)
    certificate["lemmas"].remove(lemma)


def delete_knife_lemma(game: Data, certificate: Data) -> None:
    lemma = next(x for x in certificate["lemmas"] if "value" in x)
    certificate["lemmas"].remove(lemma)


def negative_weight(game: Data, certificate: Data) -> None:
    lemma = next(x for x in certificate["lemmas"] if "terms" in x)
    for term in lemma["terms"]:
        term[0] = f"-{term[0]}"


def wrong_weight(game: Data, certificate: Data) -> None:
    lemma = next(x for x in certificate["lemmas"] if len(x.get("terms", ())) > 1)
    lemma["terms"][0][0] = "7/3"


def empty_proof(game: Data, certificate: Data) -> None:
    next(x for x in certificate["lemmas"] if "terms" in x)["terms"] = []


def widen_lemma(game: Data, certificate: Data) -> None:
    lemma = next(x for x in certificate["lemmas"] if any(n[0] == "belief" for n in x["labels"]))
    lemma["labels"] = [name for name in lemma["labels"] if name[0] != "belief"]


def empty_lemma(game: Data, certificate: Data) -> None:
    certificate["lemmas"].append({"labels": [], "multipliers": [], "value": ["1", []]})


def change_payoff(game: Data, certificate: Data) -> None:
    game["payoffs"]["US"]["ploy"]["talk"]["relief"] = "l"


def change_prior(game: Data, certificate: Data) -> None:
    game["types"] = {"genuine": "1 - p", "ploy": "p"}


def forget_assumption(game: Data, certificate: Data) -> None:
    game["assume"] = [text for text in game["assume"] if text != "c < h"]


def invent_assumption(game: Data, certificate: Data) -> None:
    certificate["assumptions"].append([0, "d - k - w", "1"])


def invent_fact(game: Data, certificate: Data) -> None:
    certificate["facts"].append(["k + w - d", [["1", None, ["p0"]]]])


def witness_outside_assumptions(game: Data, certificate: Data) -> None:
    family(certificate)["end"]["witness"]["k"] = "-1/3"


def witness_outside_region(game: Data, certificate: Data) -> None:
    family(certificate, 2)["end"]["witness"]["p"] = "1/1000000"


def witness_without_parameter(game: Data, certificate: Data) -> None:
    del family(certificate)["end"]["witness"]["p"]


def drop_branch(game: Data, certificate: Data) -> None:
    certificate["coverage"]["branches"].pop()


def no_coverage(game: Data, certificate: Data) -> None:
    certificate["coverage"] = None


def fake_leaf(game: Data, certificate: Data) -> None:
    certificate["coverage"] = {"refute": [["1", None, ["a0"]]]}


def truncate_sufficiency(game: Data, certificate: Data) -> None:
    record = next(r for r in families(certificate) if r["end"]["path"])
    record["end"]["path"].pop()


def truncate_option(game: Data, certificate: Data) -> None:
    record = family(certificate)
    next(iter(record["unsent"].values()))["options"][0]["claims"].pop()


def no_option(game: Data, certificate: Data) -> None:
    next(iter(family(certificate)["unsent"].values()))["options"] = []


def wrong_threat(game: Data, certificate: Data) -> None:
    option = family(certificate)["unsent"]["provoke"]["options"][0]
    option["answers"] = {"relief": "1"}


def threat_beyond_one(game: Data, certificate: Data) -> None:
    option = family(certificate)["unsent"]["provoke"]["options"][0]
    option["answers"] = dict.fromkeys(option["answers"], "2")


def zero_surface(game: Data, certificate: Data) -> None:
    certificate["surfaces"].append("p - p")


def hide_behind_zero(game: Data, certificate: Data) -> None:
    delete_family(game, certificate)
    certificate["surfaces"].append("0")
    certificate["lemmas"].append(
        {
            "labels": [["equal", "genuine", "talk", "provoke"]],
            "multipliers": [],
            "value": ["1", [[f"s{len(certificate['surfaces']) - 1}", 1]]],
        }
    )


def wrong_formula(game: Data, certificate: Data) -> None:
    record = next(r for r in families(certificate) if len(r["sender"]["multipliers"]) > 2)
    unknown = next(u for u, n in record["sender"]["numerators"].items() if n.get("", "0") != "0")
    record["sender"]["numerators"][unknown][""] = "1"
    record["sender"]["denominator"] = "2"


def no_reason_for_formula(game: Data, certificate: Data) -> None:
    record = next(r for r in families(certificate) if len(r["sender"]["multipliers"]) > 2)
    for multiples in record["sender"]["multipliers"].values():
        multiples.clear()


def foreign_equality(game: Data, certificate: Data) -> None:
    record = family(certificate, 2)
    unknown = next(iter(record["sender"]["multipliers"]))
    record["sender"]["multipliers"][unknown].append([["equal", "ploy", "talk", "provoke"], "0"])


def negative_factor(game: Data, certificate: Data) -> None:
    record = next(r for r in families(certificate) if r["reduced"])
    hint = record["reduced"][0][1]
    hint[0][0] = f"-{hint[0][0]}"
    hint[1] = f"-({hint[1]})"


def no_necessity(game: Data, certificate: Data) -> None:
    family(certificate)["conditions"][0][2] = {}


def skip_answers(game: Data, certificate: Data) -> None:
    record = next(
        r for r in families(certificate) if any("unsent" in c[2] for c in r["conditions"])
    )
    entry = next(c for c in record["conditions"] if "unsent" in c[2])
    entry[2]["cases"] = []


def formula_with_code(game: Data, certificate: Data) -> None:
    certificate["surfaces"][0] = "__import__('os')"


def huge_number(game: Data, certificate: Data) -> None:
    certificate["lemmas"][0]["terms"] = [["1e999999999", None, []]]


def huge_polynomial(game: Data, certificate: Data) -> None:
    certificate["surfaces"][0] = "(1 + p)^60*(1 + b)^60*(1 + c)^60"


CASES: list[tuple[Tamper, str, str]] = [
    (drop_condition, "sound", "does not hold here"),
    (add_condition, "complete", "do not sum to zero"),
    (weaken_relation, "sound", "says something else"),
    (flip_coefficient, "complete", "do not sum to zero"),
    (delete_family, "complete", "a case is not considered"),
    (delete_lemma, "complete", "a case is not considered"),
    (delete_knife_lemma, "complete", "a case is not considered"),
    (negative_weight, "complete", "a weight is negative"),
    (wrong_weight, "complete", "do not sum to zero"),
    (empty_proof, "complete", "a proof is missing"),
    (widen_lemma, "complete", "does not assume"),
    (empty_lemma, "complete", "the value is not a product"),
    (change_payoff, "complete", "zero"),
    (change_prior, "sound", "the equalities leave an unknown"),
    (forget_assumption, "sound", "an assumption is changed"),
    (invent_assumption, "sound", "an assumption is changed"),
    (invent_fact, "sound", "no strict product"),
    (witness_outside_assumptions, "nonempty", "breaks the assumptions"),
    (witness_outside_region, "nonempty", "outside the region"),
    (witness_without_parameter, "nonempty", "lacks a parameter"),
    (drop_branch, "covered", "a branch is missing"),
    (no_coverage, "covered", "no proof that the families cover"),
    (fake_leaf, "covered", "do not sum to zero"),
    (truncate_sufficiency, "sound", "is not shown"),
    (truncate_option, "sound", "claims about an option are missing"),
    (no_option, "sound", "nothing deters"),
    (wrong_threat, "sound", "factors do not multiply out"),
    (threat_beyond_one, "sound", "does not sum to one"),
    (zero_surface, "complete", "zero polynomial is listed"),
    (hide_behind_zero, "complete", "zero polynomial is listed"),
    (wrong_formula, "complete", "a denominator is not explained"),
    (no_reason_for_formula, "complete", "equalities do not give"),
    (foreign_equality, "complete", "is no equality of the case"),
    (negative_factor, "complete", "a factor is not positive"),
    (no_necessity, "complete", "unsent"),
    (skip_answers, "complete", "are not considered"),
    (formula_with_code, "complete", "cannot read"),
    (huge_number, "complete", "is not a number"),
    (huge_polynomial, "complete", "too large"),
]


@pytest.mark.parametrize(("tamper", "what", "why"), CASES, ids=lambda x: getattr(x, "__name__", ""))
def test_tampering_is_caught_for_its_own_reason(tamper: Tamper, what: str, why: str) -> None:
    game, certificate = case()
    tamper(game, certificate)
    rejected(game, certificate, what, why)


def test_a_report_needs_all_four_verdicts() -> None:
    assert Report().accepted
    assert not Report(covered=False).accepted
