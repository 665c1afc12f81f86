"""What completeness certificates for Nash equilibrium of two-player trees are checked against.

Facts: each player plays each move at each information set, that is, gives it positive realization
weight, or does not. Of every equilibrium with given facts the following is true, and is linear in
the realization weights of a player and in what information sets of the *other* are worth to the
other (the most that can be got from there on, times chance and the player's weights, when payoffs
are shifted so that none is negative):

- weights at a set add up to the weight of what leads there; they are not negative, zero or
  positive as the facts say;
- no move is worth more than its set, and a move that is played as much.

A case, which may leave facts open, is shown to be listed as follows. The vertices of what it says
of each player are found anew. If the weights at all of them lie in the hull of those of a cell, all
equilibria of the case do: a cell is a product of such hulls. Behavior at information sets that a
player's own moves exclude has no weight; it is not told apart.

If payoffs always add up to the same, the only case is that of no facts: see `nash_optimal`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from math import prod

from gametheory_dprk.completeness import Case, Listed
from gametheory_dprk.concepts.completeness import UNIT, Account, Row, Variable
from gametheory_dprk.concepts.hull import hull_distance
from gametheory_dprk.concepts.nash_by_best_reply import own_sequence
from gametheory_dprk.concepts.trees.nash_optimal import Optimum, is_zero_sum
from gametheory_dprk.concepts.trees.nash_polytopes import Point, rational_vertices
from gametheory_dprk.concepts.trees.nash_weights import Pasts
from gametheory_dprk.errors import AnalysisError
from gametheory_dprk.games import ExtensiveGame
from gametheory_dprk.number import Number
from gametheory_dprk.solution import Candidate, Cell, SetKey, Vertex

ONE, ZERO = Fraction(1), Fraction(0)
Game = ExtensiveGame[Number]
Move = tuple[str, str, str]
"""A player, an information set and a move."""


def nash_tree_account(game: Game, listed: Mapping[int, Candidate]) -> Account:
    """Facts and rows of a tree, and the test whether a case is listed.

    Parameters
    ----------
    game : ExtensiveGame
        With perfect recall.
    listed : Mapping[int, Candidate]
        By id, the equilibria of a document; each has been checked.

    Raises
    ------
    AnalysisError
        If there are not two players.
    """
    if len(game.players) != 2:
        raise AnalysisError(
            "solution.completeness: nash has certificates only for trees of two players"
        )
    sides = {player: Rows(game, player) for player in game.players}
    if is_zero_sum(game):
        return Account((), {}, Cases(game, listed, {}).outside)
    facts = tuple(plays(move) for rows in sides.values() for move in rows.own_moves())
    systems = {f"strategies of {player}": dict(rows.named()) for player, rows in sides.items()}
    return Account(facts, systems, Cases(game, listed, systems).outside)


def plays(move: Move) -> str:
    """The fact that a player plays a move."""
    player, label, name = move
    return f"{player} plays {name} at {label}"


@dataclass(frozen=True, slots=True)
class Rows:
    """What is linear in a player's weights and what the other's sets are worth."""

    game: Game
    player: str

    def own_moves(self) -> Iterator[Move]:
        """The moves of the player."""
        yield from moves_of(self.game, self.player)

    def named(self) -> Iterator[tuple[str, Row]]:
        """All rows with their names."""
        yield from self.weight_rows()
        yield from self.worth_rows()

    def weight_rows(self) -> Iterator[tuple[str, Row]]:
        """Weights are not negative and add up."""
        pasts = Pasts.of(self.game).before
        for place in self.game.information_sets():
            if place.player != self.player:
                continue
            form: dict[Variable, Number] = {}
            for name in place.moves:
                move = (place.player, place.label, name)
                yield from sign_rows(move)
                form[weight(move)] = ONE
            past = pasts[place.player, place.label]
            form[weight((*past[-1][0], past[-1][1])) if past else UNIT] = -ONE
            yield f"weights of {place.player} at {place.label} add up", Row(form, "==", {})

    def worth_rows(self) -> Iterator[tuple[str, Row]]:
        """No move of the other is worth more than its set, and one that is played as much."""
        (other,) = (name for name in self.game.players if name != self.player)
        brings = self.brought(other)
        for place in self.game.information_sets():
            if place.player != other:
                continue
            worth = ("worth", other, place.label)
            where = f"{other} at {place.label}"
            yield f"worth of {where} >= 0", Row({worth: ONE}, ">=", {})
            for name in place.moves:
                form = {worth: ONE, **{v: -x for v, x in brings[place.label, name].items()}}
                yield f"{where}: {name} is worth no more", Row(form, ">=", {})
                tight = {variable: -value for variable, value in form.items()}
                played = {plays((other, place.label, name)): True}
                yield f"{where}: {name} is worth as much", Row(tight, ">=", played)

    def brought(self, other: str) -> Mapping[tuple[str, str], Mapping[Variable, Number]]:
        """What each move of the other brings: at once, and by the sets that come next."""
        least = min(play.payoffs[other] for play in self.game.plays())
        found: defaultdict[tuple[str, str], dict[Variable, Number]] = defaultdict(dict)
        for play in self.game.plays():
            chance = prod(
                (s.probability for s in play.steps if s.probability is not None), start=ONE
            )
            own, theirs = own_sequence(play, self.player), own_sequence(play, other)
            variable = weight((self.player, *own[-1])) if own else UNIT
            for last, following in pairwise(theirs):
                found[last]["worth", other, following[0]] = ONE
            if theirs:
                amount = chance * (play.payoffs[other] - least)
                found[theirs[-1]][variable] = found[theirs[-1]].get(variable, ZERO) + amount
        return found


def moves_of(game: Game, player: str) -> Iterator[Move]:
    """The moves of a player at all information sets."""
    for place in game.information_sets():
        if place.player == player:
            for move in place.moves:
                yield player, place.label, move


def weight(move: Move) -> Variable:
    """The variable of a move."""
    return ("weight", *move)


def sign_rows(move: Move) -> Iterator[tuple[str, Row]]:
    """What facts say of a weight."""
    player, label, name = move
    text, form = f"weight of {player} {name} at {label}", {weight(move): ONE}
    yield f"{text} >= 0", Row(form, ">=", {})
    yield f"{text} > 0", Row(form, ">", {plays(move): True})
    yield f"{text} = 0", Row(form, "==", {plays(move): False})


@dataclass(frozen=True, slots=True)
class Cases:
    """What facts leave of the strategies of each player; each polyhedron is solved once.

    Attributes
    ----------
    known : dict
        Vertices by player and the names of the rows that a case makes hold.
    sides : dict
        The weights in a cell, by its place and the player.
    """

    game: Game
    listed: Mapping[int, Candidate]
    systems: Mapping[str, Mapping[str, Row]]
    known: dict[tuple[str, frozenset[str]], list[Point]] = field(default_factory=dict)
    sides: dict[tuple[Listed, str], Hull] = field(default_factory=dict)

    def outside(self, case: Case, place: Listed) -> str:
        """Why the equilibria of a case are not shown to be in a cell, or "" where they are."""
        candidate = self.listed.get(place.equilibrium)
        if candidate is None:
            return f"no equilibrium with id {place.equilibrium} is listed"
        cells = (Cell(()),) if candidate.component is None else candidate.component.cells
        if not 1 <= place.cell <= len(cells):
            return f"equilibrium {place.equilibrium} has no cell {place.cell}"
        for player in self.game.players:
            key = (place, player)
            if key not in self.sides:
                self.sides[key] = Hull(
                    cell_weights(self.game, candidate, cells[place.cell - 1], player)
                )
            moves = list(moves_of(self.game, player))
            points = self.points(case, player, candidate)
            flat = (tuple(point.get(weight(move), ZERO) for move in moves) for point in points)
            if not all(map(self.sides[key].holds, flat)):
                name = f"cell {place.cell} of equilibrium {place.equilibrium}"
                return f"strategies of {player} outside {name}"
        return ""

    def points(self, case: Case, player: str, candidate: Candidate) -> list[Point]:
        """Vertices of what a case says of a player's strategies."""
        rows = self.systems.get(f"strategies of {player}")
        if rows is None:
            own = tuple(row for _, row in Rows(self.game, player).weight_rows() if not row.facts)
            return Optimum(self.game, player, candidate.assessment.strategies, own).vertices()
        active = {name: row for name, row in rows.items() if row.facts.items() <= case.items()}
        key = (player, frozenset(active))
        if key not in self.known:
            self.known[key] = rational_vertices(active.values())
        return self.known[key]


@dataclass(frozen=True, slots=True)
class Hull:
    """Points whose mixtures a cell contains; empty where it is no such hull.

    Attributes
    ----------
    known : dict
        For each point asked for whether it is a mixture.
    """

    points: list[list[Number]]
    known: dict[tuple[Number, ...], bool] = field(default_factory=dict)

    def holds(self, point: tuple[Number, ...]) -> bool:
        """Whether a point is a mixture."""
        if point not in self.known:
            given = list(point)
            self.known[point] = given in self.points or (
                bool(self.points) and hull_distance(given, self.points) == 0
            )
        return self.known[point]


def cell_weights(game: Game, candidate: Candidate, cell: Cell, player: str) -> list[list[Number]]:
    """The realization weights of a player whose hull a cell contains.

    Nothing where more than one block of the player varies: the cell is then no such hull.
    """
    blocks = [block for block in cell.blocks if block.information_sets[0][0] == player]
    varying = [block for block in blocks if len(block.strategies) > 1]
    if len(varying) > 1:
        return []
    sets: dict[SetKey, Mapping[str, Number]] = {
        (player, label): each for label, each in candidate.assessment.strategies[player].items()
    }
    for block in blocks:
        sets |= dict(block.strategies[0]) if block.strategies else {}
    pasts = Pasts.of(game)
    ends: list[Vertex] = [{**sets, **v} for v in (varying[0].strategies if varying else ({},))]
    moves = list(moves_of(game, player))
    weights = map(pasts.weighted, ends)
    return [[each[p, label][move] for p, label, move in moves] for each in weights]
