"""Trees solved subgame by subgame, the last ones first: supports at every information set.

Where several nodes carry one information set, its player weighs them by how likely the others
lead there; that some of them is reached is a condition of the case. Where the case excludes it,
beliefs are unknowns of their own, provided that each node is reached by a mistake of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product
from typing import Any

from .algebra import ONE, Condition, Poly, add, divide, quotient_of, require, scale, times
from .claims import Claims, cleared
from .game import subsets
from .systems import Alternative

Key = tuple[str, str]
Supports = Mapping[Key, Sequence[str]]


@dataclass(eq=False)
class Node:
    """A node of the tree; one without moves is an end."""

    owner: Key | None
    moves: dict[str, Node]
    chances: dict[str, Poly]
    payoffs: dict[str, Poly]
    before: list[tuple[Node, str]]

    def below(self) -> Iterator[Node]:
        """Yield all nodes here and below, children before parents."""
        for child in self.moves.values():
            yield from child.below()
        yield self


def read_node(given: Mapping[str, Any], before: list[tuple[Node, str]]) -> Node:
    """Read a tree."""
    if "end" in given:
        return Node(None, {}, {}, {}, before)
    owner = (str(given["player"]), str(given["set"])) if "player" in given else None
    chances = {} if owner else {m: divide(*quotient_of(p)) for m, p in given["chances"].items()}
    node = Node(owner, {}, chances, {}, before)
    for move, child in given["moves"].items():
        node.moves[move] = read_node(child, [*before, (node, move)])
    require(bool(node.moves) and (owner is not None or set(chances) == set(node.moves)), "a node")
    return node


def unknown(owner: Key, move: str) -> str:
    """Name the chance of a move."""
    return f"P({move}|{owner[0]}.{owner[1]})"


@dataclass
class Stages:
    """A tree, split into subgames."""

    players: list[str]
    root: Node
    members: dict[Key, list[Node]] = field(default_factory=dict)
    stages: list[tuple[Node, list[Key]]] = field(default_factory=list)
    exhaustive: bool = True

    def __post_init__(self) -> None:
        for node in self.root.below():
            if node.owner is not None:
                self.members.setdefault(node.owner, []).append(node)
        taken: set[Key] = set()
        for node in self.root.below():
            if node.moves and self.is_subgame(node):
                owners = {n.owner for n in node.below() if n.owner is not None}
                keys = sorted(owners - taken)
                taken |= set(keys)
                if keys:
                    self.stages.append((node, keys))
        require(taken == set(self.members), "an information set is in no subgame")
        for nodes in self.members.values():
            moves = [list(node.moves) for node in nodes]
            require(all(each == moves[0] for each in moves), "moves differ in an information set")
            own = [recall(node) for node in nodes]
            require(all(each == own[0] for each in own), "a player forgets")

    def is_subgame(self, node: Node) -> bool:
        """Whether no information set leads out of what is below a node."""
        inside = set(node.below())
        if node.owner is not None and len(self.members[node.owner]) > 1:
            return False
        return all(set(self.members[n.owner]) <= inside for n in inside if n.owner is not None)

    def alternatives(self, chosen: Sequence[Any]) -> list[Alternative] | None:
        """Return all supports in the next subgame."""
        if len(chosen) == len(self.stages):
            return None
        start, keys = self.stages[len(chosen)]
        before = {(p, h): moves for name in chosen for p, h, moves in name}
        options = [
            [[m for m in self.members[key][0].moves if m in one] for one in self.supports(key)]
            for key in keys
        ]
        found = []
        for picked in product(*options):
            supports = before | dict(zip(keys, picked, strict=True))
            found.append(Case(self, start, supports).alternative(keys))
        return found

    def supports(self, key: Key) -> list[frozenset[str]]:
        """Return all sets of moves."""
        return subsets(list(self.members[key][0].moves))


def recall(node: Node) -> list[tuple[Key | None, str]]:
    """Return what the player at a node has done before."""
    assert node.owner is not None
    return [(n.owner, m) for n, m in node.before if n.owner and n.owner[0] == node.owner[0]]


@dataclass
class Case:
    """Supports in a subgame and in all that lie within it."""

    tree: Stages
    start: Node
    supports: Supports
    worth: dict[tuple[int, str], Poly] = field(default_factory=dict)

    def chance(self, node: Node, move: str) -> Poly:
        """Return how likely a move is."""
        if node.owner is None:
            return node.chances[move]
        support = self.supports[node.owner]
        if move not in support:
            return {}
        return ONE if len(support) == 1 else {((unknown(node.owner, move), 1),): Fraction(1)}

    def value(self, node: Node, player: str) -> Poly:
        """Return what a player earns from a node on."""
        if not node.moves:
            return node.payoffs[player]
        key = (id(node), player)
        if key not in self.worth:
            total: Poly = {}
            for move, child in node.moves.items():
                chance = self.chance(node, move)
                if chance:
                    total = add(total, times(chance, self.value(child, player)))
            self.worth[key] = total
        return self.worth[key]

    def steps(self, node: Node) -> list[tuple[Node, str]]:
        """Return the moves of others between the start of the subgame and a node."""
        inside = [node for node, _ in node.before]
        first = inside.index(self.start) if self.start in inside else len(inside)
        assert node.owner is not None
        me = node.owner[0]
        return [(n, m) for n, m in node.before[first:] if n.owner is None or n.owner[0] != me]

    def weights(self, key: Key) -> tuple[list[Poly], list[str]]:
        """Return how likely the nodes of an information set are, and unknown beliefs."""
        nodes = self.tree.members[key]
        if len(nodes) == 1:
            return [ONE], []
        found = []
        for node in nodes:
            weight = ONE
            for earlier, move in self.steps(node):
                weight = times(weight, self.chance(earlier, move))
            found.append(weight)
        if any(found):
            return found, []
        beliefs = [f"P({i}|{key[0]}.{key[1]})!" for i in range(len(nodes))]
        return [{((name, 1),): Fraction(1)} for name in beliefs], beliefs

    def mistakes(self, node: Node) -> list[tuple[Key | None, str]]:
        """Return the moves of others that are never made and lead to a node."""
        return [(n.owner, m) for n, m in self.steps(node) if not self.chance(n, m)]

    def hang_together(self, key: Key) -> bool:
        """Whether some node is not reached by one mistake that leads to no other node."""
        own = [self.mistakes(node) for node in self.tree.members[key]]
        others = [
            step
            for other, nodes in self.tree.members.items()
            if other != key and len(nodes) > 1 and other in self.supports
            for node in nodes
            if self.start in [n for n, _ in node.before] or node is self.start
            for step in self.mistakes(node)
        ]
        alone = all(len(each) == 1 for each in own)
        steps = [step for each in own for step in each]
        distinct = len(set(steps)) == len(steps) and not set(steps) & set(others)
        return not (alone and distinct)

    def alternative(self, keys: Sequence[Key]) -> Alternative:
        """State when the supports are right."""
        found = Alternative([[*key, list(self.supports[key])] for key in keys])
        for key in keys:
            self.state(found, key)
        return found

    def state(self, found: Alternative, key: Key) -> None:
        """State when the support at one information set is right."""
        support, nodes = self.supports[key], self.tree.members[key]
        weights, beliefs = self.weights(key)

        def gain(move: str, other: str) -> Poly:
            total: Poly = {}
            for node, weight in zip(nodes, weights, strict=True):
                here = self.value(node.moves[move], key[0])
                there = self.value(node.moves[other], key[0])
                total = add(total, times(weight, add(here, there, Fraction(-1))))
            return total

        if beliefs and self.hang_together(key):
            found.weak = f"beliefs at {key[1]} hang together with others"
        first = support[0]
        for move in support[1:]:
            found.equalities["tie", *key, move] = gain(first, move)
        own = [unknown(key, move) for move in support] if len(support) > 1 else []
        for what, names, relation in (("plays", own, ">"), ("believes", beliefs, ">=")):
            if names:
                found.unknowns += names
                found.equalities["total", what, *key] = total_less_one(names)
            for name in names:
                found.inequalities[what, *key, name] = {((name, 1),): Fraction(1)}, relation
        for move in nodes[0].moves:
            if move not in support:
                found.inequalities["best", *key, move] = gain(first, move), ">="
        if len(nodes) > 1 and not beliefs:
            reached: Poly = {}
            for weight in weights:
                reached = add(reached, weight)
            found.inequalities["reached", *key] = reached, ">"


def total_less_one(names: Sequence[str]) -> Poly:
    """Return the sum of unknowns less one."""
    total = scale(ONE, Fraction(-1))
    for name in names:
        total = add(total, {((name, 1),): Fraction(1)})
    return total


def positive_chances(data: Mapping[str, Any]) -> list[Condition]:
    """State that everything that may happen by chance has positive probability."""
    found = []
    for node in read_node(data["root"], []).below():
        total: Poly = {}
        for chance in node.chances.values():
            total = add(total, chance)
            if set(chance) != {()}:
                found.append((chance, ">"))
        positive = all(set(f) != {()} or f[()] > 0 for f in node.chances.values())
        require(not node.chances or (total == ONE and positive), "chances are no distribution")
    return found


def read_tree(claims: Claims, data: Mapping[str, Any], scales: Mapping[str, Any]) -> Stages:
    """Read a tree; payoffs are multiplied by positive numbers, one a player."""
    root = read_node(data["root"], [])
    players = [str(player) for player in data["players"]]
    pay(claims, root, data["root"], players, scales)
    return Stages(players, root)


def pay(
    claims: Claims, node: Node, given: Any, players: Sequence[str], scales: Mapping[str, Any]
) -> None:
    """Read the payoffs at the ends."""
    for move, child in node.moves.items():
        pay(claims, child, given["moves"][move], players, scales)
    if not node.moves:
        node.payoffs = {
            player: cleared(claims, quotient_of(given["end"][player]), scales.get(f"pay:{player}"))
            for player in players
        }
