"""Games as the checker reads them: trees, automata, bargaining by rounds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from gametheory_dprk.expr import Expr, to_text
from gametheory_dprk.games import (
    BargainingGame,
    Decision,
    DemandGame,
    ExtensiveGame,
    Game,
    Node,
    NormalGame,
    RepeatedGame,
    Terminal,
)
from gametheory_dprk.games.demand import Spread
from gametheory_dprk.polynomials import Ratio, Ring, ratio_expr, ratio_of

Payoffs = Mapping[str, list[Ratio]]
"""Amounts whose denominators are multiplied away together, by name."""


def system_data(
    game: Game[Expr], relations: Iterable[Expr], ring: Ring
) -> tuple[dict[str, Any], Payoffs] | None:
    """Write a game as data for the checker; None where it is of another kind."""
    exact = game.map(lambda formula: ratio_of(formula, ring))
    found: tuple[dict[str, Any], Payoffs] | None = None
    match exact:
        case NormalGame() if len(exact.players) == 2:
            found = tree_data(as_tree(exact), ring)
        case ExtensiveGame():
            found = tree_data(exact, ring)
        case RepeatedGame():
            found = automata_data(exact, ring)
        case BargainingGame():
            found = offers_data(exact, ring)
        case DemandGame():
            found = demand_data(exact, ring)
    if found is None:
        return None
    data, payoffs = found
    return data | {"assume": [to_text(relation) for relation in relations]}, payoffs


def text_of(given: Ratio, ring: Ring) -> str:
    """Write a rational function."""
    return to_text(ratio_expr(given, ring))


def as_tree(game: NormalGame[Ratio]) -> ExtensiveGame[Ratio]:
    """Let the second player move without seeing what the first did."""
    one, other = game.players
    return ExtensiveGame(
        game.players,
        Decision(
            one,
            one,
            {
                move: Decision(
                    other,
                    other,
                    {
                        answer: Terminal({p: game.payoffs[p][move, answer] for p in game.players})
                        for answer in game.moves[other]
                    },
                )
                for move in game.moves[one]
            },
        ),
    )


def tree_data(game: ExtensiveGame[Ratio], ring: Ring) -> tuple[dict[str, Any], Payoffs]:
    """Write a tree without what never happens."""
    payoffs: dict[str, list[Ratio]] = {player: [] for player in game.players}
    root = node_data(game.root, payoffs, ring)
    return {"kind": "tree", "players": list(game.players), "root": root}, payoffs


def node_data(node: Node[Ratio], payoffs: Mapping[str, list[Ratio]], ring: Ring) -> dict[str, Any]:
    """Write a node and what is below it."""
    if isinstance(node, Terminal):
        for player, value in node.payoffs.items():
            payoffs[player].append(value)
        return {"end": {player: text_of(value, ring) for player, value in node.payoffs.items()}}
    if isinstance(node, Decision):
        moves = {move: node_data(child, payoffs, ring) for move, child in node.moves.items()}
        return {"player": node.player, "set": node.information_set, "moves": moves}
    happens = {m: p for m, p in node.probabilities.items() if not p.is_zero()}
    return {
        "chances": {move: text_of(chance, ring) for move, chance in happens.items()},
        "moves": {move: node_data(node.moves[move], payoffs, ring) for move in happens},
    }


def automata_data(game: RepeatedGame[Ratio], ring: Ring) -> tuple[dict[str, Any], Payoffs]:
    """Write, for each automaton and player, the decision process that the others leave."""
    payoffs: dict[str, list[Ratio]] = {player: [] for player in game.players}
    automata: dict[str, Any] = {}
    for name, automaton in game.automata.items():
        plays = {
            game.label(name, moment.state, moment.past): automaton.states[moment.state].plays
            for moment in game.moments(name)
        }
        automata[name] = {}
        for player in game.players:
            process = game.process(name, player)
            states: dict[str, Any] = {}
            automata[name][player] = states
            for label, state in process.states.items():
                told = plays.get(label)
                states[label] = {
                    "plays": None if told is None else texts(told[player], ring),
                    "moves": {},
                }
                for (move,), pays in state.payoffs[player].items():
                    payoffs[player].append(pays)
                    later = texts(state.next[move,], ring)
                    states[label]["moves"][move] = {"pays": text_of(pays, ring), "next": later}
    discount = texts(game.discount, ring)
    return {"kind": "automata", "discount": discount, "automata": automata}, payoffs


def texts(given: Mapping[str, Ratio], ring: Ring) -> dict[str, str]:
    """Write rational functions that are not zero."""
    return {name: text_of(value, ring) for name, value in given.items() if not value.is_zero()}


def offers_data(game: BargainingGame[Ratio], ring: Ring) -> tuple[dict[str, Any], Payoffs]:
    """Write bargaining by rounds."""
    amounts: list[Ratio] = []
    rounds: dict[str, Any] = {}
    for name, each in game.rounds.items():
        tables = {"cost": each.cost, "disagreement": each.disagreement, "outside": each.outside}
        amounts += [each.pie, *(v for t in tables.values() if t for v in t.values())]
        told: dict[str, Any] = {
            "proposer": each.proposer,
            "responder": each.responder,
            "leaver": None if each.outside is None else each.leaver,
            "next": each.next,
            "lasting": each.lasting,
            "pie": text_of(each.pie, ring),
            "breakdown": text_of(each.breakdown, ring),
        }
        for what, table in tables.items():
            told[what] = table and {player: text_of(v, ring) for player, v in table.items()}
        rounds[name] = told
    discount = {player: text_of(value, ring) for player, value in game.discount.items()}
    data = {"kind": "offers", "players": list(game.players), "rounds": rounds}
    return data | {"discount": discount}, {"": amounts}


def demand_data(game: DemandGame[Ratio], ring: Ring) -> tuple[dict[str, Any], Payoffs]:
    """Write one offer under private information."""
    mine, theirs = game.proposer, game.responder
    data: dict[str, Any] = {"kind": "demand", "pie": text_of(game.pie, ring)}
    amounts = [game.pie]
    if isinstance(game.types, Spread):
        (war, gain), (base, slope) = game.types.outside[mine], game.types.outside[theirs]
        parts = {"war": war, "gain": gain, "base": base, "slope": slope}
        amounts += parts.values()
        ends = {"low": game.types.low, "high": game.types.high}
        spread = {name: text_of(value, ring) for name, value in (parts | ends).items()}
        return data | {"kinds": {}, "spread": spread}, {"": amounts}
    types = {}
    for name, kind in game.types.items():
        amounts += kind.outside.values()
        types[name] = {
            "chance": text_of(kind.probability, ring),
            "mine": text_of(kind.outside[mine], ring),
            "theirs": text_of(kind.outside[theirs], ring),
        }
    return data | {"kinds": types, "spread": None}, {"": amounts}
