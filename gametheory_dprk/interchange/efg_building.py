"""Makes a game of the lines of an .efg file: payoffs add up along a play, and all gets a name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import TypeAlias

from gametheory_dprk.errors import ConsistencyError
from gametheory_dprk.expr.exact import MAX_BITS
from gametheory_dprk.games import Chance, Decision, ExtensiveGame, Path, Terminal
from gametheory_dprk.games import Node as GameNode
from gametheory_dprk.interchange.efg_reading import Node, Place, SetNumber, TreeReading
from gametheory_dprk.interchange.names import move_name
from gametheory_dprk.interchange.naming import distinct

START = "start"
"""Label of an information set whose owner has seen no move."""

Exact: TypeAlias = "GameNode[Fraction]"


def build_game(reading: TreeReading, players: Sequence[str]) -> ExtensiveGame[Fraction]:
    """Make the game of a tree that has been read.

    Raises
    ------
    ConsistencyError
        If a sum of payoffs is too long a number.
    """
    moves = {key: name_moves(place) for key, place in reading.places.items()}
    labels = name_sets(reading, moves)
    totals = add_payoffs(reading)
    children: list[list[Exact]] = [[] for _ in reading.nodes]
    root: Exact = Terminal({})
    for number in reversed(range(len(reading.nodes))):
        node = reading.nodes[number]
        below = children[number][::-1]
        children[number] = []
        root = make_node(node, reading, players, moves, labels, below, totals[number])
        if node.parent >= 0:
            children[node.parent].append(root)
    return ExtensiveGame(tuple(players), root)


def name_moves(place: Place) -> list[str]:
    """Names of the moves of an information set, as a game spells them."""
    return [move_name(text) for text in distinct(place.moves, "move")]


def make_node(
    node: Node,
    reading: TreeReading,
    players: Sequence[str],
    moves: dict[SetNumber, list[str]],
    labels: dict[SetNumber, str],
    below: list[Exact],
    total: tuple[Fraction, ...],
) -> Exact:
    """Make one node, given what follows it."""
    if node.place is None:
        return Terminal(dict(zip(players, total, strict=True)))
    names = moves[node.place]
    following = dict(zip(names, below, strict=True))
    owner = node.place[0]
    if owner == 0:
        chances = reading.places[node.place].probabilities
        return Chance(dict(zip(names, chances, strict=True)), following)
    return Decision(players[owner - 1], labels[node.place], following)


def add_payoffs(reading: TreeReading) -> list[tuple[Fraction, ...]]:
    """What each node pays together with all nodes before it."""
    totals: list[tuple[Fraction, ...]] = []
    for node in reading.nodes:
        own = reading.outcomes[node.outcome]
        if node.parent < 0 or not any(totals[node.parent]):
            totals.append(own)
        elif not any(own):
            totals.append(totals[node.parent])
        else:
            totals.append(tuple(map(add, totals[node.parent], own)))
    return totals


def add(first: Fraction, second: Fraction) -> Fraction:
    """Add two payoffs, and refuse a number that grows without bounds."""
    total = first + second
    if max(total.numerator.bit_length(), total.denominator.bit_length()) > MAX_BITS:
        raise ConsistencyError(f"the payoffs along a play sum to more than {MAX_BITS} bits")
    return total


def name_sets(reading: TreeReading, moves: dict[SetNumber, list[str]]) -> dict[SetNumber, str]:
    """Labels of information sets, different for each player.

    A set without one is called after the moves that lead to all of its nodes.
    """
    found: dict[SetNumber, str] = {}
    steps = arrivals(reading.nodes, moves)
    for owner in sorted({owner for owner, _ in reading.places if owner}):
        keys = [key for key in reading.places if key[0] == owner]
        given = {reading.places[key].label for key in keys}
        labels = []
        for key in keys:
            made = reading.places[key].label or common_moves(
                path_to(number, reading.nodes, steps) for number in reading.places[key].nodes
            )
            labels.append("" if made in given and not reading.places[key].label else made)
        found.update(zip(keys, distinct(labels, "set"), strict=True))
    return found


def arrivals(nodes: Sequence[Node], moves: dict[SetNumber, list[str]]) -> list[str]:
    """The move that leads to each node; empty for the first one."""
    seen = [0] * len(nodes)
    found = [""]
    for node in nodes[1:]:
        place = nodes[node.parent].place
        assert place is not None
        found.append(moves[place][seen[node.parent]])
        seen[node.parent] += 1
    return found


def path_to(number: int, nodes: Sequence[Node], steps: Sequence[str]) -> Path:
    """The moves that lead to a node."""
    path = []
    while nodes[number].parent >= 0:
        path.append(steps[number])
        number = nodes[number].parent
    return tuple(reversed(path))


def common_moves(paths: Iterable[Path]) -> str:
    """Label for an information set: the moves, place by place, that its histories share.

    Examples
    --------
    >>> common_moves([("High", "E")]), common_moves([("High", "E"), ("Low", "E")])
    ('High.E', 'E')
    >>> common_moves([()]), common_moves([("L",), ("R",)])
    ('start', '')
    """
    first, *others = paths
    if not others:
        return ".".join(first) or START
    shared: tuple[str | None, ...] = first
    for path in others:
        shared = tuple(
            [move if move == other else None for move, other in zip(shared, path, strict=False)]
        )
    return ".".join(move for move in shared if move is not None)
