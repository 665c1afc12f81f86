"""The completeness certificate of a two-player game in normal form.

Facts: which moves a player plays with positive probability. Each player's strategies are a linear
system: a move that is not played has probability zero, and a move that the *other* plays is a best
reply. A fact so limits one of the two systems where it holds and the other where it does not, as a
label of one of two points does (Audet, Hansen, Jaumard and Savard 2001).

What is left of a system has extreme points with known labels, so that all questions on the way are
about sets of labels; linear programs are solved only for reasons, and each reason rests on facts
none of which can be spared, so that it serves many branches.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import reduce
from operator import and_

from gametheory_dprk.completeness import Case, Completeness, Listed, Reason, Refuted, Split, Step
from gametheory_dprk.errors import NotCertifiedError
from gametheory_dprk.games import NormalGame
from gametheory_dprk.limits import Budget
from gametheory_dprk.polyhedra.ticks import Tick
from gametheory_dprk.solvers.bimatrix.best_reply_vertices import (
    Label,
    LabelledVertex,
    best_reply_vertices,
)
from gametheory_dprk.solvers.bimatrix.extreme_pairs import ExtremePairs, extreme_pairs
from gametheory_dprk.solvers.completeness import UNIT, CaseRow, CaseSystem, refute

ONE = Fraction(1)
Game = NormalGame[Fraction]


def certify(game: Game, concept: str, budget: Budget) -> Completeness:
    """Certify that the maximal Nash subsets hold every equilibrium.

    Parameters
    ----------
    game : NormalGame
        Of two players.
    concept : str
        All that this certifies is "nash".
    budget : Budget

    Raises
    ------
    LimitReached
        If the budget is spent.

    Examples
    --------
    >>> chicken = NormalGame.from_arrays([[0, 7], [2, 6]], [[0, 2], [7, 6]])
    >>> certificate = certify(chicken, "nash", Budget())
    >>> len(certificate.tree), len(certificate.reasons)
    (13, 4)
    """
    tick = budget.tick
    vertices = [best_reply_vertices(game, player, tick) for player in game.players]
    pairs = extreme_pairs(game, vertices, tick)
    sides = [Side(player_system(game, k), borne(vertices[k]), game.players[k]) for k in range(2)]
    places = Places.of(pairs, tick)
    labels = [(player, move) for player in game.players for move in game.moves[player]]
    return Growth(labels, (sides[0], sides[1]), places, tick).grown(*map(len, vertices))


def plays(label: Label) -> str:
    """The fact that a player plays a move."""
    return f"{label[0]} plays {label[1]}"


def player_system(game: Game, position: int) -> CaseSystem:
    """A player's strategies, and the other's best replies to them."""
    player, other = game.players[position], game.players[1 - position]
    names = {move: f"chance of {player} {move}" for move in game.moves[player]}
    table = game.payoffs[other]

    def payoff(move: str, reply: str) -> Fraction:
        return table[(reply, move) if position else (move, reply)]

    total = CaseRow(
        f"chances of {player} sum to 1", {UNIT: -ONE} | dict.fromkeys(names.values(), ONE)
    )
    best = (
        CaseRow(
            f"{other}: {reply} >= {instead}",
            {name: payoff(move, reply) - payoff(move, instead) for move, name in names.items()},
            plays((other, reply)),
        )
        for reply in game.moves[other]
        for instead in game.moves[other]
        if instead != reply
    )
    support = {name: (plays((player, move)),) for move, name in names.items()}
    return CaseSystem(f"strategies of {player}", support, (total,), tuple(best))


def borne(vertices: Sequence[LabelledVertex]) -> Mapping[Label, int]:
    """For each label the vertices that bear it, as bits."""
    found: defaultdict[Label, int] = defaultdict(int)
    for position, vertex in enumerate(vertices):
        for label in vertex.labels:
            found[label] |= 1 << position
    return found


@dataclass(slots=True)
class Side:
    """One player's strategies by their labels, and the reasons found so far.

    Attributes
    ----------
    bearers : Mapping[Label, int]
    known : list of (frozenset of Label, int)
        Labels that no strategy has together, with the number of the reason.
    """

    system: CaseSystem
    bearers: Mapping[Label, int]
    player: str
    known: list[tuple[frozenset[Label], int]] = field(default_factory=list)

    def limits(self, label: Label, holds: bool) -> bool:
        """Whether a fact limits the strategies of this side: own unused moves, others' used."""
        return holds is (label[0] != self.player)

    def bearing(self, label: Label, among: int) -> int:
        """Those of some vertices that have a label."""
        return among & self.bearers.get(label, 0)

    def needed(self, labels: Sequence[Label]) -> list[Label]:
        """Of labels that no strategy has together, as few as have none."""
        kept = list(labels)
        for label in labels:
            rest = [each for each in kept if each != label]
            masks = (self.bearers.get(each, 0) for each in rest)
            if rest and not reduce(and_, masks):
                kept = rest
        return kept


@dataclass(frozen=True, slots=True)
class Places:
    """Cells as sets of vertices, and which vertices of the second side go with one of the first."""

    partners: Mapping[int, int]
    cells: Sequence[tuple[int, int, Listed]]

    @classmethod
    def of(cls, pairs: ExtremePairs, tick: Tick) -> Places:
        """Read the cells off the extreme equilibria, numbered as candidates number them."""
        partners: defaultdict[int, int] = defaultdict(int)
        for row, column in pairs.edges:
            partners[1 << pairs.rows[row]] |= 1 << pairs.columns[column]
        cells = [
            (bits(pairs.rows[k] for k in lefts), bits(pairs.columns[k] for k in rights), place)
            for place, lefts, rights in pairs.cells(tick)
        ]
        return cls(partners, cells)

    def find(self, rows: int, columns: int) -> Listed | None:
        """Where all pairs of some vertices are listed, if all are equilibria."""
        if not all(self.partners.get(row, 0) & columns == columns for row in single(rows)):
            return None
        for lefts, rights, place in self.cells:
            if rows & lefts == rows and columns & rights == columns:
                return place
        raise NotCertifiedError(
            "some equilibria are in no maximal Nash subset; "
            "this is an error of the program, please report it with the scenario"
        )


def bits(positions: Iterator[int]) -> int:
    """Positions as bits."""
    return sum(1 << position for position in positions)


def single(mask: int) -> Iterator[int]:
    """Every bit of a mask by itself."""
    while mask:
        yield mask & -mask
        mask &= mask - 1


@dataclass(slots=True)
class Growth:
    """A certificate that grows.

    Attributes
    ----------
    labels : list of Label
        What branches split on.
    """

    labels: list[Label]
    sides: tuple[Side, Side]
    places: Places
    tick: Tick
    steps: list[Step] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)

    def grown(self, rows: int, columns: int) -> Completeness:
        """The certificate of the whole game, given how many vertices either side has."""
        self.grow({}, self.labels, (1 << rows) - 1, (1 << columns) - 1)
        return Completeness(tuple(self.steps), tuple(self.reasons))

    def grow(self, case: dict[Label, bool], left: list[Label], rows: int, columns: int) -> None:
        """Add all that is below a case, to which some vertices of either side belong."""
        self.tick()
        step = self.ended(case, rows, columns)
        if step is not None:
            self.steps.append(step)
            return
        label = min(left, key=lambda each: self.work(each, rows, columns))
        rest = [each for each in left if each != label]
        self.steps.append(Split(plays(label)))
        for holds in (True, False):
            first, second = self.divided(label, holds, rows, columns)
            self.grow(case | {label: holds}, rest, first, second)

    def ended(self, case: dict[Label, bool], rows: int, columns: int) -> Step | None:
        """How a branch ends here, if it does."""
        if rows and columns:
            return self.places.find(rows, columns)
        return Refuted(self.reason(self.sides[1] if rows else self.sides[0], case))

    def divided(self, label: Label, holds: bool, rows: int, columns: int) -> tuple[int, int]:
        """Vertices that belong to a branch of a case."""
        if self.sides[0].limits(label, holds):
            return self.sides[0].bearing(label, rows), columns
        return rows, self.sides[1].bearing(label, columns)

    def work(self, label: Label, rows: int, columns: int) -> int:
        """How many pairs of vertices both branches have."""
        first = self.sides[0].bearing(label, rows).bit_count() * columns.bit_count()
        return first + rows.bit_count() * self.sides[1].bearing(label, columns).bit_count()

    def reason(self, side: Side, case: dict[Label, bool]) -> int:
        """The number of a reason why no strategy has the labels that a case asks for."""
        asked = [label for label, holds in case.items() if side.limits(label, holds)]
        present = frozenset(asked)
        for labels, number in side.known:
            if labels <= present:
                return number
        labels = frozenset(side.needed(asked))
        facts: Case = {plays(each): each[0] != side.player for each in labels}
        refutation = refute(side.system, facts, self.tick)
        if refutation is None:
            raise NotCertifiedError(
                f"nothing refutes {', '.join(sorted(facts))}; "
                "this is an error of the program, please report it with the scenario"
            )
        self.reasons.append(refutation.reason)
        side.known.append((labels, len(self.reasons)))
        return len(self.reasons)
