"""Reading saved solution documents back, to recheck them."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from gametheory_dprk.errors import AnalysisError
from gametheory_dprk.number import read_number
from gametheory_dprk.scenario.values import parameter_values
from gametheory_dprk.verification import Verification, verify

if TYPE_CHECKING:
    from gametheory_dprk.scenario.model import Scenario


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
    notes = differences(scenario, document)
    return verify(scenario.game.at(values), document), notes


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


def differences(scenario: Scenario, document: Mapping[str, Any]) -> list[str]:
    """Say whether the document was made from another scenario than this."""
    head = document.get("scenario")
    digest = head.get("digest") if isinstance(head, dict) else None
    if digest == scenario.digest:
        return []
    return ["the scenario file is not the one the solution was made from (its digest differs)"]
