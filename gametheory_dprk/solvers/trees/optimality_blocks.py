"""What optimal play of one player asks of the others, as a linear program.

Unknown are the weights of plays as far as they are up to the others: from the start of a subgame,
or from the nodes of an information set in proportions that stand for a belief. The weight of a set
of their moves splits at their next decision (Koller, Megiddo and von Stengel 1996; with more than
two players the products of the others' probabilities are taken for unknowns of their own). The
player's value at an information set, so weighted, is at least what every move brings, and equal to
what a move that is played brings: conditions that every equilibrium satisfies, whatever the
supports elsewhere.

That a move is played, or not, holds a variable of the program at zero: the slack of its value, its
weight, or what would excuse its weight from being positive.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, TypeAlias

from gametheory_dprk.games import Chance, Decision, Path, Terminal
from gametheory_dprk.polyhedra import linear_system
from gametheory_dprk.solution import SetKey
from gametheory_dprk.solvers.trees.fixing_program import FixingProgram
from gametheory_dprk.solvers.trees.tree_outline import Outline

Move: TypeAlias = tuple[SetKey, str]
Weight: TypeAlias = tuple[Path, frozenset[Move]]
"""A node at which weights begin, and moves of the others after it."""

Form: TypeAlias = dict[Any, Fraction]
SHORTFALL = "shortfall"
ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Holding:
    """A variable that is zero where some moves are played and others are not.

    Attributes
    ----------
    played, unplayed : frozenset of Move
    variable : int
    """

    played: frozenset[Move]
    unplayed: frozenset[Move]
    variable: int


@dataclass(frozen=True, slots=True)
class OptimalityBlock:
    """The program of one player, and what holds its variables at zero.

    The block allows the supports iff the objective can exceed -1.
    """

    program: FixingProgram
    holdings: tuple[Holding, ...]


@dataclass
class BlockBuilder:
    """Walks a part of the tree and collects the program's rows."""

    outline: Outline
    player: str
    weights: dict[Weight, None] = field(default_factory=dict)
    splits: dict[tuple[Weight, SetKey], None] = field(default_factory=dict)
    brings: dict[Move, Form] = field(default_factory=dict)
    bounds: dict[SetKey, Form] = field(default_factory=dict)

    def begin(self, starts: Iterable[Path]) -> list[Weight]:
        """Collect all that comes after some nodes, and return their weights."""
        begins: list[Weight] = [(path, frozenset()) for path in starts]
        for begin in begins:
            self.weights[begin] = None
            self.walk(begin[0], begin, ONE, None)
        return begins

    def block(self, starts: Iterable[Path]) -> OptimalityBlock:
        """The block that begins at some nodes, in unknown proportions."""
        begins = self.begin(starts)
        equal: list[tuple[Form, int]] = [(dict.fromkeys(begins, ONE), -1)]
        equal += ((row, 0) for row in self.split_rows())
        at_least: list[tuple[Form, int]] = []
        holdings: list[tuple[frozenset[Move], frozenset[Move], Any]] = []
        none: frozenset[Move] = frozenset()
        for (key, move), form in self.brings.items():
            holdings.append((frozenset({(key, move)}), none, len(at_least)))
            at_least.append(({key: ONE, **{name: -value for name, value in form.items()}}, 0))
        at_least += ((added({key: -ONE}, form), 0) for key, form in self.bounds.items())
        later = [weight for weight in self.weights if weight[1]]
        for weight in later:
            holdings += [(none, frozenset({move}), weight) for move in sorted(weight[1])]
        # From several nodes nothing is sure to have positive weight: they need not be believed in.
        excuses = [("excuse", weight) for weight in later if len(begins) == 1]
        for excuse in excuses:
            holdings.append((excuse[1][1], none, excuse))
            at_least.append(({excuse[1]: ONE, excuse: ONE, SHORTFALL: ONE}, -1))
        signed = [*self.weights, *excuses, SHORTFALL]
        program = FixingProgram(
            linear_system(
                [*signed, *self.bounds], equal=equal, at_least=at_least, nonnegative=signed
            ),
            {SHORTFALL: -ONE},
        )
        return OptimalityBlock(
            program, tuple(Holding(p, u, number(program, name)) for p, u, name in holdings)
        )

    def split_rows(self) -> Iterator[Form]:
        """Weights split at the others' decisions."""
        for (start, past), key in self.splits:
            row = {(start, past | {(key, move)}): -ONE for move in self.outline.moves[key]}
            yield {(start, past): ONE, **row}

    def walk(self, path: Path, weight: Weight, chance: Fraction, last: Move | None) -> None:
        """Collect what comes after a node; `last` is the player's own last move."""
        node = self.outline.nodes[path]
        if isinstance(node, Terminal):
            self.bring(last, weight, chance * node.payoffs[self.player])
        elif isinstance(node, Chance):
            for move, share in node.probabilities.items():
                self.walk((*path, move), weight, chance * share, last)
        elif node.player == self.player:
            self.decide(node, path, weight, chance, last)
        else:
            key = (node.player, node.information_set)
            self.splits[weight, key] = None
            for move in node.moves:
                after = (weight[0], weight[1] | {(key, move)})
                self.weights[after] = None
                self.walk((*path, move), after, chance, last)

    def decide(
        self,
        node: Decision[Fraction],
        path: Path,
        weight: Weight,
        chance: Fraction,
        last: Move | None,
    ) -> None:
        """Collect what comes after a node of the player."""
        key = (node.player, node.information_set)
        if key not in self.bounds:
            self.bounds[key] = {}
            self.brings |= {(key, move): {} for move in node.moves}
            if last is not None:
                self.brings[last][key] = ONE
        bound = self.bounds[key]
        bound[weight] = bound.get(weight, Fraction(0)) + chance * self.highest(path)
        for move in node.moves:
            self.walk((*path, move), weight, chance, (key, move))

    def bring(self, last: Move | None, weight: Weight, amount: Fraction) -> None:
        """Add to what the player's last move brings."""
        if last is not None:
            form = self.brings[last]
            form[weight] = form.get(weight, Fraction(0)) + amount

    def highest(self, path: Path) -> Fraction:
        """The most that the player can get after a node."""
        node = self.outline.nodes[path]
        if isinstance(node, Terminal):
            return node.payoffs[self.player]
        return max(self.highest((*path, move)) for move in node.moves)


def number(program: FixingProgram, name: Any) -> int:
    """The number of a variable, or of the slack of a row."""
    return program.slack(name) if isinstance(name, int) else program.variable(name)


def added(form: Form, other: Mapping[Any, Fraction]) -> Form:
    """The sum of two forms without common names."""
    return {**form, **other}


def block_starts(outline: Outline) -> Iterator[tuple[str, list[Path]]]:
    """Every player with the start of every subgame, and with every information set."""
    for home in dict.fromkeys(outline.homes.values()):
        for player in outline.players:
            yield player, [home]
    for key, paths in outline.members.items():
        if paths != [outline.homes[key]]:
            yield key[0], paths


def optimality_blocks(outline: Outline) -> Iterator[OptimalityBlock]:
    """Every player from the start of every subgame, and from every information set."""
    for player, starts in block_starts(outline):
        yield BlockBuilder(outline, player).block(starts)
