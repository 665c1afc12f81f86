"""Sequential equilibrium: sequentially rational and consistent.

In signaling games every perfect Bayesian equilibrium is sequential, because the off-path
beliefs after different signals are independent of each other (Fudenberg and Tirole 1991).
"""

from __future__ import annotations

from gametheory_dprk.concepts.signaling.assessment import check_signaling
from gametheory_dprk.concepts.signaling.cases import signaling_account
from gametheory_dprk.concepts.signaling.grid import check_grid_signaling
from gametheory_dprk.concepts.spec import ConceptSpec
from gametheory_dprk.concepts.trees.assessment import check_sequential
from gametheory_dprk.concepts.trees.cases import sequential_account
from gametheory_dprk.games import ExtensiveGame, GridSignalingGame, SignalingGame

SPEC = ConceptSpec(
    name="sequential",
    checks={
        SignalingGame: check_signaling,
        GridSignalingGame: check_grid_signaling,
        ExtensiveGame: check_sequential,
    },
    accounts={SignalingGame: signaling_account, ExtensiveGame: sequential_account},
    about="sequentially rational, with beliefs that are limits of Bayes' rule under vanishing "
    "trembles",
    source="Kreps and Wilson 1982",
)
