"""Exact and large-scale game theory for bargaining with North Korea.

Everything a researcher needs is reached from here; it is imported on first use, so that
`import gametheory_dprk` costs next to nothing.

Examples
--------
>>> import gametheory_dprk as gt
>>> game = gt.NormalGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]])
>>> gt.all_nash([[3, 0], [5, 1]], [[3, 5], [0, 1]], exact=True)
[((Fraction(0, 1), Fraction(1, 1)), (Fraction(0, 1), Fraction(1, 1)))]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gametheory_dprk.version import __version__

if TYPE_CHECKING:
    from gametheory_dprk.api import (
        Blotto,
        ExtensiveGame,
        GridSignalingGame,
        GtdError,
        NormalGame,
        Scenario,
        SignalingGame,
        Solution,
        all_nash,
        calibrate,
        cheap_talk_partitions,
        compare,
        dominance,
        double_oracle,
        load,
        logit_limit,
        nash,
        payoff_set,
        pbe,
        qre,
        solve,
        solve_batch,
        solve_signaling_batch,
        verify,
    )

__all__ = [
    "Blotto",
    "ExtensiveGame",
    "GridSignalingGame",
    "GtdError",
    "NormalGame",
    "Scenario",
    "SignalingGame",
    "Solution",
    "__version__",
    "all_nash",
    "calibrate",
    "cheap_talk_partitions",
    "compare",
    "dominance",
    "double_oracle",
    "load",
    "logit_limit",
    "nash",
    "payoff_set",
    "pbe",
    "qre",
    "solve",
    "solve_batch",
    "solve_signaling_batch",
    "verify",
]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from gametheory_dprk import api

    globals()[name] = value = getattr(api, name)
    return value


def __dir__() -> list[str]:
    """The public names, also those not imported yet."""
    return sorted(__all__)
