"""A game as a scenario file: head and block as plain mappings, numbers in place of formulas."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import singledispatch
from typing import Any

from gametheory_dprk.games import (
    BargainingGame,
    DemandGame,
    ExtensiveGame,
    FrontierGame,
    Game,
    NormalGame,
    RepeatedGame,
    SignalingGame,
    StochasticGame,
)
from gametheory_dprk.interchange.names import identifier, original
from gametheory_dprk.interchange.renaming import renamed
from gametheory_dprk.interchange.scenario_rounds import demand_block, frontier_block, rounds_block
from gametheory_dprk.interchange.scenario_states import repeated_block, stochastic_block
from gametheory_dprk.interchange.scenario_tree import TreeBlocks, number
from gametheory_dprk.interchange.spec import Document

FORMS = frozenset(
    {
        BargainingGame,
        DemandGame,
        ExtensiveGame,
        FrontierGame,
        NormalGame,
        RepeatedGame,
        SignalingGame,
        StochasticGame,
    }
)
"""Game forms that scenario files describe."""


def as_identifier(name: str) -> str:
    """Spell a player or move of a game as a scenario file does.

    Examples
    --------
    >>> as_identifier("bid 2_x2e_5")
    'bid_x20_2_x2e_5'
    """
    return identifier(original(name))


def as_scenario(game: Game[Any]) -> Game[Any]:
    """Return a game with the names that it has in a scenario file."""
    return renamed(game, as_identifier, as_identifier)


def mapping_of(document: Document) -> dict[str, Any]:
    """Return the content of a scenario file; numbers that are not whole are texts."""
    kind, block = block_of(as_scenario(document.game))
    solve = {
        "concept": document.concept,
        "refine": list(document.refine),
        **document.options,
    }
    return {
        "gtd": 1,
        "kind": kind,
        "title": document.title or "Untitled",
        **({"about": document.about} if document.about else {}),
        "players": players_of(document),
        **block,
        **({"solve": {k: v for k, v in solve.items() if v}} if document.concept else {}),
    }


def players_of(document: Document) -> dict[str, str] | list[str]:
    """The players, each with what the name stands for, if it is said of any."""
    texts = {}
    for name, spelled in zip(
        document.game.players, as_scenario(document.game).players, strict=True
    ):
        text = original(name)
        texts[spelled] = document.players.get(name) or (text if text != spelled else "")
    return texts if any(texts.values()) else list(texts)


@singledispatch
def block_of(game: Game[Any]) -> tuple[str, dict[str, Any]]:
    """Return the kind of a game, and what the file says of it."""
    raise TypeError(f"no scenario file describes {type(game).__name__}")


@block_of.register
def extensive_block(game: ExtensiveGame) -> tuple[str, dict[str, Any]]:  # type: ignore[type-arg]
    """A tree, its deep parts as subtrees."""
    blocks = TreeBlocks(game)
    tree = blocks.write()
    return "extensive", {"tree": tree, **({"subtrees": blocks.subtrees} if blocks.subtrees else {})}


@block_of.register
def normal_block(game: NormalGame) -> tuple[str, dict[str, Any]]:  # type: ignore[type-arg]
    """Moves, and payoffs as nested lists."""
    moves = {player: list(game.moves[player]) for player in game.players}
    levels = list(moves.values())
    payoffs = {p: nested(game.payoffs[p], levels) for p in game.players}
    return "normal", {"moves": moves, "payoffs": payoffs}


@block_of.register(RepeatedGame)
def _(game: RepeatedGame[Fraction]) -> tuple[str, dict[str, Any]]:
    """A stage game that is played for ever."""
    levels = [list(game.stage.moves[player]) for player in game.players]
    payoffs = {player: nested(game.stage.payoffs[player], levels) for player in game.players}
    return "repeated", repeated_block(game, payoffs)


@block_of.register(StochasticGame)
def _(game: StochasticGame[Fraction]) -> tuple[str, dict[str, Any]]:
    """States between which moves lead."""
    return "stochastic", stochastic_block(game)


@block_of.register(BargainingGame)
def _(game: BargainingGame[Fraction]) -> tuple[str, dict[str, Any]]:
    """Offers and answers."""
    return "bargaining", rounds_block(game)


@block_of.register(DemandGame)
def _(game: DemandGame[Fraction]) -> tuple[str, dict[str, Any]]:
    """One offer to a responder with types."""
    return "bargaining", demand_block(game)


@block_of.register(FrontierGame)
def _(game: FrontierGame[Fraction]) -> tuple[str, dict[str, Any]]:
    """What can be agreed on."""
    return "bargaining", frontier_block(game)


def nested(table: Any, levels: Sequence[list[str]], profile: tuple[str, ...] = ()) -> Any:
    """Nested lists of payoffs, one level a player."""
    if not levels:
        return number(table[profile])
    return [nested(table, levels[1:], (*profile, move)) for move in levels[0]]


@block_of.register
def signaling_block(game: SignalingGame) -> tuple[str, dict[str, Any]]:  # type: ignore[type-arg]
    """Types, signals and responses, and payoffs by each of these."""
    same = len(set(game.responses.values())) == 1
    after: dict[str, list[str]] = {m: list(own) for m, own in game.responses.items()}
    block = {
        "types": {kind: number(chance) for kind, chance in game.prior.items()},
        "signals": {game.sender: list(game.signals)},
        "responses": {game.receiver: after[game.signals[0]] if same else after},
    }
    return "signaling", {"game": block, "payoffs": {p: by_cell(game, p) for p in game.players}}


def by_cell(game: SignalingGame[Fraction], player: str) -> dict[str, Any]:
    """One player's payoffs by type, signal and response."""
    found: dict[str, Any] = {}
    for cell in game.cells():
        kind, signal, response = cell
        value = number(game.payoffs[player][cell])
        found.setdefault(kind, {}).setdefault(signal, {})[response] = value
    return found
