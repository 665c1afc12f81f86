"""The game itself as a report: its tree or table, its information sets, and what it pays."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import chain
from math import prod
from typing import TYPE_CHECKING, Any

from gametheory_dprk.errors import LimitReached
from gametheory_dprk.expr import Expr, to_text
from gametheory_dprk.games import (
    BargainingGame,
    DemandGame,
    FrontierGame,
    Game,
    GridSignalingGame,
    NormalGame,
    RepeatedGame,
    StochasticGame,
)
from gametheory_dprk.games.lazy_payoffs import is_table
from gametheory_dprk.report.automata import automaton_blocks, automaton_row
from gametheory_dprk.report.blocks import (
    Block,
    Formula,
    Heading,
    Outline,
    Paragraph,
    Phrase,
    Records,
    Report,
    Table,
    joined,
)
from gametheory_dprk.report.document import envelope
from gametheory_dprk.report.drawing.branches import Branch, grow
from gametheory_dprk.report.drawing.diagram import Row, diagram
from gametheory_dprk.report.drawing.marks import Picture
from gametheory_dprk.report.drawing.matrix import cell_profile, matrix_picture, panels, sides
from gametheory_dprk.report.drawing.tree import tree_picture
from gametheory_dprk.report.frontiers import frontier_blocks, frontier_picture
from gametheory_dprk.report.offers import demand_blocks, demand_line, round_blocks, round_line
from gametheory_dprk.report.states import state_blocks, state_row
from gametheory_dprk.report.valued import valued

if TYPE_CHECKING:
    from gametheory_dprk.scenario.model import Scenario

COLUMNS = ("play", "player", "formula", "value")

MOST_PLAYS = 20_000
"""Plays up to which a game is written out; `gtd show` of more would never end."""


def game_report(scenario: Scenario, values: dict[str, Fraction]) -> Report:
    """Make the report of a scenario's game at a parameter point."""
    template, exact = scenario.game, scenario.game.at(values)
    require_showable(template)
    document = {**envelope("show", scenario, values), "game": game_document(template, exact)}
    blocks = tuple(game_blocks(scenario, exact, values))
    return Report(document, blocks, payoff_records(template, exact))


def require_showable(game: Game[Expr]) -> None:
    """Refuse to write out a game on large grids, and say how large it is.

    Raises
    ------
    LimitReached
    """
    if isinstance(game, GridSignalingGame) and prod(game.shape) > MOST_PLAYS:
        types, signals, responses = game.shape
        formulas = "; ".join(
            f"{player} gets {to_text(each)}"
            for player, each in game.payoffs.items()
            if not is_table(each)
        )
        raise LimitReached(
            f"{types} types x {signals} signals x {responses} responses are too many to show, the "
            f"limit being {MOST_PLAYS} plays{': ' if formulas else ''}{formulas}; "
            "gtd solve does not need to write them out"
        )


def game_picture(scenario: Scenario, values: dict[str, Fraction]) -> Picture:
    """Draw a scenario's game: a table, a tree, or states with what leads from one to another."""
    template, exact = scenario.game, scenario.game.at(values)
    require_showable(template)
    at = ", ".join(f"{name} = {value}" for name, value in values.items())
    description = f"{scenario.id}. Payoffs at {at}" if at else scenario.id
    if isinstance(template, NormalGame) and isinstance(exact, NormalGame):
        return matrix_picture(template, exact, scenario.title, description)
    if isinstance(exact, FrontierGame):
        return frontier_picture(exact, scenario.title, description)
    if rows := state_rows(template, exact):
        return diagram(rows, scenario.title, description)
    return tree_picture(grow(template, exact), template.players, scenario.title, description)


def game_blocks(
    scenario: Scenario, exact: Game[Fraction], values: dict[str, Fraction]
) -> Iterator[Block]:
    """Everything a reader needs to know of the game."""
    yield Heading(scenario.title, 1)
    yield Paragraph("Scenario", (f"{scenario.id} ({scenario.kind})",))
    about = [f"{name} ({text})" if text else name for name, text in scenario.players.items()]
    yield Paragraph("Players", (", ".join(about),))
    if values:
        yield Paragraph("Parameters", joined((f"{name}=", each) for name, each in values.items()))
    template = scenario.game
    if isinstance(template, NormalGame) and isinstance(exact, NormalGame):
        yield from matrix_tables(template, exact)
    elif blocks := dynamic_blocks(template, exact):
        yield from blocks
    else:
        yield Heading("Tree")
        yield outline(grow(template, exact))
        yield information_set_table(template)
        yield payoff_table(template, exact)


def dynamic_blocks(template: Game[Expr], exact: Game[Fraction]) -> Iterator[Block] | None:
    """The tables of a game that is no tree; None for one that is."""
    match template, exact:
        case StochasticGame(), StochasticGame():
            return state_blocks(template, exact)
        case RepeatedGame(), RepeatedGame():
            stage = matrix_tables(template.stage, exact.stage)
            return chain(stage, automaton_blocks(template, exact))
        case BargainingGame(), BargainingGame():
            return round_blocks(template, exact)
        case DemandGame(), DemandGame():
            return demand_blocks(template, exact)
        case FrontierGame(), FrontierGame():
            return frontier_blocks(template, exact)
    return None


def state_rows(template: Game[Expr], exact: Game[Fraction]) -> list[Row]:
    """Rows of states with arrows between them; none for games that are drawn otherwise."""
    match template, exact:
        case StochasticGame(), StochasticGame():
            return [state_row(template, exact)]
        case RepeatedGame(), RepeatedGame():
            pairs = template.automata.items()
            return [automaton_row(name, each, exact.automata[name]) for name, each in pairs]
        case BargainingGame(), BargainingGame():
            return [round_line(exact)]
        case DemandGame(), DemandGame():
            return [demand_line(exact)]
    return []


def outline(branch: Branch) -> Outline:
    """The tree as indented lines."""
    children = tuple(map(outline, branch.children.values()))
    return Outline((*move_phrase(branch), *node_phrase(branch)), children)


def move_phrase(branch: Branch) -> Phrase:
    """The move that leads to a node, with its probability where chance makes it."""
    if branch.chance is None:
        return (f"{branch.move}",)
    return (f"{branch.move} [", *valued(*branch.chance), "]")


def node_phrase(branch: Branch) -> Phrase:
    """Who moves at a node, or what the end of the play pays."""
    arrow = " -> " if branch.move else ""
    if not branch.player:
        pay: list[Phrase] = [(f"{name} ", value) for name, (_, value) in branch.payoffs.items()]
        return (": ", *joined(pay)) if branch.move else joined(pay)
    if branch.by_chance:
        return (f"{arrow}chance",)
    return (f"{arrow}{branch.player} at {branch.information_set}",)


def information_set_table(game: Game[Expr]) -> Table:
    """Who moves where, with which moves, and which histories the set holds."""
    rows = tuple(
        (
            (each.player,),
            (each.label,),
            (", ".join(each.moves),),
            (", ".join(filter(None, each.nodes)) or "(start)",),
        )
        for each in game.information_sets()
    )
    return Table("information sets", ("player", "information set", "moves", "nodes"), rows)


def payoff_table(template: Game[Expr], exact: Game[Fraction]) -> Table:
    """What every play pays, as formulas and at the values."""
    pairs = zip(template.plays(), exact.plays(), strict=True)
    rows = tuple(
        (
            (formulas.path,),
            *(valued(formulas.payoffs[p], values.payoffs[p]) for p in template.players),
        )
        for formulas, values in pairs
    )
    return Table("payoffs", ("play", *template.players), rows)


def matrix_tables(template: NormalGame[Expr], exact: NormalGame[Fraction]) -> Iterator[Table]:
    """One table of payoffs for each combination of the third and later players' moves."""
    rows, columns = sides(template)
    for panel in panels(template):
        others = zip(template.players[2:], panel, strict=True)
        title = ", ".join(
            [" x ".join(template.players[:2]), *(f"{p} plays {m}" for p, m in others)]
        )
        body = tuple(
            ((row,), *(cell(template, exact, row, column, panel) for column in columns))
            for row in rows
        )
        yield Table(title, ("", *columns), body)


def cell(
    template: NormalGame[Expr],
    exact: NormalGame[Fraction],
    row: str,
    column: str,
    panel: tuple[str, ...],
) -> Phrase:
    """The payoffs of one profile, in the order of the players."""
    profile = cell_profile(template, row, column, panel)
    return joined(
        (valued(template.payoffs[p][profile], exact.payoffs[p][profile]) for p in template.players),
        ", ",
    )


def game_document(template: Game[Expr], exact: Game[Fraction]) -> dict[str, Any]:
    """The game for programs."""
    return {
        "players": list(template.players),
        "information_sets": [
            {
                "player": each.player,
                "information_set": each.label,
                "moves": list(each.moves),
                "nodes": list(each.nodes),
            }
            for each in template.information_sets()
        ],
        "plays": [
            {
                "play": formulas.path,
                "payoffs": {
                    p: {"formula": to_text(formulas.payoffs[p]), "value": str(values.payoffs[p])}
                    for p in template.players
                },
            }
            for formulas, values in zip(template.plays(), exact.plays(), strict=True)
        ],
    }


def payoff_records(template: Game[Expr], exact: Game[Fraction]) -> Records:
    """One row for every play and player."""
    pairs = zip(template.plays(), exact.plays(), strict=True)
    rows = tuple(
        (formulas.path, player, Formula(formulas.payoffs[player]), values.payoffs[player])
        for formulas, values in pairs
        for player in template.players
    )
    return Records(COLUMNS, rows)
