"""Completeness certificates of games with three players or more, as far as linear reasoning goes.

Facts: which moves a player plays with positive probability. That the others of a player act
independently is not linear. A system says less: that whatever they do together is a distribution,
zero where one of them would do what that player does not, against which the player's moves are best
replies; one more system ties these distributions together by the players' own chances. A support
case that none of them refutes is listed where its strategies are limited by linear conditions alone
to a cell that is listed, as pure ones are; it is left open elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from gametheory_dprk.completeness import Case, Completeness, Listed, Open
from gametheory_dprk.errors import LimitReached
from gametheory_dprk.games import NormalGame
from gametheory_dprk.polyhedra import Infeasible, feasible_point, linear_system, vertices
from gametheory_dprk.polyhedra.ticks import Tick
from gametheory_dprk.solution import Candidate, Cell, Distribution
from gametheory_dprk.solvers.completeness import UNIT, CaseRow, CaseSystem, Tree

ONE, ZERO = Fraction(1), Fraction(0)
Game = NormalGame[Fraction]
Gains = dict[tuple[str, ...], Fraction]

MOST_FACTS = 12
"""Moves of all players together up to which every support case is looked at."""


def certify_supports(game: Game, candidates: Sequence[Candidate], tick: Tick) -> Completeness:
    """Certify that candidates are all equilibria, except where cases are left open.

    Parameters
    ----------
    game : NormalGame
    candidates : sequence of Candidate
        All equilibria, in the order in which they are listed.
    tick : callable
        May raise `LimitReached`.

    Raises
    ------
    LimitReached
        If there are too many moves, or the budget is spent.
    """
    facts = [plays(player, move) for player in game.players for move in game.moves[player]]
    if len(facts) > MOST_FACTS:
        raise LimitReached(f"{len(facts)} moves; certificates are made up to {MOST_FACTS}")
    return Tree(facts, list(systems(game)), Places(game, candidates, tick).find, tick).grown()


def plays(player: str, move: str) -> str:
    """The fact that a player plays a move."""
    return f"{player} plays {move}"


def systems(game: Game) -> Iterator[CaseSystem]:
    """Every linear system, the small ones first."""
    around = [system_around(game, player) for player in game.players]
    yield from around
    yield everyone(game, around)


def system_around(game: Game, player: str) -> CaseSystem:
    """What the others of a player do together, and the player's replies to it."""
    others = [name for name in game.players if name != player]
    support = {
        joint_name(player, choice): tuple(map(plays, others, choice))
        for choice in product(*(game.moves[name] for name in others))
    }
    total = CaseRow(f"chances around {player} sum to 1", {UNIT: -ONE} | dict.fromkeys(support, ONE))
    best = (
        CaseRow(
            f"{player}: {move} >= {instead}",
            {joint_name(player, c): gain for c, gain in gains(game, player, move, instead).items()},
            plays(player, move),
        )
        for move, instead in product(game.moves[player], repeat=2)
        if move != instead
    )
    return CaseSystem(f"others of {player}", support, (total,), tuple(best))


def joint_name(player: str, choice: Sequence[str]) -> str:
    """The variable for what the others of a player do together."""
    return f"chance of {'.'.join(choice)} around {player}"


def gains(game: Game, player: str, move: str, instead: str) -> Gains:
    """How much more one move pays than another, by what the others choose."""
    position, table = game.players.index(player), game.payoffs[player]
    others = [game.moves[name] for name in game.players if name != player]

    def pays(own: str, choice: tuple[str, ...]) -> Fraction:
        return table[(*choice[:position], own, *choice[position:])]

    return {choice: pays(move, choice) - pays(instead, choice) for choice in product(*others)}


def everyone(game: Game, around: Sequence[CaseSystem]) -> CaseSystem:
    """All of these together, tied by each player's own chances."""
    own = {(p, m): f"chance of {p} {m}" for p in game.players for m in game.moves[p]}
    totals = [row for each in around for row in each.totals]
    for player in game.players:
        chances = {own[player, move]: ONE for move in game.moves[player]}
        totals.append(CaseRow(f"chances of {player} sum to 1", {UNIT: -ONE} | chances))
        others = [name for name in game.players if name != player]
        for k, other in enumerate(others):
            for move in game.moves[other]:
                form = {
                    joint_name(player, choice): ONE
                    for choice in product(*(game.moves[name] for name in others))
                    if choice[k] == move
                }
                name = f"{other} {move} around {player}"
                totals.append(CaseRow(name, {**form, own[other, move]: -ONE}))
    support = {name: facts for each in around for name, facts in each.support.items()}
    support |= {name: (plays(player, move),) for (player, move), name in own.items()}
    conditions = tuple(row for each in around for row in each.conditions)
    return CaseSystem("everyone", support, tuple(totals), conditions)


@dataclass(frozen=True, slots=True)
class Places:
    """Where the equilibria of a case are listed."""

    game: Game
    candidates: Sequence[Candidate]
    tick: Tick

    def find(self, case: Case) -> Listed | Open:
        """The first cell that contains what linear conditions leave of a case."""
        corners = {player: self.corners(case, player) for player in self.game.players}
        for number, candidate in enumerate(self.candidates, 1):
            component = candidate.component
            for position, cell in enumerate(component.cells if component else (Cell(()),), 1):
                if all(
                    self.within(each, self.side(candidate, cell, player))
                    for player, found in corners.items()
                    for each in found
                ):
                    return Listed(number, position)
        return Open()

    def corners(self, case: Case, player: str) -> list[Mapping[str, Fraction]]:
        """Vertices of a player's strategies, as far as linear conditions limit them."""
        moves = self.game.moves[player]
        unused = [({m: 1}, 0) for m in moves if not case[plays(player, m)]]
        system = linear_system(
            moves,
            equal=[(dict.fromkeys(moves, 1), -1), *unused],
            at_least=[(row, 0) for row in self.replies(case, player)],
            nonnegative=moves,
        )
        return list(vertices(system, self.tick))

    def replies(self, case: Case, player: str) -> Iterator[dict[str, Fraction]]:
        """Replies of another player where everybody else plays one move."""
        game = self.game
        used = {p: [m for m in game.moves[p] if case[plays(p, m)]] for p in game.players}
        for other in game.players:
            rest = [p for p in game.players if p not in (player, other)]
            if other == player or any(len(used[p]) > 1 for p in rest):
                continue
            own = [p for p in game.players if p != other]
            for move, instead in product(used[other], game.moves[other]):
                chosen = (
                    (dict(zip(own, choice, strict=True)), gain)
                    for choice, gain in gains(game, other, move, instead).items()
                )
                yield {
                    moves[player]: gain
                    for moves, gain in chosen
                    if all(moves[p] == used[p][0] for p in rest)
                }

    def side(self, candidate: Candidate, cell: Cell, player: str) -> list[Distribution]:
        """The vertices of a cell in a player's strategies."""
        key = (player, player)
        stated = [v[key] for block in cell.blocks for v in block.strategies if key in v]
        return stated or [candidate.assessment.strategies[player][player]]

    def within(self, point: Mapping[str, Fraction], side: Sequence[Distribution]) -> bool:
        """Whether a point is a mixture of some vertices."""
        if point in side:
            return True
        rational = [
            {move: x for move, x in each.items() if isinstance(x, Fraction)} for each in side
        ]
        if any(len(each) < len(point) for each in rational):
            return False
        names = range(len(side))
        equal = [({k: rational[k][move] for k in names}, -x) for move, x in point.items()]
        total = (dict.fromkeys(names, ONE), -ONE)
        system = linear_system(names, equal=[total, *equal], nonnegative=names)
        return not isinstance(feasible_point(system, self.tick), Infeasible)
