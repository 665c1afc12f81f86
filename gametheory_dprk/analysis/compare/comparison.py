"""The result of comparing hypotheses, and how it is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from html import escape
from typing import Any

from gametheory_dprk.analysis.compare.identification import Identification
from gametheory_dprk.analysis.compare.numbers import json_number
from gametheory_dprk.analysis.compare.observations import Observation
from gametheory_dprk.analysis.compare.quantal import Quantal
from gametheory_dprk.analysis.compare.sensitivity import Sensitivity
from gametheory_dprk.analysis.compare.uncertainty import Spread
from gametheory_dprk.number import Number, encode_number
from gametheory_dprk.solution import Notice


@dataclass(frozen=True, slots=True)
class HypothesisResult:
    """What the record says of one hypothesis.

    Attributes
    ----------
    evidence : Fraction
        Probability of the record under the selected equilibrium.
    log10_bayes_factor : float or None
        Against the first hypothesis; infinite, or None for 0/0.
    bounds : pair of float or None
        Of the same over all equilibria and the corners of components.
    prior, posterior : Fraction
        The analyst's; the posterior is None where the record is impossible.
    identified : bool
        Whether the record can tell it from every other hypothesis.
    """

    id: str
    claim: str
    evidence: Number
    log10_evidence: float | None
    log10_bayes_factor: float | None
    bounds: tuple[float | None, float | None]
    prior: Number
    posterior: Number | None
    identified: bool


@dataclass(frozen=True, slots=True)
class Clue:
    """One event, and what it says for each hypothesis against the first.

    Attributes
    ----------
    row, episode : int
        Place in the record, and the play it belongs to, both counted from 1.
    likelihood : Mapping[str, Fraction or None]
        Probability of the event given the history before it, for each hypothesis.
    decibel : Mapping[str, float or None]
        Ten times the base-10 logarithm of the likelihood ratio against the first hypothesis.
    cancels : bool
        Whether all hypotheses give it the same probability, as moves of other players do where
        hypotheses are types within one game.
    """

    date: str
    player: str
    move: str
    row: int
    episode: int
    likelihood: Mapping[str, Number | None]
    decibel: Mapping[str, float | None]
    cancels: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """Which hypothesis a dated record supports, by how much, and how sure.

    Attributes
    ----------
    scenario : Mapping[str, str]
        `id`, `title`, `kind` and `digest` of what was compared.
    parameters : Mapping[str, Fraction]
        Where no hypothesis says otherwise.
    settings : Mapping
        Prior, noise, selection and assumptions: all that the numbers hang on.
    quantal : Quantal or None
        The record under agent quantal response; None where no branch could be followed.
    spreads : tuple of Spread
        The hypotheses under uncertain parameters, for each width of the priors; empty where
        nothing was drawn.
    identification : Identification or None
        Combinations of parameters that outcomes tell of, where that was asked.
    sensitivity : Sensitivity or None
        What single parameters do, where that was asked.
    """

    scenario: Mapping[str, str]
    parameters: Mapping[str, Fraction]
    hypotheses: tuple[HypothesisResult, ...]
    clues: tuple[Clue, ...]
    next_observations: tuple[Observation, ...]
    settings: Mapping[str, Any]
    warnings: tuple[Notice, ...]
    quantal: Quantal | None = None
    spreads: tuple[Spread, ...] = ()
    identification: Identification | None = None
    sensitivity: Sensitivity | None = None

    def to_document(self) -> dict[str, Any]:
        """The result as JSON: exact numbers as text, infinities as "inf" and "-inf"."""
        return {
            "hypotheses": [hypothesis_document(each) for each in self.hypotheses],
            "clues": [clue_document(each) for each in self.clues],
            "next_observations": [
                {"observation": each.observation, "bits": each.bits, "reached": each.reached}
                for each in self.next_observations
            ],
            "quantal": None if self.quantal is None else self.quantal.to_document(),
            "payoff_priors": [each.to_document() for each in self.spreads],
            "identification": self.identification and self.identification.to_document(),
            "sensitivity": self.sensitivity and self.sensitivity.to_document(),
            "settings": dict(self.settings),
        }

    def _repr_html_(self) -> str:
        """A table for notebooks, with the warnings below it."""
        rows = "".join(
            "<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in html_cells(each)) + "</tr>"
            for each in self.hypotheses
        )
        head = "".join(f"<th>{name}</th>" for name in HTML_COLUMNS)
        remarks = "".join(
            f"<p><b>{escape(each.code)}</b>: {escape(each.message)}</p>" for each in self.warnings
        )
        title = escape(self.scenario.get("title", ""))
        return f"<table><caption>{title}</caption><tr>{head}</tr>{rows}</table>{remarks}"


HTML_COLUMNS = ("hypothesis", "log10 Bayes factor", "bounds", "prior", "posterior", "identified")


def html_cells(result: HypothesisResult) -> tuple[object, ...]:
    """The cells of one row."""
    return (
        result.id,
        number_words(result.log10_bayes_factor),
        " to ".join(map(number_words, result.bounds)),
        number_words(result.prior),
        number_words(result.posterior),
        "yes" if result.identified else "no",
    )


def number_words(value: Number | float | None) -> str:
    """A number with three decimals, or a dash."""
    return "-" if value is None else f"{float(value):.3f}"


def hypothesis_document(result: HypothesisResult) -> dict[str, Any]:
    """One hypothesis as JSON."""
    estimate = None if result.posterior is None else float(result.posterior)
    return {
        "id": result.id,
        "claim": result.claim,
        "evidence": encode_number(result.evidence),
        "log10_evidence": json_number(result.log10_evidence),
        "log10_bayes_factor": {
            "estimate": json_number(result.log10_bayes_factor),
            "se": 0.0,
            "bounds": [json_number(bound) for bound in result.bounds],
        },
        "prior": encode_number(result.prior),
        "posterior": {"estimate": estimate, "se": 0.0},
        "identified": result.identified,
    }


def clue_document(clue: Clue) -> dict[str, Any]:
    """One clue as JSON."""
    return {
        "date": clue.date,
        "player": clue.player,
        "move": clue.move,
        "row": clue.row,
        "episode": clue.episode,
        "decibel": {name: json_number(value) for name, value in clue.decibel.items()},
        "likelihood": {
            name: None if value is None else encode_number(value)
            for name, value in clue.likelihood.items()
        },
        "cancels": clue.cancels,
    }
