"""Subgame-perfect equilibrium: a Nash equilibrium in every proper subgame."""

from __future__ import annotations

from gametheory_dprk.concepts.spec import ConceptSpec
from gametheory_dprk.concepts.trees.cases import perfect_information_account
from gametheory_dprk.concepts.trees.subgames import check_subgame_perfect
from gametheory_dprk.games import ExtensiveGame

SPEC = ConceptSpec(
    name="subgame_perfect",
    checks={ExtensiveGame: check_subgame_perfect},
    accounts={ExtensiveGame: perfect_information_account},
    about="a Nash equilibrium in every proper subgame",
    source="Selten 1965",
)
