"""From a scenario to a file of another format: what it holds, in which form, and what it loses."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from gametheory_dprk.errors import AnalysisError, NoSolverError, ScenarioError
from gametheory_dprk.games import (
    BargainingGame,
    DemandGame,
    ExtensiveGame,
    FrontierGame,
    Game,
    NormalGame,
    RepeatedGame,
    State,
    StochasticGame,
)
from gametheory_dprk.interchange.names import move_name, player_name, spelled_out
from gametheory_dprk.interchange.renaming import renamed
from gametheory_dprk.interchange.scenario_file import as_scenario
from gametheory_dprk.interchange.simultaneous import as_tree
from gametheory_dprk.interchange.spec import Document, FormatSpec

if TYPE_CHECKING:
    from gametheory_dprk.scenario.model import Scenario

TRANSFORMS = "gametheory_dprk.transforms"

LASTING = frozenset({BargainingGame, DemandGame, FrontierGame, RepeatedGame, StochasticGame})
"""Games without a last move, or without moves: only scenario files hold them."""


def document_of(
    scenario: Scenario, values: dict[str, Fraction], *, from_identifiers: bool
) -> Document:
    """The game of a scenario at a parameter point, with what the file says about it.

    Parameters
    ----------
    from_identifiers
        Whether names are spelled as in scenario files.
    """
    game: Game[Any] = scenario.game.at(values)
    players = dict(scenario.players)
    if from_identifiers:
        game = renamed(game, player_from_identifier, move_from_identifier)
        players = {player_from_identifier(name): text for name, text in players.items()}
    solve = scenario.solve
    return Document(
        game,
        scenario.title,
        scenario.about,
        players,
        solve.concept,
        solve.refine,
        solve.options,
    )


def check_convertible(scenario: Scenario, card: FormatSpec) -> None:
    """Refuse games that go on where a format holds finite games alone.

    Raises
    ------
    NoSolverError
        For repeated, bargaining and stochastic games in formats of other programs.
    """
    if type(scenario.game) in LASTING and type(scenario.game) not in card.forms:
        raise NoSolverError(
            f"{scenario.id} is of kind {scenario.kind}, which {card.name} does not hold; yaml, "
            f"json and latex are written of every kind"
        )


def player_from_identifier(name: str) -> str:
    """A player's name as a game outside scenario files has it."""
    return player_name(spelled_out(name))


def move_from_identifier(name: str) -> str:
    """A move's name as a game outside scenario files has it."""
    return move_name(spelled_out(name))


def fitted(game: Game[Any], card: FormatSpec) -> tuple[Game[Any], tuple[str, ...]]:
    """The game in a form that a format holds, and the transforms that led there.

    Raises
    ------
    AnalysisError
        If no chain of transforms leads to such a form.
    """
    from gametheory_dprk.registry import discover

    waiting: deque[tuple[Game[Any], tuple[str, ...]]] = deque([(game, ())])
    seen = {type(game)}
    while waiting:
        current, steps = waiting.popleft()
        if type(current) in card.forms:
            return current, steps
        for rewrite in discover(TRANSFORMS).values():
            is_new = rewrite.source is type(current) and rewrite.target not in seen
            if is_new and not rewrite.accepts(current):
                seen.add(rewrite.target)
                waiting.append((rewrite.apply(current).game, (*steps, rewrite.name)))
    form = type(game).__name__.removesuffix("Game").lower()
    raise AnalysisError(f"{card.suffix} holds no game of this form ({form}), and none equals it")


def check_readable(document: Document, card: FormatSpec, text: str) -> None:
    """Read back what was written, so that no file says something else.

    Raises
    ------
    AnalysisError
        If the format cannot say what the game is.
    """
    try:
        if card.read is not None:
            found, meant = card.read(text, f"the {card.suffix} file").game, document.game
        else:
            found, meant = read_scenario_file(text, card), as_scenario(document.game)
    except ScenarioError as error:
        raise AnalysisError(f"{card.suffix} cannot hold this game: {error.problems[0]}") from None
    if content_of(found) != content_of(meant):
        raise AnalysisError(f"{card.suffix} cannot hold this game: it would be read differently")


def read_scenario_file(text: str, card: FormatSpec) -> Game[Any]:
    """The game of a scenario file."""
    from gametheory_dprk.scenario.reader import read_text
    from gametheory_dprk.scenario.source import Source

    return read_text(Source(text, f"the {card.suffix} file", "", "")).game.at({})


def content_of(game: Game[Any]) -> Any:
    """What makes a game: of a finite one, who moves where in each play and what it pays."""
    if isinstance(game, RepeatedGame):
        processes = {
            (name, player): content_of(game.process(name, player))
            for name in game.automata
            for player in game.players
        }
        return game.stage, game.discount, game.lag, processes
    if isinstance(game, StochasticGame):
        states = {
            name: (replace(each, next={}), likely_states(each))
            for name, each in game.states.items()
        }
        return game.players, game.start, game.discount, states
    if type(game) in LASTING:
        return game
    tree = as_tree(game) if isinstance(game, NormalGame) else game
    return game.players, {play.path: play for play in tree.plays()}


def likely_states(state: State[Any]) -> dict[Any, dict[str, Any]]:
    """The probability of each next state that has any, after every profile."""
    return {
        profile: {name: chance for name, chance in chances.items() if chance}
        for profile, chances in state.next.items()
    }


def losses(scenario: Scenario, card: FormatSpec, source: FormatSpec | None) -> Iterator[str]:
    """What the scenario's file says and the new one will not."""
    parts: dict[str, Any] = {
        source.unread if source else "": source and source.unread,
        "formulas and parameters (their values are filled in)": scenario.parameters,
        "assumptions": scenario.assume,
        "the record": scenario.observed,
        "hypotheses": scenario.hypotheses,
        "expectations": scenario.expect,
        "sources": scenario.sources,
        "tags": scenario.tags,
    }
    if card.read is not None:
        parts["what players' names stand for"] = any(scenario.players.values())
        parts["refinements"] = scenario.solve.refine
        parts["options of the solver"] = scenario.solve.options
    yield from (what for what, content in parts.items() if content)


def change_of_form(before: Game[Any], after: Game[Any], card: FormatSpec) -> str:
    """Say that a game is written in another form; empty where it is not."""
    if isinstance(after, NormalGame) and card.forms == {ExtensiveGame, NormalGame}:
        return "the normal form is written as a tree in which nobody sees what others have done"
    if type(before) is type(after):
        return ""
    form = "a tree" if isinstance(after, ExtensiveGame) else "its normal form"
    return f"the game is written as {form}"
