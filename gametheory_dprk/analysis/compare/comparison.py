"""The result of comparing hypotheses, and how it is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from html import escape
from typing import Any

from gametheory_dprk.analysis.compare.averages import Spread
from gametheory_dprk.analysis.compare.clues import Clue
from gametheory_dprk.analysis.compare.grid import Grid
from gametheory_dprk.analysis.compare.identification import Identification
from gametheory_dprk.analysis.compare.marginals import Marginal
from gametheory_dprk.analysis.compare.numbers import json_number
from gametheory_dprk.analysis.compare.observations import Observation
from gametheory_dprk.analysis.compare.quantal import Quantal
from gametheory_dprk.analysis.compare.selections import Selection
from gametheory_dprk.analysis.compare.sensitivity import Sensitivity
from gametheory_dprk.number import Number, encode_number
from gametheory_dprk.solution import Notice


@dataclass(frozen=True, slots=True)
class HypothesisResult:
    """What the record says of one hypothesis, at the stated values and in exact equilibria.

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

    def to_document(self) -> dict[str, Any]:
        """One hypothesis as JSON."""
        return {
            "id": self.id,
            "claim": self.claim,
            "evidence": encode_number(self.evidence),
            "log10_evidence": json_number(self.log10_evidence),
            "log10_bayes_factor": {
                "estimate": json_number(self.log10_bayes_factor),
                "se": 0.0,
                "bounds": [json_number(bound) for bound in self.bounds],
            },
            "prior": encode_number(self.prior),
            "posterior": {
                "estimate": None if self.posterior is None else float(self.posterior),
                "se": 0.0,
            },
            "identified": self.identified,
        }


@dataclass(frozen=True, slots=True)
class Comparison:
    """Which hypothesis a dated record supports, by how much, and how sure.

    Attributes
    ----------
    scenario : Mapping[str, str]
        `id`, `title`, `kind` and `digest` of what was compared; of the first, if several were.
    parameters : Mapping[str, Fraction]
        Where no hypothesis says otherwise.
    settings : Mapping
        Prior, noise, selection and assumptions: all that the numbers hang on; `rerun` is what
        was asked, as `Settings.of` reads it.
    marginals : tuple of Marginal
        Crossed hypotheses by factor.
    selections : tuple of Selection
        The Bayes factors under other rules for selecting an equilibrium.
    quantal : Quantal or None
        The record under agent quantal response; None where no branch could be followed.
    spreads : tuple of Spread
        The hypotheses under uncertain parameters, for each prior; empty where nothing was drawn.
    identification : Identification or None
        Combinations of parameters that outcomes tell of, where that was asked.
    sensitivity : Sensitivity or None
        What single parameters do, where that was asked.
    grid : Grid or None
        Posteriors over two numbers, where that was asked.
    limit : str or None
        Why some of it is missing, if time was spent.
    """

    scenario: Mapping[str, str]
    parameters: Mapping[str, Fraction]
    hypotheses: tuple[HypothesisResult, ...]
    clues: tuple[Clue, ...]
    next_observations: tuple[Observation, ...]
    settings: Mapping[str, Any]
    warnings: tuple[Notice, ...]
    marginals: tuple[Marginal, ...] = ()
    selections: tuple[Selection, ...] = ()
    quantal: Quantal | None = None
    spreads: tuple[Spread, ...] = ()
    identification: Identification | None = None
    sensitivity: Sensitivity | None = None
    grid: Grid | None = None
    limit: str | None = None

    def spread(self, width: str = "default") -> Spread | None:
        """The hypotheses under one of the priors over payoffs, if it was drawn from."""
        return next((each for each in self.spreads if each.width == width), None)

    def to_document(self) -> dict[str, Any]:
        """The result as JSON: exact numbers as text, infinities as "inf" and "-inf"."""
        return {
            "hypotheses": [each.to_document() for each in self.hypotheses],
            "marginals": [each.to_document() for each in self.marginals],
            "clues": [each.to_document() for each in self.clues],
            "next_observations": [each.to_document() for each in self.next_observations],
            "selections": [each.to_document() for each in self.selections],
            "quantal": self.quantal and self.quantal.to_document(),
            "payoff_priors": [each.to_document() for each in self.spreads],
            "identification": self.identification and self.identification.to_document(),
            "sensitivity": self.sensitivity and self.sensitivity.to_document(),
            "grid": self.grid and self.grid.to_document(),
            "status": "limit" if self.limit else "ok",
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
