"""A record that stands in place of a scenario's own, written so that it can be asked again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from gametheory_dprk.errors import AnalysisError
from gametheory_dprk.scenario.dates import read_date
from gametheory_dprk.scenario.model import Event, Scenario
from gametheory_dprk.scenario.values import exact_number

TEXTS = ("date", "player", "plays", "note", "source")


@dataclass(frozen=True, slots=True)
class Recorded:
    """Events, and where they are from.

    Attributes
    ----------
    origin : Mapping[str, str]
        Names and digests of the files they were read from.
    """

    events: tuple[Event, ...]
    origin: Mapping[str, str]

    def to_document(self) -> dict[str, Any]:
        """The record as JSON; `of` reads it again.

        Examples
        --------
        >>> said = Recorded((Event("2018-01", "DPRK", "talk"),), {"ledger": "talks.csv"})
        >>> said.to_document()["events"]
        [{'date': '2018-01', 'player': 'DPRK', 'plays': 'talk'}]
        >>> Recorded.of(said.to_document()) == said
        True
        """
        events = [event_document(each) for each in self.events]
        return {"origin": dict(self.origin), "events": events}

    @classmethod
    def of(cls, document: Any) -> Recorded:
        """Read a record that was written.

        Raises
        ------
        ValueError
            If it is none.
        """
        events = tuple(map(read_event, document["events"]))
        return cls(events, {str(k): str(v) for k, v in document["origin"].items()})


def event_document(event: Event) -> dict[str, Any]:
    """One event as JSON, without what says nothing."""
    said: dict[str, Any] = {name: getattr(event, name) for name in TEXTS}
    said["eta"] = None if event.eta is None else str(event.eta)
    said["details"] = dict(event.details)
    said["absent"] = event.absent
    return {name: value for name, value in said.items() if value not in (None, "", {}, False)}


def read_event(document: Mapping[str, Any]) -> Event:
    """One event from JSON."""
    texts: dict[str, Any] = {name: str(document.get(name, "")) for name in TEXTS}
    read_date(texts["date"])
    eta = document.get("eta")
    return Event(
        **texts,
        eta=None if eta is None else exact_number(eta),
        details={str(k): str(v) for k, v in document.get("details", {}).items()},
        absent=document.get("absent") is True,
    )


def recorded(scenarios: Sequence[Scenario], record: Recorded | None) -> tuple[Scenario, ...]:
    """Scenarios with a record in place of their own.

    Raises
    ------
    AnalysisError
        If it has a move that the first scenario does not.
    """
    if record is None:
        return tuple(scenarios)
    first, *others = scenarios
    for row, event in enumerate(record.events, 1):
        if event.plays not in first.moves.get(event.player, ()):
            message = f"{first.id} has no move {event.player}.{event.plays}"
            raise AnalysisError(f"record row {row} ({event.date}): {message}")
    return (
        replace(first, observed=record.events),
        *(replace(each, observed=()) for each in others),
    )
