"""What the record says of hypotheses, and whether such answers can be trusted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from gametheory_dprk.api.scenario import Scenario, exactly

if TYPE_CHECKING:
    from gametheory_dprk.analysis.calibration.calibrating import Calibration, What
    from gametheory_dprk.analysis.compare import Comparison


def compare(*scenarios: Scenario, **options: Any) -> Comparison:
    """Weigh a dated record for the hypotheses of a scenario, or of several.

    Parameters
    ----------
    *scenarios : Scenario
        Hypotheses that are different games are held against the record of the first.
    **options
        `settings`, any setting by name (`as_of`, `prior`, `eta`, `other`, `draws`, `seed`,
        `sensitivity`, ...) and `budget`, as in `gametheory_dprk.analysis.compare.compare`; any
        other name is that of a parameter.

    Examples
    --------
    >>> import gametheory_dprk as gt
    >>> found = gt.compare(gt.load("dprk/singapore_2018"), as_of="2017", draws=0)
    >>> [each.id for each in found.hypotheses]
    ['genuine', 'ploy', 'other']
    """
    from gametheory_dprk.analysis.compare import compare as weigh

    return weigh([each.model for each in scenarios], **known_options(options))


def calibrate(
    scenario: Scenario, what: What = "ranks", *, episodes: Sequence[int] = (), **options: Any
) -> Calibration:
    """Simulate records of which the truth is known, and hold posteriors against it.

    Parameters
    ----------
    scenario : Scenario
    what : {"ranks", "recovery", "models"}
        Simulation-based calibration, recovery of parameters, or confusion of hypotheses.
    episodes : sequence of int
        Plays of each record; as many as the record of the scenario has if none are given.
    **options
        `simulations`, `played`, `width`, `free` and `points` as in
        `gametheory_dprk.analysis.calibration.Study`, `budget`, and what `compare` takes.

    References
    ----------
    S. Talts, M. Betancourt, D. Simpson, A. Vehtari and A. Gelman 2018, "Validating Bayesian
    Inference Algorithms with Simulation-Based Calibration", arXiv 1804.06788.

    Examples
    --------
    >>> import gametheory_dprk as gt
    >>> flagship = gt.load("dprk/agreed_framework_1994")
    >>> found = gt.calibrate(
    ...     flagship, "models", episodes=[1], simulations=200, width="stated", played="exact"
    ... )
    >>> [(row.truth, row.verdict) for row in found.models[0]]
    [('genuine', 'found'), ('ploy', 'found')]
    """
    from gametheory_dprk.analysis.calibration import Study
    from gametheory_dprk.analysis.calibration import calibrate as simulate
    from gametheory_dprk.analysis.compare import Settings

    own = {each.name for each in fields(Study)} - {"asked"}
    given = {name: options.pop(name) for name in own if name in options}
    known = known_options(options)
    budget, settings = known.pop("budget", None), known.pop("settings", None)
    asked = replace(settings or Settings(), **known)
    return simulate(scenario.model, what, Study(asked=asked, **given), episodes, budget)


def known_options(options: Mapping[str, Any]) -> dict[str, Any]:
    """Tell settings of a comparison from values of parameters; numbers become exact."""
    from gametheory_dprk.analysis.compare import Settings

    names = {each.name for each in fields(Settings)} | {"settings", "budget"}
    known = {name: each for name, each in options.items() if name in names}
    for name in ("eta", "other"):
        if name in known:
            known[name] = Fraction(exactly(name, known[name]))
    for name in ("prior", "values"):
        if known.get(name) is not None:
            given = known[name].items()
            known[name] = {each: Fraction(exactly(each, share)) for each, share in given}
    values = {n: Fraction(exactly(n, each)) for n, each in options.items() if n not in names}
    if values:
        known["values"] = {**known.get("values", {}), **values}
    return known
