"""Nash equilibria whose probabilities are given between rationals: proof that they are there.

The moves that are played are told by the numbers. Two equations for a player who mixes: these moves
pay the same, and their chances sum to one. Let B be the box of the numbers given, c its middle, f
the equations, Y a matrix. If K = c - Y f(c) + (1 - Y f'(B)) (B - c) lies in B and is less than half
as wide in every direction, exactly one point of B solves the equations, and it is in K (Krawczyk
1969). It is an equilibrium if no other move pays more anywhere in B, or in a smaller box that the
same step makes of it. All ends of intervals are rationals: nothing is rounded but outward.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import TypeAlias

from gametheory_dprk.algebraic import Enclosed
from gametheory_dprk.concepts.intervals import (
    ONE,
    ZERO,
    Interval,
    inverse,
    middle,
    plus,
    scaled,
    times,
)
from gametheory_dprk.games import NormalGame
from gametheory_dprk.number import Number
from gametheory_dprk.solution import Candidate, Certificate, Check, PerSet

Place: TypeAlias = tuple[str, str]
"""A player and a move."""

Box: TypeAlias = Mapping[Place, Interval]
"""Where the chance of each move that is played lies."""

CLOSER = 4
"""How often a box is made smaller, where payoffs over it do not yet tell."""


def is_enclosed(candidate: Candidate) -> bool:
    """Whether some probability of a candidate is given between two rationals."""
    return any(
        isinstance(chance, Enclosed)
        for sets in candidate.assessment.strategies.values()
        for chances in sets.values()
        for chance in chances.values()
    )


def certify_enclosure(game: NormalGame[Number], candidate: Candidate) -> Certificate:
    """Certify that a box holds exactly one profile of its support that solves, an equilibrium.

    Examples
    --------
    >>> game = NormalGame.from_arrays([[3, 0], [0, 1]], [[1, 0], [0, 3]])
    >>> def near(text):
    ...     return Enclosed(Fraction(text) - Fraction(1, 100), Fraction(text) + Fraction(1, 100))
    >>> from gametheory_dprk.solution import Assessment
    >>> def profile(row):
    ...     return Candidate(Assessment({
    ...         "row": {"row": {"r1": near(row), "r2": near(1 - Fraction(row))}},
    ...         "column": {"column": {"c1": near("0.25"), "c2": near("0.75")}}}))
    >>> certify_enclosure(game, profile("0.75")).valid
    True
    >>> certify_enclosure(game, profile("0.70")).valid
    False
    """
    formal = [*form_checks(game, candidate)]
    if not all(check.holds for check in formal):
        return Certificate(tuple(formal))
    support = Support(game, played(game, candidate.assessment.strategies))
    box = {
        place: (ONE, ONE) if len(support.moves[place[0]]) == 1 else ends(candidate, place)
        for place in support.places
    }
    smaller = support.image(box)
    if smaller is None:
        return Certificate((*formal, Check("equations of the support: regular", ZERO, ">=", ONE)))
    formal += enclosure_checks(support, box, smaller)
    if not all(check.holds for check in formal):
        return Certificate(tuple(formal))
    return Certificate((*formal, *support.deviations(smaller)))


def form_checks(game: NormalGame[Number], candidate: Candidate) -> Iterator[Check]:
    """Claim that each move has a number, and each player a pure move or enclosed chances."""
    strategies = candidate.assessment.strategies
    alone = candidate.component is None and not candidate.assessment.joint
    named = {player: set(sets) for player, sets in strategies.items()}
    fits = named == {player: {player} for player in game.players}
    faults = int(not alone) + int(not fits)
    yield Check("an enclosed profile of its own", Fraction(faults), "==", ZERO, form=True)
    for player in game.players if fits else ():
        chances = strategies[player][player]
        wrong = len(set(game.moves[player]) ^ set(chances))
        used = [each for each in chances.values() if each]
        pure = used == [ONE]
        mixed = len(used) > 1 and all(isinstance(each, Enclosed) for each in used)
        yield Check(
            f"{player}: faults in a pure or enclosed strategy",
            Fraction(wrong + (not pure and not mixed)),
            "==",
            ZERO,
            form=True,
        )
        for move, chance in chances.items():
            low = chance.low if isinstance(chance, Enclosed) else ZERO
            claim = f"{player}: probability of {move} >= 0"
            yield Check(claim, low, ">=", ZERO, form=True)


def played(game: NormalGame[Number], strategies: PerSet) -> dict[str, list[str]]:
    """The moves that each player plays."""
    return {p: [move for move in game.moves[p] if strategies[p][p][move]] for p in game.players}


def ends(candidate: Candidate, place: Place) -> Interval:
    """Between which rationals a chance is given."""
    player, move = place
    chance = candidate.assessment.strategies[player][player][move]
    assert isinstance(chance, Enclosed)
    return chance.low, chance.high


def enclosure_checks(support: Support, box: Box, smaller: Box) -> Iterator[Check]:
    """Claim that the step takes a box into itself and halves it."""
    for place in support.unknowns:
        (low, high), (left, right) = box[place], smaller[place]
        name = " ".join(place)
        yield Check(f"{name}: enclosed from below", left, ">=", low, form=True)
        yield Check(f"{name}: enclosed from above", high, ">=", right, form=True)
        yield Check(f"{name}: exactly one", high - low, ">=", 2 * (right - left), form=True)


@dataclass(frozen=True, slots=True)
class Support:
    """What the moves that are played have to satisfy.

    Attributes
    ----------
    game : NormalGame
    moves : Mapping
        Those that each player plays.
    """

    game: NormalGame[Number]
    moves: Mapping[str, list[str]]

    @property
    def places(self) -> list[Place]:
        """Every move that is played."""
        return [(player, move) for player, moves in self.moves.items() for move in moves]

    @property
    def unknowns(self) -> list[Place]:
        """Those of players who mix."""
        return [place for place in self.places if len(self.moves[place[0]]) > 1]

    def gain(self, player: str, one: str, other: str, box: Box, given: Place | None) -> Interval:
        """How much more one move pays than another, the others in a box.

        With a place given, the derivative by its chance.
        """
        names = [name for name in self.game.players if name != player]
        kept = ([given[1]] if given and given[0] == name else self.moves[name] for name in names)
        position, table = self.game.players.index(player), self.game.payoffs[player]
        parts = []
        for choice in product(*kept):
            head, tail = choice[:position], choice[position:]
            difference = table[(*head, one, *tail)] - table[(*head, other, *tail)]
            assert isinstance(difference, Fraction)
            share: Interval = (ONE, ONE)
            for place in zip(names, choice, strict=True):
                if place != given and len(self.moves[place[0]]) > 1:
                    share = times(share, box[place])
            parts.append(scaled(difference, share))
        return plus(parts)

    def values(self, box: Box) -> list[Interval]:
        """The equations at a box, in the order of the unknowns: a total, then the ties."""
        found = []
        for player, move in self.unknowns:
            unit = self.moves[player][0]
            if move == unit:
                total = plus(box[player, each] for each in self.moves[player])
                found.append((total[0] - 1, total[1] - 1))
            else:
                found.append(self.gain(player, move, unit, box, None))
        return found

    def derivatives(self, box: Box) -> list[list[Interval]]:
        """The equations' derivatives by each unknown."""
        return [
            [self.derivative(row, place, box) for place in self.unknowns] for row in self.unknowns
        ]

    def derivative(self, row: Place, place: Place, box: Box) -> Interval:
        """One equation's derivative by one unknown."""
        player, move = row
        unit, own = self.moves[player][0], place[0] == player
        if move == unit or own:
            entry = ONE if own and move == unit else ZERO
            return entry, entry
        return self.gain(player, move, unit, box, place)

    def image(self, box: Box) -> Box | None:
        """The box K; None where the equations are not regular in the middle."""
        center = {place: middle(each) for place, each in box.items()}
        point = {place: (value, value) for place, value in center.items()}
        matrix = inverse([[low for low, _ in row] for row in self.derivatives(point)])
        if matrix is None:
            return None
        residuals, slopes = self.values(point), self.derivatives(box)
        spread = [(box[p][0] - center[p], box[p][1] - center[p]) for p in self.unknowns]
        found = dict(box)
        for i, place in enumerate(self.unknowns):
            step = plus(scaled(-y, each) for y, each in zip(matrix[i], residuals, strict=True))
            rest = remainder(i, matrix[i], slopes, spread)
            found[place] = plus(((center[place], center[place]), step, rest))
        return found

    def deviations(self, box: Box) -> list[Check]:
        """Claim for each move that is not played that it pays no more, as closely as it takes."""
        checks = [*self.compared(box)]
        for _ in range(CLOSER):
            smaller = None if all(check.holds for check in checks) else self.image(box)
            if smaller is None:
                break
            box = smaller
            checks = [*self.compared(box)]
        return checks

    def compared(self, box: Box) -> Iterator[Check]:
        """The least that a move that is played pays more than one that is not."""
        for player, moves in self.moves.items():
            for move in self.game.moves[player]:
                if move not in moves:
                    least, _ = self.gain(player, moves[0], move, box, None)
                    yield Check(f"{player}: value >= payoff of {move}", least, ">=", ZERO)


def remainder(
    i: int,
    row: Sequence[Fraction],
    slopes: Sequence[Sequence[Interval]],
    spread: Sequence[Interval],
) -> Interval:
    """One entry of (1 - Y f'(B)) (B - c), from a row of Y."""
    parts = []
    for j, width in enumerate(spread):
        low, high = plus(scaled(-y, line[j]) for y, line in zip(row, slopes, strict=True))
        parts.append(times((low + (i == j), high + (i == j)), width))
    return plus(parts)
