"""Saved comparisons asked again: every number derived anew and held against the document."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isclose
from typing import TYPE_CHECKING, Any

from gametheory_dprk.analysis.compare import Settings, compare
from gametheory_dprk.errors import AnalysisError
from gametheory_dprk.limits import Budget
from gametheory_dprk.report.comparison import comparison_report
from gametheory_dprk.scenario.reader import read
from gametheory_dprk.scenario.source import catalog

if TYPE_CHECKING:
    from gametheory_dprk.scenario.model import Scenario

CLOSE = 2e-9
"""Relative difference that floats may have where another machine computed them."""

UNCHECKED = ("version", "seconds")
"""What of `provenance` may differ."""


@dataclass(frozen=True, slots=True)
class Recomparison:
    """What was found of a saved comparison.

    Attributes
    ----------
    compared : int
        Numbers, texts and lengths that were held against the document.
    differences : tuple of (place, stated, derived)
    """

    compared: int
    differences: tuple[tuple[str, str, str], ...]

    @property
    def valid(self) -> bool:
        """Whether all of it was derived again."""
        return not self.differences


def recompare(
    scenario: Scenario, document: Mapping[str, Any], budget: Budget | None = None
) -> Recomparison:
    """Compare again with the settings of a document, and hold every number against it.

    Parameters
    ----------
    scenario : Scenario
        The first that was compared; others have to be shipped ones.
    document : Mapping
        As `gtd compare --json` writes it.

    Raises
    ------
    AnalysisError
        If there are no settings in the document, or another scenario cannot be found.

    Examples
    --------
    >>> wedge = read("dprk/alliance_wedge")
    >>> saved = comparison_report(compare(wedge, draws=0), wedge).document
    >>> recompare(wedge, saved).valid
    True
    """
    stated = document.get("settings")
    if not isinstance(stated, dict) or not isinstance(stated.get("rerun"), dict):
        raise AnalysisError("document.settings.rerun: there are no settings to compare again with")
    models = [scenario, *others(stated.get("scenarios"))]
    found = compare(models, Settings.of(stated["rerun"]), budget=budget)
    derived = json.loads(json.dumps(comparison_report(found, scenario).document, default=str))
    seen = list(differences("", json.loads(json.dumps(document, default=str)), derived))
    wrong = tuple(each for each in seen if each is not None)
    return Recomparison(len(seen), wrong)


def others(stated: object) -> Iterator[Scenario]:
    """The scenarios of a document but for the first.

    Raises
    ------
    AnalysisError
        If one is not shipped.
    """
    for name in list(stated)[1:] if isinstance(stated, dict) else ():
        if name not in catalog():
            raise AnalysisError(
                f"{name} was compared too and is not a shipped scenario: ask again with "
                "gtd compare SCENARIO ... --settings DOCUMENT"
            )
        yield read(name)


def differences(place: str, stated: Any, derived: Any) -> Iterator[tuple[str, str, str] | None]:
    """Yield None for each number or text that is the same, else where and how it differs."""
    if isinstance(stated, dict) and isinstance(derived, dict):
        for name in dict.fromkeys([*derived, *stated]):
            if place != "provenance" or name not in UNCHECKED:
                here = f"{place}.{name}".removeprefix(".")
                yield from differences(here, stated.get(name), derived.get(name))
    elif isinstance(stated, list) and isinstance(derived, list) and len(stated) == len(derived):
        for number, pair in enumerate(zip(stated, derived, strict=True)):
            yield from differences(f"{place}[{number}]", *pair)
    elif alike(stated, derived):
        yield None
    else:
        yield place, shown(stated), shown(derived)


def alike(stated: Any, derived: Any) -> bool:
    """Whether two numbers or texts are the same, floats but for rounding."""
    if isinstance(stated, float) and isinstance(derived, int | float):
        return isclose(stated, derived, rel_tol=CLOSE, abs_tol=CLOSE)
    return type(stated) is type(derived) and bool(stated == derived)


def shown(value: Any) -> str:
    """A value, short enough for a table."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:57]}..."
