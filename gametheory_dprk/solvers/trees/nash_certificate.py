"""The completeness certificate of a two-player tree, in sequence form.

Facts: a player plays a move at an information set, that is, gives it positive realization weight.
As in normal form each fact limits the strategies of one player where it holds, since the move is
then a best reply to them, and those of the other where it does not. What is left of a player's
polyhedron has vertices, unless nothing is left; so branches grow by sets of vertices.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import reduce
from operator import or_
from typing import TypeAlias

from gametheory_dprk.completeness import Completeness, Listed
from gametheory_dprk.games import Chance, Decision, ExtensiveGame, Node, Terminal
from gametheory_dprk.limits import Budget
from gametheory_dprk.polyhedra.ticks import Tick
from gametheory_dprk.solution import SetKey
from gametheory_dprk.solvers.bimatrix.best_reply_vertices import Label
from gametheory_dprk.solvers.bimatrix.completeness import Growth, Places, Side, plays, single
from gametheory_dprk.solvers.completeness import UNIT, CaseRow, CaseSystem
from gametheory_dprk.solvers.trees.nash_pairs import NashPairs, Positions
from gametheory_dprk.solvers.trees.nash_vertices import ReplyVertex, Weights, all_vertices, label
from gametheory_dprk.solvers.trees.sequence_form import SequenceForm, sequence_form
from gametheory_dprk.solvers.trees.sequence_form import Side as SequenceSide

ONE = Fraction(1)
Form = dict[str, Fraction]

PlaceOf: TypeAlias = Callable[[int, int, Positions, Positions], Listed]

OF_ZERO_SUM = Completeness((Listed(1, 1),), ())
"""Of a zero-sum tree all equilibria are one cell, of which the checker finds the vertices."""


def certify(game: ExtensiveGame[Fraction], concept: str, budget: Budget) -> Completeness:
    """Certify that the maximal Nash subsets hold every equilibrium.

    Raises
    ------
    LimitReached
        If the budget is spent.
    """
    if len({sum(play.payoffs.values()) for play in game.plays()}) == 1:
        return OF_ZERO_SUM
    return grown(game, NashPairs.of(sequence_form(game), budget.tick), "", numbered, budget.tick)


def grown(
    game: ExtensiveGame[Fraction], pairs: NashPairs, suffix: str, places: PlaceOf, tick: Tick
) -> Completeness:
    """The certificate of a tree by itself.

    Parameters
    ----------
    game : ExtensiveGame[Fraction]
    pairs : NashPairs
        Its extreme equilibria.
    suffix : str
        What the names of systems end in.
    places : callable
        `places(number, position, lefts, rights) -> Listed`: where a maximal Nash subset is listed.
    tick : callable
        May raise `LimitReached`.
    """
    form = sequence_form(without_losses(game))
    vertices = [all_vertices(form, k, tick) for k in (0, 1)]
    names = [list(labels(side)) for side in form.sides]
    first, second = (
        Side(
            CaseRows(form, k, suffix).system(),
            borne(form, names, vertices[k]),
            form.sides[k].player,
        )
        for k in (0, 1)
    )
    found = listed_places(pairs, vertices, places, tick)
    growth = Growth([*names[0], *names[1]], (first, second), found, tick)
    return growth.grown(*map(len, vertices))


def listed_places(
    pairs: NashPairs, vertices: Sequence[Sequence[ReplyVertex]], places: PlaceOf, tick: Tick
) -> Places:
    """Where the equilibria that vertices make are listed; those with the same weights are one."""
    alike: list[dict[Weights, int]] = [{}, {}]
    for same, each in zip(alike, vertices, strict=True):
        for position, vertex in enumerate(each):
            same[vertex.weights] = same.get(vertex.weights, 0) | 1 << position
    masks = [
        [same[vertex.weights] for vertex in each]
        for same, each in zip(alike, pairs.vertices, strict=True)
    ]
    partners: defaultdict[int, int] = defaultdict(int)
    for row, column in pairs.edges:
        for bit in single(masks[0][row]):
            partners[bit] |= masks[1][column]
    cells = [
        (
            union(masks[0], lefts),
            union(masks[1], rights),
            places(number, position, lefts, rights),
        )
        for number, subsets in enumerate(pairs.components(tick), 1)
        for position, (lefts, rights) in enumerate(subsets, 1)
    ]
    return Places(partners, cells)


def union(masks: Sequence[int], positions: Iterable[int]) -> int:
    """The bits of some masks."""
    return reduce(or_, (masks[position] for position in positions))


def numbered(number: int, position: int, lefts: Positions, rights: Positions) -> Listed:
    """Where a maximal Nash subset is listed if components are listed as they are found."""
    return Listed(number, position)


def without_losses(game: ExtensiveGame[Fraction]) -> ExtensiveGame[Fraction]:
    """The game with each player's payoffs shifted so that the least is zero."""
    least = {p: min(play.payoffs[p] for play in game.plays()) for p in game.players}

    def shifted(node: Node[Fraction]) -> Node[Fraction]:
        if isinstance(node, Terminal):
            return Terminal({player: x - least[player] for player, x in node.payoffs.items()})
        moves = {move: shifted(child) for move, child in node.moves.items()}
        if isinstance(node, Chance):
            return Chance(node.probabilities, moves)
        return Decision(node.player, node.information_set, moves)

    return replace(game, root=shifted(game.root))


def labels(side: SequenceSide) -> Iterator[Label]:
    """Every move of a player as a label, in the order of sequences."""
    for (player, name), own in zip(side.keys, side.own, strict=True):
        for move in own:
            yield player, f"{move} at {name}"


def borne(
    form: SequenceForm, names: Sequence[Sequence[Label]], vertices: Sequence[ReplyVertex]
) -> Mapping[Label, int]:
    """For each label the vertices that bear it, as bits."""
    return {
        name: sum(
            1 << position
            for position, each in enumerate(vertices)
            if each.labels >> label(form, k, sequence) & 1
        )
        for k, own in enumerate(names)
        for sequence, name in enumerate(own, 1)
    }


class CaseRows:
    """The linear system of one player's strategies and the values of the other's sets."""

    def __init__(self, form: SequenceForm, k: int, suffix: str) -> None:
        self.form, self.k, self.suffix = form, k, suffix
        self.own, self.other = form.sides[k], form.sides[1 - k]
        self.own_names = [UNIT, *(weight_name(each) for each in labels(self.own))]
        self.other_labels = [("", ""), *labels(self.other)]

    def system(self) -> CaseSystem:
        """All of it."""
        support: dict[str, tuple[str, ...]] = {
            weight_name(each): (plays(each),) for each in labels(self.own)
        }
        support |= {worth_name(key): () for key in self.other.keys}
        about = f"strategies of {self.own.player}{self.suffix}"
        return CaseSystem(about, support, tuple(self.totals()), tuple(self.conditions()))

    def totals(self) -> Iterator[CaseRow]:
        """Weights at every own set add up to the weight of what leads there."""
        for key, before, own in zip(self.own.keys, self.own.before, self.own.own, strict=True):
            form = dict.fromkeys((self.own_names[s] for s in own.values()), ONE)
            form[self.own_names[before]] = -ONE
            yield CaseRow(f"weights of {set_name(key)} add up", form)

    def conditions(self) -> Iterator[CaseRow]:
        """No move is worth more than its set, and one that is played as much."""
        gains = self.gains()
        for key, own in zip(self.other.keys, self.other.own, strict=True):
            for move, sequence in own.items():
                slack = {worth_name(key): ONE, **gains[sequence]}
                where = f"{set_name(key)}: {move} is worth"
                yield CaseRow(f"{where} no more", slack)
                tight = {name: -value for name, value in slack.items()}
                yield CaseRow(f"{where} as much", tight, plays(self.other_labels[sequence]))

    def gains(self) -> list[Form]:
        """What each of the other's sequences brings, with what comes after it; negative."""
        forms: list[Form] = [
            {worth_name(self.other.keys[place]): -ONE for place in after}
            for after in self.other.after
        ]
        for pair, payoffs in self.form.payoffs.items():
            name, amount = self.own_names[pair[self.k]], payoffs[1 - self.k]
            if amount:
                form = forms[pair[1 - self.k]]
                form[name] = form.get(name, Fraction(0)) - amount
        return forms


def weight_name(each: Label) -> str:
    """The variable of a sequence."""
    return f"weight of {each[0]} {each[1]}"


def worth_name(key: SetKey) -> str:
    """The variable of a set's value."""
    return f"worth of {set_name(key)}"


def set_name(key: SetKey) -> str:
    """An information set."""
    return f"{key[0]} at {key[1]}"
