"""Perfect Bayesian equilibrium: sequentially rational, beliefs by Bayes' rule where possible."""

from __future__ import annotations

from gametheory_dprk.concepts.signaling.assessment import check_signaling
from gametheory_dprk.concepts.signaling.cases import signaling_account
from gametheory_dprk.concepts.signaling.grid import check_grid_signaling
from gametheory_dprk.concepts.spec import ConceptSpec
from gametheory_dprk.concepts.trees.assessment import check_perfect_bayesian
from gametheory_dprk.concepts.trees.cases import tree_account
from gametheory_dprk.games import ExtensiveGame, GridSignalingGame, SignalingGame

SPEC = ConceptSpec(
    name="pbe",
    checks={
        SignalingGame: check_signaling,
        GridSignalingGame: check_grid_signaling,
        ExtensiveGame: check_perfect_bayesian,
    },
    accounts={SignalingGame: signaling_account, ExtensiveGame: tree_account},
    about="each move optimal given beliefs at every information set, reached or not; "
    "beliefs by Bayes' rule where it applies",
    source="after Fudenberg and Tirole 1991; see concepts/trees/assessment",
)
