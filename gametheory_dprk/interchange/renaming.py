"""The same game under other names of players and moves; labels of information sets stay."""

from __future__ import annotations

from collections.abc import Callable
from functools import singledispatch
from typing import Any, TypeAlias

from gametheory_dprk.errors import AnalysisError
from gametheory_dprk.games import (
    BargainingGame,
    Chance,
    Decision,
    DemandGame,
    ExtensiveGame,
    FrontierGame,
    Game,
    Node,
    NormalGame,
    RepeatedGame,
    SignalingGame,
    StochasticGame,
    Terminal,
)

Spelling: TypeAlias = Callable[[str], str]


@singledispatch
def renamed(game: Game[Any], player: Spelling, move: Spelling) -> Game[Any]:
    """Return a game whose players, and whose moves and types, are spelled otherwise.

    Raises
    ------
    AnalysisError
        If the game is of a form that no file format holds.

    Notes
    -----
    Scenario files alone hold games that go on, so these have the names of scenario files already
    and stay as they are.

    Examples
    --------
    >>> game = NormalGame.from_arrays([[1, 0]], [[0, 1]])
    >>> renamed(game, str.upper, str.upper).payoffs["ROW"]["R1", "C2"]
    Fraction(0, 1)
    """
    form = type(game).__name__.removesuffix("Game").lower()
    raise AnalysisError(f"no file format holds games of this form ({form})")


@renamed.register
def _(game: ExtensiveGame, player: Spelling, move: Spelling) -> ExtensiveGame[Any]:  # type: ignore[type-arg]
    """A tree."""

    def change(node: Node[Any]) -> Node[Any]:
        if isinstance(node, Terminal):
            return Terminal({player(name): value for name, value in node.payoffs.items()})
        below = {move(name): change(child) for name, child in node.moves.items()}
        if isinstance(node, Chance):
            return Chance({move(name): value for name, value in node.probabilities.items()}, below)
        return Decision(player(node.player), node.information_set, below)

    return ExtensiveGame(tuple(map(player, game.players)), change(game.root))


@renamed.register
def _(game: NormalGame, player: Spelling, move: Spelling) -> NormalGame[Any]:  # type: ignore[type-arg]
    """A normal form."""
    moves = {player(name): tuple(map(move, game.moves[name])) for name in game.players}
    return NormalGame(tuple(moves), moves, _tables(game.payoffs, player, move))


@renamed.register
def _(game: SignalingGame, player: Spelling, move: Spelling) -> SignalingGame[Any]:  # type: ignore[type-arg]
    """A signaling game."""
    prior = {move(kind): chance for kind, chance in game.prior.items()}
    responses = {move(m): tuple(map(move, own)) for m, own in game.responses.items()}
    tables = _tables(game.payoffs, player, move)
    return SignalingGame(player(game.sender), player(game.receiver), prior, responses, tables)


def _tables(payoffs: Any, player: Spelling, move: Spelling) -> Any:
    """Payoff tables whose keys are moves in their order."""
    return {
        player(name): {tuple(map(move, key)): value for key, value in table.items()}
        for name, table in payoffs.items()
    }


@renamed.register(BargainingGame)
@renamed.register(DemandGame)
@renamed.register(FrontierGame)
@renamed.register(RepeatedGame)
@renamed.register(StochasticGame)
def _(game: Game[Any], player: Spelling, move: Spelling) -> Game[Any]:
    """A game that goes on, or an agreement: in scenario files only."""
    return game
