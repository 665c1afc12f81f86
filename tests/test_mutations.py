"""Whatever one thing of a document is changed or deleted: it is noticed, or it is no claim.

Every leaf of a document is changed, and every entry of an object or a list deleted, one at a time.
What then still verifies must be among `NO_CLAIM`, each with the reason why it says nothing that
could be false.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest

from gametheory_dprk.errors import GtdError
from gametheory_dprk.planner import solve
from gametheory_dprk.report.documents import recheck
from gametheory_dprk.report.solution import solution_document
from gametheory_dprk.scenario.model import Scenario
from gametheory_dprk.scenario.reader import read
from gametheory_dprk.scenario.values import parameter_values

Document = dict[str, Any]
Path = tuple[str | int, ...]

DOCUMENTS = {
    "components of a signaling game": ("dprk/agreed_framework_1994", "pbe", (), False),
    "an equilibrium that a refinement removed": (
        "textbook/cho_kreps_1987",
        "pbe",
        ("intuitive",),
        False,
    ),
    "three players, beliefs": ("textbook/selten_horse", "sequential", (), False),
    "subgame perfect": ("dprk/alliance_wedge", "subgame_perfect", (), False),
    "normal form, certified": ("textbook/chicken", "nash", (), True),
    "normal form, one equilibrium": ("textbook/prisoners_dilemma", "nash", (), True),
    "Nash in a game of several information sets": ("dprk/war_fear_talks", "nash", (), True),
    "moves drawn together": ("textbook/battle_of_the_sexes", "correlated", (), False),
    "numerical": ("textbook/matching_pennies", "qre", (), False),
    "without end": ("dprk/self_enforcing_agreement", "public_perfect", (), False),
    "trembles": ("dprk/buy_time", "quasi_perfect", (), False),
    "bargaining": ("textbook/rubinstein_1982", "bargaining", (), False),
}

NO_CLAIM = {
    "provenance": "how the document was made; nothing is concluded from it",
    "warnings": "words for the reader",
}

CERTIFIED = {
    # Where a side of a cell has no vertices it is as in the member, which says the same.
    "component.cells.*.after_talk.strategies.*",
    "component.cells.*.genuine.strategies.*",
    "component.cells.*.ploy.strategies.*",
    "component.cells.*.beer.strategies.*",
    "component.cells.*.quiche.strategies.*",
}

ABSENT = {
    # What may be absent says nothing where it is.
    "delete game",
    "delete solution.removed",
    "delete solution.equilibria.*.reasons",
    "delete solution.removed.*.reasons",
}

UNCLAIMED = {
    # That there are no others is rechecked only with a certificate, and `verify` says so.
    "numerical": {
        "delete solution.equilibria.*",
        # Equal chances are a response to payoffs that are equal whatever lambda is.
        "change solution.equilibria.*.rationality.A",
        "change solution.equilibria.*.rationality.B",
    },
}
LAST = "delete solution.equilibria.*"


def paths(document: Any, path: Path = ()) -> Iterator[Path]:
    """Every place below a document."""
    entries: Any = ()
    if isinstance(document, dict):
        entries = document.items()
    elif isinstance(document, list):
        entries = enumerate(document)
    for key, child in entries:
        yield (*path, key)
        yield from paths(child, (*path, key))


def place(document: Any, path: Path) -> Any:
    for key in path:
        document = document[key]
    return document


def changed(leaf: Any) -> Any:
    """Another leaf of the same kind."""
    if isinstance(leaf, bool):
        return not leaf
    if isinstance(leaf, int | float):
        return leaf + 1
    if leaf is None:
        return 0
    try:
        return str(Fraction(leaf) + Fraction(1, 7))
    except ValueError:
        return leaf + "x"


def mutants(document: Document) -> Iterator[tuple[str, Document]]:
    """Every document that differs in one place, named by the place without positions."""
    for path in list(paths(document)):
        words = ".".join("*" if isinstance(key, int) else key for key in path)
        leaf = place(document, path)
        if not isinstance(leaf, dict | list):
            other = copy.deepcopy(document)
            place(other, path[:-1])[path[-1]] = changed(leaf)
            yield f"change {words}", other
        other = copy.deepcopy(document)
        del place(other, path[:-1])[path[-1]]
        yield f"delete {words}", other


def solved(name: str) -> tuple[Scenario, Document, bool]:
    file, concept, refine, certified = DOCUMENTS[name]
    scenario = read(file)
    values = parameter_values(scenario, {})
    solution = solve(
        scenario.game, concept, values=values, refine=refine, certify_complete=certified
    )
    document = json.loads(json.dumps(solution_document(solution, scenario)))
    return scenario, document, certified


def unnoticed(scenario: Scenario, document: Document) -> Iterator[str]:
    """The places where a difference changes nothing of what verifying says."""
    before = recheck(scenario, document)
    assert before[0].valid
    for words, other in mutants(document):
        try:
            after = recheck(scenario, other)
        except GtdError:
            continue
        same = after[0].completeness == before[0].completeness and after[1] == before[1]
        if after[0].valid and same:
            yield words


def is_no_claim(words: str, allowed: set[str]) -> bool:
    _, where = words.split(" ")
    return (
        where.split(".")[0] in NO_CLAIM
        or words in ABSENT
        or words in allowed
        or any(where.endswith(same) for same in CERTIFIED)
    )


@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_is_changed_is_noticed_or_no_claim(name: str) -> None:
    scenario, document, certified = solved(name)
    allowed = UNCLAIMED.get(name, set()) | (set() if certified else {LAST})
    left = [words for words in unnoticed(scenario, document) if not is_no_claim(words, allowed)]
    assert left == []
