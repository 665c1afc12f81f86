"""Families of games that are solved choice by choice, in the names of the game."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from gametheory_dprk.analysis.atlas.checker.algebra import Poly
from gametheory_dprk.analysis.atlas.checker.automata import Automata, probability
from gametheory_dprk.analysis.atlas.checker.demands import (
    NOTHING,
    PEAK,
    Demands,
    marginal,
    of,
)
from gametheory_dprk.analysis.atlas.checker.offers import AGREEMENTS, Offers, less
from gametheory_dprk.analysis.atlas.checker.stages import Case, Stages
from gametheory_dprk.analysis.atlas.systems.expressions import Values, expression, lifted, plain
from gametheory_dprk.analysis.atlas.systems.families import Path, SystemFamily
from gametheory_dprk.analysis.atlas.systems.ground import Ground
from gametheory_dprk.analysis.atlas.view import FamilyView, Free, Ratios
from gametheory_dprk.expr import Expr
from gametheory_dprk.games import DemandGame, Game, NormalGame, RepeatedGame
from gametheory_dprk.games.bargaining import ACCEPTS_FROM, LEAVES, OFFERS
from gametheory_dprk.games.demand import INDIFFERENT, Spread
from gametheory_dprk.polynomials import Ratio
from gametheory_dprk.regions import Condition, condition
from gametheory_dprk.regions.formula import every


def family_view(ground: Ground, game: Game[Expr], family: SystemFamily) -> FamilyView:
    """Show a family."""
    path = family.path
    free = {unknown: f"x{i}" for i, unknown in enumerate(path.free, start=1)}
    values = Values(ground.ring, path.blocks, free)
    source = ground.source
    if isinstance(source, Stages):
        label, strategies, beliefs, worth = tree_parts(source, path, values)
        beliefs = {} if isinstance(game, NormalGame) else beliefs
    elif isinstance(source, Automata):
        assert isinstance(game, RepeatedGame)
        label, strategies, beliefs, worth = automaton_parts(source, path, values, game)
    elif isinstance(source, Demands):
        assert isinstance(game, DemandGame)
        label, strategies, beliefs, worth = demand_parts(ground, source, path, values, game)
    else:
        assert isinstance(source, Offers)
        label, strategies, beliefs, worth = offer_parts(ground, source, path, values)
    shared = isinstance(source, Offers | Demands)
    return FamilyView(
        family.id,
        label,
        every(family.conditions),
        strategies,
        beliefs,
        {p: v / widened(ground.scale("" if shared else p), values) for p, v in worth.items()},
        family.witness,
        values.ring,
        {name: Free(unknown, family.choice.get(unknown)) for unknown, name in free.items()},
        tuple(free_conditions(path, values)),
    )


def widened(given: Ratio, values: Values) -> Ratio:
    """Read a quotient over the ring with the free unknowns."""
    narrow, wide = values.narrow, values.ring
    top, below = (lifted(f, narrow, wide) for f in (given.numerator, given.denominator))
    return Ratio(top, below)


def free_conditions(path: Path, values: Values) -> list[Condition]:
    """Return what the free unknowns must satisfy."""
    return [condition(values.linear(row.coefficients), row.relation) for row in path.rows()]


Parts = tuple[str, Ratios, Ratios, Mapping[str, Ratio]]


def tree_parts(tree: Stages, path: Path, values: Values) -> Parts:
    """Return what is played, believed and earned in a tree."""
    supports = {(p, h): moves for name in path.chosen for p, h, moves in name}
    whole = Case(tree, tree.root, supports)
    strategies: dict[str, dict[str, dict[str, Ratio]]] = {p: {} for p in tree.players}
    beliefs: dict[str, dict[str, dict[str, Ratio]]] = {}
    for start, keys in tree.stages:
        case = Case(tree, start, supports)
        for player, label in keys:
            nodes = tree.members[player, label]
            strategies[player][label] = {
                move: values.ratio(expression(whole.chance(nodes[0], move), values.narrow))
                for move in nodes[0].moves
            }
            if len(nodes) > 1:
                weights = [
                    values.ratio(expression(weight, values.narrow))
                    for weight in case.weights((player, label))[0]
                ]
                total = sum(weights[1:], weights[0])
                beliefs.setdefault(player, {})[label] = {
                    ".".join(move for _, move in node.before): weight / total
                    for node, weight in zip(nodes, weights, strict=True)
                }
    worth = {
        p: values.ratio(expression(whole.value(tree.root, p), values.narrow)) for p in tree.players
    }
    pure = all(len(moves) == 1 for moves in supports.values())
    return "pure" if pure else "mixed", strategies, beliefs, worth


def automaton_parts(
    source: Automata, path: Path, values: Values, game: RepeatedGame[Expr]
) -> Parts:
    """Return what an automaton plays and earns."""
    name, *picked = path.chosen
    strategies: dict[str, dict[str, dict[str, Ratio]]] = {}
    players = source.profiles[name]
    for (player, states), own in zip(players.items(), picked, strict=True):
        chosen = dict(own)
        strategies[player] = {}
        for state, given in states.items():
            told = {chosen[state]: "1"} if given["plays"] is None else given["plays"]
            strategies[player][state] = {
                move: widened(
                    Ratio.of(
                        plain(probability(told[move]) if move in told else {}, values.narrow),
                        values.narrow.one,
                    ),
                    values,
                )
                for move in given["moves"]
            }
    start = game.label(name, game.automata[name].start)
    worth = {player: values.known[f"V({player}|{start})"] for player in players}
    return name, strategies, {}, worth


def offer_parts(ground: Ground, source: Offers, path: Path, values: Values) -> Parts:
    """Return what is offered, accepted and earned."""
    scale = widened(ground.scale(""), values)
    strategies: dict[str, dict[str, dict[str, Ratio]]] = {p: {} for p in source.players}
    zero, one = values.number(Fraction(0)), values.number(Fraction(1))
    for name, leaving, how in path.chosen[0]:
        given = source.rounds[name]
        proposer, responder, leaver = given["proposer"], given["responder"], given["leaver"]
        asked = less(source.refused(name, responder, leaving), source.going_on(name, responder))
        least = zero if how == "for nothing" else values.ratio(expression(asked, values.narrow))
        least = least / scale
        offered = least if how in AGREEMENTS else zero
        strategies[proposer].setdefault(name, {})[OFFERS] = offered
        strategies[responder].setdefault(name, {})[ACCEPTS_FROM] = least
        if leaver:
            strategies[leaver].setdefault(name, {})[LEAVES] = one if leaving == "leaves" else zero
    start = next(iter(source.rounds))
    worth = {player: values.known[f"V({player}|{start})"] for player in source.players}
    _, leaving, how = path.chosen[0][0]
    ended = "walkout" if leaving == "leaves" else "refusal"
    return "agreement" if how in AGREEMENTS else ended, strategies, {}, worth


def demand_parts(
    ground: Ground, source: Demands, path: Path, values: Values, game: DemandGame[Expr]
) -> Parts:
    """Return what is offered, which types accept, and what that is worth."""
    order, _, level = path.chosen
    scale, one = widened(ground.scale(""), values), values.one

    def ratio(given: Poly) -> Ratio:
        return values.ratio(expression(given, values.narrow))

    offer = source.at(of(marginal(PEAK))) if level == PEAK else source.levels()[level]
    strategies = {game.proposer: {game.proposer: {OFFERS: ratio(offer) / scale}}}
    width = one
    if source.spread:
        width = ratio(less(source.spread["high"], source.spread["low"]))
        edge = ratio(less(offer, source.spread["base"])) / ratio(source.spread["slope"])
        assert isinstance(game.types, Spread)
        strategies[game.responder] = {game.types.name: {INDIFFERENT: edge}}
    else:
        first = order.index(NOTHING)
        strategies[game.responder] = {
            name: {
                ACCEPTS_FROM: ratio(worth) / scale
                if order.index(f"({name})") > first
                else one - one
            }
            for name, worth in source.theirs.items()
        }
    worth = {
        game.proposer: ratio(source.pays(level, order)) / width,
        game.responder: ratio(source.pays(level, order, proposer=False)) / width,
    }
    return f"offers {level[1:-1]}", strategies, {}, worth
