"""The sequence form of a two-player tree with perfect recall (von Stengel 1996).

A *sequence* of a player is an information set of that player and a move there; by perfect recall
it stands for all that the player has done so far. Instead of a probability for every move a
strategy gives a *realization weight* to every sequence: the product of the player's own
probabilities along it. Payoffs are bilinear in the weights of the two players, and there are only
as many of them as there are ends of the tree, with chance taken into account.

Sequences are numbered for each player, 0 being the empty one; those that lead to an information
set come before those that start there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from gametheory_dprk.games import Decision, ExtensiveGame, Node, Path, Terminal
from gametheory_dprk.solution import SetKey


@dataclass
class Side:
    """The information sets of one player, in the order of the tree, and the sequences.

    Attributes
    ----------
    keys : list of SetKey
        The information sets; other lists go by the position of a set here.
    before : list of int
        The sequence that leads to each information set.
    own : list of Mapping[str, int]
        The sequences that each information set starts, by move.
    length : list of int
        How many moves each sequence has.
    after : list of list of int
        The information sets that follow each sequence directly.
    """

    player: str
    keys: list[SetKey] = field(default_factory=list)
    before: list[int] = field(default_factory=list)
    own: list[Mapping[str, int]] = field(default_factory=list)
    length: list[int] = field(default_factory=lambda: [0])
    after: list[list[int]] = field(default_factory=lambda: [[]])

    def add(self, key: SetKey, before: int, moves: tuple[str, ...]) -> None:
        """Add an information set."""
        first = len(self.length)
        self.after[before].append(len(self.keys))
        self.keys.append(key)
        self.before.append(before)
        self.own.append({move: first + k for k, move in enumerate(moves)})
        self.length += [self.length[before] + 1] * len(moves)
        self.after += [[] for _ in moves]

    def uniform(self) -> list[Fraction]:
        """Realization weights if every move of a set is equally likely."""
        weights = [Fraction(1)] * len(self.length)
        for before, own in zip(self.before, self.own, strict=True):
            for sequence in own.values():
                weights[sequence] = weights[before] / len(own)
        return weights


@dataclass(frozen=True, slots=True)
class Member:
    """A node of an information set: the other player's sequence and chance on the way to it."""

    path: Path
    other: int
    chance: Fraction


@dataclass
class SequenceForm:
    """A tree in sequence form; its size is that of the tree.

    Attributes
    ----------
    sides : tuple of Side
        One for each of the two players.
    payoffs : Mapping
        For each pair of sequences at the end of some play, what it adds to the payoff of each
        player: payoffs times the probabilities of chance, summed over such ends.
    members : Mapping[SetKey, list of Member]
        The nodes of every information set.
    """

    sides: tuple[Side, Side]
    payoffs: dict[tuple[int, int], list[Fraction]] = field(default_factory=dict)
    members: dict[SetKey, list[Member]] = field(default_factory=dict)
    places: dict[SetKey, int] = field(default_factory=dict)

    def end(self, node: Terminal[Fraction], spot: Spot) -> None:
        """Count the end of a play."""
        total = self.payoffs.setdefault(spot.made, [Fraction(0), Fraction(0)])
        for k, side in enumerate(self.sides):
            total[k] += spot.chance * node.payoffs[side.player]

    def enter(self, node: Decision[Fraction], spot: Spot) -> tuple[int, Mapping[str, int]]:
        """Count a node of an information set; whose it is, and the sequences that start there.

        Raises
        ------
        ForgottenMoves
            If its owner came to another node of the set by other moves.
        """
        k = 0 if node.player == self.sides[0].player else 1
        side, key = self.sides[k], (node.player, node.information_set)
        if key not in self.places:
            self.places[key] = len(side.keys)
            side.add(key, spot.made[k], tuple(node.moves))
        place = self.places[key]
        if side.before[place] != spot.made[k]:
            raise ForgottenMoves(key)
        self.members.setdefault(key, []).append(Member(spot.path, spot.made[1 - k], spot.chance))
        return k, side.own[place]


@dataclass(frozen=True, slots=True)
class Spot:
    """How play came to a node: the moves, the two sequences, and the probability of chance."""

    path: Path = ()
    made: tuple[int, int] = (0, 0)
    chance: Fraction = Fraction(1)

    def after(self, move: str, made: tuple[int, int], chance: Fraction) -> Spot:
        """The spot one move on."""
        return Spot((*self.path, move), made, self.chance * chance)


class ForgottenMoves(Exception):
    """An information set whose owner does not recall own moves."""

    def __init__(self, key: SetKey) -> None:
        super().__init__(f"{key[0]} forgets own moves at {key[1]}")


def sequence_form(game: ExtensiveGame[Fraction]) -> SequenceForm:
    """Write a tree in sequence form.

    Parameters
    ----------
    game : ExtensiveGame[Fraction]
        Of two players.

    Raises
    ------
    ForgottenMoves
        If a player does not recall own moves.

    References
    ----------
    B. von Stengel 1996, "Efficient Computation of Behavior Strategies", Games and Economic
    Behavior 14.

    Examples
    --------
    >>> end = Terminal({"A": Fraction(2), "B": Fraction(1)})
    >>> answer = Decision("B", "asked", {"yes": end, "no": end})
    >>> game = ExtensiveGame(("A", "B"), Decision("A", "start", {"ask": answer, "leave": end}))
    >>> sorted(sequence_form(game).payoffs)
    [(1, 1), (1, 2), (2, 0)]
    """
    first, second = game.players
    form = SequenceForm((Side(first), Side(second)))
    waiting: list[tuple[Node[Fraction], Spot]] = [(game.root, Spot())]
    while waiting:
        node, spot = waiting.pop()
        if isinstance(node, Terminal):
            form.end(node, spot)
        elif isinstance(node, Decision):
            k, own = form.enter(node, spot)
            waiting += [
                (child, spot.after(move, replaced(spot.made, k, own[move]), Fraction(1)))
                for move, child in reversed(list(node.moves.items()))
            ]
        else:
            waiting += [
                (child, spot.after(move, spot.made, node.probabilities[move]))
                for move, child in reversed(list(node.moves.items()))
            ]
    return form


def replaced(made: tuple[int, int], k: int, sequence: int) -> tuple[int, int]:
    """The two sequences with that of one player replaced."""
    return (sequence, made[1]) if k == 0 else (made[0], sequence)
