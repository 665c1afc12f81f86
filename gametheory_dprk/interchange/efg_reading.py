"""Reads the lines of an .efg file: nodes in the order of the tree, information sets, outcomes."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeAlias

from gametheory_dprk.errors import Span
from gametheory_dprk.interchange.cursor import Cursor
from gametheory_dprk.interchange.header import MAX_PAYOFFS
from gametheory_dprk.interchange.words import fail

MAX_NODES = 200_000
"""Nodes a game tree may have."""

MAX_MOVES = 200
"""Moves a play may have."""

SetNumber: TypeAlias = tuple[int, int]
"""A player's number, 0 for chance, and the number of one of that player's information sets."""


@dataclass(frozen=True, slots=True)
class Node:
    """A node: where it hangs, the information set (None at an end), and the outcome (0: none)."""

    parent: int
    place: SetNumber | None
    outcome: int


@dataclass(slots=True)
class Place:
    """An information set: its moves, as the file calls them, and its nodes by number."""

    moves: tuple[str, ...]
    probabilities: tuple[Fraction, ...]
    label: str = ""
    nodes: list[int] = field(default_factory=list)


class TreeReading:
    """Reads the nodes of a tree.

    Attributes
    ----------
    nodes : list of Node
        Parents before children, and children in the order of the moves.
    places : dict of SetNumber to Place
        In the order in which the tree meets them.
    outcomes : dict of int to tuple of Fraction
        One payoff for each player.
    """

    def __init__(self, cursor: Cursor, players: int) -> None:
        self._cursor = cursor
        self._players = players
        self._ends = 0
        self.nodes: list[Node] = []
        self.places: dict[SetNumber, Place] = {}
        self.outcomes: dict[int, tuple[Fraction, ...]] = {0: (Fraction(0),) * players}

    def read(self) -> None:
        """Read the whole tree."""
        waiting = [-1]  # the parent of each node that is still to come
        depths = [0]
        while waiting:
            span = self._cursor.next.span
            parent = waiting.pop()
            depth = depths[parent] + 1 if self.nodes else 0
            number = self._read_node(parent)
            depths[number:] = [depth]
            self._check_size(span, depth)
            place = self.nodes[number].place
            waiting += [number] * (len(self.places[place].moves) if place else 0)
        self._cursor.finish("the tree")

    def _check_size(self, span: Span, depth: int) -> None:
        """Refuse trees beyond the caps."""
        if len(self.nodes) > MAX_NODES:
            fail(span, f"the game tree has more than {MAX_NODES} nodes")
        if depth > MAX_MOVES:
            fail(span, f"a play has more than {MAX_MOVES} moves")
        if self._ends * self._players > MAX_PAYOFFS:
            fail(span, f"the game has more than {MAX_PAYOFFS} payoffs")

    def _read_node(self, parent: int) -> int:
        """Read one node and return its number."""
        kind = self._cursor.word("c", "p", "t")
        self._cursor.name("name of the node")
        place = None
        if kind == "t":
            self._ends += 1
        else:
            place = self._read_place(0 if kind == "c" else self._read_player())
            self.places[place].nodes.append(len(self.nodes))
        self.nodes.append(Node(parent, place, self._read_outcome()))
        return len(self.nodes) - 1

    def _read_player(self) -> int:
        """Read the number of the player who moves."""
        span = self._cursor.next.span
        player = self._cursor.whole("the number of the player")
        if not 1 <= player <= self._players:
            fail(span, f"player {player} is not among the {self._players} players")
        return player

    def _read_place(self, owner: int) -> SetNumber:
        """Read an information set; one that is known may be named by its number alone."""
        cursor = self._cursor
        key = (owner, cursor.whole("the number of the information set"))
        label = cursor.optional_name("name of the information set")
        span = cursor.next.span
        if cursor.sees("{"):
            moves, probabilities = self._read_moves(owner)
            known = self.places.setdefault(key, Place(moves, probabilities))
            if (known.moves, known.probabilities) != (moves, probabilities):
                message = f"information set {key[1]} had other moves or probabilities before"
                fail(span, message, "nodes of one information set share their moves")
        elif key not in self.places:
            fail(span, f"the moves of information set {key[1]} are missing", 'write { "a" "b" }')
        self.places[key].label = self.places[key].label or label
        return key

    def _read_moves(self, owner: int) -> tuple[tuple[str, ...], tuple[Fraction, ...]]:
        """Read moves, with their probabilities where chance makes them."""
        cursor = self._cursor
        span = cursor.next.span
        cursor.sign("{", "before moves")
        moves: list[str] = []
        probabilities: list[Fraction] = []
        while not cursor.accept("}"):
            moves.append(cursor.name("move"))
            if owner == 0:
                probabilities.append(cursor.number(f'the probability of "{moves[-1]:.40}"'))
        if not moves:
            fail(span, "expected at least one move")
        if owner == 0 and (min(probabilities) < 0 or sum(probabilities) != 1):
            shown = ", ".join(map(str, probabilities))
            hint = "write fractions such as 1/3 instead of rounded decimals"
            fail(span, f"{shown:.60} are not probabilities that sum to 1", hint)
        return tuple(moves), tuple(probabilities)

    def _read_outcome(self) -> int:
        """Read an outcome; one that is known may be named by its number alone."""
        cursor = self._cursor
        span = cursor.next.span
        number = cursor.whole("the number of the outcome, or 0")
        cursor.optional_name("name of the outcome")
        if cursor.accept("{"):
            payoffs = cursor.payoffs(self._players)
            if self.outcomes.setdefault(number, payoffs) != payoffs:
                fail(span, f"outcome {number} had other payoffs before")
        elif number not in self.outcomes:
            fail(span, f"the payoffs of outcome {number} are missing", "write { 1, 2 }")
        return number
