"""Reading saved solution documents back, to recheck them."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from gametheory_dprk.concepts.listing import truth
from gametheory_dprk.errors import AnalysisError
from gametheory_dprk.games import Game
from gametheory_dprk.number import read_number
from gametheory_dprk.report.document import SCHEMA_VERSION, game_digest
from gametheory_dprk.scenario.values import parameter_values
from gametheory_dprk.solution import Check
from gametheory_dprk.verification import Verification, verify

if TYPE_CHECKING:
    from gametheory_dprk.scenario.model import Scenario

GAME_KEPT = (
    "the scenario file is not the one the solution was made from (its digest differs), but the "
    "game at these parameters is the same"
)
GAME_CHANGED = "the scenario file is not the one the solution was made from (its digest differs)"


def read_document(path: str) -> dict[str, Any]:
    """Read a JSON document from a file, or from standard input for `-`.

    Raises
    ------
    AnalysisError
        If there is no such file, or it does not hold a JSON object.
    """
    try:
        if path == "-":
            text = sys.stdin.buffer.read()
        else:
            with open(path, "rb") as file:
                text = file.read()
        document = json.loads(text)
    except OSError as error:
        raise AnalysisError(f"{path}: cannot be read: {error.strerror}") from None
    except (ValueError, RecursionError) as error:
        raise AnalysisError(f"{path}: is not JSON: {error}") from None
    if not isinstance(document, dict):
        raise AnalysisError(f"{path}: expected a JSON object, as `gtd solve --json` writes it")
    return document


def recheck(scenario: Scenario, document: Mapping[str, Any]) -> tuple[Verification, list[str]]:
    """Recheck a document against a scenario's game at the document's parameters.

    Returns
    -------
    tuple
        The verification, and notes on how document and scenario differ.

    Raises
    ------
    AnalysisError
        If the document does not have the layout of a solution, or its parameters are not
        those of the scenario.
    """
    values = document_values(scenario, document)
    game = scenario.game.at(values)
    heads, notes = head_checks(scenario, game, document)
    found = verify(game, document)
    return replace(found, checks=(*heads, *found.checks)), notes


def head_checks(
    scenario: Scenario, game: Game[Any], document: Mapping[str, Any]
) -> tuple[list[tuple[str, Check]], list[str]]:
    """Whether the document is a solution of this scenario, by what it says of itself.

    Where the file has changed since, the document is of this scenario all the same if the game at
    its parameters has not; a note says so.
    """
    stated = document.get("scenario")
    head = stated if isinstance(stated, dict) else {}
    same_file = head.get("digest") == scenario.digest
    same_game = document.get("game", same_file or None) in (True, game_digest(game))
    found = [
        (
            "schema_version",
            truth("one that is known", document.get("schema_version") == SCHEMA_VERSION),
        ),
        ("command", truth("solve", document.get("command") == "solve")),
        ("scenario", truth(f"kind {scenario.kind}", head.get("kind") == scenario.kind)),
        ("game", truth("the solution was made from this game", same_game)),
    ]
    if same_file:
        for name, own in (("id", scenario.id), ("title", scenario.title)):
            found.append((f"scenario.{name}", truth(own, head.get(name) == own)))
        return found, []
    return found, [GAME_KEPT if same_game else GAME_CHANGED]


def document_values(scenario: Scenario, document: Mapping[str, Any]) -> dict[str, Fraction]:
    """The parameter point of a document.

    Raises
    ------
    AnalysisError
    """
    stated = document.get("parameters")
    if not isinstance(stated, dict) or set(stated) != set(scenario.parameters):
        raise AnalysisError(
            "document.parameters: expected a value for each of "
            f"{', '.join(scenario.parameters) or 'no parameters'}"
        )
    values = {name: rational(name, stated[name]) for name in scenario.parameters}
    return parameter_values(scenario, values)


def rational(name: str, stated: object) -> Fraction:
    """One parameter of a document.

    Raises
    ------
    AnalysisError
    """
    try:
        value = read_number(stated)
    except ValueError as error:
        raise AnalysisError(f"document.parameters.{name}: {error}") from None
    if not isinstance(value, Fraction):
        raise AnalysisError(f"document.parameters.{name}: {value} is not rational")
    return value
