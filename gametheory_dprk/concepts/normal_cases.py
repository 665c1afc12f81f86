"""What completeness certificates of games in normal form are checked against.

Facts: each player plays each move, with positive probability, or does not. Of every Nash
equilibrium with given facts the following is true, and is linear:

- of two players, *strategies* of either: chances are not negative, zero or positive as the facts
  say, and sum to one; and if the *other* plays a move, that move is a best reply to them;
- of more, *others* of each player: chances of what the others do together are not negative, zero
  where someone in them plays otherwise, and sum to one; and if the player plays a move, it is a
  best reply to them. *Everyone* has all of these, and that what the others of a player do agrees
  with what each of them does. That the others act independently is not linear and not used, so
  that some cases may have to be left open.

A case, which may leave facts open, is shown to be listed as follows. What its facts say of each
player's strategy makes polytopes, whose vertices are found anew; a reply of one player is among the
conditions on another's strategy where everybody else has only one move left. If all vertices lie in
the sides of a cell, every equilibrium of the case does: a cell is the product of its sides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product

from gametheory_dprk.completeness import Case, Listed
from gametheory_dprk.concepts.completeness import UNIT, Account, Row, Variable
from gametheory_dprk.concepts.generation import Ray, vertices
from gametheory_dprk.concepts.hull import hull_distance
from gametheory_dprk.games import NormalGame
from gametheory_dprk.number import Number
from gametheory_dprk.solution import Candidate, Cell

ONE = Fraction(1)
Game = NormalGame[Number]
Rows = Mapping[str, Row]
NamedRow = tuple[str, Row]


def normal_account(game: Game, listed: Mapping[int, Candidate]) -> Account:
    """Facts and rows of a game, and the test whether a case is listed.

    Parameters
    ----------
    game : NormalGame
    listed : Mapping[int, Candidate]
        By id, the equilibria of a document; each has been checked.
    """
    facts = tuple(plays(player, move) for player in game.players for move in game.moves[player])
    inside = Polytopes(game, listed).outside
    if len(game.players) == 2:
        sides = {
            f"strategies of {player}": dict(side_rows(game, player)) for player in game.players
        }
        return Account(facts, sides, inside)
    others = {f"others of {player}": dict(other_rows(game, player)) for player in game.players}
    everyone = {name: row for rows in others.values() for name, row in rows.items()}
    everyone |= {
        name: row for p in game.players for name, row in (*own_rows(game, p), *ties(game, p))
    }
    return Account(facts, {**others, "everyone": everyone}, inside, partial=True)


def plays(player: str, move: str) -> str:
    """The fact that a player plays a move."""
    return f"{player} plays {move}"


def own_rows(game: Game, player: str) -> Iterator[NamedRow]:
    """Rows in the chances of a player's moves."""
    moves = game.moves[player]
    total: dict[Variable, Number] = {(player, move): ONE for move in moves}
    yield f"chances of {player} sum to 1", Row({**total, UNIT: -ONE}, "==", {})
    for move in moves:
        chance: dict[Variable, Number] = {(player, move): ONE}
        name = f"chance of {player} {move}"
        yield f"{name} >= 0", Row(chance, ">=", {})
        yield f"{name} > 0", Row(chance, ">", {plays(player, move): True})
        yield f"{name} = 0", Row(chance, "==", {plays(player, move): False})


def side_rows(game: Game, player: str) -> Iterator[NamedRow]:
    """One of two players' chances, and the other's replies to them."""
    yield from own_rows(game, player)
    (other,) = (name for name in game.players if name != player)
    for reply, instead, form in replies(game, other):
        single: dict[Variable, Number] = {
            (player, choice[0]): gain for choice, gain in form.items()
        }
        yield best_row(other, reply, instead, single)


def best_row(player: str, move: str, instead: str, form: Mapping[Variable, Number]) -> NamedRow:
    """A move that a player plays pays as much as another one."""
    return f"{player}: {move} >= {instead}", Row(form, ">=", {plays(player, move): True})


def replies(game: Game, player: str) -> Iterator[tuple[str, str, dict[tuple[str, ...], Number]]]:
    """Every two moves of a player, and how much more one pays, by what the others choose."""
    position, table = game.players.index(player), game.payoffs[player]
    others = [game.moves[name] for name in game.players if name != player]
    for move, instead in product(game.moves[player], repeat=2):
        if move != instead:
            yield (
                move,
                instead,
                {
                    choice: table[(*choice[:position], move, *choice[position:])]
                    - table[(*choice[:position], instead, *choice[position:])]
                    for choice in product(*others)
                },
            )


def choices(game: Game, player: str) -> Iterator[dict[str, str]]:
    """What the others of a player can do together."""
    others = [name for name in game.players if name != player]
    for moves in product(*(game.moves[name] for name in others)):
        yield dict(zip(others, moves, strict=True))


def other_rows(game: Game, player: str) -> Iterator[NamedRow]:
    """Rows in the chances of what the others of a player do together."""
    total: dict[Variable, Number] = {UNIT: -ONE}
    for choice in choices(game, player):
        variable = (player, *choice.values())
        total[variable] = ONE
        name = f"chance of {'.'.join(choice.values())} around {player}"
        facts = [plays(other, move) for other, move in choice.items()]
        form: dict[Variable, Number] = {variable: ONE}
        yield f"{name} >= 0", Row(form, ">=", {})
        yield f"{name} > 0", Row(form, ">", dict.fromkeys(facts, True))
        for fact in facts:
            yield f"{name} = 0: not ({fact})", Row(form, "==", {fact: False})
    yield f"chances around {player} sum to 1", Row(total, "==", {})
    for move, instead, gains in replies(game, player):
        yield best_row(player, move, instead, {(player, *c): gain for c, gain in gains.items()})


def ties(game: Game, player: str) -> Iterator[NamedRow]:
    """What the others of a player do together agrees with what each of them does."""
    for other in game.players:
        for move in game.moves[other] if other != player else ():
            form: dict[Variable, Number] = {
                (player, *choice.values()): ONE
                for choice in choices(game, player)
                if choice[other] == move
            }
            yield f"{other} {move} around {player}", Row({**form, (other, move): -ONE}, "==", {})


@dataclass(frozen=True, slots=True)
class Polytopes:
    """What facts leave of the strategies of each player; each is solved once.

    Attributes
    ----------
    known : dict
        Vertices by player and the names of the rows that a case makes hold.
    """

    game: Game
    listed: Mapping[int, Candidate]
    known: dict[tuple[str, frozenset[str]], list[Ray]] = field(default_factory=dict)

    def outside(self, case: Case, place: Listed) -> str:
        """Why the equilibria of a case are not shown to be in a cell, or "" where they are."""
        candidate = self.listed.get(place.equilibrium)
        if candidate is None:
            return f"no equilibrium with id {place.equilibrium} is listed"
        component = candidate.component
        cells = (Cell(()),) if component is None else component.cells
        if not 1 <= place.cell <= len(cells):
            return f"equilibrium {place.equilibrium} has no cell {place.cell}"
        for player in self.game.players:
            side = self.side(candidate, cells[place.cell - 1], player)
            if not all(self.inside(player, point, side) for point in self.points(case, player)):
                name = f"cell {place.cell} of equilibrium {place.equilibrium}"
                return f"strategies of {player} outside {name}"
        return ""

    def points(self, case: Case, player: str) -> list[Ray]:
        """Vertices of what a case says of a player's strategies."""
        rows = dict((*own_rows(self.game, player), *self.reply_rows(case, player)))
        active = {name: row for name, row in rows.items() if row.facts.items() <= case.items()}
        key = (player, frozenset(active))
        if key not in self.known:
            self.known[key] = vertices(active.values())
        return self.known[key]

    def reply_rows(self, case: Case, player: str) -> Iterator[NamedRow]:
        """Replies of another player where everybody else has only one move left."""
        game = self.game
        left = {
            p: [move for move in game.moves[p] if case.get(plays(p, move)) is not False]
            for p in game.players
        }
        for other in game.players:
            rest = {p: left[p][0] for p in game.players if p not in (player, other) and left[p]}
            bound = all(len(left[p]) == 1 for p in game.players if p not in (player, other))
            if other == player or not bound:
                continue
            own = [p for p in game.players if p != other]
            for move, instead, gains in replies(game, other):
                form: dict[Variable, Number] = {}
                for choice, gain in gains.items():
                    chosen = dict(zip(own, choice, strict=True))
                    if all(chosen[p] == only for p, only in rest.items()):
                        form[player, chosen[player]] = gain
                name, row = best_row(other, move, instead, form)
                yield f"{name} with {' '.join(rest.values())}", row

    def side(self, candidate: Candidate, cell: Cell, player: str) -> list[list[Number]]:
        """The vertices of a cell in a player's strategies."""
        moves = self.game.moves[player]
        key = (player, player)
        stated = [
            vertex[key] for block in cell.blocks for vertex in block.strategies if key in vertex
        ]
        chances = stated or [candidate.assessment.strategies[player][player]]
        return [[each[move] for move in moves] for each in chances]

    def inside(self, player: str, point: Ray, side: list[list[Number]]) -> bool:
        """Whether a point is a mixture of the vertices of a cell's side."""
        flat = [point.get((player, move), Fraction(0)) for move in self.game.moves[player]]
        return flat in side or hull_distance(flat, side) == 0
