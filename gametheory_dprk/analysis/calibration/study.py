"""What a study of calibration is asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from gametheory_dprk.analysis.compare.settings import Settings
from gametheory_dprk.analysis.compare.uncertainty import PRIORS
from gametheory_dprk.errors import AnalysisError

STATED = "stated"
"""The prior that leaves every parameter at its stated value."""

SHARED = ("values", "prior", "eta", "types", "cross", "concept", "rationality", "seed")
"""What a study takes from the settings of a comparison."""

PlayedBy: TypeAlias = Literal["quantal", "exact"]


@dataclass(frozen=True, slots=True)
class Study:
    """What is drawn, what is simulated, and with what the posterior is found.

    Attributes
    ----------
    asked : Settings
        As of a comparison: prior, eta, types, rationality, values, concept, cross and seed.
    simulations : int
        Records that are simulated, for each hypothesis or each number of episodes where that is
        what is looked at.
    played : {"quantal", "exact"}
        Whether play is quantal response at the lambda that was drawn, or the equilibrium that
        the rule of a comparison selects.
    width : str
        The prior of parameters, one of those of a comparison or "stated".
    free : tuple of str or None
        The only parameters that are drawn; None for all that have a prior.
    points : int
        Draws of the parameters that stand for the prior in a posterior.

    Raises
    ------
    AnalysisError
        If there is no such prior or no such play.

    Examples
    --------
    >>> Study(width="vague")
    Traceback (most recent call last):
    ...
    gametheory_dprk.errors.AnalysisError: priors are narrow, default, wide, ordinal, stated, ...
    """

    asked: Settings = field(default_factory=Settings)
    simulations: int = 2000
    played: PlayedBy = "quantal"
    width: str = "default"
    free: tuple[str, ...] | None = None
    points: int = 4096

    def to_document(self) -> dict[str, Any]:
        """The study as JSON."""
        asked = self.asked.to_document()
        return {
            **{name: asked[name] for name in SHARED},
            "simulations": self.simulations,
            "played": self.played,
            "width": self.width,
            "free": None if self.free is None else list(self.free),
            "points": self.points,
        }

    def __post_init__(self) -> None:
        widths = (*PRIORS, STATED)
        if self.width not in widths:
            raise AnalysisError(f"priors are {', '.join(widths)}, not {self.width!r:.40}")
        if self.played not in ("quantal", "exact"):
            raise AnalysisError(f"play is quantal or exact, not {self.played!r:.40}")
        if min(self.simulations, self.points) < 1:
            raise AnalysisError("at least one simulation and one point are needed")
