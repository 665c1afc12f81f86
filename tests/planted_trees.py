"""Trees with an equilibrium that is known because payoffs were made to fit it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from random import Random
from typing import Any

from gametheory_dprk.concepts.hull import hull_distance
from gametheory_dprk.concepts.trees.belief_source import source
from gametheory_dprk.concepts.trees.claims import Variety
from gametheory_dprk.concepts.trees.evaluation import Evaluation
from gametheory_dprk.concepts.trees.tree import Tree
from gametheory_dprk.errors import ExpressionError
from gametheory_dprk.games import Chance, Decision, ExtensiveGame, Terminal
from gametheory_dprk.solution import Assessment, Candidate, Cell

F = Fraction
Key = tuple[str, str]
Table = dict[Key, dict[str, Fraction]]
Costs = dict[tuple[Key, str], Fraction]


def trembling(tree: Tree, seed: int) -> tuple[Assessment, Costs]:
    """A consistent assessment by its definition, with the cost of every move.

    A move of cost k and coefficient c is made with probability c e^k; the moves of cost zero
    share the rest. As e vanishes the paths of least cost are believed, by their coefficients.
    """
    draw = Random(seed)
    costs: Costs = {}
    weights: dict[tuple[Key, str], Fraction] = {}
    for key, place in tree.places.items():
        order = {move: F(draw.choice([0, 1, 1, 2])) for move in place.moves}
        order[draw.choice(place.moves)] = F(0)
        share = {move: F(draw.randint(1, 3)) for move in place.moves}
        total = sum((share[move] for move in place.moves if not order[move]), F(0))
        for move in place.moves:
            costs[key, move] = order[move]
            weights[key, move] = share[move] if order[move] else share[move] / total
    strategies = {
        key: {m: F(0) if costs[key, m] else weights[key, m] for m in place.moves}
        for key, place in tree.places.items()
    }
    beliefs: Table = {}
    for key, paths in tree.members.items():
        reach = {".".join(path): reached(tree, path, costs, weights) for path in paths}
        least = min(cost for cost, _ in reach.values())
        likely = {node: w if cost == least else F(0) for node, (cost, w) in reach.items()}
        beliefs[key] = shares(likely)
    return Assessment({}).replace(strategies, beliefs), costs


def reached(tree: Tree, path: Any, costs: Costs, weights: Any) -> tuple[Fraction, Fraction]:
    """The cost of a path, and the product of its coefficients and chances."""
    cost, weight = F(0), F(1)
    for step in tree.steps(path):
        made = (step.player, step.information_set), step.move
        chance = step.probability is not None
        cost += F(0) if chance else costs[made]
        weight *= step.probability if chance else weights[made]
    return cost, weight


def shares(weights: dict[str, Fraction]) -> dict[str, Fraction]:
    """Weights scaled to sum to one."""
    total = sum(weights.values(), F(0))
    return {name: weight / total for name, weight in weights.items()}


def by_bayes(tree: Tree, assessment: Assessment, seed: int) -> Assessment:
    """The strategies with beliefs by Bayes' rule where it applies, and any others elsewhere."""
    draw, beliefs = Random(seed), dict[Key, dict[str, Fraction]]()
    for key, paths in sorted(tree.members.items(), key=lambda each: len(each[1][0])):
        at = Evaluation(tree, assessment.replace({}, beliefs))
        weights = {".".join(path): at.weight(tree.home(key), path, key[0]) for path in paths}
        earlier = tree.previous(key)
        if not any(weights.values()) and earlier and tree.home(earlier) == tree.home(key):
            for path in paths:
                start = next(
                    path[:k] for k in range(len(path)) if path[:k] in tree.members[earlier]
                )
                weight = at.weight(start, path, key[0])
                weights[".".join(path)] = beliefs[earlier][".".join(start)] * weight
        while not any(weights.values()):
            weights = {node: F(draw.randint(0, 2)) for node in weights}
        beliefs[key] = shares(weights)
    return assessment.replace({}, beliefs)


def planted(game: ExtensiveGame[Any], assessment: Assessment, seed: int) -> ExtensiveGame[Any]:
    """The game with payoffs after single moves raised or lowered until they are optimal.

    Late information sets come first. What is added after a move is the same wherever the move is
    made, so that by perfect recall it changes no comparison of its owner at a later set.
    """
    draw = Random(seed)
    payoffs = {p: dict(n.payoffs) for p, n in game.nodes() if isinstance(n, Terminal)}
    members = Tree(game).members
    for key in sorted(members, key=lambda key: -len(members[key][0])):
        tree = Tree(with_payoffs(game, payoffs))
        place = tree.places[key]
        at = Evaluation(tree, assessment)
        brings = {
            move: sum(
                (at.belief(key, p) * at.value((*p, move))[key[0]] for p in tree.members[key]), F(0)
            )
            for move in place.moves
        }
        best = max(brings.values())
        for move in place.moves:
            played = assessment.strategies[key[0]][key[1]][move]
            raised = best - brings[move] - (0 if played else draw.choice([0, 1, 1, 2]))
            for path in tree.members[key]:
                start = (*path, move)
                for end in (end for end in payoffs if end[: len(start)] == start):
                    payoffs[end][key[0]] += raised
    return with_payoffs(game, payoffs)


def with_payoffs(game: ExtensiveGame[Any], payoffs: Any) -> ExtensiveGame[Any]:
    """The game with other payoffs."""

    def build(path: Any, node: Any) -> Any:
        if isinstance(node, Terminal):
            return Terminal(dict(payoffs[path]))
        moves = {move: build((*path, move), child) for move, child in node.moves.items()}
        if isinstance(node, Chance):
            return Chance(node.probabilities, moves)
        return Decision(node.player, node.information_set, moves)

    return ExtensiveGame(game.players, build((), game.root))


def lists(tree: Tree, candidates: Any, assessment: Assessment) -> bool:
    """Whether an assessment is in a cell of a candidate."""
    return any(
        holds(Variety(tree, each.assessment, cell), assessment)
        for each in candidates
        for cell in cells_of(each)
    )


def cells_of(candidate: Candidate) -> tuple[Cell, ...]:
    """The cells of a candidate; one of no blocks for a single equilibrium."""
    return (Cell(()),) if candidate.component is None else candidate.component.cells


def holds(variety: Variety, assessment: Assessment) -> bool:
    """Whether every part of a cell has the assessment in it."""
    return all(within(variety, assessment))


def within(variety: Variety, assessment: Assessment) -> Iterator[bool]:
    """Whether an assessment is in each part of a cell."""
    given = {"strategies": assessment.strategies, "beliefs": assessment.beliefs}
    named: set[tuple[str, Key]] = set()
    for kind, vertices in variety.factors():
        keys = list(vertices[0]) if vertices else []
        named |= {(kind, key) for key in keys}
        names = [(key, name) for key in keys for name in vertices[0][key]]
        flat = [[vertex[key][name] for key, name in names] for vertex in vertices]
        point = [given[kind][key[0]][key[1]][name] for key, name in names]
        yield not keys or point in flat or hull_distance(point, flat) == 0
    formulas = variety.cell.formulas
    if formulas is not None:
        at = {x: given[k][p][s][n] for x, (k, p, s, n) in formulas.parameters.items()}
        try:
            tables = formulas.at(at)
        except ExpressionError:
            return
        for kind, table in zip(("strategies", "beliefs"), tables, strict=True):
            named |= {(kind, key) for key in table}
            yield all(given[kind][key[0]][key[1]] == each for key, each in table.items())
    for (player, label), place in variety.tree.places.items():
        key, member = (player, label), variety.member
        if ("strategies", key) not in named:
            yield assessment.strategies[player][label] == member.strategies[player][label]
        if ("beliefs", key) not in named and len(place.nodes) > 1:
            follows = formulas is not None or source(variety, key) in ("start", "earlier")
            yield follows or assessment.beliefs[player][label] == member.beliefs[player][label]
