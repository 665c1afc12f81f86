"""Studies of calibration: what is simulated, and what is found of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from gametheory_dprk.analysis.calibration.study import Study
from gametheory_dprk.analysis.compare.record import Offers, split
from gametheory_dprk.limits import Budget
from gametheory_dprk.scenario.model import Scenario

if TYPE_CHECKING:
    from gametheory_dprk.analysis.calibration.confusion import Row
    from gametheory_dprk.analysis.calibration.ranks import Ranks
    from gametheory_dprk.analysis.calibration.recovery import Recovery

What: TypeAlias = Literal["ranks", "recovery", "models"]

LENGTHS = (1, 10, 100, 500)
"""Numbers of episodes at which recovery is looked at, unless others are asked for."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """The result of a study: one of its parts.

    Attributes
    ----------
    ranks : Ranks or None
        Whether truths rank uniformly in their posteriors.
    recovery : tuple of Recovery
        How well truths are estimated, by the number of episodes.
    models : tuple of Row
        Which hypothesis is found when each is true, by the number of episodes.
    """

    study: Study
    what: What
    episodes: tuple[int, ...]
    ranks: Ranks | None = None
    recovery: tuple[Recovery, ...] = ()
    models: tuple[tuple[Row, ...], ...] = ()

    @property
    def sound(self) -> bool:
        """Whether nothing speaks against calibration."""
        return self.ranks is None or self.ranks.calibrated

    def to_document(self) -> dict[str, Any]:
        """The result as JSON."""
        found: dict[str, Any] = {"what": self.what}
        if self.ranks is not None:
            found["ranks"] = self.ranks.to_document()
        if self.recovery:
            found["recovery"] = [each.to_document() for each in self.recovery]
        if self.models:
            found["models"] = [
                {"episodes": number, "rows": [row.to_document() for row in rows]}
                for number, rows in zip(self.episodes, self.models, strict=True)
            ]
        settings = {**self.study.to_document(), "episodes": list(self.episodes)}
        return {"calibration": found, "settings": settings}


def calibrate(
    scenario: Scenario,
    what: What = "ranks",
    study: Study | None = None,
    episodes: Sequence[int] = (),
    budget: Budget | None = None,
) -> Calibration:
    """Simulate records of which the truth is known, and hold posteriors against it.

    Parameters
    ----------
    scenario : Scenario
        With hypotheses; its own record says only how many episodes there are.
    what : {"ranks", "recovery", "models"}
    study : Study, optional
    episodes : sequence of int
        Plays of each record; as many as the record of the scenario has if none are given, and
        for recovery several.
    budget : Budget, optional

    Raises
    ------
    AnalysisError
        If there are fewer than two hypotheses, or a setting is none.
    LimitReached
        If time is spent.

    Examples
    --------
    >>> from gametheory_dprk.scenario.reader import read
    >>> study = Study(simulations=200, width="stated", played="exact")
    >>> found = calibrate(read("dprk/agreed_framework_1994"), "models", study, (1,))
    >>> [(row.truth, row.verdict) for row in found.models[0]]
    [('genuine', 'found'), ('ploy', 'found')]
    """
    study, budget = study or Study(), budget or Budget()
    lengths = tuple(episodes) or (LENGTHS if what == "recovery" else (recorded(scenario),))
    if what == "recovery":
        from gametheory_dprk.analysis.calibration.recovery import recovery

        found = recovery(scenario, study, lengths, budget)
        return Calibration(study, what, lengths, recovery=found)
    if what == "models":
        from gametheory_dprk.analysis.calibration.confusion import confusion

        rows = tuple(confusion(scenario, study, each, budget) for each in lengths)
        return Calibration(study, what, lengths, models=rows)
    from gametheory_dprk.analysis.calibration.ranks import ranks

    return Calibration(
        study, what, lengths[:1], ranks=ranks(scenario, study, lengths[0], budget=budget)
    )


def recorded(scenario: Scenario) -> int:
    """How many episodes the record of a scenario has; one where it has none."""
    return len(split(scenario.observed, Offers.of(scenario.game))) or 1
