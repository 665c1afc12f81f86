"""What each event of the record says, and what kind of test it is of each hypothesis."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from gametheory_dprk.analysis.compare.evidence import Ratio, decibel, posterior, ratio
from gametheory_dprk.analysis.compare.numbers import json_number
from gametheory_dprk.analysis.compare.rivals import Run
from gametheory_dprk.number import Number, encode_number
from gametheory_dprk.scenario.model import Event

DECISIVE = 10.0
"""Decibels beyond which a clue decides: a factor of ten."""

STRAW, HOOP, SMOKING_GUN, DOUBLY = (
    "straw in the wind",
    "hoop",
    "smoking gun",
    "doubly decisive",
)
"""The tests of Van Evera (1997)."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One clue as a test of one hypothesis against the others.

    Attributes
    ----------
    passed : float or None
        Decibels for the hypothesis where the clue is found, as it was.
    failed : float or None
        Decibels for it had the clue not been found.
    kind : str
        A hoop test if failing costs at least 10 decibels, a smoking gun if passing brings at
        least 10, doubly decisive if both hold, else a straw in the wind; empty if undefined.
    """

    passed: float | None
    failed: float | None
    kind: str

    def to_document(self) -> dict[str, Any]:
        """One test as JSON."""
        return {
            "passed": json_number(self.passed),
            "failed": json_number(self.failed),
            "kind": self.kind,
        }


@dataclass(frozen=True, slots=True)
class Clue:
    """One event, and what it says for each hypothesis against the first.

    Attributes
    ----------
    move : str
        What was observed; `not` before it where it is on record that it was not made.
    row, episode : int
        Place in the record, and the play it belongs to, both counted from 1.
    likelihood : Mapping[str, Fraction or None]
        Probability of the event given the history before it, for each hypothesis.
    decibel : Mapping[str, float or None]
        Ten times the base-10 logarithm of the likelihood ratio against the first hypothesis.
    cancels : bool
        Whether all named hypotheses give it the same probability, as moves of other players do
        where hypotheses are types within one game.
    tests : Mapping[str, Trial]
        What kind of test it is of each named hypothesis, against the others in the proportions
        they have before it.
    """

    date: str
    player: str
    move: str
    row: int
    episode: int
    likelihood: Mapping[str, Number | None]
    decibel: Mapping[str, float | None]
    cancels: bool
    tests: Mapping[str, Trial]

    def to_document(self) -> dict[str, Any]:
        """One clue as JSON."""
        return {
            "date": self.date,
            "player": self.player,
            "move": self.move,
            "row": self.row,
            "episode": self.episode,
            "decibel": {name: json_number(value) for name, value in self.decibel.items()},
            "likelihood": {
                name: None if value is None else encode_number(value)
                for name, value in self.likelihood.items()
            },
            "cancels": self.cancels,
            "tests": {name: each.to_document() for name, each in self.tests.items()},
        }


def clue(
    event: Event,
    row: int,
    episode: int,
    runs: Mapping[str, Run],
    prior: Mapping[str, Number],
    named: Mapping[str, Number],
) -> Clue:
    """What one event says, given the history before it.

    Parameters
    ----------
    row : int
        Counted from 0.
    runs : Mapping[str, Run]
        Of all hypotheses, the first being the one that others are held against.
    prior, named : Mapping[str, Fraction]
        The analyst's prior, of all hypotheses and of the named ones.
    """
    chances = {name: clue_chance(run, row) for name, run in runs.items()}
    first = next(iter(chances.values()))
    before = posterior(named, {name: runs[name][row] for name in named})
    return Clue(
        date=event.date,
        player=event.player,
        move=event.words,
        row=row + 1,
        episode=episode,
        likelihood=chances,
        decibel={name: weight(each, first) for name, each in chances.items()},
        cancels=len({chances[name] for name in named}) == 1,
        tests={name: trial(name, chances, before) for name in named},
    )


def clue_chance(run: Run, row: int) -> Number | None:
    """Probability of a clue given the history before it; None after an impossible history."""
    return run[row + 1] / run[row] if run[row] else None


def weight(one: Number | None, other: Number | None) -> float | None:
    """Weight of evidence, None where a history was impossible."""
    return None if one is None or other is None else decibel(ratio(one, other))


def trial(name: str, chances: Mapping[str, Number | None], before: Mapping[str, Number]) -> Trial:
    """One clue as a test of a hypothesis against the others."""
    own = chances[name]
    others = {n: w for n, w in before.items() if n != name and w}
    whole = sum(others.values(), Fraction(0))
    known = {n: chance for n, chance in chances.items() if chance is not None}
    if own is None or not whole or not known.keys() >= others.keys():
        return Trial(None, None, "")
    rest: Any = sum((w * known[n] for n, w in others.items()), Fraction(0)) / whole
    passed, failed = decibel(ratio(own, rest)), decibel(missed(own, rest))
    return Trial(passed, failed, kind_of(passed, failed))


def missed(own: Number, rest: Number) -> Ratio:
    """Likelihood ratio had the clue not been found; 1 where it was certain either way."""
    return ratio(1 - own, 1 - rest)


def kind_of(passed: float | None, failed: float | None) -> str:
    """The kind of a test.

    Examples
    --------
    >>> kind_of(2.0, -12.0), kind_of(11.0, -1.0), kind_of(11.0, -12.0), kind_of(0.0, None)
    ('hoop', 'smoking gun', 'doubly decisive', 'straw in the wind')
    """
    hoop = failed is not None and failed <= -DECISIVE
    gun = passed is not None and passed >= DECISIVE
    return DOUBLY if hoop and gun else HOOP if hoop else SMOKING_GUN if gun else STRAW
