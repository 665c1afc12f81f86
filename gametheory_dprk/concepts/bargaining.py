"""Bargaining: subgame-perfect offers and answers, or a solution of a bargaining problem."""

from __future__ import annotations

from gametheory_dprk.concepts.bargains.bargaining_rounds import check_bargaining
from gametheory_dprk.concepts.bargains.demand import check_demand
from gametheory_dprk.concepts.bargains.frontier import check_frontier
from gametheory_dprk.concepts.spec import ConceptSpec
from gametheory_dprk.games import BargainingGame, DemandGame, FrontierGame

SPEC = ConceptSpec(
    name="bargaining",
    checks={
        BargainingGame: check_bargaining,
        DemandGame: check_demand,
        FrontierGame: check_frontier,
    },
    about="no offer, answer or walkout can be improved upon, ties broken towards agreement; on a "
    "frontier, the agreement that the solution's axioms single out",
    source="Rubinstein 1982; Nash 1950; Kalai and Smorodinsky 1975",
)
