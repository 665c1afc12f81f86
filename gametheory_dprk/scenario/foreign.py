"""Scenarios that are files of other programs: a game with its title, and no parameters."""

from __future__ import annotations

from fractions import Fraction

from gametheory_dprk.errors import Span
from gametheory_dprk.expr import Expr, Number
from gametheory_dprk.games import CHANCE, Game, NormalGame
from gametheory_dprk.interchange.spec import Document
from gametheory_dprk.scenario.model import Scenario, SolveBlock
from gametheory_dprk.scenario.source import Source


def adopt(document: Document, source: Source) -> Scenario:
    """Make a scenario of a game that another program's file describes."""
    game = document.game
    return Scenario(
        id=source.id,
        kind="normal" if isinstance(game, NormalGame) else "extensive",
        title=document.title or source.id,
        about=document.about,
        players={player: document.players.get(player, "") for player in game.players},
        sources={},
        parameters={},
        assume=(),
        let={},
        game=game.map(_constant),
        solve=SolveBlock(default_concept(game)),
        observed=(),
        hypotheses=(),
        expect=(),
        digest=source.digest,
        span=Span(source.name, 1, 1),
        moves=moves_of(game),
    )


def _constant(value: Fraction) -> Expr:
    """A number as a formula."""
    return Number(value)


def default_concept(game: Game[Fraction]) -> str:
    """Return the solution concept for a game of which nothing is said.

    Examples
    --------
    >>> default_concept(NormalGame.from_arrays([[1]], [[1]]))
    'nash'
    """
    if isinstance(game, NormalGame):
        return "nash"
    is_seen = all(len(place.nodes) == 1 for place in game.information_sets())
    return "subgame_perfect" if is_seen else "sequential"


def moves_of(game: Game[Fraction]) -> dict[str, tuple[str, ...]]:
    """What each player, and chance, can do anywhere: players in their order, then chance."""
    found: dict[str, dict[str, None]] = {player: {} for player in (*game.players, CHANCE)}
    for play in game.plays():
        for step in play.steps:
            found[step.player][step.move] = None
    return {player: tuple(moves) for player, moves in found.items() if moves}
